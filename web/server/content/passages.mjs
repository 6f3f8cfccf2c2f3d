// Splits an article's Markdown into the passages that answers quote: its top-level blocks, each with the heading it
// stands under, as plain text for the search and as Markdown for quoting.
import { lexer, walkTokens } from 'marked';

/** @typedef {import("./article-from-json.mjs").Article} Article */

/**
 * @typedef {object} Passage
 * @property {string} id
 * @property {Article} article
 * @property {number} block  index among the body's top-level blocks, from 0; what `sources[].paragraph` carries
 * @property {string} heading  the nearest one above, as plain text; empty before the first
 * @property {string} text
 * @property {string} markdown
 * @property {string[]} addresses  of its links and pictures, as written
 */

// What takes room in the source but is no block of the document.
const invisible = new Set(['space', 'def']);

// An article object never changes: a changed file makes a new one.
/** @type {WeakMap<Article, {passages: Passage[], headings: string[]}>} */
const split = new WeakMap();

/** @param {Article} article @returns {Passage[]} */
export function passagesOf(article) {
  return parts(article).passages;
}

/** @param {Article} article @returns {string[]} as plain text, in order */
export function headingsOf(article) {
  return parts(article).headings;
}

/** @param {Article} article */
function parts(article) {
  const found = split.get(article) ?? splitBody(article);
  split.set(article, found);
  return found;
}

/** @param {Article} article */
function splitBody(article) {
  /** @type {Passage[]} */
  const passages = [];
  /** @type {string[]} */
  const headings = [];
  let heading = '';
  const blocks = lexer(article.body).filter(({ type }) => !invisible.has(type));
  blocks.forEach((token, block) => {
    if (token.type === 'heading') {
      heading = plainText(token);
      if (heading !== '') headings.push(heading);
    } else if (token.type !== 'hr' && token.type !== 'html') {
      const text = plainText(token);
      if (text === '') return;
      passages.push({
        id: `${article.id}#${block}`,
        article,
        block,
        heading,
        text,
        markdown: token.raw.trim(),
        addresses: addressesIn(token),
      });
    }
  });
  return { passages, headings };
}

/** @param {any} token @returns {string[]} */
function addressesIn(token) {
  /** @type {string[]} */
  const addresses = [];
  walkTokens([token], (inner) => {
    if (inner.type === 'link' || inner.type === 'image') addresses.push(inner.href);
  });
  return addresses;
}

/** @param {any} token @returns {string} */
function plainText(token) {
  return collect(token).replace(/\s+/g, ' ').trim();
}

/** @param {any} token @returns {string} */
function collect(token) {
  if (token.type === 'table') return [token.header, ...token.rows].map((row) => row.map(collect).join(' ')).join(' ');
  if (token.type === 'list') return token.items.map(collect).join(' ');
  if (token.type === 'br') return ' ';
  if (token.type === 'html') return '';
  if (token.type === 'image') return token.text;
  if (token.tokens) return token.tokens.map(collect).join(separator(token));
  return unescaped(token.text ?? '');
}

// Inline pieces belong together ("**Bergen**s"); blocks in a list item or a quotation do not.
/** @param {any} token */
const separator = ({ type }) => (type === 'blockquote' || type === 'list_item' ? ' ' : '');

// marked keeps entities in text as written.
/** @param {string} text */
function unescaped(text) {
  const named = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };
  return text.replace(/&(amp|lt|gt|quot|nbsp);|&#(\d{1,7});/g, (whole, name, number) => {
    if (name) return named[/** @type {keyof typeof named} */ (name)];
    return Number(number) <= 0x10ffff ? String.fromCodePoint(Number(number)) : whole;
  });
}
