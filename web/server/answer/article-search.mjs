// Full-text search over the passages of all articles.
import MiniSearch from 'minisearch';
import { passagesOf } from '../content/passages.mjs';
import { indexedForm, searchForms, words } from './words.mjs';

/** @typedef {import("../content/article-from-json.mjs").Article} Article */
/** @typedef {import("../content/passages.mjs").Passage} Passage */
/** @typedef {{passage: Passage, score: number, coverage: number}} Hit coverage: how much of the question it has, 0 to 1 */

export class ArticleSearch {
  #folder;
  #revision = '';
  /** @type {Map<string, Passage>} */
  #passages = new Map();
  /** @type {Map<string, number>} in how many passages a word is */
  #frequency = new Map();
  #index = emptyIndex();

  /** @param {import("../content/article-folder.mjs").ArticleFolder} folder */
  constructor(folder) {
    this.#folder = folder;
  }

  /**
   * @param {string} text
   * @param {{current?: Article, topic?: string}} [context] the article being read comes first among equals
   * @returns {Hit[]} best first
   */
  find(text, { current, topic = '' } = {}) {
    this.#refresh();
    const asked = searchForms(text);
    if (asked.length === 0) return [];
    const ofTopic = this.#articlesOfTopic(topic);
    const results = this.#index.search(text, {
      boostDocument: (id) => (this.#passages.get(id)?.article.id === current?.id ? 1.4 : 1),
      filter: ({ id }) => ofTopic === null || ofTopic.has(this.#passages.get(id)?.article.id ?? ''),
    });
    return results.slice(0, 8).map(({ id, score, queryTerms, terms }) => {
      const exact = queryTerms.filter((form) => terms.some((term) => term.startsWith(form)));
      // A misspelling is found, but "raining" is not "training": what only resembles counts half.
      const found = (this.#weight(exact) + this.#weight(queryTerms)) / 2;
      return { passage: /** @type {Passage} */ (this.#passages.get(id)), score, coverage: found / this.#weight(asked) };
    });
  }

  // Rare words say more about a question than common ones; a word that no article has says that we do not know.
  /** @param {string[]} forms */
  #weight(forms) {
    const total = this.#passages.size + 1;
    return forms.reduce((sum, form) => sum + Math.log(1 + total / (this.#frequency.get(form) ?? 0.5)), 0);
  }

  /** @param {string} topic @returns {Set<string> | null} null: every article */
  #articlesOfTopic(topic) {
    const wanted = topic.trim().toLowerCase();
    const ids = this.#folder
      .articles()
      .filter(({ labels }) => labels.some((label) => label.toLowerCase() === wanted))
      .map(({ id }) => id);
    return ids.length > 0 ? new Set(ids) : null;
  }

  #refresh() {
    const articles = this.#folder.articles();
    if (this.#folder.revision === this.#revision) return;
    this.#revision = this.#folder.revision;
    const passages = articles.flatMap(passagesOf);
    this.#passages = new Map(passages.map((passage) => [passage.id, passage]));
    this.#index = emptyIndex();
    const documents = passages.map(({ id, text, heading, article }) => ({ id, text, heading, title: article.title }));
    this.#index.addAll(documents);
    this.#frequency = new Map();
    for (const { text, heading, title } of documents) {
      for (const form of searchForms(`${title} ${heading} ${text}`)) {
        this.#frequency.set(form, (this.#frequency.get(form) ?? 0) + 1);
      }
    }
  }
}

function emptyIndex() {
  return new MiniSearch({
    fields: ['text', 'heading', 'title'],
    tokenize: words,
    processTerm: indexedForm,
    searchOptions: {
      boost: { heading: 2, title: 1.2 },
      prefix: (form) => form.length > 3,
      fuzzy: (form) => (form.length > 5 ? 0.2 : false),
    },
  });
}
