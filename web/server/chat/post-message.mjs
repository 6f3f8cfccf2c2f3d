// POST /sessions/{s}/messages. Sent again with the same key, a message has the same effect once and the same reply.
import { HttpError } from '../http/http-error.mjs';
import { readJsonObject } from '../http/json-body.mjs';
import { sendJson } from '../http/replies.mjs';
import { articleMember, stringMember } from './members.mjs';
import { questionIdOf } from './message-ids.mjs';
import { refuseTooFast, refuseWhenFull, refuseWhileDraining, refuseWhilePaused } from './refusals.mjs';
import { hashOf } from './tokens.mjs';

/** @typedef {import("../store/store.mjs").Question} Question */
/** @typedef {import("./chat.mjs").Chat} Chat */
/** @typedef {import("../store/store.mjs").Session} Session */

// The client keeps three waiting at most; one more may be on its way.
const mostOpenQuestions = 4;

/** @param {import("./chat.mjs").SessionCall} call */
export async function postMessage({ request, response, chat, session }) {
  const key = idempotencyKey(request);
  const held = `${session.id} ${key}`;
  if (chat.keysInHand.has(held)) {
    throw new HttpError(409, 'in_hand', 'A request with this Idempotency-Key is still being handled.', {
      retryAfterS: 1,
    });
  }
  chat.keysInHand.add(held);
  try {
    // Four bytes a code point, twelve when it is escaped as \uXXXX\uXXXX; the quotation may be as long as the text.
    const body = await readJsonObject(request, { maxBytes: 24 * chat.options.maxText + 16_000 });
    const question = questionFromBody(body, key, chat.options.maxText);
    const receipt = knownReceipt(chat, session, key, question) ?? accept(chat, session, key, question);
    sendJson(response, 202, { message_id: receipt.messageId, seq: receipt.seq });
    chat.turns.start(session.id);
  } finally {
    chat.keysInHand.delete(held);
  }
}

/** @param {import("node:http").IncomingMessage} request */
function idempotencyKey(request) {
  const key = String(request.headers['idempotency-key'] ?? '');
  if (/^[\x21-\x7e]{1,200}$/.test(key)) return key;
  throw new HttpError(400, 'bad_key', 'Send an Idempotency-Key of 1 to 200 printable ASCII characters without spaces.');
}

/** @param {Record<string, unknown>} body @param {string} key @param {number} maxText @returns {Question} */
function questionFromBody(body, key, maxText) {
  const clientId = stringMember(body, 'client_id', { longest: 200 });
  if (clientId !== '' && clientId !== key) {
    throw new HttpError(400, 'bad_key', '"client_id" and the Idempotency-Key must be the same.');
  }
  return {
    text: stringMember(body, 'text', { longest: maxText, needed: true }),
    topic: stringMember(body, 'topic', { longest: 200 }),
    article: articleMember(body),
    quote: stringMember(body, 'quote', { longest: maxText }),
  };
}

/** @param {Chat} chat @param {Session} session @param {string} key @param {Question} question */
function knownReceipt({ store }, session, key, question) {
  const known = store.findByKey(session.id, key);
  if (known && known.bodyHash !== bodyHash(question)) {
    throw new HttpError(422, 'key_reused', 'This Idempotency-Key was used for another message.');
  }
  return known;
}

// Of the members, not of the bytes: a client that restored its outbox may write them in another order.
/** @param {Question} question */
const bodyHash = ({ text, topic, article, quote }) => hashOf(JSON.stringify([text, topic, article, quote]));

/** @param {Chat} chat @param {Session} session @param {string} key @param {Question} question */
function accept(chat, { id, article }, key, question) {
  const { store, log, turns, options, messageRate } = chat;
  const open = store.openQuestions(id).length;
  refuseWhileDraining(chat);
  // Read again: it may have been paused while the body was on its way.
  refuseWhilePaused(store.session(id));
  refuseTooFast(messageRate.take(id));
  refuseTooFast(open >= mostOpenQuestions ? 5 : 0);
  refuseWhenFull(open === 0 && turns.count >= options.maxTurns, 'answers to write');

  const messageId = questionIdOf(store.countQuestions(id) + 1);
  const asked = { ...question, article: question.article || article };
  const data = { client_id: key, message_id: messageId, text: question.text };
  const { seq } = log.append(id, 'accepted', data, (entry) => {
    const { text } = question;
    store.putMessage(id, {
      id: messageId,
      role: 'user',
      text,
      status: 'delivered',
      at: Date.now(),
      clientId: key,
      question: asked,
    });
    store.putReceipt(id, key, { bodyHash: bodyHash(question), messageId, seq: entry.seq });
    store.openQuestion(id, messageId);
  });
  return { messageId, seq };
}
