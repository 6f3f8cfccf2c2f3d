// Answers calls while faults may be switched on: the one place where they are put between the network and the chat.
import { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { answerCall, callName } from '../chat/chat.mjs';
import { HttpError } from '../http/http-error.mjs';
import { sendError } from '../http/replies.mjs';
import { CallFaults } from './faults.mjs';
import { FaultyReply } from './faulty-reply.mjs';
import { forgetfulStore, pausedStore } from './store-views.mjs';

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("../chat/chat.mjs").Chat} Chat */
/** @typedef {import("./faults.mjs").Faults} Faults */

/** @param {Faults} faults @param {import("../chat/chat.mjs").Call} call */
export async function answerWithFaults(faults, { chat, request, response, url }) {
  const name = callName(request.method, url.pathname);
  if (name === undefined || name === 'admin') return answerCall(chat, request, response, url);
  const met = new CallFaults(faults, name);
  const reply = new FaultyReply(response, met);
  faults.watch(reply, response);
  // As a machine that hangs: it took the connection, and nothing reads what comes.
  if (met.would('black_hole')?.after_bytes === 0) {
    met.now('black_hole');
    return reply.swallow();
  }
  refuse(met);
  const seen = chatAsSeen(chat, faults, met);
  if (name !== 'messages' || !met.now('duplicate')) return answerCall(seen, request, response, url);
  return answerTwice(seen, request, response, url);
}

/** @param {CallFaults} met */
function refuse(met) {
  const refusal = met.now('refuse');
  if (!refusal) return;
  const { status, retry_after_s: retryAfterS } = refusal;
  const code = { 429: 'too_fast', 503: 'full' }[/** @type {429 | 503} */ (status)] ?? 'internal';
  throw new HttpError(status, code, 'This was broken on purpose, see the faults.', { retryAfterS });
}

/** @param {Chat} chat @param {Faults} faults @param {CallFaults} met @returns {Chat} */
function chatAsSeen(chat, faults, met) {
  const store = forgetfulStore(pausedStore(chat.store, faults, met), faults, met);
  // Not a copy: whether the server is draining may change while the call waits for its body.
  return Object.create(chat, { store: { value: store } });
}

/**
 * As if the network had delivered it twice; the client hears what the second one was told.
 * @type {typeof answerCall}
 */
async function answerTwice(chat, request, response, url) {
  const body = Buffer.concat(await request.toArray());
  const first = copyOf(request, body);
  const unheard = new ServerResponse(first);
  await Promise.resolve(answerCall(chat, first, unheard, url)).catch((error) => sendError(unheard, error));
  return answerCall(chat, copyOf(request, body), response, url);
}

/** @param {Request} request @param {Buffer} body @returns {Request} */
function copyOf({ method, headers, url, socket }, body) {
  return /** @type {any} */ (Object.assign(Readable.from([body]), { method, headers, url, socket }));
}
