// What the reader copies: paragraphs instead of the lines of a picture, and HTML with structure instead of the transparent
// text and the boxes that the page has. The browser's own copy would carry both along.

import { rangeInside } from './selection.js';

/** Elements that say what a text is; all others are only taken apart. */
const meaningful = new Set(
  'h1 h2 h3 h4 h5 h6 p ul ol li blockquote pre code table thead tbody tr th td a em strong del br hr img sup sub ins mark small kbd abbr figure figcaption time'.split(
    ' ',
  ),
);
const kept = ['href', 'src', 'alt', 'title', 'start', 'colspan', 'datetime', 'dir', 'lang'];
/** Not part of what is read. */
const left = 'button, select, textarea, input, .spoken, .pixels, [aria-hidden="true"]';

/** Takes over what is selected inside `layer`; what reaches beyond it is the browser's. */
export function copySelection(event: ClipboardEvent, root: ShadowRoot, layer: Element): void {
  const range = rangeInside(root, layer);
  if (!range || !event.clipboardData) return;
  const copied = cleaned(range.cloneContents());
  event.clipboardData.setData('text/plain', plainText(copied));
  event.clipboardData.setData('text/html', copied.innerHTML);
  event.preventDefault();
}

/** The text that a copy of this range has. */
export function copiedText(range: Range): string {
  return plainText(cleaned(range.cloneContents())).trim();
}

/** In a document without a window: nothing in it is loaded or run. */
function cleaned(fragment: DocumentFragment): HTMLElement {
  const inert = document.implementation.createHTMLDocument('');
  for (const part of fragment.querySelectorAll(left)) part.remove();
  const into = inert.createElement('div');
  addChildren(fragment, into, inert);
  return into;
}

function addChildren(from: Node, into: Element, inert: Document): void {
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) into.append(child.textContent ?? '');
    if (!(child instanceof Element)) continue;
    const place = meaningful.has(child.localName) ? copyOf(child, inert) : into;
    addChildren(child, place, inert);
    if (place !== into) into.append(place);
  }
}

function copyOf(element: Element, inert: Document): Element {
  const copy = inert.createElement(element.localName);
  for (const name of kept) {
    const value = element.getAttribute(name);
    if (value !== null) copy.setAttribute(name, value);
  }
  return copy;
}

const blocks = 'h1, h2, h3, h4, h5, h6, p, blockquote, pre, table, ul, ol';
const gap = '\n\n';

/** Blocks with an empty line between them, items and rows on lines of their own, cells parted by tabs. */
export function plainText(element: Element): string {
  return textOf(element)
    .replace(/\n{3,}/g, gap)
    .replace(/^\n+|\n+$/g, '');
}

function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? '';
  if (!(node instanceof Element)) return '';
  const inner = [...node.childNodes].map(textOf).join('');
  switch (node.localName) {
    case 'br':
      return '\n';
    case 'img':
      return node.getAttribute('alt') ?? '';
    case 'td':
    case 'th':
      return node.nextElementSibling ? `${inner}\t` : inner;
    case 'tr':
      return `${inner}\n`;
    case 'li':
      return `${inner.replace(/^\n+|\n+$/g, '')}\n`;
  }
  if (!node.matches(blocks)) return inner;
  // A list in an item begins on the next line, not below an empty one.
  const nested = node.parentElement?.localName === 'li';
  return nested ? `\n${inner}` : `${gap}${inner}${gap}`;
}
