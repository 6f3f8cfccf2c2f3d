// Writes an answer from the articles: the passage that fits, quoted, with its source.
import { headingsOf, passagesOf } from '../content/passages.mjs';
import { articleList, blockQuote, sourceOf, suggestions, titleLink } from './citations.mjs';
import { fittingPassages, markedPassage } from './fitting-passages.mjs';
import { namedArticle } from './names.mjs';
import { phrasesFor } from './phrases.mjs';
import { intentOf, meansOpenArticle } from './small-talk.mjs';
import { searchForms } from './words.mjs';

/** @typedef {import("../content/article-from-json.mjs").Article} Article */
/** @typedef {import("../content/passages.mjs").Passage} Passage */
/** @typedef {import("../store/store.mjs").Question} Question */
/** @typedef {import("../store/store.mjs").Source} Source */
/** @typedef {import("./citations.mjs").Library} Library */
/** @typedef {import("./phrases.mjs").Phrases} Phrases */
/** @typedef {{text: string, sources: Source[], suggestions: string[]}} Answer */

/**
 * @param {Library} library
 * @param {Question} question
 * @param {string} locale
 * @returns {Answer}
 */
export function answerFromArticles(library, question, locale) {
  const say = phrasesFor(locale);
  const intent = intentOf(question.text);
  if (intent === 'greeting' || intent === 'thanks' || intent === 'about-heidi') {
    return smallTalk(library, say, intent, library.folder.find(question.article));
  }
  const found = fittingPassages(library, question);
  if (intent === 'about-article') {
    const article = aboutWhich(library, question);
    if (article) return overview(library, say, article);
  }
  const marked = markedPassage(library, question);
  // "What does that mean?" has nothing to search for but what was marked.
  const isAboutMarked = marked && searchForms(question.text).length < 2;
  if (found.length > 0 && !isAboutMarked) return quoted(library, say, found);
  return marked ? quoted(library, say, [marked], say.passageGoesOn) : nothingFound(library, say);
}

/** @param {Library} library @param {Question} question */
function aboutWhich({ folder }, { text, article }) {
  const articles = folder.articles();
  const named = namedArticle(articles, text);
  if (named || !meansOpenArticle(text)) return named;
  return folder.find(article) ?? (articles.length === 1 ? articles[0] : undefined);
}

/** @param {Library} library @param {Phrases} say @param {Passage[]} passages @param {string} [introduction] @returns {Answer} */
function quoted(library, say, passages, introduction) {
  const [first, second] = passages;
  const parts = [
    introduction ?? say.found(titleLink(library, first.article), first.heading),
    blockQuote(library, first),
  ];
  if (second) parts.push(say.alsoFound(titleLink(library, second.article)), blockQuote(library, second));
  return {
    text: parts.join('\n\n'),
    sources: passages.map((passage) => sourceOf(library, passage)),
    suggestions: suggestions(library, say, first),
  };
}

/** @param {Library} library @param {Phrases} say @param {Article} article @returns {Answer} */
function overview(library, say, article) {
  const [first] = passagesOf(article);
  const headings = headingsOf(article);
  const parts = [`**${titleLink(library, article)}**`, article.dek];
  if (first) parts.push(blockQuote(library, first));
  if (headings.length > 0) parts.push(`${say.covers}\n\n${headings.map((heading) => `- ${heading}`).join('\n')}`);
  return {
    text: parts.filter((part) => part !== '').join('\n\n'),
    sources: first ? [sourceOf(library, first)] : [],
    suggestions: suggestions(library, say, { article }),
  };
}

/** @param {Library} library @param {Phrases} say @returns {Answer} */
function nothingFound(library, say) {
  const articles = library.folder.articles();
  if (articles.length === 0) return { text: say.noArticles, sources: [], suggestions: [] };
  return {
    text: [say.notFound, say.articlesHere, articleList(library, articles)].join('\n\n'),
    sources: [],
    suggestions: suggestions(library, say),
  };
}

/**
 * @param {Library} library
 * @param {Phrases} say
 * @param {"greeting" | "thanks" | "about-heidi"} intent
 * @param {Article | undefined} current
 * @returns {Answer}
 */
function smallTalk(library, say, intent, current) {
  const articles = library.folder.articles();
  const parts = [{ greeting: say.greeting, thanks: say.thanks, 'about-heidi': say.about }[intent]];
  if (intent === 'greeting' && current) parts.push(say.reading(titleLink(library, current)));
  if (intent === 'about-heidi' && articles.length > 0) parts.push(say.tryThese, articleList(library, articles));
  return { text: parts.join('\n\n'), sources: [], suggestions: suggestions(library, say, { article: current }) };
}
