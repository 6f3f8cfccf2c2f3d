// npm run bench -- streaming: what a streamed answer costs the page's main thread and the worker, at several lengths.
//
// Each chat gets the same tokens at the same pace over HTTP, in the protocol that it speaks. What must not grow is counted in
// tests/unit/app/counting_test.cpp.
import { benchPage, onPage, openBench } from './support/bench_page.mjs';
import { chats, ours, servePeers } from './support/chats.mjs';
import { startEndpoint } from './support/endpoints.mjs';
import { lines } from './support/plot.mjs';
import { alternate, rowFor } from './support/rounds.mjs';
import { comparison, growth, milliseconds, peer } from './support/tell.mjs';
import { traced } from './support/trace.mjs';

const fast = 1_000;
const reading = 100;
const longestForPeers = 2_000;
const capMs = 90_000;
const longCapMs = 600_000;

/** As many as quick models send in a second, and as many as slow ones do: then a frame shows a token or two. */
const answers = [
  { count: 500, perSecond: fast },
  { count: 2_000, perSecond: fast },
  { count: 2_000, perSecond: reading },
  { count: 8_000, perSecond: fast },
  { count: 100_000, perSecond: fast },
];

export const title = 'A streamed answer';
export const note = `From the question to the frame that shows the whole answer: headings, lists, tables, code and quotes in tokens of five
characters. Peers are measured to ${longestForPeers} tokens, with \`--long\` to 8,000; who takes longer than the cap is stopped and marked with ">".`;

/** @param {import('./support/bench_page.mjs').Bench} bench @param {import('./support/chats.mjs').Chat} chat */
async function measure(bench, { name, markup, ask }, { count, perSecond, cap }) {
  const endpoint = await startEndpoint({ count, perSecond });
  try {
    return await onPage(bench, async (held) => {
      const path = `/streaming-${name.replace(/\W/g, '')}-${count}.html`;
      await held.page.goto(benchPage(bench, path, markup(endpoint.url)));
      if (!(await held.hears('complete'))) throw new Error('It was never complete.');
      let isWhole = false;
      const trace = await traced(bench.browser, held.page, async () => {
        await held.page.evaluate(`(() => { const question = 'How is the tide read?'; ${ask} })()`);
        isWhole = await held.hears('whole', (count / perSecond) * 1_000 + cap);
      });
      const { main, worker, longest } = trace.busy(isWhole ? { until: 'whole' } : {});
      return { main, worker, longest, ...(isWhole ? {} : { capped: /** @type {const} */ (true) }) };
    });
  } finally {
    endpoint.stop();
  }
}

/** @param {import('../../tools/bench/options.mjs').Options} options */
export async function run({ rounds, say, long }) {
  const bench = await openBench();
  await servePeers(bench.site);
  const longest = long ? 8_000 : longestForPeers;
  const cases = answers.flatMap(({ count, perSecond }) =>
    chats
      .filter((chat) => chat === ours || (count <= longest && (chat === chats[1] || perSecond === fast)))
      .map((chat) => ({
        keys: { who: chat.name, tokens: count, pace: perSecond },
        measure: () => measure(bench, chat, { count, perSecond, cap: long ? longCapMs : capMs }),
      })),
  );
  return alternate(cases, { rounds, say }).finally(bench.stop);
}

/** @param {import('./support/rounds.mjs').Row[]} rows */
export const tables = (rows) => [
  {
    head: ['who', 'tokens', 'a second', 'main thread', 'longest task', 'worker'],
    rows: rows.map((row) => [
      row.keys.who,
      row.keys.tokens.toLocaleString('en'),
      row.keys.pace.toLocaleString('en'),
      ...['main', 'longest', 'worker'].map((name) => milliseconds(row, name)),
    ]),
  },
];

/** @param {import('./support/rounds.mjs').Row[]} rows */
export const plots = (rows) => [
  lines('streaming', {
    title: 'Main-thread work for a streamed answer',
    x: 'tokens, at 1,000 a second',
    y: 'ms',
    lines: chats.map(({ name }) => ({
      label: name,
      isOurs: name === ours.name,
      points: rows
        .filter(({ keys, failed }) => keys.who === name && keys.pace === fast && !failed)
        .map(({ keys, figures, capped }) => ({ x: Number(keys.tokens), y: figures.main, isMore: capped })),
    })),
  }),
];

/** @param {import('./support/rounds.mjs').Row[]} rows */
export function verdicts(rows) {
  const row = (/** @type {string} */ who, tokens, pace = fast) => rowFor(rows, { who, tokens, pace });
  const against = (/** @type {string} */ who, tokens, pace, wanted = undefined) =>
    comparison({
      what: `main-thread work for an answer of ${tokens.toLocaleString('en')} tokens at ${pace} a second, against ${who}`,
      mine: row(ours.name, tokens, pace),
      theirs: row(who, tokens, pace),
      wanted,
    });
  const grows = (/** @type {string} */ figure) =>
    growth({
      what: `${figure === 'main' ? 'main-thread' : 'worker'} work for 100,000 tokens, as many times that for 2,000 (in proportion: 50)`,
      first: row(ours.name, 2_000),
      last: row(ours.name, 100_000),
      figure,
      most: 55,
    });
  return [
    against(peer, 500, fast),
    against(peer, 2_000, fast, 1 / 100),
    against(peer, 2_000, reading),
    against(chats[2].name, 2_000, fast),
    grows('main'),
    grows('worker'),
  ];
}
