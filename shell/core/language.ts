// Dates and numbers as the reader writes them, and words of scripts that are written without spaces.

/** The publisher's calendar day, whatever zone the reader is in; "" for what is not a date. */
export function localizedDate(iso: string, locale: string): string {
  const day = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso);
  const time = day ? Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])) : Date.parse(iso);
  if (Number.isNaN(time)) return '';
  return formatter(Intl.DateTimeFormat, locale, { dateStyle: 'long', timeZone: 'UTC' }).format(time);
}

export function localizedNumber(number: number, locale: string): string {
  return formatter(Intl.NumberFormat, locale, {}).format(number);
}

/** In the order of the enumeration in src/words/counting_rules.h. */
const pluralCategories = ['zero', 'one', 'two', 'few', 'many', 'other'];

export function pluralCategory(number: number, locale: string): number {
  return pluralCategories.indexOf(formatter(Intl.PluralRules, locale, {}).select(number));
}

let segmenter: Intl.Segmenter | undefined;

/** With a line feed between the words; "" where the browser has no dictionaries. Which one it takes, the script says. */
export function partedWords(text: string): string {
  if (!Intl.Segmenter) return '';
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment).join('\n');
}

/** A page may name a language that is none: English then. */
function formatter<Options, Made>(
  Kind: new (locale: string, options: Options) => Made,
  locale: string,
  options: Options,
): Made {
  try {
    return new Kind(locale || 'en', options);
  } catch {
    return new Kind('en', options);
  }
}
