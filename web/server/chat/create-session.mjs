// POST /sessions

import { readJsonObject } from '../http/json-body.mjs';
import { clientAddress } from '../http/rate-limit.mjs';
import { sendJson } from '../http/replies.mjs';
import { articleMember, localeMember, priorMember } from './members.mjs';
import { refuseTooFast, refuseWhenFull, refuseWhileDraining } from './refusals.mjs';
import { hashOf, newId, newToken } from './tokens.mjs';

/** @param {import("./chat.mjs").Call} call */
export async function createSession({ request, response, chat }) {
  const { options, store, sessionRate } = chat;
  refuseWhileDraining(chat);
  refuseTooFast(sessionRate.take(clientAddress(request, options.trustProxy)));
  const body = await readJsonObject(request, { maxBytes: 512_000, optional: true });
  const asked = { locale: localeMember(body), article: articleMember(body), prior: priorMember(body) };
  refuseWhenFull(store.countSessions() >= options.maxSessions, 'sessions');
  const id = newId();
  const token = newToken();
  store.createSession({ id, tokenHash: hashOf(token), seen: Date.now(), ...asked });
  sendJson(response, 201, {
    session: id,
    token,
    seq: 0,
    heartbeat_ms: options.heartbeatMs,
    // Two heartbeats may get lost on the way, and a third be late.
    dead_ms: Math.round((options.heartbeatMs * 7) / 3),
    retain_s: options.retainS,
    max_text: options.maxText,
  });
}
