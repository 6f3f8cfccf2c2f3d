// Answers written by an OpenAI-compatible server, which is given the passages that our search finds.
import { AnswerFailed } from './answer-failed.mjs';
import { sourceOf, suggestions } from './citations.mjs';
import { completionPieces, wholeCompletion } from './completion-stream.mjs';
import { fittingPassages, markedPassage } from './fitting-passages.mjs';
import { phrasesFor } from './phrases.mjs';

/** @typedef {import("./answerer.mjs").Answerer} Answerer */
/** @typedef {import("../store/store.mjs").Question} Question */
/** @typedef {import("../store/store.mjs").HistoryEntry} HistoryEntry */
/** @typedef {import("../content/passages.mjs").Passage} Passage */
/** @typedef {import("./answerer.mjs").Plan & {messages: {role: string, content: string}[]}} UpstreamPlan */

const instructions =
  "You are Heidi, the assistant of a publication. Answer in the reader's language, in Markdown, briefly, and only from " +
  'the passages given. Quote what you rely on. If they do not answer the question, say so; never guess.';

const goOn = 'The connection broke. Continue your last answer exactly where it stops, without repeating any of it.';

/** @implements {Answerer} */
export class UpstreamAnswerer {
  #library;
  #options;

  /** @param {import("./citations.mjs").Library} library @param {import("../options.mjs").Options} options */
  constructor(library, options) {
    this.#library = library;
    this.#options = options;
  }

  /** @param {Question} question @param {string} locale @param {HistoryEntry[]} history @returns {UpstreamPlan} */
  plan(question, locale, history) {
    const marked = markedPassage(this.#library, question);
    const passages = [...new Set([...(marked ? [marked] : []), ...fittingPassages(this.#library, question)])];
    return {
      messages: [
        { role: 'system', content: [instructions, ...passages.map(asContext)].join('\n\n') },
        ...history.map(({ role, text }) => ({ role, content: text })),
        { role: 'user', content: question.quote ? `About “${question.quote}”:\n${question.text}` : question.text },
      ],
      sources: passages.map((passage) => sourceOf(this.#library, passage)),
      suggestions: suggestions(this.#library, phrasesFor(locale), passages[0]),
    };
  }

  /** @param {UpstreamPlan} plan @param {string} written @param {AbortSignal} signal @returns {AsyncGenerator<string>} */
  async *pieces({ messages }, written, signal) {
    const soFar = written
      ? [
          { role: 'assistant', content: written },
          { role: 'user', content: goOn },
        ]
      : [];
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), this.#options.upstreamTimeoutMs);
    try {
      const response = await this.#ask([...messages, ...soFar], AbortSignal.any([signal, silence.signal]));
      const isStream = /^text\/event-stream/i.test(response.headers.get('content-type') ?? '');
      if (isStream) yield* completionPieces(watched(response, timer));
      else yield wholeCompletion(await response.text());
    } catch (error) {
      if (error instanceof AnswerFailed || signal.aborted) throw error;
      if (silence.signal.aborted)
        throw new AnswerFailed('upstream_silent', true, 'The upstream server stopped sending.');
      throw new AnswerFailed('upstream_unreachable', true, String(/** @type {any} */ (error).cause ?? error));
    } finally {
      clearTimeout(timer);
      // Ends the request when the answer was stopped between two pieces.
      silence.abort();
    }
  }

  /** @param {{role: string, content: string}[]} messages @param {AbortSignal} signal */
  async #ask(messages, signal) {
    const { upstream, upstreamKey, upstreamModel } = this.#options;
    const response = await fetch(`${upstream.replace(/\/+$/, '')}/chat/completions`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'text/event-stream',
        ...(upstreamKey && { Authorization: `Bearer ${upstreamKey}` }),
      },
      body: JSON.stringify({ model: upstreamModel, messages, stream: true }),
      signal,
    });
    if (response.ok) return response;
    const detail = (await response.text()).slice(0, 500);
    const retryable = response.status === 429 || response.status >= 500;
    throw new AnswerFailed(
      `upstream_${response.status}`,
      retryable,
      `The upstream server replied ${response.status}: ${detail}`,
    );
  }
}

/** @param {Passage} passage */
function asContext({ article, heading, markdown }) {
  return `From “${article.title}”${heading ? `, under “${heading}”` : ''}:\n${markdown}`;
}

/** @param {Response} response @param {NodeJS.Timeout} timer restarted by every chunk */
async function* watched(response, timer) {
  for await (const chunk of /** @type {any} */ (response.body)) {
    timer.refresh();
    yield/** @type {Uint8Array} */ (chunk);
  }
}
