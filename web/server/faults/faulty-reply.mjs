// Stands between a call and its reply's connection.
//
//   written ──► altered ──► held (buffer) ──► delayed (slow) ──► counted (cut, black hole) ──► sent
//
// It takes the place of the response's own methods, so the calls know nothing of it.
import { isEventStream, withTwins, withWrongJson } from './altered-text.mjs';

/** @typedef {import("node:http").ServerResponse} Response */
/** @typedef {{bytes: Buffer, isLast: boolean, leavesAt: number}} Piece */

export class FaultyReply {
  #response;
  #met;
  #own;
  /** @type {{status: number, headers: Record<string, string | number>} | null} */
  #head = null;
  #headIsSent = false;
  #ended = false;
  #isMute = false;
  #isStopping = false;
  #sentBytes = 0;
  /** @type {string[]} */
  #held = [];
  /** @type {Piece[]} */
  #delayed = [];
  /** @type {NodeJS.Timeout | undefined} */
  #timer;

  /** @param {Response} response @param {import("./faults.mjs").CallFaults} met */
  constructor(response, met) {
    this.#response = response;
    this.#met = met;
    const { writeHead, write, end } = response;
    this.#own = { writeHead: writeHead.bind(response), write: write.bind(response), end: end.bind(response) };
    Object.defineProperties(response, {
      // The head leaves with the first of the body: only then is its length known.
      writeHead: {
        value: (/** @type {number} */ status, /** @type {any} */ headers = {}) => {
          this.#head ??= { status, headers };
          return response;
        },
      },
      write: { value: (/** @type {string | Buffer} */ chunk) => this.#take(chunk, false) },
      end: { value: (/** @type {string | Buffer} */ chunk = '') => this.#take(chunk, true) },
      headersSent: { get: () => this.#head !== null },
      writableEnded: { get: () => this.#ended },
    });
    response.once('close', () => clearTimeout(this.#timer));
  }

  /** Never answers. */
  swallow() {
    this.#isMute = true;
  }

  /**
   * The switches have changed.
   * @param {string | undefined} refusal a fault that no open stream can show: it loses its connection, and meets it
   *   when it comes back
   */
  look(refusal) {
    const isStream = this.#headIsSent && isEventStream(this.#head?.headers);
    if (refusal && isStream && this.#met.would(refusal)) return void this.#response.destroy();
    // What it swallowed cannot be brought back, so the client has to.
    if (this.#isMute && !this.#met.would('black_hole')) return void this.#response.destroy();
    if (this.#held.length > 0 && !this.#met.would('buffer')) this.#release(this.#ended);
    if (isStream && !this.#isStopping && this.#room() <= 0) this.#stop();
  }

  /** @param {string | Buffer} chunk @param {boolean} isLast */
  #take(chunk, isLast) {
    if (this.#ended || this.#isMute || this.#response.destroyed) return true;
    this.#ended = isLast;
    this.#held.push(this.#altered(String(chunk)));
    const isHeldBack = !isLast && isEventStream(this.#head?.headers) && this.#met.now('buffer');
    if (!isHeldBack) this.#release(isLast);
    return true;
  }

  /** @param {string} text */
  #altered(text) {
    if (text === '') return text;
    const isStream = isEventStream(this.#head?.headers);
    const isDoubled = this.#met.call === 'events' && this.#met.now('duplicate');
    const doubled = isDoubled ? withTwins(text, isStream) : text;
    const wrong = this.#met.now('wrong_json');
    return wrong ? withWrongJson(doubled, isStream, wrong.how) : doubled;
  }

  /** @param {boolean} isLast */
  #release(isLast) {
    const bytes = Buffer.from(this.#held.join(''));
    this.#held = [];
    const leavesAt = performance.now() + (this.#met.now('slow')?.ms ?? 0);
    this.#delayed.push({ bytes, isLast, leavesAt });
    // The others before it are waited for already; order is kept even when the delay was just made shorter.
    if (this.#delayed.length === 1) this.#sendDue();
  }

  #sendDue() {
    for (let [next] = this.#delayed; next; [next] = this.#delayed) {
      const waitMs = next.leavesAt - performance.now();
      if (waitMs > 0) {
        this.#timer = setTimeout(() => this.#sendDue(), Math.ceil(waitMs));
        return;
      }
      this.#delayed.shift();
      this.#send(next);
    }
  }

  /** @param {Piece} piece */
  #send({ bytes, isLast }) {
    if (this.#isStopping || this.#isMute || this.#response.destroyed) return;
    const room = this.#room();
    if (room > 0) this.#sendHead(bytes, isLast);
    if (bytes.length < room) {
      this.#sentBytes += bytes.length;
      return void (isLast ? this.#own.end(bytes) : this.#own.write(bytes));
    }
    if (room <= 0) return this.#stop();
    this.#sentBytes += room;
    this.#isStopping = true;
    // Not before they are out: what waits in a connection's buffer dies with it.
    this.#own.write(bytes.subarray(0, room), () => this.#stop());
  }

  /** @param {Buffer} bytes @param {boolean} isLast */
  #sendHead(bytes, isLast) {
    if (this.#headIsSent || !this.#head) return;
    this.#headIsSent = true;
    const { status, headers } = this.#head;
    // An altered body has another length.
    const length = isLast && 'Content-Length' in headers && { 'Content-Length': bytes.length };
    this.#own.writeHead(status, { ...headers, ...length });
  }

  /** How many bytes may still be sent. */
  #room() {
    const limits = ['cut', 'black_hole'].map((name) => this.#met.would(name)?.after_bytes ?? Number.POSITIVE_INFINITY);
    return Math.min(...limits) - this.#sentBytes;
  }

  // Called only when there is no room left, so one of the two has run out.
  #stop() {
    this.#isStopping = false;
    const cut = this.#met.would('cut');
    const hole = this.#met.would('black_hole');
    if (cut && cut.after_bytes <= (hole?.after_bytes ?? cut.after_bytes)) {
      this.#met.now('cut');
      this.#response.destroy();
    } else if (hole) {
      this.#met.now('black_hole');
      this.#isMute = true;
    }
  }
}
