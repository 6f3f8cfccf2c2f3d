// Dates and numbers as the reader writes them.

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
