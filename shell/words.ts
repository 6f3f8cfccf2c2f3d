// The widget's own words. English is compiled in; any other language is one file beside heidi.js, fetched when a widget is
// about to be shown.

import type { FileAddress } from './files.js';
import type { Language } from './languages.js';

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

const english = { json: '', texts: {} };

/** After this, English is better than nothing: milliseconds. */
const patience = 4000;

type File = Pick<Words, 'json' | 'texts'>;

const files = new Map<string, Promise<File>>();
let hasWarned = false;

/** Never fails: what cannot be had, or is broken, is English. */
export async function wordsIn({ wished, locale, language }: Language, addressOf: FileAddress): Promise<Words> {
  if (language === 'en') return { wished, locale, ...english };
  const known = files.get(language) ?? load(addressOf(`locales/${language}.json`));
  files.set(language, known);
  try {
    return { wished, locale, ...(await known) };
  } catch (error) {
    // Who comes later may have more luck.
    files.delete(language);
    if (!hasWarned) console.warn(`Heidi speaks English: her words in "${language}" could not be loaded. ${error}`);
    hasWarned = true;
    return { wished, locale: 'en', ...english };
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
