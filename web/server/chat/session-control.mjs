// POST /sessions/{s}/stop and /resume. Both may be sent again without harm.
import { HttpError } from '../http/http-error.mjs';
import { readJsonObject } from '../http/json-body.mjs';
import { sendJson } from '../http/replies.mjs';
import { stringMember } from './members.mjs';
import { heldForS } from './refusals.mjs';

/** @param {import("./chat.mjs").SessionCall} call */
export async function stopAnswer({ request, response, chat, session }) {
  const body = await readJsonObject(request, { maxBytes: 16_000, optional: true });
  // With an id, a Stop that arrives late cannot end the next answer instead.
  chat.turns.stop(session.id, stringMember(body, 'message_id', { longest: 200 }));
  sendJson(response, 200, { seq: chat.store.session(session.id)?.head ?? session.head });
}

/** @param {import("./chat.mjs").SessionCall} call */
export function resumeSession({ response, chat, session }) {
  const waitS = heldForS(session);
  if (waitS > 0) {
    const message = `The session cannot be resumed yet. ${session.paused?.reason}`.trim();
    throw new HttpError(503, 'paused', message, { retryAfterS: waitS });
  }
  chat.store.setPaused(session.id, null);
  sendJson(response, 200, { seq: session.head, paused: false });
}
