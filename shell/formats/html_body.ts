// HTML bodies: parsed inert, kept by an allow-list, and written as the events that src/markdown/document_from_events.h
// reads. What HTML leaves open is settled here: text that stands beside blocks is a paragraph, formatting around blocks
// is opened again in each of them, blocks in a table's cell are lines.

import { absolute, pictureFrom } from './addresses.js';
import { cardFor, isEmbed } from './embeds.js';
import { Footnotes } from './footnotes.js';
import { FormatError } from './members.js';
import { columnsOf, headsColumns, isForLayout, rowsOf } from './tables.js';

export interface Body {
  events: string[];
  /** Its words, on one line. */
  text: string;
  /** Its address, where the body begins with a picture; "": it does not. */
  firstPicture: string;
}

export type ParseHtml = (html: string) => Document;

/** Far more than any article has. */
const mostNodes = 400_000;
const deepestNode = 200;

const set = (names: string) => new Set(names.split(' '));
const dropped = set(
  'script style template form input button select textarea option svg canvas map area track param source link meta title base head dialog frame frameset applet noembed',
);
const blocks = set(
  'address article aside body center dd details dialog div dl dt fieldset footer header hgroup li main nav p search section summary',
);
/** Formatting that the document has, by the names that HTML has for it. */
const formats: Record<string, string> = {
  em: 'em',
  i: 'em',
  cite: 'em',
  dfn: 'em',
  var: 'em',
  strong: 'strong',
  b: 'strong',
  del: 'del',
  s: 'del',
  strike: 'del',
  ins: 'ins',
  u: 'ins',
  mark: 'mark',
  small: 'small',
  sub: 'sub',
  sup: 'sup',
  kbd: 'kbd',
  abbr: 'abbr',
};
const codes = set('code tt samp');
const lists = set('ul ol menu dir');

export function bodyOf(html: string, base: string, parse: ParseHtml): Body {
  const { body } = parse(html);
  const count = body.querySelectorAll('*').length;
  if (count > mostNodes)
    throw new FormatError('too-large', `the body has ${count} elements, more than the ${mostNodes} that are read`);
  const writer = new BodyWriter(base, new Footnotes(body));
  return writer.write(body);
}

/** In a flow there are blocks; in a line they are parted by line ends. */
type Mode = 'flow' | 'line';

class BodyWriter {
  private readonly events: string[] = [];
  private mode: Mode = 'flow';
  private depth = 0;
  private inFigure = false;
  /** A paragraph that no element asked for. */
  private inParagraph = false;
  /** The formatting around what comes next, and how much of it is open. */
  private readonly formats: string[][] = [];
  private openFormats = 0;
  private lineEnds = 0;
  private lineHasText = false;
  private lastPicture = '';
  private firstPicture = '';

  constructor(
    private readonly base: string,
    private readonly notes: Footnotes,
  ) {}

  write(body: Element): Body {
    this.children(body);
    this.endParagraph();
    const notes = this.notes.items;
    if (notes.length > 0) {
      this.begin('notes');
      for (const note of notes) this.item(note, []);
      this.end();
    }
    return {
      events: this.events,
      text: (body.textContent ?? '').replace(/\s+/g, ' ').trim(),
      firstPicture: this.firstPicture,
    };
  }

  // ---- events

  private begin(element: string, attributes: Record<string, string> = {}): void {
    this.events.push(`(${element}`);
    for (const [name, value] of Object.entries(attributes)) if (value) this.events.push(`A${name} ${value}`);
  }

  private end(): void {
    this.events.push(')');
  }

  private leaf(element: string, attributes: Record<string, string> = {}): void {
    this.begin(element, attributes);
    this.end();
  }

  // ---- text

  private readyForText(): void {
    const ends = this.lineEnds;
    this.lineEnds = 0;
    // Two line ends are what old pages part paragraphs with.
    if (ends > 1 && this.mode === 'flow') this.endParagraph();
    if (this.mode === 'flow' && !this.inParagraph) {
      this.begin('p');
      this.inParagraph = true;
    } else if (ends > 0 && this.lineHasText) {
      this.leaf('br');
    }
    this.lineHasText = true;
    for (const format of this.formats.slice(this.openFormats)) this.events.push(...format);
    this.openFormats = this.formats.length;
  }

  private text(text: string): void {
    // Also of hard spaces only: editors keep empty paragraphs open with them.
    const isSpace = /^[\s\u00a0]*$/.test(text);
    if (isSpace && (!this.lineHasText || this.lineEnds > 0)) return;
    this.readyForText();
    this.events.push(`-${text}`);
  }

  private closeFormats(count: number): void {
    for (; this.openFormats > count; this.openFormats--) this.end();
  }

  private endParagraph(): void {
    if (this.mode === 'line') {
      if (this.lineHasText) this.lineEnds = 1;
      return;
    }
    this.closeFormats(0);
    if (this.inParagraph) this.end();
    this.inParagraph = false;
    this.lineHasText = false;
    this.lineEnds = 0;
  }

  private formatted(events: string[], inside: () => void): void {
    this.formats.push(events);
    inside();
    this.formats.pop();
    this.closeFormats(this.formats.length);
  }

  /** Blocks and formatting of its own: a heading, a cell, a caption. */
  private apart(mode: Mode, inside: () => void): void {
    const { inParagraph, openFormats, lineEnds, lineHasText } = this;
    const outer = this.mode;
    Object.assign(this, { mode, inParagraph: false, openFormats: 0, lineEnds: 0, lineHasText: false });
    inside();
    this.endParagraph();
    this.closeFormats(0);
    Object.assign(this, { mode: outer, inParagraph, openFormats, lineEnds, lineHasText });
  }

  // ---- elements

  private children(node: Node): void {
    if (++this.depth > deepestNode) this.text(node.textContent ?? '');
    else for (const child of node.childNodes) this.node(child);
    this.depth--;
  }

  private node(node: Node): void {
    if (node.nodeType === Node.TEXT_NODE) return this.text(node.textContent ?? '');
    if (!(node instanceof Element) && node.nodeType !== Node.ELEMENT_NODE) return;
    const element = node as HTMLElement;
    const name = element.localName;
    if (dropped.has(name) || element.hasAttribute('hidden') || this.notes.has(element)) return;
    if (isEmbed(element)) return this.embed(element);
    if (blocks.has(name)) return this.block(element);
    if (lists.has(name)) return this.list(element);
    if (/^h[1-6]$/.test(name)) return this.line(name, element);
    if (codes.has(name)) return this.code(element.textContent ?? '');
    const format = formats[name];
    if (format) return this.format(format, element);
    this.special(name, element);
  }

  private special(name: string, element: HTMLElement): void {
    switch (name) {
      case 'a':
        return this.link(element);
      case 'br':
        this.lineEnds++;
        return;
      case 'img':
      case 'amp-img':
        return this.picture(element);
      case 'noscript':
        return this.withoutScript(element);
      case 'hr':
        this.endParagraph();
        if (this.mode === 'flow') this.leaf('hr');
        return;
      case 'pre':
        return this.preformatted(element);
      case 'blockquote':
        return this.quote(element);
      case 'figure':
        return this.figure(element);
      case 'figcaption':
        return this.caption(element);
      case 'table':
        return this.table(element as HTMLTableElement);
      case 'q':
        this.text('“');
        this.children(element);
        return this.text('”');
      default:
        return this.children(element);
    }
  }

  private block(element: Element): void {
    this.endParagraph();
    if (element.localName === 'dt' || element.localName === 'summary')
      this.formatted(['(strong'], () => this.children(element));
    else this.children(element);
    this.endParagraph();
  }

  /** One that holds text and no blocks. */
  private line(name: string, element: Element, attributes: Record<string, string> = {}): void {
    this.endParagraph();
    if (this.mode === 'line') {
      this.formatted(['(strong'], () => this.children(element));
      return this.endParagraph();
    }
    this.begin(name, attributes);
    this.apart('line', () => this.children(element));
    this.end();
  }

  private format(format: string, element: Element): void {
    // A note's number is raised by the note itself.
    if (format === 'sup' && this.notes.isOnlyReference(element)) return this.children(element);
    const title = format === 'abbr' ? element.getAttribute('title') : '';
    this.formatted(title ? [`(${format}`, `Atitle ${title}`] : [`(${format}`], () => this.children(element));
  }

  private link(element: Element): void {
    const href = element.getAttribute('href') ?? '';
    const note = this.notes.numberOf(href);
    if (note > 0) {
      this.readyForText();
      return this.leaf('note', { number: String(note) });
    }
    if (this.notes.isReturn(element)) return;
    const address = absolute(href, this.base);
    if (!address) return this.children(element);
    const title = element.getAttribute('title');
    const events = ['(a', `Ahref ${address}`, ...(title ? [`Atitle ${title}`] : [])];
    this.formatted(events, () => this.children(element));
  }

  private code(text: string): void {
    if (!text.trim()) return;
    this.readyForText();
    this.events.push('(code', `-${text}`, ')');
  }

  private preformatted(element: Element): void {
    for (const br of element.querySelectorAll('br')) br.replaceWith('\n');
    const text = (element.textContent ?? '').replace(/\n+$/, '');
    this.endParagraph();
    if (this.mode === 'line') return this.code(text);
    const classes = `${element.className} ${element.querySelector('code')?.className ?? ''}`;
    const language = /\b(?:lang|language|brush)[-:]\s*([\w+#.-]+)/i.exec(classes)?.[1] ?? '';
    this.begin('pre', { lang: language.toLowerCase() });
    this.events.push(`-${text}`, ')');
  }

  private quote(element: Element): void {
    this.endParagraph();
    if (this.mode === 'line') return this.block(element);
    this.begin('blockquote');
    this.apart('flow', () => this.children(element));
    this.end();
  }

  // ---- lists

  private list(element: Element): void {
    this.endParagraph();
    if (this.mode === 'line') return this.listInLine(element);
    const ordered = element.localName === 'ol';
    const items = itemsOf(element);
    const numbers = ordered ? numbersOf(element, items) : [];
    const written = (number = 1, usual = 1) => (number !== usual && /^\d{1,9}$/.test(`${number}`) ? `${number}` : '');
    const loose = element.querySelector(':scope > li > p') ? 'true' : '';
    this.begin(ordered ? 'ol' : 'ul', { start: written(numbers[0]), loose });
    items.forEach(([item, ...strays], i) => {
      const before = numbers[i - 1];
      this.item(item as Node, strays, before === undefined ? '' : written(numbers[i], before + 1));
    });
    this.end();
  }

  private item(item: Node, strays: Node[], value = ''): void {
    const box = (item as Element).querySelector?.('input[type="checkbox"]');
    const checked = box && beginsWith(item, box) ? String(box.hasAttribute('checked')) : '';
    this.begin('li', { checked, value });
    this.apart('flow', () => {
      if ((item as Element).localName === 'li') this.children(item);
      else this.node(item);
      for (const stray of strays) this.node(stray);
    });
    this.end();
  }

  private listInLine(element: Element): void {
    const items = itemsOf(element);
    const numbers = numbersOf(element, items);
    items.forEach((nodes, i) => {
      this.text(element.localName === 'ol' ? `${numbers[i]}. ` : '• ');
      for (const node of nodes) (node as Element).localName === 'li' ? this.children(node) : this.node(node);
      this.endParagraph();
    });
  }

  // ---- pictures

  private picture(image: Element): void {
    const source = pictureSource(image);
    if (image.matches('.wp-smiley, .emoji')) return this.text(image.getAttribute('alt') ?? '');
    const side = (name: string) => /^\d{1,5}/.exec(image.getAttribute(name) ?? '')?.[0] ?? '';
    const isCounter = ['0', '1'].includes(side('width')) || ['0', '1'].includes(side('height'));
    const address = absolute(source, this.base);
    if (!address || isCounter) return;
    if (this.events.length < 3) this.firstPicture = address;
    this.lastPicture = address;
    this.readyForText();
    const percent = /%/.test(image.getAttribute('width') ?? '') ? '' : undefined;
    this.leaf('img', {
      src: address,
      alt: image.getAttribute('alt') ?? '',
      title: image.getAttribute('title') ?? '',
      width: percent ?? side('width'),
      height: percent ?? side('height'),
    });
  }

  /** What stands there for want of scripts: a picture that a script would have loaded. */
  private withoutScript(element: Element): void {
    for (const image of element.querySelectorAll('img'))
      if (absolute(pictureSource(image), this.base) !== this.lastPicture) this.picture(image);
  }

  private figure(element: Element): void {
    const isPlain = this.inFigure || this.mode === 'line' || element.querySelector('figure') !== null;
    this.endParagraph();
    if (isPlain) return this.block(element);
    this.begin('figure');
    this.inFigure = true;
    this.apart('flow', () => this.children(element));
    this.inFigure = false;
    this.end();
  }

  private caption(element: Element): void {
    const parent = element.parentElement?.localName;
    if (this.inFigure && this.mode === 'flow' && parent === 'figure') return this.line('figcaption', element);
    this.endParagraph();
    this.formatted(['(small'], () => this.children(element));
    this.endParagraph();
  }

  private embed(element: Element): void {
    if (this.notes.isDoubled(element)) return;
    const card = cardFor(element, this.base);
    if (!card) return;
    if (this.mode === 'line') {
      this.endParagraph();
      this.formatted(['(a', `Ahref ${card.href}`], () => this.text(card.title));
      return this.endParagraph();
    }
    this.endParagraph();
    this.begin('card');
    this.begin('a', { href: card.href });
    this.events.push(`-${card.title}`, ')', ')');
  }

  // ---- tables

  private table(table: HTMLTableElement): void {
    if (this.mode === 'line' || isForLayout(table)) return this.block(table);
    this.endParagraph();
    const caption = table.caption;
    const inFigure = this.inFigure;
    if (caption && !inFigure) this.begin('figure');
    this.begin('table', { align: columnsOf(table), headless: headsColumns(table) ? '' : 'true' });
    for (const row of rowsOf(table)) {
      this.begin('tr');
      for (const cell of row) this.cell(cell);
      this.end();
    }
    this.end();
    if (!caption) return;
    if (inFigure) return this.block(caption);
    this.line('figcaption', caption);
    this.end();
  }

  private cell(cell: { element: Element | null; heads: boolean }): void {
    this.begin('td');
    const { element } = cell;
    if (element)
      this.apart('line', () =>
        cell.heads ? this.formatted(['(strong'], () => this.children(element)) : this.children(element),
      );
    this.end();
  }
}

/** Its items, each with what stands behind it that is none: lists that should have been inside. */
function itemsOf(list: Element): Node[][] {
  const items: Node[][] = [];
  for (const child of list.childNodes) {
    const isItem = (child as Element).localName === 'li';
    const isStray = !isItem && lists.has((child as Element).localName ?? '');
    if (isStray && items.length > 0) items.at(-1)?.push(child);
    else if (isItem || isStray || child.textContent?.trim()) items.push([child]);
  }
  return items;
}

/** The numbers of a list's items: counted from the start, down where it is reversed, anew where one says its own. */
function numbersOf(list: Element, items: Node[][]): number[] {
  const wholeOf = (written: string | null | undefined) => /^\s*([+-]?\d{1,9})(?!\d)/.exec(written ?? '')?.[1];
  const step = list.hasAttribute('reversed') ? -1 : 1;
  let next = Number(wholeOf(list.getAttribute('start')) ?? (step < 0 ? items.length : 1));
  return items.map(([item]) => {
    const own = wholeOf((item as Element).getAttribute?.('value'));
    const number = own === undefined ? next : Number(own);
    next = number + step;
    return number;
  });
}

/** Nothing is written before it. */
function beginsWith(item: Node, box: Element): boolean {
  return box.closest('li') === item && !/\S/.test(textBefore(item, box));
}

function textBefore(item: Node, box: Element): string {
  const range = item.ownerDocument?.createRange();
  range?.setStart(item, 0);
  range?.setEndBefore(box);
  return range?.toString() ?? '';
}

/** Where scripts load pictures late, their address stands elsewhere. */
function pictureSource(image: Element): string {
  const attribute = (...names: string[]) => names.map((name) => image.getAttribute(name)).find(Boolean) ?? '';
  const late = attribute('data-src', 'data-lazy-src', 'data-original', 'data-orig-file');
  const candidates = pictureFrom(attribute('data-srcset', 'data-lazy-srcset', 'srcset'));
  const source = attribute('src');
  const isPlaceholder = source === '' || /^data:image\/(gif|svg)/i.test(source);
  return candidates || late || (isPlaceholder ? '' : source);
}
