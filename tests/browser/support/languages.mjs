// What the widget says, by the files that its translators edit; and a language that nobody speaks, in which a text that was
// forgotten or has no room stands out.
import { readFileSync } from 'node:fs';

/** @typedef {Record<string, any>} Texts a string for each key, or one for each plural category */

/** @param {string} language @returns {Texts} */
export function textsIn(language) {
  return JSON.parse(readFileSync(new URL(`../../../shell/locales/${language}.json`, import.meta.url), 'utf8'));
}

export const english = textsIn('en');

/** A text with anything for its placeholders, in any of its forms. @param {string | Record<string, string>} text */
export function saying(text) {
  const escaped = (/** @type {string} */ form) => form.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+');
  const forms = typeof text === 'string' ? [text] : Object.values(text);
  return new RegExp(`^(${forms.map(escaped).join('|')})`);
}

const accented = { a: 'á', c: 'ç', e: 'é', i: 'ï', n: 'ñ', o: 'ö', s: 'š', u: 'ü', y: 'ý', z: 'ž' };

/** Each vowel is accented, and long words grow as German's do: by about 40 % altogether. @param {string} text */
function pseudoText(text) {
  return text
    .split(/(\{\w+\})/)
    .map((part) => (part.startsWith('{') ? part : part.replace(/\p{L}+/gu, pseudoWord)))
    .join('');
}

/** @param {string} word */
function pseudoWord(word) {
  const padding = 'öü'.repeat(word.length).slice(0, Math.round(word.length * 0.4));
  return [...word].map((letter) => pseudoLetter(letter)).join('') + padding;
}

/** @param {string} letter */
function pseudoLetter(letter) {
  const other = accented[letter.toLowerCase()];
  return other === undefined ? letter : letter === letter.toLowerCase() ? other : other.toUpperCase();
}

/** @returns {Texts} */
export function pseudoLocale() {
  const of = (/** @type {any} */ text) =>
    typeof text === 'string'
      ? pseudoText(text)
      : Object.fromEntries(Object.entries(text).map(([category, form]) => [category, pseudoText(form)]));
  return Object.fromEntries(Object.entries(english).map(([key, text]) => [key, of(text)]));
}

/** Words that cannot be of the pseudo-locale. @param {string} text */
export function plainWordsOf(text) {
  return (text.match(/\p{Script=Latin}{2,}/gu) ?? []).filter((word) => !/[áçéïñöšüýž]/i.test(word));
}
