// The chat endpoint: which call does what. README.md shows each with a request and a reply.
import { HttpError } from '../http/http-error.mjs';
import { RateLimit } from '../http/rate-limit.mjs';
import { changePause } from './admin.mjs';
import { createSession } from './create-session.mjs';
import { giveFeedback } from './feedback.mjs';
import { openEvents } from './open-events.mjs';
import { postMessage } from './post-message.mjs';
import { resumeSession, stopAnswer } from './session-control.mjs';
import { sendSnapshot } from './snapshot.mjs';
import { authorisedSession } from './tokens.mjs';

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */

/**
 * What the calls share.
 * @typedef {object} Chat
 * @property {import("../options.mjs").Options} options
 * @property {import("../store/store.mjs").Store} store
 * @property {import("./conversation-log.mjs").ConversationLog} log
 * @property {import("./turns.mjs").Turns} turns
 * @property {RateLimit} sessionRate
 * @property {RateLimit} messageRate
 * @property {Set<string>} keysInHand  idempotency keys of requests that have no reply yet
 * @property {boolean} draining
 */

/** @typedef {{request: Request, response: Response, url: URL, chat: Chat}} Call */
/** @typedef {Call & {session: import("../store/store.mjs").Session, messageId: string}} SessionCall */

/** @type {[name: string, method: string, path: RegExp, call: (call: Call) => unknown][]} */
const openCalls = [
  ['sessions', 'POST', /^\/sessions$/, createSession],
  ['admin', 'POST', /^\/admin\/(?:pause|resume)$/, changePause],
];

/** @type {[name: string, method: string, path: RegExp, call: (call: SessionCall) => unknown][]} */
const sessionCalls = [
  ['snapshot', 'GET', /^\/sessions\/([\w-]+)$/, sendSnapshot],
  ['events', 'GET', /^\/sessions\/([\w-]+)\/events$/, openEvents],
  ['messages', 'POST', /^\/sessions\/([\w-]+)\/messages$/, postMessage],
  ['stop', 'POST', /^\/sessions\/([\w-]+)\/stop$/, stopAnswer],
  ['resume', 'POST', /^\/sessions\/([\w-]+)\/resume$/, resumeSession],
  ['feedback', 'POST', /^\/sessions\/([\w-]+)\/messages\/([\w-]+)\/feedback$/, giveFeedback],
];

/**
 * @param {Pick<Chat, "options" | "store" | "log" | "turns">} parts
 * @returns {Chat}
 */
export function createChat({ options, store, log, turns }) {
  return {
    options,
    store,
    log,
    turns,
    sessionRate: new RateLimit(options.sessionRate),
    messageRate: new RateLimit(options.messageRate),
    keysInHand: new Set(),
    draining: false,
  };
}

/** Which call of the protocol this is; undefined: none. @param {string | undefined} method @param {string} path */
export function callName(method, path) {
  return [...openCalls, ...sessionCalls].find(([, by, pattern]) => by === method && pattern.test(path))?.[0];
}

/**
 * @param {Chat} chat
 * @param {Request} request
 * @param {Response} response
 * @param {URL} url its path is the one below the endpoint's
 */
export async function answerCall(chat, request, response, url) {
  const call = { request, response, url, chat };
  for (const [, method, pattern, handle] of openCalls) {
    if (request.method === method && pattern.test(url.pathname)) return handle(call);
  }
  for (const [, method, pattern, handle] of sessionCalls) {
    const match = request.method === method && pattern.exec(url.pathname);
    if (!match) continue;
    const session = authorisedSession(chat.store, request, match[1]);
    chat.store.touch(session.id, Date.now());
    return handle({ ...call, session, messageId: match[2] ?? '' });
  }
  const methods = [...openCalls, ...sessionCalls]
    .filter(([, , pattern]) => pattern.test(url.pathname))
    .map(([, method]) => method);
  if (methods.length === 0) throw new HttpError(404, 'unknown_call', `There is no call ${url.pathname}.`);
  throw new HttpError(405, 'wrong_method', `Use ${methods[0]} for ${url.pathname}.`, {
    headers: { Allow: methods.join(', ') },
  });
}
