// Reasons to refuse a call that is right in itself. All of them pass, so all carry Retry-After.
import { HttpError } from '../http/http-error.mjs';

/** @typedef {import("./chat.mjs").Chat} Chat */

/** @param {Chat} chat */
export function refuseWhileDraining({ draining }) {
  if (draining) throw new HttpError(503, 'draining', 'The server is about to restart.', { retryAfterS: 2 });
}

/** @param {number} waitS seconds until it may be tried again; 0: now */
export function refuseTooFast(waitS) {
  if (waitS > 0) throw new HttpError(429, 'too_fast', 'Too many requests; please wait.', { retryAfterS: waitS });
}

// Refusing newcomers is deliberate: making room by throwing others out makes everybody reconnect in turn.
/** @param {boolean} full @param {string} what */
export function refuseWhenFull(full, what) {
  if (full)
    throw new HttpError(503, 'full', `The server has as many ${what} as it takes. Please try again later.`, {
      retryAfterS: 10,
    });
}

/** @param {import("../store/store.mjs").Session} session @returns {number} seconds the operator still holds it; 0: none */
export function heldForS({ paused }) {
  return paused ? Math.max(0, (paused.until - Date.now()) / 1000) : 0;
}

/** @param {import("../store/store.mjs").Session | undefined} session */
export function refuseWhilePaused(session) {
  if (!session?.paused) return;
  throw new HttpError(503, 'paused', `The session has been paused by the server. ${session.paused.reason}`.trim(), {
    retryAfterS: Math.max(5, heldForS(session)),
  });
}
