// The numbered events of every session: stored first, then told to whoever listens.

/** @typedef {import("../store/store.mjs").LogEntry} LogEntry */

/**
 * Whoever hears a session's events: an event stream or a waiting long poll. One for each session.
 * @typedef {object} Listener
 * @property {(entry: LogEntry) => void} hear
 * @property {(event: string, data: object) => void} tell  something that is not in the log
 * @property {() => void} end  politely
 */

export class ConversationLog {
  #store;
  /** @type {Map<string, Listener>} */
  #listeners = new Map();

  /** @param {import("../store/store.mjs").Store} store */
  constructor(store) {
    this.#store = store;
  }

  /**
   * @param {string} sessionId
   * @param {string} event
   * @param {object} data
   * @param {(entry: LogEntry) => void} [alsoWrite] what must be stored together with the event, or not at all
   */
  append(sessionId, event, data, alsoWrite) {
    const entry = this.#store.transaction(() => {
      const stored = this.#store.appendEvent(sessionId, event, data);
      alsoWrite?.(stored);
      return stored;
    });
    this.#listeners.get(sessionId)?.hear(entry);
    return entry;
  }

  /** @param {string} sessionId @param {Listener} listener the newest one; an older one is told and ended */
  listen(sessionId, listener) {
    const older = this.#listeners.get(sessionId);
    this.#listeners.set(sessionId, listener);
    older?.tell('superseded', {});
    older?.end();
  }

  /** @param {string} sessionId @param {Listener} listener */
  unlisten(sessionId, listener) {
    // An older stream that closes late must not take the newer one's place away.
    if (this.#listeners.get(sessionId) === listener) this.#listeners.delete(sessionId);
  }

  /** @param {string} sessionId */
  listener(sessionId) {
    return this.#listeners.get(sessionId);
  }

  /** @returns {Listener[]} */
  listeners() {
    return [...this.#listeners.values()];
  }

  get listenerCount() {
    return this.#listeners.size;
  }
}
