// A client of the `heidi` protocol, for tests: small, and strict about what it gets.
import { randomUUID } from 'node:crypto';
import { EventReader } from './event-reader.mjs';

export class Conversation {
  /** @param {string} url @param {string} session @param {string} token */
  constructor(url, session, token) {
    this.url = url;
    this.session = session;
    this.token = token;
  }

  /** @param {string} serverUrl @param {object} [body] */
  static async start(serverUrl, body = { locale: 'en' }) {
    const url = new URL('/api/heidi', serverUrl).href;
    const { status, json } = await call(`${url}/sessions`, { body });
    if (status !== 201) throw new Error(`no session: ${status} ${JSON.stringify(json)}`);
    return new Conversation(url, json.session, json.token);
  }

  /** The same session at a server that was started again. @param {string} serverUrl */
  at(serverUrl) {
    return new Conversation(new URL('/api/heidi', serverUrl).href, this.session, this.token);
  }

  /** @param {string} path below the session @param {Parameters<typeof call>[1]} [request] */
  call(path, request = {}) {
    const headers = { Authorization: `Bearer ${this.token}`, ...request.headers };
    return call(`${this.url}/sessions/${this.session}${path}`, { ...request, headers });
  }

  /** @param {string} text @param {{key?: string, more?: object}} [options] */
  send(text, { key = randomUUID(), more = {} } = {}) {
    const body = { client_id: key, text, topic: 'Other', ...more };
    return this.call('/messages', { body, headers: { 'Idempotency-Key': key } });
  }

  /** @param {string} text @param {object} [more] */
  async ask(text, more) {
    const { status, json } = await this.send(text, { more });
    if (status !== 202) throw new Error(`not accepted: ${status} ${JSON.stringify(json)}`);
    return json;
  }

  async snapshot() {
    return (await this.call('')).json;
  }

  /** @param {number} [after] @param {Record<string, string>} [headers] */
  async events(after = 0, headers = {}) {
    const abort = new AbortController();
    const response = await fetch(`${this.url}/sessions/${this.session}/events?after=${after}`, {
      headers: { Authorization: `Bearer ${this.token}`, Accept: 'text/event-stream', ...headers },
      signal: abort.signal,
    });
    return new EventReader(response, abort);
  }

  /** Everything up to and with the next `final` or `error`. @param {number} [after] */
  async answer(after = 0) {
    const stream = await this.events(after);
    const events = await stream.readUntil(({ event }) => event === 'final' || event === 'error');
    stream.close();
    return events;
  }

  /** Asks and returns the data of `final`. @param {string} text @param {object} [more] */
  async finalAnswer(text, more) {
    const { seq } = await this.ask(text, more);
    return (await this.answer(seq)).at(-1).data;
  }
}

/**
 * @param {string} url
 * @param {{method?: string, body?: object | string, headers?: Record<string, string>}} [request]
 */
export async function call(url, { method, body, headers = {} } = {}) {
  const response = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    body: typeof body === 'object' ? JSON.stringify(body) : body,
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: text === '' ? undefined : JSON.parse(text) };
}
