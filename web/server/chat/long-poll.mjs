// The fallback for networks that hold event streams back: a request that waits for the next events and returns them.
import { sendJson } from '../http/replies.mjs';

/** @typedef {import("../store/store.mjs").LogEntry} LogEntry */
/** @typedef {import("./conversation-log.mjs").Listener} Listener */

// Word groups come every 30 ms or so; without gathering, each would cost a request of its own.
const gatherMs = 150;

/** @implements {Listener} */
export class LongPoll {
  #response;
  #cursor;
  /** @type {{seq?: number, event: string, data: object}[]} */
  #events = [];
  #timer;
  #gathering = false;

  /**
   * @param {import("node:http").ServerResponse} response
   * @param {number} cursor
   * @param {number} waitMs
   */
  constructor(response, cursor, waitMs) {
    this.#response = response;
    this.#cursor = cursor;
    this.#timer = setTimeout(() => this.end(), waitMs);
    response.on('close', () => clearTimeout(this.#timer));
  }

  /** @param {LogEntry} entry */
  hear({ seq, event, data }) {
    this.#cursor = seq;
    this.#events.push({ seq, event, data });
    if (event !== 'delta') return this.end();
    if (this.#gathering) return;
    this.#gathering = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.end(), gatherMs);
  }

  /** @param {string} event @param {object} data */
  tell(event, data) {
    this.#events.push({ event, data });
    this.end();
  }

  end() {
    clearTimeout(this.#timer);
    if (this.#response.headersSent || this.#response.destroyed) return;
    sendJson(this.#response, 200, { events: this.#events, next: this.#cursor });
  }
}
