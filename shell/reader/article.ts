// What the comforts know of an article that is shown.

import { speak } from '../own_words.js';
import type { Words } from '../words.js';
import { say } from './words.js';

export interface ShownArticle {
  readonly root: ShadowRoot;
  /** What the article fills: overlays are placed in it, in its coordinates. */
  readonly frame: HTMLElement;
  /** The semantic layer. */
  readonly layer: HTMLElement;
  /** Of the article, without fragment. */
  address(): string;
  /** A setting of the core's: what a toolbar button shows. */
  setting(name: string, value: string): void;
  copy(text: string): void;
  /** What the reader has selected of the layer; null: nothing. */
  selected(): Range | null;
  /** As a copy of it would be. */
  textOf(range: Range): string;
  /** Asks the page's chat about a passage; null: there is none. */
  ask(): ((passage: string) => void) | null;
  readonly words: Words;
}

/** What holds the top-level blocks: the body, or the shelves of a long one (src/views/shelves.h). */
export function shelvesOf({ layer }: ShownArticle): HTMLElement[] {
  const body = layer.querySelector<HTMLElement>('[part~="body"]');
  const shelves = [...layer.querySelectorAll<HTMLElement>('[part~="body"] > .apart > .apart')];
  return shelves.length > 0 || !body ? shelves : [body];
}

/** The top-level blocks of the body, as addresses count them (sources.ts). */
export function blocksOf(article: ShownArticle): HTMLElement[] {
  return shelvesOf(article).flatMap(blocksOn);
}

function blocksOn(shelf: HTMLElement): HTMLElement[] {
  return [...shelf.children].filter((child): child is HTMLElement => child instanceof HTMLElement);
}

/** The first block that can be seen; -1 at the end, where there is nothing to come back to. */
export function firstInSight(shelves: HTMLElement[]): number {
  const bottom = (element: HTMLElement) => element.getBoundingClientRect().bottom;
  const last = shelves.at(-1);
  if (!last || bottom(last) < innerHeight) return -1;
  let before = 0;
  for (const shelf of shelves) {
    const blocks = blocksOn(shelf);
    // What is on a shelf out of sight is not asked for its place: the browser would have to lay it out.
    const at = bottom(shelf) > 0 ? blocks.findIndex((block) => bottom(block) > 0) : -1;
    if (at >= 0) return before + at;
    before += blocks.length;
  }
  return -1;
}

export function headingsOf(article: ShownArticle): { block: number; level: number; element: HTMLElement }[] {
  return blocksOf(article).flatMap((element, block) => {
    const level = /^h([1-6])$/.exec(element.localName)?.[1];
    return level ? [{ block, level: Number(level), element }] : [];
  });
}

export function addressOf(article: ShownArticle, block: number): string {
  return `${article.address()}#heidi-paragraph-${block}`;
}

export const wantsLessMotion = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

export function goTo(element: HTMLElement, block: ScrollLogicalPosition = 'start'): void {
  if (!element.hasAttribute('tabindex')) element.tabIndex = -1;
  element.scrollIntoView({ block, behavior: wantsLessMotion() ? 'auto' : 'smooth' });
  element.focus({ preventScroll: true });
}

/** A box of its own above everything, which Escape and a click beside it close; focus goes back where it came from. */
export function popup({ root, words }: ShownArticle, name: string, parts: HTMLElement[]): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.className = 'popup';
  speak(dialog, words);
  dialog.ariaLabel = name;
  const close = button('✕', () => dialog.close());
  close.className = 'close';
  close.ariaLabel = say(words, 'close');
  const title = document.createElement('h2');
  title.textContent = name;
  dialog.append(title, close, ...parts);
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener('close', () => dialog.remove());
  root.append(dialog);
  dialog.showModal();
  return dialog;
}

export function button(label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', press);
  return made;
}
