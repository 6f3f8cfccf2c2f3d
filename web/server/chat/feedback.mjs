// POST /sessions/{s}/messages/{id}/feedback
import { HttpError } from '../http/http-error.mjs';
import { readJsonObject } from '../http/json-body.mjs';
import { sendJson } from '../http/replies.mjs';
import { stringMember } from './members.mjs';

/** @param {import("./chat.mjs").SessionCall} call */
export async function giveFeedback({ request, response, chat, session, messageId }) {
  const body = await readJsonObject(request, { maxBytes: 64_000 });
  const { value } = body;
  if (value !== 'up' && value !== 'down') throw new HttpError(400, 'bad_member', '"value" must be "up" or "down".');
  const note = stringMember(body, 'note', { longest: chat.options.maxText });
  const message = chat.store.message(session.id, messageId);
  // Not 404: on any call of a session that means the session is gone.
  if (message?.role !== 'assistant') throw new HttpError(422, 'unknown_message', `There is no answer ${messageId}.`);
  chat.store.putMessage(session.id, { ...message, feedback: { value, note } });
  sendJson(response, 200, { message_id: messageId, value });
}
