// A partner's site: pages and files written by the tests, with headers and mistakes of the tests' choosing. It can
// hold the widget's own files too, changed on their way if a test wants that.
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { shareInThisFile } from './lifetime.mjs';
import { distFolder } from './server.mjs';

/** @typedef {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => void} Answer */

const types = {
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.html': 'text/html; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
};

class Site {
  /** @type {Map<string, Answer>} */
  #answers = new Map();
  /** @type {Map<string, (text: string) => string | Buffer>} */
  #changes = new Map();
  #shared = /** @type {Set<string>} */ (new Set());
  #server = createServer((request, response) => this.#answer(request, response));
  /** Paths asked for, in order. */
  asked = /** @type {string[]} */ ([]);
  url = '';

  async start() {
    if (this.#server.listening) return;
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.#server.address());
    this.url = `http://localhost:${port}/`;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** What a path answers from now on. @param {string} path @param {Answer} answer */
  answers(path, answer) {
    this.#answers.set(path, answer);
  }

  /** What it would answer without us. @param {string} path */
  forgets(path) {
    this.#answers.delete(path);
  }

  /** @param {string} path @param {string | Buffer | object} content objects become JSON @param {{status?: number, headers?: object}} [how] */
  serves(path, content, { status = 200, headers = {} } = {}) {
    const isText = typeof content === 'string' || Buffer.isBuffer(content);
    const type = types[extname(path)] ?? 'application/json';
    this.answers(path, (_request, response) => {
      response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', ...headers });
      response.end(isText ? content : JSON.stringify(content));
    });
  }

  /**
   * A page with this body; returns its address.
   * @param {string} path ends with .html
   * @param {string} body
   * @param {{head?: string, headers?: object}} [around]
   */
  page(path, body, { head = '', headers = {} } = {}) {
    const meta = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">';
    // No favicon: the browser would complain that there is none.
    const title = '<title>A page of a partner</title><link rel="icon" href="data:,">';
    this.serves(path, `<!doctype html><html lang="en"><head>${meta}${title}${head}</head><body>${body}</body></html>`, {
      headers,
    });
    return new URL(path, this.url).href;
  }

  /** Changes one of the widget's files on its way. @param {string} name @param {((text: string) => string | Buffer) | null} change */
  changes(name, change) {
    if (change) this.#changes.set(name, change);
    else this.#changes.delete(name);
  }

  /** As a site does whose widget is to be used by others. @param {string} name one of the widget's files */
  allowsAnyOrigin(name) {
    this.#shared.add(name);
  }

  /** @type {Answer} */
  #answer(request, response) {
    const { pathname } = new URL(request.url ?? '/', this.url);
    this.asked.push(pathname);
    const answer = this.#answers.get(pathname);
    if (answer) return answer(request, response);
    if (pathname.startsWith('/heidi/')) return this.#sendWidgetFile(pathname.slice('/heidi/'.length), response);
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('There is nothing here.');
  }

  /** @param {string} name @param {import('node:http').ServerResponse} response */
  #sendWidgetFile(name, response) {
    const file = join(distFolder, name);
    if (!/^(locales\/)?[\w.-]+$/.test(name) || !existsSync(file)) return void response.writeHead(404).end();
    const anyOrigin = this.#shared.has(name) ? { 'Access-Control-Allow-Origin': '*' } : {};
    response.writeHead(200, { 'Content-Type': types[extname(name)] ?? 'text/plain', ...anyOrigin });
    const change = this.#changes.get(name);
    if (change) response.end(change(readFileSync(file, 'utf8')));
    else createReadStream(file).pipe(response);
  }
}

/** A site for a script that stops it itself. */
export async function siteForScript() {
  const site = new Site();
  await site.start();
  return site;
}

/** A site that all tests of a file share. */
export function siteForThisFile() {
  const site = new Site();
  shareInThisFile(
    () => site.start(),
    () => site.stop(),
  );
  return site;
}

/**
 * The one tag, as a partner writes it.
 * @param {{article?: string, chat?: string, from?: string, attributes?: string}} [what]
 */
export function widgetTag({ article, chat, from = '/heidi/heidi.js', attributes = 'async' } = {}) {
  const data = [article && `data-article="${article}"`, chat && `data-chat="${chat}"`].filter(Boolean).join(' ');
  return `<script ${attributes} src="${from}" ${data}></script>`;
}
