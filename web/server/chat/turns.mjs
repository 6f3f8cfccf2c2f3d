// Writes the answers, one at a time for each session, whether or not anybody listens. Every piece is stored before it
// is told, so a restart finds what was written and goes on after it.
import { AnswerFailed } from '../answer/answer-failed.mjs';
import { codePointLength } from '../answer/word-groups.mjs';
import { historyOf } from './history.mjs';
import { answerIdOf } from './message-ids.mjs';

/** @typedef {import("../store/store.mjs").Message} Message */
/** @typedef {import("../answer/answerer.mjs").Plan} Plan */

/**
 * The answer being written.
 * @typedef {{questionId: string, answerId: string, answer: Message | null, abort: AbortController}} Writing
 */
/** @typedef {{writing: Writing | null, done: Promise<void>}} Turn */

export class Turns {
  #store;
  #log;
  #answerer;
  /** @type {Map<string, Turn>} */
  #turns = new Map();
  #drained = false;

  /**
   * @param {import("../store/store.mjs").Store} store
   * @param {import("./conversation-log.mjs").ConversationLog} log
   * @param {import("../answer/answerer.mjs").Answerer} answerer
   */
  constructor(store, log, answerer) {
    this.#store = store;
    this.#log = log;
    this.#answerer = answerer;
  }

  get count() {
    return this.#turns.size;
  }

  /** Goes on with what a stopped or killed server left unfinished. */
  startUnfinished() {
    for (const sessionId of this.#store.sessionsWithOpenQuestions()) this.start(sessionId);
  }

  /** @param {string} sessionId */
  start(sessionId) {
    if (this.#drained || this.#turns.has(sessionId)) return;
    /** @type {Turn} */
    const turn = { writing: null, done: Promise.resolve() };
    this.#turns.set(sessionId, turn);
    turn.done = this.#answerAll(sessionId, turn);
  }

  /**
   * Ends the answer being written, if there is one and it is the one meant, with what it has so far.
   * @param {string} sessionId
   * @param {string} [answerId]
   */
  stop(sessionId, answerId) {
    const writing = this.#turns.get(sessionId)?.writing;
    if (!writing?.answer || writing.abort.signal.aborted) return;
    if (answerId && writing.answerId !== answerId) return;
    this.#end(sessionId, writing.questionId, writing.answer, 'interrupted');
    writing.abort.abort();
  }

  /**
   * Lets running answers finish for so long; the others are left to the next start.
   * @param {number} patienceMs
   */
  async drain(patienceMs) {
    const all = Promise.all([...this.#turns.values()].map(({ done }) => done));
    const patience = setTimeout(() => this.#abandon(), patienceMs);
    await all;
    this.#abandon();
    clearTimeout(patience);
  }

  #abandon() {
    this.#drained = true;
    for (const { writing } of this.#turns.values()) writing?.abort.abort();
  }

  /** @param {string} sessionId @param {Turn} turn */
  async #answerAll(sessionId, turn) {
    try {
      for (;;) {
        const [questionId] = this.#store.openQuestions(sessionId);
        if (!questionId || this.#drained) break;
        turn.writing = { questionId, answerId: answerIdOf(questionId), answer: null, abort: new AbortController() };
        await this.#answer(sessionId, turn.writing);
      }
    } catch (error) {
      // The store failed (a full disk, say): this session waits for the next start, the others go on.
      process.stderr.write(`${/** @type {Error} */ (error).stack}\n`);
    } finally {
      this.#turns.delete(sessionId);
    }
  }

  /** @param {string} sessionId @param {Writing} writing */
  async #answer(sessionId, writing) {
    const { questionId } = writing;
    const { signal } = writing.abort;
    try {
      writing.answer = this.#store.message(sessionId, writing.answerId) ?? this.#planned(sessionId, questionId);
      for await (const text of this.#answerer.pieces(writing.answer.plan, writing.answer.text, signal)) {
        if (signal.aborted) return;
        if (text !== '') this.#write(sessionId, writing.answer, text);
      }
      if (!signal.aborted) this.#end(sessionId, questionId, writing.answer, 'complete');
    } catch (error) {
      if (!signal.aborted) this.#fail(sessionId, writing, error);
    }
  }

  /** @param {string} sessionId @param {string} questionId @returns {Message} */
  #planned(sessionId, questionId) {
    const session = this.#store.session(sessionId);
    const asked = this.#store.message(sessionId, questionId);
    if (!session || !asked?.question) throw new Error(`question ${questionId} of session ${sessionId} is missing`);
    const history = historyOf(session, this.#store.messages(sessionId), questionId);
    const plan = this.#answerer.plan(asked.question, session.locale, history);
    return { ...emptyAnswer(questionId), plan };
  }

  /** @param {string} sessionId @param {Message} answer @param {string} text */
  #write(sessionId, answer, text) {
    const offset = codePointLength(answer.text);
    const isFirst = offset === 0;
    answer.text += text;
    this.#log.append(sessionId, 'delta', { message_id: answer.id, offset, text }, () => {
      // Stored with its first piece, not before: messages stand in the order in which the log brings them up.
      if (isFirst) this.#store.putMessage(sessionId, answer);
      else this.#store.appendText(sessionId, answer.id, text);
    });
  }

  /** @param {string} sessionId @param {string} questionId @param {Message} answer @param {"complete" | "interrupted"} status */
  #end(sessionId, questionId, answer, status) {
    const plan = /** @type {Plan} */ (answer.plan);
    const { sources, suggestions } = status === 'complete' ? plan : { sources: [], suggestions: [] };
    const data = { message_id: answer.id, text: answer.text, status, sources, suggestions };
    this.#log.append(sessionId, 'final', data, () =>
      this.#close(sessionId, questionId, { ...answer, status, sources, suggestions }),
    );
  }

  /** @param {string} sessionId @param {Writing} writing @param {unknown} error */
  #fail(sessionId, { questionId, answerId, answer }, error) {
    process.stderr.write(`${error instanceof AnswerFailed ? error.message : /** @type {Error} */ (error).stack}\n`);
    const { code, retryable } = error instanceof AnswerFailed ? error : { code: 'internal', retryable: true };
    this.#log.append(sessionId, 'error', { message_id: answerId, code, retryable }, () =>
      this.#close(sessionId, questionId, { ...(answer ?? emptyAnswer(questionId)), status: 'failed' }),
    );
  }

  /** @param {string} sessionId @param {string} questionId @param {Message} answer */
  #close(sessionId, questionId, answer) {
    // Readers may rate an answer while it is being written.
    const feedback = this.#store.message(sessionId, answer.id)?.feedback;
    this.#store.putMessage(sessionId, { ...answer, plan: undefined, ...(feedback && { feedback }) });
    this.#store.closeQuestion(sessionId, questionId);
  }
}

/** @param {string} questionId @returns {Message} */
function emptyAnswer(questionId) {
  return { id: answerIdOf(questionId), role: 'assistant', text: '', status: 'streaming', at: Date.now() };
}
