// What is read and answered: made by rule, the same in every run.

// Every kind of block, again and again, cut into pieces of five characters as tokens are.
const verse = `## How the tide is read

The pilots of Saltmere read the water **twice** a day, and *write down* what they see: \`level\`, wind and [the moon](https://news.example/moon).

- the bell rings at three
- the lamp is lit at four
  1. by the pilot
  2. or by whoever is there

| Hour | Level |
|---|---|
| 4 | 2.10 |
| 10 | 3.40 |

\`\`\`js
const level = read(hour);
print(level);
\`\`\`

> Who reads the water reads the weather.

`;

/** @param {number} count */
export function* tokens(count) {
  const pieces = verse.match(/[\s\S]{1,5}/g) ?? [];
  for (let i = 0; i < count; i++) yield pieces[i % pieces.length];
}

const words =
  'tide water level pilot harbour lamp bell ferry stone morning evening weather letter window river bridge winter summer market bread paper street table garden island anchor rope sail crew captain chart signal shore wind cloud rain storm light shadow story reader question answer because before after between under over near beyond carries writes keeps finds brings turns holds leaves opens closes slowly quietly early often never always seldom bright narrow heavy gentle common'.split(
    ' ',
  );

/** The same numbers from the same start: a linear congruential generator. @param {number} seed */
function chooser(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

/**
 * An article's Markdown: headings, paragraphs with marks and links, lists, quotes, code and tables.
 * @param {number} wordCount about as many as it has
 */
export function articleMarkdown(wordCount) {
  const choose = chooser(wordCount);
  let written = 0;
  const some = (/** @type {number} */ count) => {
    written += count;
    return Array.from({ length: count }, () => words[choose(words.length)]);
  };
  const sentence = () => {
    const [first, ...rest] = some(6 + choose(12));
    return `${first[0].toUpperCase()}${first.slice(1)} ${rest.join(' ')}.`;
  };
  const marked = (/** @type {string} */ text) => {
    const wraps = ['**', '*', '`', '~~'];
    const wrap = wraps[choose(wraps.length)];
    const [one, two] = some(2);
    return `${text} See ${wrap}${one}${wrap} and [${two}](https://news.example/${two}).`;
  };
  const paragraph = () => marked(Array.from({ length: 3 + choose(4) }, sentence).join(' '));
  const list = () =>
    Array.from({ length: 4 }, (_, i) => `${choose(2) ? '-' : `${i + 1}.`} ${some(7).join(' ')}`).join('\n');
  const table = () =>
    [
      '| Hour | Level | Note |',
      '|---|---:|---|',
      ...Array.from({ length: 4 }, () => `| ${some(1)} | ${choose(900)} | ${some(2).join(' ')} |`),
    ].join('\n');
  const code = () =>
    `\`\`\`js\n${Array.from({ length: 4 }, () => `const ${some(1)} = read(${some(1)});`).join('\n')}\n\`\`\``;
  const quote = () => `> ${sentence()}`;
  const blocks = [];
  while (written < wordCount) {
    blocks.push(`## ${some(4).join(' ')}`, paragraph(), paragraph(), list(), paragraph());
    blocks.push([table, code, quote][choose(3)](), paragraph());
  }
  return blocks.join('\n\n');
}

/** @param {number} wordCount */
export const article = (wordCount) => ({
  id: `words-${wordCount}`,
  lang: 'en',
  title: `An article of ${wordCount} words`,
  body_markdown: articleMarkdown(wordCount),
});
