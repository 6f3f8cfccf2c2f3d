// Titles and headings as our suggestions name them, and how a question that names one is understood again.
import { passagesOf } from '../content/passages.mjs';
import { words } from './words.mjs';

/** @typedef {import("../content/article-from-json.mjs").Article} Article */
/** @typedef {import("../content/passages.mjs").Passage} Passage */

// A suggestion is a button: with the words around it, this fills one line of a chat panel on a phone.
const longestName = 34;

/** @param {string} name */
export function shortName(name) {
  const characters = [...name];
  if (characters.length <= longestName) return name;
  const start = characters.slice(0, longestName).join('');
  // Chinese, Japanese and Thai have no spaces to cut at.
  const atWord = start.replace(/\s+\S*$/, '').replace(/[\p{P}\s]+$/u, '');
  return `${atWord || start}…`;
}

// Selections and suggestions lose case, line ends and punctuation, so words are compared.
/** @param {string} text */
export const wordString = (text) => words(text).join(' ').toLowerCase();

/**
 * @param {Article[]} articles
 * @param {string} question
 * @returns {Article | undefined}
 */
export function namedArticle(articles, question) {
  return articles.find(({ title }) => names(question, title));
}

/**
 * The first passage under the heading that a question names.
 * @param {Article[]} articles
 * @param {string} question
 * @returns {Passage | undefined}
 */
export function underNamedHeading(articles, question) {
  return articles.flatMap(passagesOf).find(({ heading }) => heading !== '' && names(question, heading));
}

/** @param {string} question @param {string} name */
function names(question, name) {
  const asked = /[“„"«](.+)[”“"»]/.exec(question)?.[1] ?? question;
  return asked.trim() === shortName(name) || wordString(asked) === wordString(name);
}
