// Writes the answers word by word, when the test says so: the model behind the reference server.
import { eventually } from './eventually.mjs';

export class Writer {
  /** @type {import('node:http').ServerResponse | null} */
  #reply = null;
  #site;

  /** @param {ReturnType<typeof import('./pages.mjs').siteForThisFile>} site where the server asks for answers */
  constructor(site) {
    this.#site = site;
  }

  get url() {
    return new URL('/v1', this.#site.url).href;
  }

  /** From now on questions come here. */
  listens() {
    this.#reply = null;
    this.#site.answers('/v1/chat/completions', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.flushHeaders();
      this.#reply = response;
    });
  }

  async isAsked() {
    await eventually(() => this.#reply, 'the server asked for an answer');
  }

  /** @param {string} text */
  async writes(text) {
    await this.isAsked();
    this.#reply?.write(`data: ${JSON.stringify({ choices: [{ delta: { content: text } }] })}\n\n`);
  }

  async finishes() {
    await this.isAsked();
    const last = JSON.stringify({ choices: [{ delta: {}, finish_reason: 'stop' }] });
    this.#reply?.end(`data: ${last}\n\ndata: [DONE]\n\n`);
  }
}
