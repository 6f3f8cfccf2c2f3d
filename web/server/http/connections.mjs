// Ends a server's connections without cutting a reply off.

export class Connections {
  #server;
  // Browsers open connections ahead of need. Node counts one that never carried a request as busy, and would wait.
  /** @type {Set<import("node:net").Socket>} */
  #unused = new Set();
  /** @type {Promise<unknown>} */
  #closed = Promise.resolve();

  /** @param {import("node:http").Server} server */
  constructor(server) {
    this.#server = server;
    server.on('connection', (socket) => {
      this.#unused.add(socket);
      socket.on('close', () => this.#unused.delete(socket));
    });
    server.on('request', ({ socket }) => this.#unused.delete(socket));
  }

  /** Gives the port back; open connections go on. */
  stopListening() {
    this.#closed = new Promise((resolve) => this.#server.close(resolve));
  }

  /** @param {number} patienceMs for clients that do not take their last reply */
  async end(patienceMs) {
    for (const socket of this.#unused) socket.destroy();
    // A connection becomes idle only when its client has taken the last reply, so this is looked at again and again.
    const closingIdle = setInterval(() => this.#server.closeIdleConnections(), 20);
    const closingAll = setTimeout(() => this.#server.closeAllConnections(), patienceMs);
    await this.#closed;
    clearInterval(closingIdle);
    clearTimeout(closingAll);
  }
}
