// The meaning: real elements over their pictures, kept up to date by the core's patches. Text becomes text nodes only;
// elements, attributes and addresses pass the gates in gates.ts.

import { allowedAttribute, allowedElement, safeUrl } from './gates.js';
import type { Attributes, Operation, Phrase } from './messages.js';

export interface LayerEvents {
  /** A scroller's position, in CSS pixels. */
  scrolled(node: number, x: number, y: number): void;
  pictureLoaded(src: string, width: number, height: number): void;
  /** A select has come: behaviour of its own belongs to it. */
  controlMade(element: HTMLElement): void;
  /** A text field of the page's own, which outlasts the layer and keeps focus on its way into it. */
  textField(): HTMLTextAreaElement | null;
}

export interface Scroller {
  element: HTMLElement;
  pixels: HTMLElement;
}

interface Mounted {
  element: HTMLElement;
  tag: string;
  placement: number;
  verb: number;
  /** Below the element above it in the flow, and how high it is: CSS pixels. */
  gap: number;
  height: number;
  /** Painted by CSS, because no tile is there. */
  bare: boolean;
  /** Some blocks inside it are bare. */
  partly: boolean;
  /** The class names that operations set, by kind: font, ink, look. */
  classes: Map<string, string>;
}

/** A part of a layer, CSS pixels from its top. */
export interface Rows {
  top: number;
  bottom: number;
}

export const everywhere: Rows = { top: Number.NEGATIVE_INFINITY, bottom: Number.POSITIVE_INFINITY };

/** More than this is worth looking into, CSS pixels. */
const tallBlock = 400;
const placements = ['flow', 'absolute', 'inside'];
const alignments = ['', 'center', 'end'];
/** In the order of the enumeration Turn in src/semantics/node.h. */
const turns = ['\u202d', '\u202e', '\u202c', '\u200e', '\u200f'];
const decorations = ['', 'underline', 'strike'];
const containers = new Set(['div', 'section', 'article', 'footer', 'header', 'figure', 'blockquote', 'ul', 'ol']);
const ownClasses = new Set('from-right group task plain spoken skip typing shelf apart box'.split(' '));

export class SemanticLayer {
  readonly element = document.createElement('div');
  readonly scrollers = new Map<number, Scroller>();
  /** What will hold the tiles of those that have come since somebody has emptied the list. */
  readonly newScrollers: Element[] = [];
  private readonly nodes = new Map<number, Mounted>();
  private readonly numbers = new WeakMap<Element, number>();
  private selects: [HTMLSelectElement, string][] = [];
  /** Scrollers that have just got their content. */
  private readonly sized: number[] = [];

  /** `base` is what relative addresses are resolved against. */
  constructor(
    private readonly events: LayerEvents,
    private readonly base: () => string,
  ) {
    this.element.className = 'meaning';
  }

  apply(patch: Operation[]): void {
    this.selects = [];
    for (const operation of patch) this.applyOne(operation);
    // After their options have come.
    for (const [select, value] of this.selects) select.value = value;
    for (const id of this.sized.splice(0)) {
      const element = this.scrollers.get(id)?.element;
      if (element?.classList.contains('from-right')) element.scrollLeft = element.scrollWidth;
    }
  }

  /** The control around an element, for events that bubble. */
  controlAt(target: EventTarget | null): { node: number; verb: number; element: HTMLElement } | null {
    for (let element = target as Element | null; element && element !== this.element; element = element.parentElement) {
      const node = this.numbers.get(element);
      const mounted = node === undefined ? undefined : this.nodes.get(node);
      if (node !== undefined && mounted && mounted.verb !== 0)
        return { node, verb: mounted.verb, element: mounted.element };
    }
    return null;
  }

  /**
   * Blocks where the picture has no tile show themselves: far from the screen, in a screenshot of a whole page, in a
   * flick too fast for the painter. `painted` has tiles; what is out of `needed` stays as it is.
   */
  uncover(container: Element, top: number, painted: Rows, needed: Rows): void {
    let y = top;
    for (const child of container.children) {
      const block = this.nodes.get(this.numbers.get(child) ?? 0);
      if (block?.placement !== 0) continue;
      const above = y + block.gap;
      const bottom = above + block.height;
      y = bottom;
      if (bottom <= needed.top || above >= needed.bottom) continue;
      const covered = above >= painted.top && bottom <= painted.bottom;
      const apart = bottom <= painted.top || above >= painted.bottom;
      // A tall block that is partly painted is looked into, and its parts stay as they are for when it is bare as a whole.
      const parts = !covered && !apart && block.height > tallBlock && child.querySelector('.flow') !== null;
      if (parts) this.uncover(child, above, painted, needed);
      else if (covered && block.partly) this.uncover(child, above, everywhere, everywhere);
      block.partly = parts || (block.partly && !covered);
      this.setBare(block, !covered && !parts);
    }
  }

  private setBare(block: Mounted, bare: boolean): void {
    if (block.bare === bare) return;
    block.bare = bare;
    block.element.classList.toggle('bare', bare);
  }

  private applyOne(operation: Operation): void {
    if (operation[0] === '+') return this.make(operation);
    const mounted = this.nodes.get(operation[1]);
    if (!mounted) return;
    switch (operation[0]) {
      case '-':
        return this.remove(operation[1], mounted);
      case 'b':
        return this.place(mounted, operation);
      case 'c':
        return this.setContentSize(operation[1], operation[2], operation[3]);
      case 'a':
        return this.setAttributes(mounted, operation[2]);
      case 's': {
        const [, , font, ink, align, lineHeight] = operation;
        this.setClass(mounted, 'font', `f${font}`);
        this.setClass(mounted, 'ink', `i${ink}`);
        mounted.element.style.lineHeight = `${lineHeight}px`;
        mounted.element.style.textAlign = alignments[align] ?? '';
        return;
      }
      case 'l':
        return this.setClass(mounted, 'look', `k${operation[2]}`);
      case 't':
        return this.setPhrases(mounted.element, operation[2]);
      case 'v':
        mounted.verb = operation[2];
        mounted.element.classList.toggle('control', mounted.verb !== 0);
        return;
    }
  }

  private make([, id, parent, before, tag, placement, scrolls]: Extract<Operation, { 0: '+' }>): void {
    if (!allowedElement(tag)) throw new Error(`The core asked for an element that is not allowed: ${tag}`);
    const element = (tag === 'textarea' && this.events.textField()) || document.createElement(tag);
    element.className = `n ${placements[placement] ?? 'flow'}`;
    if (containers.has(tag)) element.classList.add('group');
    if (element instanceof HTMLButtonElement) element.type = 'button';
    if (element instanceof HTMLInputElement) element.type = 'checkbox';
    const mounted = {
      element,
      tag,
      placement,
      verb: 0,
      gap: 0,
      height: 0,
      bare: false,
      partly: false,
      classes: new Map<string, string>(),
    };
    this.nodes.set(id, mounted);
    this.numbers.set(element, id);
    if (scrolls) this.makeScroller(id, element);
    const around = parent === 0 ? this.element : this.nodes.get(parent)?.element;
    if (around) insert(around, element, before === 0 ? null : (this.nodes.get(before)?.element ?? null));
    if (tag === 'img') this.watchPicture(element as HTMLImageElement);
    if (tag === 'select') this.events.controlMade(element);
  }

  private makeScroller(id: number, element: HTMLElement): void {
    element.classList.add('scroll');
    const pixels = document.createElement('div');
    pixels.className = 'pixels';
    pixels.ariaHidden = 'true';
    element.append(pixels);
    this.scrollers.set(id, { element, pixels });
    this.newScrollers.push(pixels);
    element.addEventListener('scroll', () => this.events.scrolled(id, element.scrollLeft, element.scrollTop), {
      passive: true,
    });
  }

  private remove(id: number, mounted: Mounted): void {
    for (const inner of mounted.element.querySelectorAll('*')) {
      const number = this.numbers.get(inner);
      if (number !== undefined) this.forget(number);
    }
    this.forget(id);
    mounted.element.remove();
  }

  private forget(id: number): void {
    this.nodes.delete(id);
    this.scrollers.delete(id);
  }

  private place(mounted: Mounted, [, , gap, x, y, width, height]: Extract<Operation, { 0: 'b' }>): void {
    const { style } = mounted.element;
    mounted.gap = gap;
    mounted.height = height;
    if (mounted.placement === 1) {
      style.left = `${x}px`;
      style.top = `${y}px`;
    } else if (mounted.placement === 0) {
      style.marginTop = `${gap}px`;
      style.marginLeft = `${x}px`;
    }
    style.width = `${width}px`;
    style.height = `${height}px`;
    this.keepHeight(mounted);
  }

  /** Where the browser sets the text it sets heights too, but not of what is out of sight. */
  private keepHeight({ classes, element, height }: Mounted): void {
    if (classes.get('own') === 'apart') element.style.containIntrinsicHeight = `auto ${height}px`;
  }

  private setContentSize(id: number, width: number, height: number): void {
    const pixels = this.scrollers.get(id)?.pixels;
    if (!pixels) return;
    const isNew = pixels.style.width === '';
    pixels.style.width = `${width}px`;
    pixels.style.height = `${height}px`;
    if (isNew) this.sized.push(id);
  }

  private setClass(mounted: Mounted, kind: string, name: string): void {
    const old = mounted.classes.get(kind);
    if (old === name) return;
    if (old) mounted.element.classList.remove(old);
    mounted.element.classList.add(name);
    mounted.classes.set(kind, name);
  }

  private setAttributes(mounted: Mounted, attributes: Attributes): void {
    for (const [name, value] of Object.entries(attributes)) {
      if (name === 'class') this.setClasses(mounted, value ?? '');
      else if (name === 'value' && mounted.element instanceof HTMLSelectElement)
        this.selects.push([mounted.element, value ?? '']);
      else this.setAttribute(mounted.element, name, value);
    }
  }

  /** Names that style sheets know, and those that mark code's language or the state of the connection. */
  private setClasses(mounted: Mounted, value: string): void {
    const old = mounted.classes.get('own');
    if (old) mounted.element.classList.remove(...old.split(' '));
    const names = value
      .split(' ')
      .filter((name) => ownClasses.has(name) || /^(language|components-reconnect)-[\w+#.-]+$/.test(name));
    mounted.classes.delete('own');
    if (names.length === 0) return;
    mounted.element.classList.add(...names);
    mounted.classes.set('own', names.join(' '));
    this.keepHeight(mounted);
  }

  private setAttribute(element: HTMLElement, name: string, value: string | null): void {
    if (!allowedAttribute(name)) throw new Error(`The core asked for an attribute that is not allowed: ${name}`);
    if (value === null) return element.removeAttribute(name);
    if (name === 'href' || name === 'src') return this.setUrl(element, name, value);
    if (name === 'target') element.setAttribute('rel', 'noopener');
    element.setAttribute(name, value);
  }

  private setUrl(element: HTMLElement, name: string, value: string): void {
    // To a place in the same text: widget_view.ts finds it, and to the host page it is one of its own.
    const inside = name === 'href' && value.startsWith('#');
    const url = inside ? value : safeUrl(value, this.base(), name === 'src');
    if (url === null) return element.removeAttribute(name);
    if (name === 'src') element.dataset.src = value;
    element.setAttribute(name, url);
  }

  /** Texts are handed over as strings, and what stands beside them in one call: a long article has a hundred thousand. */
  private setPhrases(element: HTMLElement, phrases: Phrase[]): void {
    const open: { element: HTMLElement; parts: (Node | string)[] }[] = [];
    let inner: { element: HTMLElement; parts: (Node | string)[] } = { element, parts: [] };
    const close = () => {
      inner.element.replaceChildren(...inner.parts);
      inner = open.pop() ?? inner;
    };
    for (const phrase of phrases) {
      const { parts } = inner;
      if (typeof phrase === 'string') parts.push(phrase);
      else if (phrase === 0) parts.push(lineEnds.between.cloneNode());
      else if (phrase === 1) parts.push(document.createElement('br'));
      else if (phrase === 2) parts.push(lineEnds.hyphen.cloneNode());
      else if (typeof phrase === 'number') parts.push(turn(turns[phrase - 3] ?? ''));
      else if (!Array.isArray(phrase)) continue;
      else if (phrase.length === 0) close();
      else if (phrase.length === 1) parts.push(lineEndAt(phrase[0]));
      else {
        const made = this.makeInline(phrase);
        parts.push(made);
        if (phrase[0] === 'img') continue;
        open.push(inner);
        inner = { element: made, parts: [] };
      }
    }
    while (open.length > 0) close();
    close();
  }

  private makeInline(phrase: Extract<Phrase, { 1: number }>): HTMLElement {
    const [tag, font, ink, decoration, look, attributes, width, height, gap] = phrase as [
      string,
      number,
      number,
      number,
      number,
      Attributes,
      number?,
      number?,
      number?,
    ];
    if (!allowedElement(tag)) throw new Error(`The core asked for an element that is not allowed: ${tag}`);
    const element = document.createElement(tag);
    element.className = tag === 'img' ? 'picture' : `inline f${font} i${ink} ${decorations[decoration] ?? ''}`;
    element.classList.add(`k${look}`);
    for (const [name, value] of Object.entries(attributes)) this.setAttribute(element, name, value);
    if (element instanceof HTMLImageElement) {
      element.style.width = `${width}px`;
      element.style.height = `${height}px`;
      element.style.marginBlock = `${gap}px`;
      this.watchPicture(element);
    }
    return element;
  }

  private watchPicture(image: HTMLImageElement): void {
    image.decoding = 'async';
    image.addEventListener('load', () => {
      if (image.dataset.src) this.events.pictureLoaded(image.dataset.src, image.naturalWidth, image.naturalHeight);
    });
  }
}

/** What is on the page already keeps focus, cursor and what an input method is composing, where the browser can do that. */
function insert(around: Element, element: Element, before: Element | null): void {
  const place = around as Element & { moveBefore?(element: Element, before: Element | null): void };
  if (element.isConnected && around.isConnected && place.moveBefore) place.moveBefore(element, before);
  else around.insertBefore(element, before);
}

/** Forced breaks made by generated content: to finding, copying and reading aloud the text runs on. */
const lineEnds = { between: lineEnd(''), space: lineEnd('', ' '), hyphen: lineEnd('hyphen') };

function lineEnd(kind: string, space = ''): HTMLElement {
  const element = document.createElement('span');
  element.className = `line-end ${kind}`;
  element.append(space);
  return element;
}

/** At white space, which stays text. */
function lineEndAt(space: string): Node {
  if (space === ' ') return lineEnds.space.cloneNode(true);
  const element = lineEnds.between.cloneNode() as HTMLElement;
  element.append(space);
  return element;
}

/** A character that orders its line and is no text either. */
function turn(character: string): HTMLElement {
  const element = document.createElement('span');
  element.className = 'turn';
  element.dataset.turn = character;
  return element;
}
