// npm run bench -- rooms: where the time goes, in the worker by room of src/, on the page by function of the shell.
//
// The module is the one that `npm run size -- --rooms` links: the same code with its functions' names. A function that was
// inlined counts for its caller.
import { readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { inRoot } from '../../tools/setup/paths.mjs';
import { linkWithNames, namedModule, ownerFinder } from '../../tools/size/rooms.mjs';
import { comesToRest, heidiReader, serveArticles } from './article.mjs';
import { benchPage, onPage, openBench } from './support/bench_page.mjs';
import { ours } from './support/chats.mjs';
import { startEndpoint } from './support/endpoints.mjs';
import { bars } from './support/plot.mjs';
import { alternate } from './support/rounds.mjs';
import { number } from './support/tell.mjs';
import { profiling, traced } from './support/trace.mjs';

const words = 100_000;
const answer = { count: 2_000, perSecond: 1_000 };
const work = { opening: 'opening 100,000 words', streaming: 'streaming 2,000 tokens' };
const leastShare = 0.01;

export const title = 'Where the time goes';
export const note = `Sampled by V8's profiler while an article of 100,000 words is opened and while an answer of 2,000 tokens is streamed: each function's
own time, in the worker by room of \`src/\`, library and function of the shell, on the page by function. What the browser does outside of scripts is "the browser".
Sampling makes all of it slower; read the shares. What takes less than 1 % is left out.`;

/** A file of the shell as it is built, but with names. @param {string[]} path */
async function withNames(...path) {
  const format = /** @type {const} */ ('esm');
  const options = { bundle: true, write: false, format, target: 'es2022' };
  const { outputFiles } = await build({ ...options, platform: 'browser', entryPoints: [inRoot('shell', ...path)] });
  return outputFiles[0].text;
}

/** @param {import('./support/trace.mjs').Trace} trace @param {(symbol: string) => string} ownerOf @returns {Record<string, number>} */
function byOwner(trace, ownerOf) {
  const times = /** @type {Record<string, number>} */ ({});
  const add = (/** @type {string} */ owner, /** @type {number} */ ms) => {
    times[owner] = (times[owner] ?? 0) + ms;
  };
  for (const thread of /** @type {const} */ (['worker', 'main']))
    for (const { name, url, ms } of trace.profile(thread).values()) {
      if (/^\((idle|root)\)$/.test(name)) continue;
      if (name === '(program)') add(`${thread}: the browser`, ms);
      else if (url.includes('.wasm') || url.startsWith('wasm:')) add(`${thread}: ${ownerOf(name)}`, ms);
      else add(`${thread}: ${name.startsWith('(') ? name : `${name || 'unnamed'}()`}`, ms);
    }
  return times;
}

/** @param {import('./support/bench_page.mjs').Bench} bench */
const profileOpening = (bench) =>
  onPage(bench, async (held) => {
    const url = benchPage(bench, '/rooms-opening.html', heidiReader.markup(`/words-${words}.json`));
    const trace = await traced(
      bench.browser,
      held.page,
      async () => {
        await held.page.goto(url, { waitUntil: 'commit' });
        if (await held.hears('shown')) await comesToRest(held.page);
      },
      profiling,
    );
    return trace;
  });

/** @param {import('./support/bench_page.mjs').Bench} bench */
async function profileStreaming(bench) {
  const endpoint = await startEndpoint(answer);
  return onPage(bench, async (held) => {
    await held.page.goto(benchPage(bench, '/rooms-streaming.html', ours.markup(endpoint.url)));
    await held.hears('complete');
    const trace = await traced(
      bench.browser,
      held.page,
      async () => {
        await held.page.evaluate(`(() => { const question = 'How is the tide read?'; ${ours.ask} })()`);
        await held.hears('whole');
      },
      profiling,
    );
    return trace;
  }).finally(endpoint.stop);
}

/** @param {import('../../tools/bench/options.mjs').Options} options */
export async function run({ rounds, say }) {
  await linkWithNames();
  const ownerOf = ownerFinder();
  const bench = await openBench();
  await serveArticles(bench);
  const [core, widget] = [await withNames('core', 'core.ts'), await withNames('widget.ts')];
  bench.site.changes('heidi-core.js', () => core);
  bench.site.changes('heidi-widget.js', () => widget);
  bench.site.changes('heidi-core.wasm', () => readFileSync(namedModule('.wasm')));
  const quietly = (/** @type {string} */ line) => say(line.replace(/: .*/, ''));
  const cases = [
    { keys: { work: work.opening }, measure: async () => byOwner(await profileOpening(bench), ownerOf) },
    { keys: { work: work.streaming }, measure: async () => byOwner(await profileStreaming(bench), ownerOf) },
  ];
  return alternate(cases, { rounds, say: quietly }).finally(bench.stop);
}

/** The largest first, without what hardly counts. @param {import('./support/rounds.mjs').Row} row @param {string} thread */
function largest({ figures }, thread) {
  const own = Object.entries(figures).filter(([owner]) => owner.startsWith(`${thread}: `));
  const all = own.reduce((total, [, ms]) => total + (ms || 0), 0);
  return own
    .filter(([, ms]) => ms > all * leastShare)
    .sort((a, b) => b[1] - a[1])
    .map(([owner, ms]) => ({ owner: owner.slice(thread.length + 2), ms, share: ms / all }));
}

const threads = [
  { thread: 'worker', where: 'In the worker' },
  { thread: 'main', where: 'On the page' },
];

/** @param {import('./support/rounds.mjs').Row[]} rows */
export const tables = (rows) =>
  rows.flatMap((row) =>
    threads.map(({ thread, where }) => ({
      caption: `${where}, ${row.keys.work}:`,
      head: ['whose', 'own time', 'share'],
      rows: row.failed
        ? [[row.failed]]
        : largest(row, thread).map(({ owner, ms, share }) => [
            owner,
            `${number(ms)} ms`,
            `${Math.round(share * 100)} %`,
          ]),
    })),
  );

/** @param {import('./support/rounds.mjs').Row[]} rows */
export const plots = (rows) =>
  rows.map((row) =>
    bars(row.keys.work === work.opening ? 'rooms-opening' : 'rooms-streaming', {
      title: `The worker's time, ${row.keys.work}, ms`,
      bars: largest(row, 'worker').map(({ owner, ms }) => ({
        label: owner,
        value: ms,
        isOurs: owner.startsWith('room '),
      })),
    }),
  );
