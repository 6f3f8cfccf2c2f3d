// Session ids and tokens. A token is shown once and kept as a hash: whoever reads the data file cannot use it.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { HttpError } from '../http/http-error.mjs';

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("../store/store.mjs").Session} Session */

export const newId = () => randomBytes(16).toString('base64url');
export const newToken = () => randomBytes(32).toString('base64url');

/** @param {string} text */
export const hashOf = (text) => createHash('sha256').update(text).digest('base64url');

/** @param {string} given @param {string} hash */
export function hasHash(given, hash) {
  return timingSafeEqual(Buffer.from(hashOf(given)), Buffer.from(hash));
}

/** @param {Request} request */
export function bearerToken(request) {
  return /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

/**
 * The session of a path, if the request may use it.
 * @param {import("../store/store.mjs").Store} store
 * @param {Request} request
 * @param {string} sessionId
 * @returns {Session}
 */
export function authorisedSession(store, request, sessionId) {
  const session = store.session(sessionId);
  // Before the token: a client whose session we lost must learn that, not be asked for another token.
  if (!session) throw new HttpError(404, 'unknown_session', 'There is no such session. Start a new one.');
  const token = bearerToken(request);
  if (token !== '' && hasHash(token, session.tokenHash)) return session;
  if (token !== '' && store.knowsToken(hashOf(token))) {
    throw new HttpError(403, 'wrong_session', 'The token belongs to another session.');
  }
  throw new HttpError(
    401,
    'bad_token',
    "The session's token is missing or wrong: send Authorization: Bearer <token>.",
    {
      headers: { 'WWW-Authenticate': 'Bearer' },
    },
  );
}
