// What the shell itself says; everything else is said by the core.

import type { Words } from './languages.js';
import {
  chat_title,
  code_copied,
  code_not_copied,
  dismiss,
  error_happened,
  link_copied,
  link_not_copied,
  reload,
} from './locales/en.json';

const english = {
  chat_title,
  code_copied,
  code_not_copied,
  dismiss,
  error_happened,
  link_copied,
  link_not_copied,
  reload,
};

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
