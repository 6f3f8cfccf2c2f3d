// Trees of elements, brought into one form in which they can be compared: what a reader gets of them.
import { parseFragment } from 'parse5';

/** @typedef {[name: string, attributes: Record<string, string>, children: Tree[]]} ElementTree */
/** @typedef {string | ElementTree} Tree */

/** What relative addresses are relative to. */
const base = 'https://page.example/folder/';

/** @param {string} html @returns {Tree[]} */
export function treesOfHtml(html) {
  return parseFragment(html).childNodes.flatMap(treeOfNode);
}

/** @param {any} node @returns {Tree[]} */
function treeOfNode(node) {
  if (node.nodeName === '#text') return [node.value];
  if (!node.tagName) return [];
  const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
  return [[node.tagName, attributes, node.childNodes.flatMap(treeOfNode)]];
}

// ---- what Ask Heidi has decided to show otherwise, done to the HTML of the specifications

const mayBeEmpty = new Set(['li', 'ol', 'ul', 'td', 'th', 'tr', 'hr', 'br', 'img', 'input', 'pre', 'code']);

/**
 * Links that may not be live are their text and such pictures their alternative text (src/markdown/safe_link.h); what
 * holds nothing is left out (src/markdown/document_builder.h); the line end behind the last line of code is not shown.
 * @param {Tree[]} trees
 * @returns {Tree[]}
 */
export function asDecided(trees) {
  return trees.flatMap((tree) => {
    if (typeof tree === 'string') return [tree];
    const [name, attributes, inner] = tree;
    if (name === 'pre') return [withoutLastLineEnd(tree)];
    const children = asDecided(inner);
    if (name === 'a' && !mayBeLive(attributes.href, ['http:', 'https:', 'mailto:', 'tel:'])) return children;
    if (name === 'img' && !mayBeLive(attributes.src, ['http:', 'https:'])) return [attributes.alt];
    if (!mayBeEmpty.has(name) && children.every((child) => typeof child === 'string' && child.trim() === '')) return [];
    return [[name, attributes, children]];
  });
}

/** @param {ElementTree} pre @returns {ElementTree} */
function withoutLastLineEnd([name, attributes, children]) {
  const codes = children.flatMap(codeIn);
  return [name, attributes, codes.map(([code, of, text]) => [code, of, [text.join('').replace(/\n$/, '')]])];
}

/** @param {string} address @param {string[]} schemes */
function mayBeLive(address, schemes) {
  return address !== '' && URL.canParse(address, base) && schemes.includes(new URL(address, base).protocol);
}

// ---- the form in which trees are compared

const blocks = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre hr table thead tbody tr th td section br img input'.split(' '),
);

/**
 * One piece of text or one tag a line. White space is collapsed as CSS 2.1 §16.6.1 says, elements without a meaning are
 * left out, addresses are absolute.
 * @param {Tree[]} trees
 */
export function linesOf(trees) {
  const writer = new Writer();
  for (const tree of trees) writer.add(tree);
  return writer.lines;
}

class Writer {
  /** @type {string[]} */
  lines = [];
  #afterSpace = false;
  #atStart = true;
  #inText = false;

  /** @param {Tree} tree */
  add(tree) {
    if (typeof tree === 'string') return this.#addText(tree);
    const [name, attributes, children] = tree;
    if (name === 'pre') return this.#addCode(children);
    const isNothing = name === 'div' || name === 'span';
    if (!isNothing) this.#addTag(name, `<${name}${attributesOf(tree)}>`);
    else if (attributes.align) this.#addAlignment(attributes.align);
    for (const child of children) this.add(child);
    if (!isNothing && !empty.has(name)) this.#addTag(name, `</${name}>`);
  }

  /** @param {string} name @param {string} line */
  #addTag(name, line) {
    if (blocks.has(name)) {
      this.#atStart = true;
      this.#afterSpace = false;
    }
    this.#inText = false;
    this.lines.push(line);
  }

  /** Of a cell: our semantic layer aligns the block inside of it. @param {string} align */
  #addAlignment(align) {
    this.lines.push(this.lines.pop()?.replace('>', ` align="${align}">`) ?? '');
  }

  /** @param {string} text */
  #addText(text) {
    for (const part of text.split(/([ \t\n\r\f]+)/)) {
      if (part === '') continue;
      if (/^[ \t\n\r\f]/.test(part)) {
        this.#afterSpace = !this.#atStart;
        continue;
      }
      const shown = `${this.#afterSpace ? ' ' : ''}${part}`;
      if (this.#inText) this.lines.push(`${this.lines.pop()}${shown}`);
      else this.lines.push(shown);
      this.#afterSpace = false;
      this.#atStart = false;
      this.#inText = true;
    }
  }

  /** As it is. @param {Tree[]} children */
  #addCode(children) {
    const code = children.flatMap(codeIn)[0];
    this.#addTag('pre', `<pre><code${attributesOf(code)}>${JSON.stringify(code[2].join(''))}`);
  }
}

/** @param {Tree} tree @returns {ElementTree[]} */
const codeIn = (tree) => (typeof tree === 'string' ? [] : tree[0] === 'code' ? [tree] : tree[2].flatMap(codeIn));

const empty = new Set(['br', 'hr', 'img', 'input']);
const kept = { a: ['href', 'title'], img: ['src', 'alt', 'title'], ol: ['start'], code: ['class'], input: ['checked'] };

/** @param {ElementTree} element */
function attributesOf([name, attributes]) {
  // Left is where text begins: no difference is made between that and nothing.
  const names = name === 'th' || name === 'td' ? (attributes.align === 'left' ? [] : ['align']) : (kept[name] ?? []);
  return names
    .filter((one) => attributes[one] !== undefined)
    .map((one) => ` ${one}="${one === 'href' || one === 'src' ? absolute(attributes[one]) : attributes[one]}"`)
    .join('');
}

/** URLs leave a few characters as they are that the specifications' renderer encodes: to a server it is the same. */
function absolute(/** @type {string} */ address) {
  if (!URL.canParse(address, base)) return `none: ${address}`;
  return new URL(address, base).href.replace(
    /[[\]|^`{}'"<>]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
