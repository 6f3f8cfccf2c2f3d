// Where conversations are kept. One small synchronous interface with two implementations: SQLite in a file, which
// survives the process, and memory. Synchronous on purpose: an event is stored before anybody is told of it, and
// nothing else can happen in between.
import { fileURLToPath } from 'node:url';
import { MemoryStore } from './store-memory.mjs';

/** @typedef {{title: string, url: string, paragraph?: number}} Source */
/** @typedef {{role: "user" | "assistant", text: string}} HistoryEntry */

/**
 * @typedef {object} Session
 * @property {string} id
 * @property {string} tokenHash
 * @property {string} locale
 * @property {string} article  id or URL of the article the reader has open; may be empty
 * @property {HistoryEntry[]} prior  what was said in a session that this one continues
 * @property {number} seen  milliseconds; last use
 * @property {number} head  sequence number of the last event, 0 when there is none
 * @property {{reason: string, until: number} | null} paused  until: nobody but the operator resumes it before
 */

/**
 * @typedef {"delivered" | "streaming" | "complete" | "interrupted" | "failed"} MessageStatus
 *
 * @typedef {object} Message
 * @property {string} id  "q1" and its answer "a1", "q2" …: unique in the session
 * @property {"user" | "assistant"} role
 * @property {string} text
 * @property {MessageStatus} status
 * @property {number} at  milliseconds
 * @property {string} [clientId]  of a question: its idempotency key
 * @property {Question} [question]  of a question: all that was asked
 * @property {unknown} [plan]  of an answer: what the answerer needs to go on with it after a restart
 * @property {Source[]} [sources]
 * @property {string[]} [suggestions]
 * @property {{value: "up" | "down", note: string}} [feedback]
 */

/** @typedef {{text: string, topic: string, article: string, quote: string}} Question */
/** @typedef {{seq: number, event: string, data: any}} LogEntry */
/** @typedef {{bodyHash: string, messageId: string, seq: number}} Receipt what a message's idempotency key stands for */

/**
 * @typedef {object} Store
 * @property {(session: Omit<Session, "head" | "paused">) => void} createSession
 * @property {(id: string) => Session | undefined} session
 * @property {(tokenHash: string) => boolean} knowsToken
 * @property {() => number} countSessions
 * @property {(id: string, seen: number) => void} touch
 * @property {(seenBefore: number) => number} forgetSessions  none with an open question; returns how many
 * @property {(id: string | null, paused: Session["paused"]) => string[]} setPaused  null: all; returns the ids changed
 * @property {(sessionId: string, event: string, data: object) => LogEntry} appendEvent
 * @property {(sessionId: string, after: number) => LogEntry[]} eventsAfter
 * @property {(sessionId: string) => number} oldestCursor  the lowest cursor that can still be replayed from
 * @property {(sessionId: string, message: Message) => void} putMessage  adds it, or replaces the one with its id
 * @property {(sessionId: string, id: string, piece: string) => void} appendText
 * @property {(sessionId: string, id: string) => Message | undefined} message
 * @property {(sessionId: string) => Message[]} messages  in the order they were first put
 * @property {(sessionId: string, key: string, receipt: Receipt) => void} putReceipt
 * @property {(sessionId: string, key: string) => Receipt | undefined} findByKey
 * @property {(sessionId: string) => number} countQuestions  ever asked
 * @property {(sessionId: string, questionId: string) => void} openQuestion  it awaits its answer
 * @property {(sessionId: string, questionId: string) => void} closeQuestion
 * @property {(sessionId: string) => string[]} openQuestions  oldest first
 * @property {() => string[]} sessionsWithOpenQuestions
 * @property {<T>(change: () => T) => T} transaction  all of it or nothing
 * @property {boolean} durable
 * @property {() => void} close
 */

/** @typedef {{replayEvents: number}} StoreLimits */

/**
 * The store that the options ask for. What nobody asked for by name may fail: then memory has to do.
 * @param {import("../options.mjs").Options} options
 * @returns {Promise<Store>}
 */
export async function storeFor(options) {
  try {
    return await openStore(dataFile(options), options);
  } catch (error) {
    if (options.data !== 'auto') throw error;
    process.stderr.write(`Conversations will not survive a restart: ${/** @type {Error} */ (error).message}\n`);
    return new MemoryStore(options);
  }
}

// A file for each port: whoever starts a server again finds its conversations, and two servers never share a file. A
// server on any free port is one that nobody will look for again.
/** @param {{data: string, port: number}} options @returns {string} empty: none */
export function dataFile({ data, port }) {
  if (data === 'none' || (data === 'auto' && port === 0)) return '';
  return data === 'auto' ? fileURLToPath(new URL(`../../../.data/port-${port}.db`, import.meta.url)) : data;
}

/**
 * @param {string} file empty: in memory
 * @param {StoreLimits} limits
 * @returns {Promise<Store>}
 */
export async function openStore(file, limits) {
  if (file === '') return new MemoryStore(limits);
  // Loaded only when wanted, so that the server runs where the database's native part does not.
  const { openSqliteStore } = await import('./store-sqlite.mjs');
  return openSqliteStore(file, limits);
}
