// Reads the streamed reply of an OpenAI-compatible server. Servers differ: some leave [DONE] out, some report an
// error inside the stream, and all cut the bytes where they like.
import { AnswerFailed } from './answer-failed.mjs';

/**
 * @param {AsyncIterable<Uint8Array>} bytes
 * @returns {AsyncGenerator<string>} the pieces of the text
 */
export async function* completionPieces(bytes) {
  let held = '';
  let finished = false;
  for await (const data of eventData(bytes)) {
    if (data === '[DONE]') {
      finished = true;
      break;
    }
    const choice = choiceOf(data);
    finished ||= typeof choice?.finish_reason === 'string';
    const text = held + (choice?.delta?.content ?? '');
    // Half a surrogate pair is no character yet: some servers cut their JSON strings between the two.
    held = /[\uD800-\uDBFF]$/.test(text) ? text.slice(-1) : '';
    const whole = text.slice(0, text.length - held.length);
    if (whole !== '') yield whole.toWellFormed();
  }
  // Neither a reason to finish nor [DONE]: the answer was cut, and passing it off as whole would be a lie.
  if (!finished) throw new AnswerFailed('upstream_cut', true, 'The upstream server ended in the middle of its answer.');
}

/** @param {string} body the reply of a server that does not stream */
export function wholeCompletion(body) {
  const text = choiceOf(body)?.message?.content;
  if (typeof text !== 'string')
    throw new AnswerFailed('upstream_invalid', false, `No answer in: ${body.slice(0, 200)}`);
  return text.toWellFormed();
}

/** @param {string} json */
function choiceOf(json) {
  /** @type {any} */
  let value;
  try {
    value = JSON.parse(json);
  } catch {
    throw new AnswerFailed('upstream_invalid', false, `Not JSON: ${json.slice(0, 200)}`);
  }
  if (value?.error) {
    const detail = typeof value.error === 'string' ? value.error : (value.error.message ?? JSON.stringify(value.error));
    throw new AnswerFailed('upstream_error', true, `The upstream server reports: ${detail}`);
  }
  return value?.choices?.[0];
}

// Only `data:` matters here; comments, ids and event names are passed over.
/** @param {AsyncIterable<Uint8Array>} bytes @returns {AsyncGenerator<string>} */
async function* eventData(bytes) {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n|\n|\r(?!$)/);
    rest = /** @type {string} */ (lines.pop());
    for (const line of lines) if (line.startsWith('data:')) yield line.slice(5).trim();
  }
  rest += decoder.decode();
  if (rest.startsWith('data:')) yield rest.slice(5).trim();
}
