// Ids of messages: "q1" is a session's first question and "a1" its answer, whenever it comes.

/** @param {number} number from 1 */
export const questionIdOf = (number) => `q${number}`;

/** @param {string} questionId */
export const answerIdOf = (questionId) => questionId.replace('q', 'a');

/** @param {string} id of a question or an answer */
export const numberOf = (id) => Number(id.slice(1));
