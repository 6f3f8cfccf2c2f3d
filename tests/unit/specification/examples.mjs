// The examples of a specification's text: Markdown, a line with a full stop, the HTML that it stands for. The CommonMark
// specification has this form, and GitHub's is an extension of an older version of it.

/** @typedef {{number: number, section: string, markdown: string, html: string}} Example */

const fence = '`'.repeat(32);

/** @param {string} specification @returns {Example[]} */
export function examplesIn(specification) {
  const examples = /** @type {Example[]} */ ([]);
  let section = '';
  /** @type {string[] | null} */
  let example = null;
  for (const line of specification.split('\n')) {
    if (example === null) {
      if (line.startsWith(`${fence} example`)) example = [];
      else section = /^#+ (.*)$/.exec(line)?.[1] ?? section;
    } else if (line === fence) {
      examples.push({ number: examples.length + 1, section, ...parts(example) });
      example = null;
    } else {
      example.push(line);
    }
  }
  return examples;
}

/** Arrows stand for tabs, so that they can be seen. @param {string[]} lines */
function parts(lines) {
  const text = (/** @type {string[]} */ some) => some.map((line) => `${line.replaceAll('→', '\t')}\n`).join('');
  const middle = lines.indexOf('.');
  return { markdown: text(lines.slice(0, middle)), html: text(lines.slice(middle + 1)) };
}
