// npm run bench -- scrolling: what a frame of scrolling through an article costs, by the article's length.

import { comesToRest, heidiReader, lengths, markedReader, serveArticles } from './article.mjs';
import { benchPage, onPage, openBench } from './support/bench_page.mjs';
import { ours, servePeers } from './support/chats.mjs';
import { lines } from './support/plot.mjs';
import { alternate, rowFor } from './support/rounds.mjs';
import { growth, milliseconds } from './support/tell.mjs';
import { traced } from './support/trace.mjs';

const frames = 150;
const stepPx = 100;
const most = 1.5;

export const title = 'Scrolling through an article';
export const note = `${frames} frames from a quarter of its length on, ${stepPx} CSS pixels each: processor time a frame. The page scrolls, nobody is told but by the
browser.`;

/** Runs in the page. @param {(mark: string) => void} tell @param {{frames: number, stepPx: number}} how */
function scrollThrough(tell, { frames, stepPx }) {
  let left = frames;
  const step = () => {
    scrollBy(0, stepPx);
    if (--left > 0) requestAnimationFrame(step);
    else tell('scrolled');
  };
  performance.mark('scrolling');
  requestAnimationFrame(step);
}

/** @param {import('./support/bench_page.mjs').Bench} bench @param {typeof heidiReader} reader @param {number} words */
const measure = (bench, { name, markup }, words) =>
  onPage(bench, async (held) => {
    const { page } = held;
    await page.goto(benchPage(bench, `/scrolling-${name.replace(/\W/g, '')}.html`, markup(`/words-${words}.json`)));
    if (!(await held.hears('shown'))) throw new Error('The article was not shown in time.');
    await comesToRest(page);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 4));
    await comesToRest(page);
    let isDone = false;
    const trace = await traced(bench.browser, page, async () => {
      await page.evaluate(`(${scrollThrough})(tell, { frames: ${frames}, stepPx: ${stepPx} })`);
      isDone = await held.hears('scrolled');
    });
    const { main, worker, longest } = trace.busy({ from: 'scrolling', ...(isDone ? { until: 'scrolled' } : {}) });
    return {
      main: main / frames,
      worker: worker / frames,
      longest,
      ...(isDone ? {} : { capped: /** @type {const} */ (true) }),
    };
  });

/** @param {import('../../tools/bench/options.mjs').Options} options */
export async function run({ rounds, say }) {
  const bench = await openBench();
  await servePeers(bench.site);
  await serveArticles(bench);
  const cases = lengths.flatMap((words) =>
    [heidiReader, markedReader].map((reader) => ({
      keys: { who: reader.name, words },
      measure: () => measure(bench, reader, words),
    })),
  );
  return alternate(cases, { rounds, say }).finally(bench.stop);
}

/** @param {import('./support/rounds.mjs').Row[]} rows */
export const tables = (rows) => [
  {
    head: ['who', 'words', 'main thread, a frame', 'worker, a frame', 'longest task'],
    rows: rows.map((row) => [
      row.keys.who,
      row.keys.words.toLocaleString('en'),
      ...['main', 'worker', 'longest'].map((name) => milliseconds(row, name)),
    ]),
  },
];

/** @param {import('./support/rounds.mjs').Row[]} rows */
export const plots = (rows) => [
  lines('scrolling', {
    title: 'Scrolling: work a frame',
    x: 'words',
    y: 'ms',
    lines: [
      { label: 'ours, main thread', who: ours.name, figure: 'main' },
      { label: 'ours, worker', who: ours.name, figure: 'worker' },
      { label: 'browser alone', who: markedReader.name, figure: 'main' },
    ].map(({ label, who, figure }, i) => ({
      label,
      isOurs: i === 0,
      points: rows
        .filter(({ keys, failed }) => keys.who === who && !failed)
        .map(({ keys, figures, capped }) => ({ x: Number(keys.words), y: figures[figure], isMore: capped })),
    })),
  }),
];

/** @param {import('./support/rounds.mjs').Row[]} rows */
export const verdicts = (rows) =>
  ['main', 'worker'].map((figure) =>
    growth({
      what: `${figure === 'main' ? 'main-thread' : 'worker'} work for a frame of scrolling at 1,000,000 words, as many times that at 10,000`,
      first: rowFor(rows, { who: ours.name, words: 10_000 }),
      last: rowFor(rows, { who: ours.name, words: 1_000_000 }),
      figure,
      most,
    }),
  );
