// The articles of a folder, read again when a file changes.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { articleFromJson } from './article-from-json.mjs';

/** @typedef {import("./article-from-json.mjs").Article} Article */

// Looking at the files is cheap but not free; an author who saved a file does not notice half a second.
const lookAgainMs = 500;

export class ArticleFolder {
  #folder;
  #now;
  #complain;
  #lookedAt = Number.NEGATIVE_INFINITY;
  /** Changes whenever an article does: what is derived from the articles compares it. */
  revision = '';
  /** @type {Article[]} */
  #articles = [];

  /**
   * @param {string} folder
   * @param {{now?: () => number, complain?: (problem: string) => void}} [outside]
   */
  constructor(folder, { now = Date.now, complain = (problem) => process.stderr.write(`${problem}\n`) } = {}) {
    this.#folder = folder;
    this.#now = now;
    this.#complain = complain;
  }

  /** @returns {Article[]} newest first, those of one day by file name */
  articles() {
    const now = this.#now();
    if (now - this.#lookedAt < lookAgainMs) return this.#articles;
    this.#lookedAt = now;
    const files = this.#files();
    const revision = JSON.stringify(files);
    if (revision !== this.revision) {
      this.#articles = this.#read(files.map(([name]) => name));
      this.revision = revision;
    }
    return this.#articles;
  }

  /** @param {string} idOrUrl @returns {Article | undefined} */
  find(idOrUrl) {
    if (idOrUrl === '') return undefined;
    return this.articles().find(
      ({ id, url, file }) => id === idOrUrl || url === idOrUrl || idOrUrl.split(/[?#]/)[0].endsWith(`/${file}`),
    );
  }

  /** @returns {[name: string, size: number, changed: number][]} */
  #files() {
    try {
      const names = readdirSync(this.#folder).filter((name) => name.endsWith('.json') && !name.startsWith('.'));
      return names.sort().map((name) => {
        const { size, mtimeMs } = statSync(join(this.#folder, name));
        return [name, size, mtimeMs];
      });
    } catch (error) {
      // A folder that is away for a moment (an editor or a deployment replaces it) keeps its last articles.
      if (this.#articles.length === 0) this.#complain(`The content folder cannot be read: ${error}`);
      return JSON.parse(this.revision || '[]');
    }
  }

  /** @param {string[]} names */
  #read(names) {
    /** @type {Map<string, Article>} */
    const byId = new Map();
    for (const name of names) {
      try {
        const article = articleFromJson(name, readFileSync(join(this.#folder, name), 'utf8'));
        if (byId.has(article.id)) article.id = name.replace(/\.json$/, '');
        byId.set(article.id, article);
      } catch (error) {
        this.#complain(`${join(this.#folder, name)}: ${/** @type {Error} */ (error).message}`);
      }
    }
    return [...byId.values()].sort((a, b) => day(b).localeCompare(day(a)) || a.file.localeCompare(b.file));
  }
}

/** @param {Article} article */
const day = ({ published }) => published.slice(0, 10);
