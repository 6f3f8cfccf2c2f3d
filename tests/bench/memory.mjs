// npm run bench -- memory: what a pair of widgets keeps in memory, and what each further one adds.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot } from '../../tools/setup/paths.mjs';
import { comesToRest } from './article.mjs';
import { askWorker, benchPage, onPage, openBench } from './support/bench_page.mjs';
import { chats, ours, servePeers } from './support/chats.mjs';
import { startEndpoint } from './support/endpoints.mjs';
import { alternate, rowFor } from './support/rounds.mjs';
import { peer } from './support/tell.mjs';

const further = 10;
const content = inRoot('web', 'content');
const story = 'hearing-aid.json';
const wantedPair = 32e6;
const wantedFurther = 1e6;

export const title = 'Memory';
export const note = `After garbage collection, beyond the page alone: the page's JavaScript heap, the worker's, the WebAssembly memory, and the pixels of
all canvases at four bytes. Not counted: the browser's own of DOM and layout, compiled code, the graphics process. The pair is the demo page's story and an
open chat; the further ones are ${further} articles, each scrolled through, or ${further} chats of the peer.`;

// In the worker: the module's memory is kept where we can ask for its size.
const watchMemory = `{ const keep = (made) => { for (const one of Object.values((made.instance ?? made).exports))
  if (one instanceof WebAssembly.Memory) globalThis.benchMemory = one; return made; };
for (const name of ['instantiate', 'instantiateStreaming']) { const original = WebAssembly[name];
  WebAssembly[name] = (...args) => original.apply(WebAssembly, args).then(keep); } }
`;

const pair = (/** @type {string} */ endpoint) =>
  `${ours.markup(endpoint)}<heidi-article src="/${story}"></heidi-article>`;
const manyOf = (/** @type {string} */ element) => Array.from({ length: further }, () => element).join('');
const deepChat = chats[1];

const pages = [
  { who: 'the page alone', count: 0, markup: () => `<script>tell('complete')</script>` },
  { who: ours.name, count: 1, markup: pair },
  {
    who: ours.name,
    count: 1 + further,
    markup: (/** @type {string} */ endpoint) =>
      pair(endpoint) + manyOf(`<heidi-article src="/${story}" loading="eager"></heidi-article>`),
  },
  { who: peer, count: 1, markup: deepChat.markup },
  {
    who: peer,
    count: 1 + further,
    markup: (/** @type {string} */ endpoint) => deepChat.markup(endpoint) + manyOf('<deep-chat></deep-chat>'),
  },
];

/** Runs in the page. Bytes of all canvases, also of those in shadow roots. */
function canvasBytes() {
  const roots = [document, ...[...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? [])];
  const canvases = roots.flatMap((root) => [...root.querySelectorAll('canvas')]);
  return canvases.reduce((total, { width, height }) => total + width * height * 4, 0);
}

/** @param {import('./support/bench_page.mjs').BenchPage} held */
async function workerBytes({ page, session }) {
  const worker = page.workers()[0];
  if (!worker) return { wasm: 0, workerHeap: 0 };
  const wasm = await worker.evaluate(() => {
    const scope = /** @type {any} */ (globalThis);
    scope.gc?.();
    return scope.benchMemory?.buffer.byteLength ?? Number.NaN;
  });
  const heap = await askWorker(session, 'Runtime.getHeapUsage');
  return { wasm, workerHeap: heap?.usedSize ?? Number.NaN };
}

/** @param {import('./support/bench_page.mjs').Bench} bench @param {typeof pages[number]} what @param {string} endpoint */
const measure = (bench, { who, count, markup }, endpoint) =>
  onPage(
    bench,
    async (held) => {
      const { page, session } = held;
      await page.goto(benchPage(bench, `/memory-${who.replace(/\W/g, '')}-${count}.html`, markup(endpoint)));
      if (!(await held.hears('complete'))) throw new Error('It was never complete.');
      await comesToRest(page);
      for (const top of Array.from({ length: 2 * count }, (_, i) => i / (2 * count))) {
        await page.evaluate((share) => scrollTo(0, share * document.documentElement.scrollHeight), top);
        await page.waitForTimeout(100);
      }
      await page.evaluate(() => scrollTo(0, 0));
      await comesToRest(page);
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize: heap } = await session.send('Runtime.getHeapUsage');
      const { wasm, workerHeap } = await workerBytes(held);
      const pixels = await page.evaluate(canvasBytes);
      return { heap, workerHeap, wasm, pixels, all: heap + workerHeap + wasm + pixels };
    },
    { slowed: false },
  );

/** @param {import('../../tools/bench/options.mjs').Options} options */
export async function run({ rounds, say }) {
  const bench = await openBench({ args: ['--js-flags=--expose-gc', '--enable-precise-memory-info'] });
  await servePeers(bench.site);
  for (const name of readdirSync(content)) bench.site.serves(`/${name}`, readFileSync(join(content, name)));
  bench.site.changes('heidi-core.js', (text) => watchMemory + text);
  const endpoint = await startEndpoint({ count: 1, perSecond: 1 });
  const cases = pages.map((what) => ({
    keys: { who: what.who, widgets: what.count },
    measure: () => measure(bench, what, endpoint.url),
  }));
  return alternate(cases, { rounds, say }).finally(async () => {
    endpoint.stop();
    await bench.stop();
  });
}

const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** @param {import('./support/rounds.mjs').Row[]} rows */
export const tables = (rows) => [
  {
    head: ['who', 'page heap', 'worker heap', 'WebAssembly', 'canvases', 'together'],
    rows: rows.map(({ keys, figures, failed }) => [
      keys.widgets > 1 ? `${keys.who}, and ${further} more` : keys.who,
      ...(failed ? [failed] : ['heap', 'workerHeap', 'wasm', 'pixels', 'all'].map((name) => megabytes(figures[name]))),
    ]),
  },
];

/** @param {import('./support/rounds.mjs').Row[]} rows */
export function verdicts(rows) {
  const all = (/** @type {string} */ who, widgets) => rowFor(rows, { who, widgets })?.figures.all ?? Number.NaN;
  const alone = all('the page alone', 0);
  const one = (/** @type {string} */ who) => all(who, 1) - alone;
  const each = (/** @type {string} */ who) => (all(who, 1 + further) - all(who, 1)) / further;
  return [
    {
      what: `memory of article and open chat (${peer} alone: ${megabytes(one(peer))})`,
      wanted: '≤ 32 MB',
      got: megabytes(one(ours.name)),
      kept: one(ours.name) <= wantedPair,
    },
    {
      what: `memory of each further widget (${peer}: ${megabytes(each(peer))})`,
      wanted: '≤ 1 MB',
      got: megabytes(each(ours.name)),
      kept: each(ours.name) <= wantedFurther,
    },
  ];
}
