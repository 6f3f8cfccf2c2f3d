// npm run bench -- rooms: where the worker's time goes, by room of src/ and by file of the shell.
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
import { milliseconds } from './support/tell.mjs';
import { profiling, traced } from './support/trace.mjs';

const words = 100_000;
const answer = { count: 2_000, perSecond: 1_000 };
const work = { opening: 'opening 100,000 words', streaming: 'streaming 2,000 tokens' };
const leastShare = 0.01;
const waiting = /^\((program|idle|root)\)$/;

export const title = 'Where the time goes';
export const note = `The worker's own time, sampled by V8's profiler while an article of 100,000 words is opened and while an answer of 2,000 tokens is
streamed: by room of \`src/\`, library, and file of the shell. Sampling makes all of it slower; read the shares. What takes less than 1 % is left out.`;

/** The shell's part of the core with the module that has names. */
async function coreWithNames() {
  const named = {
    name: 'the module with names',
    setup: (/** @type {import('esbuild').PluginBuild} */ hooks) =>
      hooks.onResolve({ filter: /heidi-core\.mjs$/ }, () => ({ path: namedModule('.mjs') })),
  };
  const entryPoints = [inRoot('shell', 'core', 'core.ts')];
  const options = {
    bundle: true,
    write: false,
    format: /** @type {const} */ ('esm'),
    target: 'es2022',
    plugins: [named],
  };
  const { outputFiles } = await build({ ...options, platform: 'browser', entryPoints });
  return outputFiles[0].text;
}

/** @param {Map<string, {name: string, url: string, ms: number}>} profile @param {(symbol: string) => string} ownerOf */
function byOwner(profile, ownerOf) {
  const times = /** @type {Record<string, number>} */ ({});
  for (const { name, url, ms } of profile.values()) {
    if (waiting.test(name)) continue;
    const owner = name.startsWith('(')
      ? `JavaScript: ${name}`
      : url.endsWith('.js')
        ? `JavaScript: ${name}`
        : ownerOf(name);
    times[owner] = (times[owner] ?? 0) + ms;
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
    return trace.workerProfile();
  });

/** @param {import('./support/bench_page.mjs').Bench} bench */
async function profileStreaming(bench) {
  const endpoint = await startEndpoint(answer);
  return onPage(bench, async (held) => {
    await held.page.goto(benchPage(bench, '/rooms-streaming.html', ours.markup(endpoint.url)));
    await held.hears('write');
    const trace = await traced(
      bench.browser,
      held.page,
      async () => {
        await held.page.evaluate(`(() => { const question = 'How is the tide read?'; ${ours.ask} })()`);
        await held.hears('whole');
      },
      profiling,
    );
    return trace.workerProfile();
  }).finally(endpoint.stop);
}

/** @param {import('../../tools/bench/options.mjs').Options} options */
export async function run({ rounds, say }) {
  await linkWithNames();
  const ownerOf = ownerFinder();
  const bench = await openBench();
  await serveArticles(bench);
  const core = await coreWithNames();
  bench.site.changes('heidi-core.js', () => core);
  bench.site.changes('heidi-core.wasm', () => readFileSync(namedModule('.wasm')));
  const quietly = (/** @type {string} */ line) => say(line.replace(/: .*/, ''));
  const cases = [
    { keys: { work: work.opening }, measure: async () => byOwner(await profileOpening(bench), ownerOf) },
    { keys: { work: work.streaming }, measure: async () => byOwner(await profileStreaming(bench), ownerOf) },
  ];
  return alternate(cases, { rounds, say: quietly }).finally(bench.stop);
}

/** The largest first, without what hardly counts. @param {import('./support/rounds.mjs').Row} row */
function largest({ figures }) {
  const all = Object.values(figures).reduce((total, ms) => total + (ms || 0), 0);
  return Object.entries(figures)
    .filter(([, ms]) => ms > all * leastShare)
    .sort((a, b) => b[1] - a[1])
    .map(([owner, ms]) => ({ owner, ms, share: ms / all }));
}

/** @param {import('./support/rounds.mjs').Row[]} rows */
export const tables = (rows) =>
  rows.map((row) => ({
    caption: `Worker, ${row.keys.work}`,
    head: ['whose', 'own time', 'share'],
    rows: largest(row).map(({ owner, share }) => [owner, milliseconds(row, owner), `${(share * 100).toFixed(0)} %`]),
  }));

/** @param {import('./support/rounds.mjs').Row[]} rows */
export const plots = (rows) =>
  rows.map((row) =>
    bars(row.keys.work === work.opening ? 'rooms-opening' : 'rooms-streaming', {
      title: `The worker's time, ${row.keys.work}, ms`,
      bars: largest(row).map(({ owner, ms }) => ({ label: owner, value: ms, isOurs: owner.startsWith('room ') })),
    }),
  );
