// Reads members of a JSON body. What is wrong is named, in the words of the body's author.
import { codePointLength } from '../answer/word-groups.mjs';
import { HttpError } from '../http/http-error.mjs';

/**
 * @param {Record<string, unknown>} body
 * @param {string} name
 * @param {{longest: number, needed?: boolean}} rule longest: in Unicode code points
 * @returns {string} empty when it is missing
 */
export function stringMember(body, name, { longest, needed = false }) {
  const value = body[name] ?? '';
  if (typeof value !== 'string') throw new HttpError(400, 'bad_member', `"${name}" must be a string.`);
  // Lone surrogates cannot be stored or sent on as UTF-8.
  const text = value.toWellFormed();
  if (needed && text.trim() === '') throw new HttpError(400, 'missing_member', `"${name}" is missing or empty.`);
  if (codePointLength(text) > longest) {
    throw new HttpError(413, 'too_long', `"${name}" is longer than ${longest} characters.`);
  }
  return text;
}

/**
 * The article a request is about: its id, its URL, or an object with one of them.
 * @param {Record<string, unknown>} body
 */
export function articleMember(body) {
  const { article } = body;
  if (typeof article !== 'object' || article === null) return stringMember(body, 'article', { longest: 2_000 });
  const { id, url } = /** @type {Record<string, unknown>} */ (article);
  return stringMember({ article: id ?? url }, 'article', { longest: 2_000 });
}

/**
 * What was said in a session that is gone: `[{role, text}]`. Anything else (an old session's id, say) is context we
 * do not have, and no reason to refuse a reader a new session.
 * @param {Record<string, unknown>} body
 * @returns {import("../store/store.mjs").HistoryEntry[]}
 */
export function priorMember({ prior }) {
  if (!Array.isArray(prior)) return [];
  return prior
    .filter((entry) => typeof entry?.text === 'string' && (entry.role === 'user' || entry.role === 'assistant'))
    .slice(-20)
    .map(({ role, text }) => ({ role, text: text.toWellFormed() }));
}

/** @param {Record<string, unknown>} body a BCP 47 tag; an unknown one is no reason to refuse a reader */
export function localeMember(body) {
  const locale = stringMember(body, 'locale', { longest: 100 });
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
