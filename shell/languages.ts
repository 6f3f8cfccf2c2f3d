// The languages that the widget speaks, and which of them an element is to speak. English is compiled in; any other is one
// file beside heidi.js, fetched when a widget is about to be shown. Only what the launcher says is here for all of them:
// no page pays a request for a chat that nobody opens.

import type { FileAddress } from './files.js';
import { launcher as ar } from './locales/ar.json';
import { launcher as de } from './locales/de.json';
import { launcher as en } from './locales/en.json';
import { launcher as es } from './locales/es.json';
import { launcher as fr } from './locales/fr.json';
import { launcher as he } from './locales/he.json';
import { launcher as hi } from './locales/hi.json';
import { launcher as ja } from './locales/ja.json';
import { launcher as pt } from './locales/pt.json';
import { launcher as zh } from './locales/zh.json';

/** By language subtag; a new language is a file in locales/ and a name here. */
const launchers: Record<string, string> = { ar, de, en, es, fr, he, hi, ja, pt, zh };

/** What the widget says of itself, in one language. */
export interface Words {
  /** What the partner or the page asked for, BCP 47: the language of the conversation. */
  readonly wished: string;
  /** What came of it, BCP 47: how these words' language writes dates and numbers. */
  readonly locale: string;
  /** The locale file as it came, for the core; "" is English. */
  readonly json: string;
  /** The same for the shell. Untrusted: values may be anything. */
  readonly texts: Readonly<Record<string, unknown>>;
}

export const english: Words = { wished: 'en', locale: 'en', json: '', texts: {} };

/** After this, English is better than nothing: milliseconds. */
const patience = 4000;

/** The script tag's, for elements that say nothing themselves. */
let ofTag = '';

export function setDefaultLocale(locale: string): void {
  ofTag = locale;
}

/** The attribute, or the language of the page around the element, or the reader's. */
export function wishedLocale(element: Element): string {
  const written = (element.getAttribute('locale') || ofTag).trim();
  if (written && written.toLowerCase() !== 'auto') return written;
  return element.closest<HTMLElement>('[lang]')?.lang || navigator.language;
}

/** The wish, if we have its language, whatever its region or script; English otherwise. */
function spoken(wished: string): { locale: string; language: string } {
  try {
    const { baseName, language } = new Intl.Locale(wished);
    if (Object.hasOwn(launchers, language)) return { locale: baseName, language };
  } catch {
    // Not a language tag.
  }
  return { locale: 'en', language: 'en' };
}

export function launcherText(element: Element): { text: string; locale: string } {
  const { locale, language } = spoken(wishedLocale(element));
  return { text: launchers[language] ?? '', locale };
}

type File = Pick<Words, 'json' | 'texts'>;

const files = new Map<string, Promise<File>>();
let hasWarned = false;

/** Never fails: what cannot be had, or is broken, is English. */
export async function wordsFor(element: Element, addressOf: FileAddress): Promise<Words> {
  const wished = wishedLocale(element);
  const { locale, language } = spoken(wished);
  if (language === 'en') return { ...english, wished, locale };
  const known = files.get(language) ?? load(addressOf(`locales/${language}.json`));
  files.set(language, known);
  try {
    return { wished, locale, ...(await known) };
  } catch (error) {
    // Who comes later may have more luck.
    files.delete(language);
    if (!hasWarned) console.warn(`Heidi speaks English: her words in "${language}" could not be loaded. ${error}`);
    hasWarned = true;
    return { ...english, wished };
  }
}

async function load(url: string): Promise<File> {
  const response = await fetch(url, { signal: AbortSignal.timeout?.(patience) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  const json = await response.text();
  const texts: unknown = JSON.parse(json);
  if (typeof texts !== 'object' || texts === null || Array.isArray(texts)) throw new Error(`${url} has no texts.`);
  return { json, texts: texts as Record<string, unknown> };
}
