// Conversations in memory: gone with the process. The same contract as the SQLite store (tests/server/store.test.mjs).

/** @typedef {import("./store.mjs").Store} Store */
/** @typedef {import("./store.mjs").Session} Session */
/** @typedef {import("./store.mjs").Message} Message */
/** @typedef {import("./store.mjs").LogEntry} LogEntry */
/** @typedef {import("./store.mjs").Receipt} Receipt */

/**
 * @typedef {object} Conversation
 * @property {Session} session
 * @property {LogEntry[]} events
 * @property {Map<string, Message>} messages
 * @property {Map<string, Receipt>} receipts
 * @property {Set<string>} open
 */

/** @implements {Store} */
export class MemoryStore {
  durable = false;
  /** @type {Map<string, Conversation>} */
  #conversations = new Map();
  #replayEvents;

  /** @param {import("./store.mjs").StoreLimits} limits */
  constructor({ replayEvents }) {
    this.#replayEvents = replayEvents;
  }

  /** @param {Omit<Session, "head" | "paused">} session */
  createSession(session) {
    this.#conversations.set(session.id, {
      session: { ...session, head: 0, paused: null },
      events: [],
      messages: new Map(),
      receipts: new Map(),
      open: new Set(),
    });
  }

  /** @param {string} id */
  session(id) {
    const found = this.#conversations.get(id);
    return found && { ...found.session };
  }

  /** @param {string} tokenHash */
  knowsToken(tokenHash) {
    return [...this.#conversations.values()].some(({ session }) => session.tokenHash === tokenHash);
  }

  countSessions() {
    return this.#conversations.size;
  }

  /** @param {string} id @param {number} seen */
  touch(id, seen) {
    this.#of(id).session.seen = seen;
  }

  /** @param {number} seenBefore */
  forgetSessions(seenBefore) {
    const forgotten = [...this.#conversations.values()].filter(
      ({ session, open }) => session.seen < seenBefore && open.size === 0,
    );
    for (const { session } of forgotten) this.#conversations.delete(session.id);
    return forgotten.length;
  }

  /** @param {string | null} id @param {Session["paused"]} paused */
  setPaused(id, paused) {
    const ids = id === null ? [...this.#conversations.keys()] : [id].filter((one) => this.#conversations.has(one));
    for (const one of ids) this.#of(one).session.paused = paused;
    return ids;
  }

  /** @param {string} sessionId @param {string} event @param {object} data */
  appendEvent(sessionId, event, data) {
    const { session, events } = this.#of(sessionId);
    session.head += 1;
    const entry = { seq: session.head, event, data };
    events.push(entry);
    if (events.length > this.#replayEvents) events.shift();
    return entry;
  }

  /** @param {string} sessionId @param {number} after */
  eventsAfter(sessionId, after) {
    return this.#of(sessionId).events.filter(({ seq }) => seq > after);
  }

  /** @param {string} sessionId */
  oldestCursor(sessionId) {
    const { events, session } = this.#of(sessionId);
    return events.length > 0 ? events[0].seq - 1 : session.head;
  }

  /** @param {string} sessionId @param {Message} message */
  putMessage(sessionId, message) {
    this.#of(sessionId).messages.set(message.id, structuredClone(message));
  }

  /** @param {string} sessionId @param {string} id @param {string} piece */
  appendText(sessionId, id, piece) {
    const message = this.#of(sessionId).messages.get(id);
    if (message) message.text += piece;
  }

  /** @param {string} sessionId @param {string} id */
  message(sessionId, id) {
    const message = this.#of(sessionId).messages.get(id);
    return message && structuredClone(message);
  }

  /** @param {string} sessionId */
  messages(sessionId) {
    return structuredClone([...this.#of(sessionId).messages.values()]);
  }

  /** @param {string} sessionId @param {string} key @param {Receipt} receipt */
  putReceipt(sessionId, key, receipt) {
    this.#of(sessionId).receipts.set(key, receipt);
  }

  /** @param {string} sessionId @param {string} key */
  findByKey(sessionId, key) {
    return this.#of(sessionId).receipts.get(key);
  }

  /** @param {string} sessionId */
  countQuestions(sessionId) {
    return this.#of(sessionId).receipts.size;
  }

  /** @param {string} sessionId @param {string} questionId */
  openQuestion(sessionId, questionId) {
    this.#of(sessionId).open.add(questionId);
  }

  /** @param {string} sessionId @param {string} questionId */
  closeQuestion(sessionId, questionId) {
    this.#of(sessionId).open.delete(questionId);
  }

  /** @param {string} sessionId */
  openQuestions(sessionId) {
    return [...this.#of(sessionId).open];
  }

  sessionsWithOpenQuestions() {
    return [...this.#conversations.values()].filter(({ open }) => open.size > 0).map(({ session }) => session.id);
  }

  /** @template T @param {() => T} change @returns {T} */
  transaction(change) {
    // No undo: nothing here fails half-way, and what is in memory does not outlive a crash.
    return change();
  }

  close() {
    this.#conversations.clear();
  }

  /** @param {string} id @returns {Conversation} */
  #of(id) {
    const found = this.#conversations.get(id);
    if (!found) throw new Error(`no session ${id}`);
    return found;
  }
}
