// GET /sessions/{s}: the whole conversation at one sequence number.
import { sendJson } from '../http/replies.mjs';
import { answerIdOf } from './message-ids.mjs';

/** @param {import("./chat.mjs").SessionCall} call */
export function sendSnapshot({ response, chat, session }) {
  const [openQuestion] = chat.store.openQuestions(session.id);
  sendJson(response, 200, {
    seq: session.head,
    messages: chat.store.messages(session.id).map(wireMessage),
    turn: openQuestion ? answerIdOf(openQuestion) : null,
    paused: session.paused !== null,
    ...(session.paused && { reason: session.paused.reason }),
  });
}

/** @param {import("../store/store.mjs").Message} message */
function wireMessage({ id, clientId, role, text, status, at, sources, suggestions, feedback }) {
  return {
    id,
    client_id: clientId,
    role,
    text,
    status,
    at: new Date(at).toISOString(),
    sources,
    suggestions,
    feedback: feedback?.value,
  };
}
