// The shell's own texts in the widget's language.

import { english } from './english.js';
import type { Words } from './words.js';

export type Sentence = keyof typeof english;

export function sentence(words: Words, name: Sentence): string {
  return inWords(words, name, english[name]);
}

/** In the widget's language; in English what its file does not say. */
export function inWords(words: Words, name: string, inEnglish: string): string {
  const text = words.texts[name];
  return typeof text === 'string' && text !== '' ? text : inEnglish;
}

/** Says an element's language and takes its direction from what it says. */
export function speak(element: HTMLElement, words: Words): void {
  element.lang = words.locale;
  element.dir = 'auto';
}
