// npm run bench -- idle: what an article and an open chat cost while nobody does anything.
import { setTimeout as delay } from 'node:timers/promises';
import { comesToRest } from './article.mjs';
import { benchPage, onPage, openBench } from './support/bench_page.mjs';
import { chats, ours, servePeers } from './support/chats.mjs';
import { startEndpoint } from './support/endpoints.mjs';
import { alternate, rowFor } from './support/rounds.mjs';
import { milliseconds } from './support/tell.mjs';
import { article } from './support/texts.mjs';
import { everyEvent, traced } from './support/trace.mjs';

const watchedMs = 5_000;
const settledMs = 3_000;
const scripts = [
  'FunctionCall',
  'EvaluateScript',
  'TimerFire',
  'FireAnimationFrame',
  'FireIdleCallback',
  'HandlePostMessage',
];
const frames = ['FireAnimationFrame', 'Layout', 'UpdateLayoutTree', 'Paint'];

export const title = 'At rest';
export const note = `${watchedMs / 1_000} s of nothing, ${settledMs / 1_000} s after all is shown. "Scripts" counts calls of functions, timers, animation frames and messages;
"drawing" counts style, layout and paint; in brackets the worker. What the page alone does is the browser's own.`;

const pageAlone = { name: 'the page alone', markup: () => `<script>tell('complete')</script>` };
const withArticle = {
  name: ours.name,
  markup: (/** @type {string} */ endpoint) =>
    `${ours.markup(endpoint)}<heidi-article src="/rest.json"></heidi-article>`,
};

/** @param {import('./support/bench_page.mjs').Bench} bench @param {{name: string, markup: (endpoint: string) => string}} chat @param {string} endpoint */
const measure = (bench, { name, markup }, endpoint) =>
  onPage(bench, async (held) => {
    await held.page.goto(benchPage(bench, `/idle-${name.replace(/\W/g, '')}.html`, markup(endpoint)));
    if (!(await held.hears('complete'))) throw new Error('It was never complete.');
    await comesToRest(held.page);
    await delay(settledMs);
    let requests = 0;
    held.page.on('request', () => ++requests);
    const trace = await traced(bench.browser, held.page, () => delay(watchedMs), everyEvent);
    const ran = trace.counts(scripts);
    const drawn = trace.counts(frames);
    const { main, worker } = trace.busy();
    return { scripts: ran.main, workerScripts: ran.worker, drawing: drawn.main, requests, main, worker };
  });

/** @param {import('../../tools/bench/options.mjs').Options} options */
export async function run({ rounds, say }) {
  const bench = await openBench();
  await servePeers(bench.site);
  bench.site.serves('/rest.json', article(1_000));
  const endpoint = await startEndpoint({ count: 1, perSecond: 1 });
  const cases = [withArticle, ...chats.slice(1), pageAlone].map((chat) => ({
    keys: { who: chat.name },
    measure: () => measure(bench, chat, endpoint.url),
  }));
  return alternate(cases, { rounds, say }).finally(async () => {
    endpoint.stop();
    await bench.stop();
  });
}

/** @param {import('./support/rounds.mjs').Row[]} rows */
export const tables = (rows) => [
  {
    head: ['who', 'scripts (worker)', 'drawing', 'requests', 'main thread', 'worker'],
    rows: rows.map((row) => {
      const { scripts: ran, workerScripts, drawing, requests } = row.figures;
      return [
        row.keys.who,
        `${ran} (${workerScripts})`,
        drawing,
        requests,
        milliseconds(row, 'main'),
        milliseconds(row, 'worker'),
      ];
    }),
  },
];

/** @param {import('./support/rounds.mjs').Row[]} rows */
export function verdicts(rows) {
  const { scripts: ran, workerScripts, drawing, requests } = rowFor(rows, { who: ours.name })?.figures ?? {};
  const all = ran + workerScripts + drawing + requests;
  const got =
    all === 0 ? 'nothing at all' : `${ran + workerScripts} scripts, ${drawing} times drawing, ${requests} requests`;
  return [
    {
      what: `an article and an open chat at rest for ${watchedMs / 1_000} s`,
      wanted: 'nothing at all',
      got,
      kept: all === 0,
    },
  ];
}
