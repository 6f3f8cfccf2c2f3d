// Which language an element is to speak. What is said in it comes with the widget (words.ts), what the launcher says aside.

import { launchers } from './launchers.js';

export interface Language {
  /** What the partner or the page asked for, BCP 47: the language of the conversation. */
  readonly wished: string;
  /** What came of it, BCP 47: how the widget writes dates and numbers. */
  readonly locale: string;
  /** The same without region and script: one that we have. */
  readonly language: string;
}

/** The script tag's, for elements that say nothing themselves. */
let ofTag = '';

export function setDefaultLocale(locale: string): void {
  ofTag = locale;
}

/** The attribute, or the language of the page around the element, or the reader's. English, if we do not have it. */
export function languageOf(element: Element): Language {
  const written = (element.getAttribute('locale') || ofTag).trim();
  const isSaid = written && written.toLowerCase() !== 'auto';
  const wished = isSaid ? written : element.closest<HTMLElement>('[lang]')?.lang || navigator.language;
  let locale = wished;
  let language = '';
  try {
    // Most pages say it as plainly as we do: then the browser need not load its languages (8 ms on a slow phone). Of two letters, because
    // every object has a "constructor".
    if (wished.length === 2 && launchers[wished]) language = wished;
    else ({ baseName: locale, language } = new Intl.Locale(wished));
  } catch {
    // Not a language tag.
  }
  if (!launchers[language]) locale = language = 'en';
  return { wished, locale, language };
}
