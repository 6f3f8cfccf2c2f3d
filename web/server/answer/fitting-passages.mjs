// Decides which passages answer a question, or that none does.
import { passagesOf } from '../content/passages.mjs';
import { underNamedHeading, wordString } from './names.mjs';

/** @typedef {import("../content/article-from-json.mjs").Article} Article */
/** @typedef {import("../content/passages.mjs").Passage} Passage */
/** @typedef {import("../store/store.mjs").Question} Question */
/** @typedef {import("./citations.mjs").Library} Library */

// Below this a passage shares a word or two with the question by chance: "What is the capital of Mongolia?" gets
// about 0.4 from an article that speaks of capital (tests/server/answers.test.mjs has the questions this was set by).
const enoughCoverage = 0.48;
// Readers mostly ask about what they are reading, in words of their own.
const enoughInOpenArticle = 0.42;

/**
 * @param {Library} library
 * @param {Question} question
 * @returns {Passage[]} at most two, best first
 */
export function fittingPassages({ folder, search }, { text, topic, article }) {
  const named = underNamedHeading(articlesFrom(folder, article), text);
  if (named) return [named];
  const current = folder.find(article);
  const enoughIn = (/** @type {Passage} */ passage) =>
    passage.article.id === current?.id ? enoughInOpenArticle : enoughCoverage;
  const hits = search.find(text, { current, topic });
  const [best, ...others] = hits.filter(({ coverage, passage }) => coverage >= enoughIn(passage));
  if (!best) return [];
  const second = others.find(({ score, coverage }) => score > best.score * 0.75 && coverage >= best.coverage * 0.9);
  return second ? [best.passage, second.passage] : [best.passage];
}

/**
 * The passage that a reader marked a part of.
 * @param {Library} library
 * @param {Question} question
 * @returns {Passage | undefined}
 */
export function markedPassage({ folder }, { quote, article }) {
  const marked = wordString(quote);
  if (marked === '') return undefined;
  return articlesFrom(folder, article)
    .flatMap(passagesOf)
    .find(({ text }) => wordString(text).includes(marked));
}

/** @param {import("../content/article-folder.mjs").ArticleFolder} folder @param {string} first id or URL @returns {Article[]} */
function articlesFrom(folder, first) {
  const current = folder.find(first);
  return current ? [current, ...folder.articles()] : folder.articles();
}
