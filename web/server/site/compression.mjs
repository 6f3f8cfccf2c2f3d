// Compressed copies of files, made when first asked for and kept.
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);

const mostKeptBytes = 64_000_000;

/**
 * The best encoding that the client takes (RFC 9110 §12.5.3).
 * @param {string | string[] | undefined} acceptEncoding
 * @returns {"br" | "gzip" | "identity"}
 */
export function chosenEncoding(acceptEncoding) {
  const accepted = String(acceptEncoding ?? '')
    .split(',')
    .map((entry) => /^\s*([\w*-]+)\s*(?:;\s*q=([\d.]+))?\s*$/.exec(entry))
    .filter((match) => match && Number(match[2] ?? 1) > 0)
    .map((match) => match?.[1].toLowerCase());
  if (accepted.includes('br')) return 'br';
  return accepted.includes('gzip') ? 'gzip' : 'identity';
}

export class CompressedCopies {
  /** @type {Map<string, Promise<Buffer>>} */
  #copies = new Map();
  #bytes = 0;

  /**
   * @param {string} key names the content: another content has another key
   * @param {Buffer} content
   * @param {"br" | "gzip"} encoding
   */
  get(key, content, encoding) {
    const name = `${encoding} ${key}`;
    let copy = this.#copies.get(name);
    if (!copy) {
      this.#makeRoom(content.length);
      copy = encoding === 'br' ? brotli(content, brotliOptions(content.length)) : gzipped(content, { level: 9 });
      this.#copies.set(name, copy);
    }
    return copy;
  }

  // Counted by what goes in, which is more than what is kept. All at once, because it hardly ever happens.
  /** @param {number} bytes */
  #makeRoom(bytes) {
    this.#bytes += bytes;
    if (this.#bytes <= mostKeptBytes) return;
    this.#copies.clear();
    this.#bytes = bytes;
  }
}

/** @param {number} size */
function brotliOptions(size) {
  // 9 of 11: within 5 % of the smallest, and the first visitor does not wait seconds for a megabyte.
  return { params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: size } };
}
