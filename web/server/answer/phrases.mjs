// What Heidi says in her own words. English, and German for readers whose locale is German.

/**
 * @typedef {object} Phrases
 * @property {string} greeting
 * @property {string} thanks
 * @property {string} about  who Heidi is
 * @property {(title: string) => string} reading
 * @property {string} tryThese
 * @property {(title: string, heading: string) => string} found  introduces a quoted passage
 * @property {(title: string) => string} alsoFound
 * @property {string} passageGoesOn
 * @property {string} covers
 * @property {string} notFound
 * @property {string} articlesHere
 * @property {string} noArticles
 * @property {(heading: string) => string} askHeading
 * @property {(title: string) => string} askArticle
 */

/** @type {Phrases} */
const english = {
  greeting:
    'Hello! 👋 I am Heidi. Ask me anything about the articles here, and I will show you the passage that answers it.',
  thanks: 'You are welcome! Ask again whenever something is unclear.',
  about:
    'I am Heidi. I look up your question in the articles of this site and quote the passage that fits, with its source.',
  reading: (title) => `You are reading ${title}.`,
  tryThese: 'These are the articles I know:',
  found: (title, heading) => (heading ? `${title} says, under “${heading}”:` : `${title} says:`),
  alsoFound: (title) => `And in ${title}:`,
  passageGoesOn: 'The passage you marked, in full:',
  covers: 'It covers:',
  notFound:
    'I found nothing about that in the articles here, and I would rather not guess. I also cannot see accounts, balances or calendars.',
  articlesHere: 'These are the articles I can answer from:',
  noArticles: 'There are no articles here yet, so I have nothing to answer from.',
  askHeading: (heading) => (/[?？]$/.test(heading) ? heading : `Tell me about “${heading}”`),
  askArticle: (title) => `What is “${title}” about?`,
};

/** @type {Phrases} */
const german = {
  greeting:
    'Hallo! 👋 Ich bin Heidi. Fragen Sie mich zu den Artikeln hier, und ich zeige Ihnen die Stelle, die antwortet.',
  thanks: 'Gern geschehen! Fragen Sie jederzeit wieder.',
  about: 'Ich bin Heidi. Ich suche Ihre Frage in den Artikeln dieser Seite und zitiere die passende Stelle mit Quelle.',
  reading: (title) => `Sie lesen gerade ${title}.`,
  tryThese: 'Diese Artikel kenne ich:',
  found: (title, heading) => (heading ? `In ${title} steht unter „${heading}“:` : `In ${title} steht:`),
  alsoFound: (title) => `Und in ${title}:`,
  passageGoesOn: 'Die markierte Stelle im Ganzen:',
  covers: 'Darum geht es im Einzelnen:',
  notFound:
    'Dazu habe ich in den Artikeln hier nichts gefunden, und raten möchte ich nicht. Konten, Guthaben und Kalender sehe ich auch nicht.',
  articlesHere: 'Aus diesen Artikeln kann ich antworten:',
  noArticles: 'Hier gibt es noch keine Artikel, aus denen ich antworten könnte.',
  askHeading: (heading) => (/[?？]$/.test(heading) ? heading : `Was steht unter „${heading}“?`),
  askArticle: (title) => `Worum geht es in „${title}“?`,
};

/** @param {string} locale */
export function phrasesFor(locale) {
  return /^de\b/i.test(locale) ? german : english;
}
