// Cuts a text into the small groups of words that an answer is streamed in.

const segmenter = new Intl.Segmenter('und', { granularity: 'word' });

// About two or three words of English: small enough to look like writing, large enough not to flood the log.
const leastCodePoints = 12;

/**
 * Joined, the groups are the text. A group never ends inside a grapheme: half an emoji would flash up.
 * @param {string} text
 * @returns {Generator<string>}
 */
export function* wordGroups(text) {
  let group = '';
  for (const { segment } of segmenter.segment(text)) {
    group += segment;
    if (codePointLength(group) >= leastCodePoints && /\s$/.test(group)) {
      yield group;
      group = '';
    } else if (codePointLength(group) >= 3 * leastCodePoints) {
      // Chinese, Japanese and Thai put no spaces between words.
      yield group;
      group = '';
    }
  }
  if (group !== '') yield group;
}

/** @param {string} text */
export function codePointLength(text) {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}
