// npm run bench -- loader: what a page loads before anybody wants the widget, from the tag alone.
import { setTimeout as delay } from 'node:timers/promises';
import { brotliCompressSync, constants } from 'node:zlib';
import { benchPage, onPage, openBench } from './support/bench_page.mjs';
import { chats, ours, servePeers } from './support/chats.mjs';
import { alternate, rowFor } from './support/rounds.mjs';

const settledMs = 2_000;
const wantedBytes = 3_000;

/** @param {import('./support/bench_page.mjs').Bench} bench @param {import('./support/chats.mjs').Chat} chat */
async function measure(bench, { name, tag }) {
  return onPage(
    bench,
    async ({ page }) => {
      const loaded = /** @type {Promise<number>[]} */ ([]);
      let requests = -1; // The page itself.
      page.on('request', () => ++requests);
      page.on('response', (response) => {
        if (response.request().resourceType() !== 'document') loaded.push(response.body().then(brotliBytes));
      });
      await page.goto(benchPage(bench, `/loader-${name.replace(/\W/g, '')}.html`, tag), { waitUntil: 'load' });
      await delay(settledMs);
      const bytes = (await Promise.all(loaded)).reduce((total, one) => total + one, 0);
      return { bytes, requests };
    },
    { slowed: false },
  );
}

/** @param {Buffer} body */
const brotliBytes = (body) =>
  brotliCompressSync(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  }).length;

export const title = 'Loaded before anybody wants the widget';
export const note = `The tag alone, on an empty page; bytes are brotli at level 11 of the bodies. Requests to other sites are counted and refused.`;

/** @param {import('../../tools/bench/options.mjs').Options} options */
export async function run({ say }) {
  const bench = await openBench();
  await servePeers(bench.site);
  const cases = chats.map((chat) => ({ keys: { who: chat.name }, measure: () => measure(bench, chat) }));
  // Bytes are the same in every round.
  return alternate(cases, { rounds: 1, say }).finally(bench.stop);
}

/** @param {import('./support/rounds.mjs').Row[]} rows */
export const tables = (rows) => [
  {
    head: ['who', 'kB', 'requests'],
    rows: rows.map(({ keys, figures }) => [keys.who, (figures.bytes / 1_000).toFixed(1), figures.requests]),
  },
];

/** @param {import('./support/rounds.mjs').Row[]} rows */
export function verdicts(rows) {
  const { bytes } = rowFor(rows, { who: ours.name })?.figures ?? {};
  return [
    {
      what: 'loader before intent',
      wanted: '≤ 3 kB',
      got: `${(bytes / 1_000).toFixed(1)} kB`,
      kept: bytes <= wantedBytes,
    },
  ];
}
