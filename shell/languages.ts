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
  try {
    const { baseName: locale, language } = new Intl.Locale(wished);
    if (launchers[language]) return { wished, locale, language };
  } catch {
    // Not a language tag.
  }
  return { wished, locale: 'en', language: 'en' };
}
