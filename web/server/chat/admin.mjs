// POST /admin/pause and /admin/resume, for the operator. They exist only when the server was given an admin token.
import { HttpError } from '../http/http-error.mjs';
import { readJsonObject } from '../http/json-body.mjs';
import { sendJson } from '../http/replies.mjs';
import { stringMember } from './members.mjs';
import { bearerToken, hasHash, hashOf } from './tokens.mjs';

/** @param {import("./chat.mjs").Call} call */
export async function changePause({ request, response, url, chat }) {
  const { options, store } = chat;
  if (options.adminToken === '')
    throw new HttpError(404, 'unknown_call', 'The admin calls are off. See --admin-token.');
  if (!hasHash(bearerToken(request), hashOf(options.adminToken))) {
    throw new HttpError(401, 'bad_token', 'The admin token is missing or wrong.', {
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }
  const body = await readJsonObject(request, { maxBytes: 16_000, optional: true });
  const sessionId = stringMember(body, 'session', { longest: 200 }) || null;
  if (sessionId !== null && !store.session(sessionId))
    throw new HttpError(404, 'unknown_session', 'There is no such session.');
  const pausing = url.pathname.endsWith('/pause');
  const ids = pausing ? pause(chat, sessionId, body) : store.setPaused(sessionId, null);
  sendJson(response, 200, { sessions: ids.length, paused: pausing });
}

/** @param {import("./chat.mjs").Chat} chat @param {string | null} sessionId @param {Record<string, unknown>} body */
function pause({ store, log }, sessionId, body) {
  const reason = stringMember(body, 'reason', { longest: 500 });
  const holdS = body.hold_s ?? 0;
  if (typeof holdS !== 'number' || !(holdS >= 0 && holdS <= 1e9)) {
    throw new HttpError(400, 'bad_member', '"hold_s" must be a number of seconds.');
  }
  const ids = store.setPaused(sessionId, { reason, until: Date.now() + holdS * 1000 });
  for (const id of ids) {
    const listener = log.listener(id);
    listener?.tell('paused', { reason });
    listener?.end();
  }
  return ids;
}
