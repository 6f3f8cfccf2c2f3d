// Makes requests, holds each and its reply to openapi.json, and remembers which outcomes there were.
import assert from 'node:assert/strict';
import { Agent, request as httpRequest } from 'node:http';
import { outcomeOf, replyProblems, requestProblems } from './protocol.mjs';

/**
 * @typedef {{method: string, path: string, headers?: Record<string, string>, body?: string | object}} Asked
 *   path: below the endpoint; objects become JSON
 */

// Refusals of a request that the file does not allow either.
const mistakes = [
  'bad_json',
  'bad_member',
  'missing_member',
  'unknown_member',
  'bad_key',
  'bad_cursor',
  'content_type',
];

export class Recorder {
  outcomes = new Set();
  /** "stream delta", "poll paused" … */
  events = new Set();

  /**
   * @param {string} url the server's
   * @param {Asked} asked
   * @param {{agent?: Agent, enough?: RegExp, begins?: () => void}} [how] enough: of a stream that would go on
   */
  async say(url, asked, { agent, enough, begins } = {}) {
    const { method, path, headers = {}, body = '' } = asked;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const sent = { 'Content-Type': 'application/json', ...headers };
    if (text === '') delete sent['Content-Type'];
    const reply = await exchange(new URL(`/api/heidi${path}`, url), {
      method,
      headers: sent,
      text,
      agent,
      enough,
      begins,
    });
    this.#record({ method, path, headers: new Headers(sent), body: text }, reply);
    return { ...reply, json: /json/.test(reply.headers.get('Content-Type')) ? JSON.parse(reply.body) : undefined };
  }

  #record(request, reply) {
    const outcome = outcomeOf(request, reply);
    assert.deepEqual(replyProblems(request, reply), [], `${outcome}: ${reply.body.slice(0, 500)}`);
    const problems = requestProblems(request);
    if (reply.status < 300) assert.deepEqual(problems, [], outcome);
    if (mistakes.includes(outcome.split(' ').at(-1))) assert.notDeepEqual(problems, [], `${outcome}: ${request.body}`);
    this.outcomes.add(outcome);
    for (const [, event] of reply.body.matchAll(/^event: (\w+)$/gm)) this.events.add(`stream ${event}`);
    if (outcome.endsWith('/events 200 application/json')) {
      for (const { event } of JSON.parse(reply.body).events) this.events.add(`poll ${event}`);
    }
  }
}

/** @returns {Promise<import('./protocol.mjs').Reply>} */
function exchange(url, { method, headers, text, agent, enough, begins }) {
  return new Promise((resolve, reject) => {
    const length = { 'Content-Length': Buffer.byteLength(text) };
    const sent = httpRequest(url, { method, agent, headers: { ...headers, ...(method !== 'GET' && length) } });
    sent.on('error', reject).on('response', async (response) => {
      begins?.();
      let body = '';
      response.setEncoding('utf8');
      for await (const chunk of response) {
        body += chunk;
        if (enough?.test(body) && body.endsWith('\n\n')) break;
      }
      resolve({ status: response.statusCode, headers: new Headers(response.headers), body });
    });
    sent.end(text);
  });
}
