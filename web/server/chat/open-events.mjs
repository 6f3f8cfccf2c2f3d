// GET /sessions/{s}/events: replays what follows the cursor, then goes on live; as a stream or as a long poll.
import { HttpError } from '../http/http-error.mjs';
import { sendJson } from '../http/replies.mjs';
import { EventStream } from './event-stream.mjs';
import { LongPoll } from './long-poll.mjs';
import { refuseWhenFull, refuseWhileDraining } from './refusals.mjs';

/** @typedef {import("./chat.mjs").SessionCall} SessionCall */

// Proxies commonly cut a silent request at 30 or 60 s.
const longestWaitS = 25;

/** @param {SessionCall} call */
export function openEvents(call) {
  const { request, response, url, chat, session } = call;
  refuseWhileDraining(chat);
  const cursor = cursorOf(call);
  const isIdle = () => chat.store.openQuestions(session.id).length === 0;
  if (isIdle() && cursor === session.head && !session.paused) {
    // Nothing runs and nothing is missing: there is nothing to listen for until the reader asks again.
    response.writeHead(204, { 'Cache-Control': 'no-store' }).end();
    return;
  }
  const replaces = chat.log.listener(session.id) !== undefined;
  refuseWhenFull(!replaces && chat.log.listenerCount >= chat.options.maxStreams, 'open streams');
  const accept = request.headers.accept ?? '';
  if (accept.includes('application/json') && !accept.includes('text/event-stream')) {
    longPoll(call, cursor, url);
  } else {
    stream(call, cursor, isIdle);
  }
}

/** @param {SessionCall} call @returns {number} */
function cursorOf({ request, url, chat, session }) {
  const written = url.searchParams.get('after') ?? String(request.headers['last-event-id'] ?? '0');
  if (!/^\d{1,15}$/.test(written)) throw new HttpError(400, 'bad_cursor', '"after" must be a sequence number.');
  const cursor = Number(written);
  if (cursor > session.head) {
    throw new HttpError(409, 'cursor_ahead', `The last event is ${session.head}, not ${cursor}. Get a snapshot.`);
  }
  if (cursor < chat.store.oldestCursor(session.id)) {
    throw new HttpError(409, 'cursor_too_old', `The events after ${cursor} are no longer kept. Get a snapshot.`);
  }
  return cursor;
}

/** @param {SessionCall} call @param {number} cursor @param {() => boolean} isIdle */
function stream({ response, chat, session }, cursor, isIdle) {
  const { heartbeatMs, idleMs } = chat.options;
  const events = new EventStream(response, cursor, { heartbeatMs, idleMs, isIdle });
  listen(chat, session.id, events, response);
  events.tell('hello', { seq: session.head });
  for (const entry of chat.store.eventsAfter(session.id, cursor)) events.hear(entry);
  if (!session.paused) return;
  events.tell('paused', { reason: session.paused.reason });
  events.end();
}

/** @param {SessionCall} call @param {number} cursor @param {URL} url */
function longPoll({ response, chat, session }, cursor, url) {
  const missed = chat.store.eventsAfter(session.id, cursor);
  const paused = session.paused ? [{ event: 'paused', data: { reason: session.paused.reason } }] : [];
  if (missed.length + paused.length > 0) {
    return sendJson(response, 200, { events: [...missed, ...paused], next: session.head });
  }
  const asked = Number(url.searchParams.get('wait') ?? longestWaitS);
  const waitS = Number.isFinite(asked) ? Math.min(Math.max(asked, 0), longestWaitS) : longestWaitS;
  listen(chat, session.id, new LongPoll(response, cursor, waitS * 1000), response);
}

/**
 * @param {import("./chat.mjs").Chat} chat
 * @param {string} sessionId
 * @param {import("./conversation-log.mjs").Listener} listener
 * @param {import("node:http").ServerResponse} response
 */
function listen({ log }, sessionId, listener, response) {
  log.listen(sessionId, listener);
  response.on('close', () => log.unlisten(sessionId, listener));
}
