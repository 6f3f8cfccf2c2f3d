// Conversations in an SQLite file. Killing the process at any moment loses nothing that was told to anybody: every
// change is in the write-ahead log before the reply or the event leaves.
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'libsql';
import { createTables } from './sqlite-tables.mjs';

/** @typedef {import("./store.mjs").Store} Store */
/** @typedef {import("./store.mjs").Session} Session */
/** @typedef {import("./store.mjs").Message} Message */
/** @typedef {import("./store.mjs").Receipt} Receipt */

// A server that is being replaced may take its drain time before it lets go of the file.
const longestWaitMs = 10_000;

/**
 * @param {string} file
 * @param {import("./store.mjs").StoreLimits} limits
 * @returns {Promise<Store>}
 */
export async function openSqliteStore(file, limits) {
  // What readers wrote is nobody else's to read.
  mkdirSync(dirname(resolve(file)), { recursive: true, mode: 0o700 });
  const givenUpAt = Date.now() + longestWaitMs;
  for (;;) {
    const database = new Database(file);
    try {
      prepareDatabase(database);
      return new SqliteStore(database, limits);
    } catch (error) {
      database.close();
      if (!/locked|busy/i.test(String(error))) throw new Error(`${file}: ${/** @type {Error} */ (error).message}`);
      if (Date.now() > givenUpAt) throw new Error(`${file} is in use by another server.`);
    }
    await delay(100);
  }
}

/** @param {any} database */
function prepareDatabase(database) {
  // Two servers on one file would not see each other's events, so the first one keeps it for itself.
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA foreign_keys = ON');
  // NORMAL: what is written survives the process, at any moment. Only a power cut may take the last moments with
  // it, and leaves a consistent file; FULL would wait for the disk 30 times a second for every answer.
  database.exec('PRAGMA synchronous = NORMAL');
  database.exec('BEGIN IMMEDIATE');
  createTables(database);
  database.exec('COMMIT');
}

/** @implements {Store} */
class SqliteStore {
  durable = true;
  #database;
  #replayEvents;
  /** @type {Map<string, any>} */
  #statements = new Map();

  /** @param {any} database @param {import("./store.mjs").StoreLimits} limits */
  constructor(database, { replayEvents }) {
    this.#database = database;
    this.#replayEvents = replayEvents;
  }

  /** @param {Omit<Session, "head" | "paused">} session */
  createSession({ id, tokenHash, locale, article, prior, seen }) {
    this.#run('INSERT INTO sessions (id, token_hash, locale, article, prior, seen) VALUES (?, ?, ?, ?, ?, ?)', [
      id,
      tokenHash,
      locale,
      article,
      JSON.stringify(prior),
      seen,
    ]);
  }

  /** @param {string} id @returns {Session | undefined} */
  session(id) {
    const row = this.#row('SELECT * FROM sessions WHERE id = ?', [id]);
    return (
      row && {
        id: row.id,
        tokenHash: row.token_hash,
        locale: row.locale,
        article: row.article,
        prior: JSON.parse(row.prior),
        seen: row.seen,
        head: row.head,
        paused: row.paused === null ? null : JSON.parse(row.paused),
      }
    );
  }

  /** @param {string} tokenHash */
  knowsToken(tokenHash) {
    return this.#row('SELECT 1 FROM sessions WHERE token_hash = ?', [tokenHash]) !== undefined;
  }

  countSessions() {
    return this.#row('SELECT count(*) AS n FROM sessions', []).n;
  }

  /** @param {string} id @param {number} seen */
  touch(id, seen) {
    this.#run('UPDATE sessions SET seen = ? WHERE id = ?', [seen, id]);
  }

  /** @param {number} seenBefore */
  forgetSessions(seenBefore) {
    const { changes } = this.#run(
      'DELETE FROM sessions WHERE seen < ? AND id NOT IN (SELECT session_id FROM receipts WHERE open = 1)',
      [seenBefore],
    );
    return changes;
  }

  /** @param {string | null} id @param {Session["paused"]} paused */
  setPaused(id, paused) {
    const value = paused === null ? null : JSON.stringify(paused);
    const rows = this.#rows('UPDATE sessions SET paused = ? WHERE ? IS NULL OR id = ? RETURNING id', [value, id, id]);
    return rows.map((row) => row.id);
  }

  /** @param {string} sessionId @param {string} event @param {object} data */
  appendEvent(sessionId, event, data) {
    return this.transaction(() => {
      const { head } = this.#row('UPDATE sessions SET head = head + 1 WHERE id = ? RETURNING head', [sessionId]);
      this.#run('INSERT INTO events (session_id, seq, event, data) VALUES (?, ?, ?, ?)', [
        sessionId,
        head,
        event,
        JSON.stringify(data),
      ]);
      this.#run('DELETE FROM events WHERE session_id = ? AND seq <= ?', [sessionId, head - this.#replayEvents]);
      return { seq: head, event, data };
    });
  }

  /** @param {string} sessionId @param {number} after */
  eventsAfter(sessionId, after) {
    const rows = this.#rows('SELECT seq, event, data FROM events WHERE session_id = ? AND seq > ? ORDER BY seq', [
      sessionId,
      after,
    ]);
    return rows.map(({ seq, event, data }) => ({ seq, event, data: JSON.parse(data) }));
  }

  /** @param {string} sessionId */
  oldestCursor(sessionId) {
    const { oldest } = this.#row('SELECT min(seq) AS oldest FROM events WHERE session_id = ?', [sessionId]);
    return oldest === null ? (this.session(sessionId)?.head ?? 0) : oldest - 1;
  }

  /** @param {string} sessionId @param {Message} message */
  putMessage(sessionId, { text, ...rest }) {
    this.#run(
      `INSERT INTO messages (session_id, id, text, rest) VALUES (?, ?, ?, ?)
       ON CONFLICT (session_id, id) DO UPDATE SET text = excluded.text, rest = excluded.rest`,
      [sessionId, rest.id, text, JSON.stringify(rest)],
    );
  }

  /** @param {string} sessionId @param {string} id @param {string} piece */
  appendText(sessionId, id, piece) {
    this.#run('UPDATE messages SET text = text || ? WHERE session_id = ? AND id = ?', [piece, sessionId, id]);
  }

  /** @param {string} sessionId @param {string} id @returns {Message | undefined} */
  message(sessionId, id) {
    const row = this.#row('SELECT text, rest FROM messages WHERE session_id = ? AND id = ?', [sessionId, id]);
    return row && { ...JSON.parse(row.rest), text: row.text };
  }

  /** @param {string} sessionId @returns {Message[]} */
  messages(sessionId) {
    const rows = this.#rows('SELECT text, rest FROM messages WHERE session_id = ? ORDER BY position', [sessionId]);
    return rows.map(({ text, rest }) => ({ ...JSON.parse(rest), text }));
  }

  /** @param {string} sessionId @param {string} key @param {Receipt} receipt */
  putReceipt(sessionId, key, { bodyHash, messageId, seq }) {
    this.#run('INSERT INTO receipts (session_id, idempotency_key, body_hash, message_id, seq) VALUES (?, ?, ?, ?, ?)', [
      sessionId,
      key,
      bodyHash,
      messageId,
      seq,
    ]);
  }

  /** @param {string} sessionId @param {string} key @returns {Receipt | undefined} */
  findByKey(sessionId, key) {
    const row = this.#row('SELECT * FROM receipts WHERE session_id = ? AND idempotency_key = ?', [sessionId, key]);
    return row && { bodyHash: row.body_hash, messageId: row.message_id, seq: row.seq };
  }

  /** @param {string} sessionId */
  countQuestions(sessionId) {
    return this.#row('SELECT count(*) AS n FROM receipts WHERE session_id = ?', [sessionId]).n;
  }

  /** @param {string} sessionId @param {string} questionId */
  openQuestion(sessionId, questionId) {
    this.#run('UPDATE receipts SET open = 1 WHERE session_id = ? AND message_id = ?', [sessionId, questionId]);
  }

  /** @param {string} sessionId @param {string} questionId */
  closeQuestion(sessionId, questionId) {
    this.#run('UPDATE receipts SET open = 0 WHERE session_id = ? AND message_id = ?', [sessionId, questionId]);
  }

  /** @param {string} sessionId @returns {string[]} */
  openQuestions(sessionId) {
    const rows = this.#rows('SELECT message_id FROM receipts WHERE session_id = ? AND open = 1 ORDER BY seq', [
      sessionId,
    ]);
    return rows.map((row) => row.message_id);
  }

  /** @returns {string[]} */
  sessionsWithOpenQuestions() {
    return this.#rows('SELECT DISTINCT session_id FROM receipts WHERE open = 1', []).map((row) => row.session_id);
  }

  /** @template T @param {() => T} change @returns {T} */
  transaction(change) {
    if (this.#database.inTransaction) return change();
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      const result = change();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  close() {
    // The driver frees prepared statements when they are collected, and the connection keeps its lock until then.
    // Leaving the exclusive mode gives the file back at once, whole and without a log beside it.
    try {
      this.#database.exec('PRAGMA journal_mode = DELETE; PRAGMA locking_mode = NORMAL; SELECT 1 FROM sessions LIMIT 1');
    } catch {
      // The file was moved or deleted under us: nobody waits for it.
    }
    this.#statements.clear();
    this.#database.close();
  }

  // The driver's calls are the ones node:sqlite has too: with Node 22 as the floor, only the import need change.
  /** @param {string} sql @param {unknown[]} values */
  #run(sql, values) {
    return this.#statement(sql).run(...values);
  }

  /** @param {string} sql @param {unknown[]} values @returns {any} */
  #row(sql, values) {
    return this.#statement(sql).get(...values);
  }

  /** @param {string} sql @param {unknown[]} values @returns {any[]} */
  #rows(sql, values) {
    return this.#statement(sql).all(...values);
  }

  /** @param {string} sql */
  #statement(sql) {
    const statement = this.#statements.get(sql) ?? this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
