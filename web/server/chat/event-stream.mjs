// One open stream of server-sent events (WHATWG HTML §9.2).

/** @typedef {import("../store/store.mjs").LogEntry} LogEntry */
/** @typedef {import("./conversation-log.mjs").Listener} Listener */

// A reader who takes nothing in is cut off rather than buffered for: the cursor brings it back to the same place.
const mostUnsentBytes = 1_000_000;

/** @implements {Listener} */
export class EventStream {
  #response;
  #head;
  #active = Date.now();
  #heartbeat;
  #isIdle;
  #idleMs;

  /**
   * @param {import("node:http").ServerResponse} response
   * @param {number} cursor what the client has seen already
   * @param {{heartbeatMs: number, idleMs: number, isIdle: () => boolean}} timing
   */
  constructor(response, cursor, { heartbeatMs, idleMs, isIdle }) {
    this.#response = response;
    this.#head = cursor;
    this.#isIdle = isIdle;
    this.#idleMs = idleMs;
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // no-transform: a compressing proxy would hold events back until its buffer is full.
      'Cache-Control': 'no-cache, no-transform',
      // nginx buffers replies unless told otherwise.
      'X-Accel-Buffering': 'no',
      'X-Content-Type-Options': 'nosniff',
    });
    this.#heartbeat = setInterval(() => this.#beat(), heartbeatMs);
    response.on('close', () => clearInterval(this.#heartbeat));
  }

  /** @param {LogEntry} entry */
  hear({ seq, event, data }) {
    this.#head = seq;
    this.#active = Date.now();
    this.#write(`id: ${seq}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** @param {string} event @param {object} data */
  tell(event, data) {
    this.#write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  end() {
    this.tell('bye', {});
    clearInterval(this.#heartbeat);
    this.#response.end();
  }

  #beat() {
    if (this.#isIdle() && Date.now() - this.#active >= this.#idleMs) return this.end();
    this.tell('ping', { head: this.#head });
  }

  /** @param {string} text */
  #write(text) {
    if (this.#response.destroyed || this.#response.writableEnded) return;
    this.#response.write(text);
    if (this.#response.writableLength > mostUnsentBytes) this.#response.destroy();
  }
}
