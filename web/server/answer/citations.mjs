// How an answer names and quotes what it is taken from.
import { headingsOf } from '../content/passages.mjs';
import { shortName } from './names.mjs';

/** @typedef {import("../content/article-from-json.mjs").Article} Article */
/** @typedef {import("../content/passages.mjs").Passage} Passage */
/** @typedef {import("../store/store.mjs").Source} Source */

/**
 * What answers are made from.
 * @typedef {object} Library
 * @property {import("../content/article-folder.mjs").ArticleFolder} folder
 * @property {import("./article-search.mjs").ArticleSearch} search
 * @property {(article: Article) => string} linkTo  where readers find it: an absolute URL
 * @property {(article: Article) => string} addressOf  of its JSON: what addresses in it are relative to
 */

/** @param {Library} library @param {Article} article */
export function titleLink(library, article) {
  const title = article.title.replace(/[\\[\]*_`<>]/g, '\\$&');
  return `[${title}](<${library.linkTo(article).replace(/[<>\s]/g, encodeURIComponent)}>)`;
}

/** @param {Library} library @param {Passage} passage @returns {Source} */
export function sourceOf(library, { article, block }) {
  return { title: article.title, url: library.linkTo(article), paragraph: block };
}

/** @param {Library} library @param {Passage} passage */
export function blockQuote(library, passage) {
  return withAbsoluteAddresses(library, passage).replace(/^/gm, '> ').replace(/ +$/gm, '');
}

/**
 * The answer is read on another page than the article.
 * @param {Library} library @param {Passage} passage
 */
function withAbsoluteAddresses(library, { article, markdown, addresses }) {
  const base = library.addressOf(article);
  return [...new Set(addresses)]
    .filter((address) => URL.canParse(address, base) && !URL.canParse(address))
    .reduce((text, address) => text.replaceAll(`](${address}`, `](${new URL(address, base).href}`), markdown);
}

/** @param {Library} library @param {Article[]} articles */
export function articleList(library, articles) {
  // Ten are enough to choose from; a site with hundreds would drown the reader.
  return articles
    .slice(0, 10)
    .map((article) => `- ${titleLink(library, article)}${article.dek ? `: ${article.dek}` : ''}`)
    .join('\n');
}

/**
 * Two or three questions that lead on: the article's other headings first, then other articles.
 * @param {Library} library
 * @param {import("./phrases.mjs").Phrases} say
 * @param {{article?: Article, heading?: string}} [answered]
 * @returns {string[]}
 */
export function suggestions(library, say, { article, heading } = {}) {
  const headings = article ? [...new Set(headingsOf(article))].filter((other) => other !== heading) : [];
  const others = library.folder.articles().filter(({ id }) => id !== article?.id);
  const asks = headings.slice(0, 3).map((name) => say.askHeading(shortName(name)));
  return [...asks, ...others.map(({ title }) => say.askArticle(shortName(title)))].slice(0, 3);
}
