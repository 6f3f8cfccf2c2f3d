// Who writes the answers: the articles themselves, or an OpenAI-compatible server that is given their passages.
import { setTimeout as delay, setImmediate as nextRound } from 'node:timers/promises';
import { answerFromArticles } from './article-answer.mjs';
import { UpstreamAnswerer } from './upstream.mjs';
import { wordGroups } from './word-groups.mjs';

/** @typedef {import("../store/store.mjs").Question} Question */
/** @typedef {import("../store/store.mjs").HistoryEntry} HistoryEntry */
/** @typedef {import("../store/store.mjs").Source} Source */

/**
 * What is decided before the first word, and kept: an answer that a crash cut in two goes on from the same plan, so
 * its second half belongs to its first.
 * @typedef {{sources: Source[], suggestions: string[]}} Plan
 *
 * @typedef {object} Answerer
 * @property {(question: Question, locale: string, history: HistoryEntry[]) => Plan} plan
 * @property {(plan: any, written: string, signal: AbortSignal) => AsyncIterable<string>} pieces
 *   the pieces that follow what is written already
 */

/**
 * @param {import("./citations.mjs").Library} library
 * @param {import("../options.mjs").Options} options
 * @returns {Answerer}
 */
export function createAnswerer(library, options) {
  return options.upstream ? new UpstreamAnswerer(library, options) : new ArticleAnswerer(library, options.paceMs);
}

/** @implements {Answerer} */
class ArticleAnswerer {
  #library;
  #paceMs;

  /** @param {import("./citations.mjs").Library} library @param {number} paceMs */
  constructor(library, paceMs) {
    this.#library = library;
    this.#paceMs = paceMs;
  }

  /** @param {Question} question @param {string} locale */
  plan(question, locale) {
    return answerFromArticles(this.#library, question, locale);
  }

  /** @param {import("./article-answer.mjs").Answer} plan @param {string} written @param {AbortSignal} signal */
  async *pieces(plan, written, signal) {
    for (const group of wordGroups(plan.text.slice(written.length))) {
      // Without a pace, other requests must still get their turn between two pieces.
      await (this.#paceMs > 0 ? delay(this.#paceMs, undefined, { signal }) : nextRound(undefined, { signal }));
      yield group;
    }
  }
}
