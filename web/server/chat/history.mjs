// What was said before a question, for answerers that take it into account.

import { numberOf } from './message-ids.mjs';

// Ten entries of context keep a conversation coherent; more mostly costs.
const mostEntries = 10;

/**
 * @param {import("../store/store.mjs").Session} session
 * @param {import("../store/store.mjs").Message[]} messages
 * @param {string} questionId
 * @returns {import("../store/store.mjs").HistoryEntry[]} oldest first
 */
export function historyOf(session, messages, questionId) {
  // By number, not by place: an answer stands after a question that was asked while it was being thought of.
  const before = messages
    .filter(({ id }) => numberOf(id) < numberOf(questionId))
    .sort((a, b) => numberOf(a.id) - numberOf(b.id) || (a.role === 'user' ? -1 : 1));
  const said = before.filter(({ text }) => text !== '').map(({ role, text }) => ({ role, text }));
  return [...session.prior, ...said].slice(-mostEntries);
}
