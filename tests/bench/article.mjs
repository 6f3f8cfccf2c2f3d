// npm run bench -- article: what it costs to open an article, from navigation to its first screen, and until all is at rest.
import { setTimeout as delay } from 'node:timers/promises';
import { benchPage, defaultCapMs, onPage, openBench } from './support/bench_page.mjs';
import { ours, servePeers, versions } from './support/chats.mjs';
import { lines } from './support/plot.mjs';
import { alternate, rowFor } from './support/rounds.mjs';
import { comparison, growth, milliseconds } from './support/tell.mjs';
import { article } from './support/texts.mjs';
import { traced } from './support/trace.mjs';

export const lengths = [10_000, 100_000, 1_000_000];
const restMs = 1_500;
const longestRestMs = 60_000;

const readable = `<style>#story { max-width: 680px; margin: auto; font: 18px/1.6 Georgia, serif }
#story pre { overflow: auto; background: #eee; padding: 12px } #story table { border-collapse: collapse } #story td { border: 1px solid }</style>`;

/** Markdown turned into HTML on the page, and laid out by the browser. @param {string} script @param {string} toHtml */
const asHtml = (script, toHtml) => (/** @type {string} */ src) =>
  `${readable}<article id="story"></article>
  <script src="${script}"></script><script>
  fetch('${src}').then((response) => response.json()).then(({ title, body_markdown }) => {
    document.querySelector('#story').innerHTML = '<h1>' + title + '</h1>' + ${toHtml}(body_markdown);
    tell('shown');
  });</script>`;

export const heidiReader = {
  name: ours.name,
  markup: (/** @type {string} */ src) => `<script>addEventListener('heidi:ready', ({ target }) =>
    tellWhen('shown', () => [...target.shadowRoot.querySelectorAll('canvas')].some((tile) => tile.getBoundingClientRect().top < innerHeight)));
    </script><script async src="/heidi/heidi.js" data-article="${src}"></script>`,
};
export const markedReader = {
  name: `marked ${versions.marked} + browser`,
  markup: asHtml('/peers/marked/marked.umd.js', 'marked.parse'),
};
const markdownItReader = {
  name: `markdown-it ${versions['markdown-it']} + browser`,
  markup: asHtml('/peers/markdown-it/markdown-it.umd.min.js', 'markdownit().render'),
};
const readers = [heidiReader, markedReader, markdownItReader];

export const title = 'Opening an article';
export const note = `From navigation to the first frame that shows it, and until nothing of it has changed for ${restMs / 1_000} s. The article's JSON comes
from a server beside; it holds headings, paragraphs, lists, tables, code and quotes. Others parse the same Markdown on the page, set it as innerHTML and
leave the rest to the browser.`;

/** @param {import('./support/bench_page.mjs').Bench} bench @param {typeof heidiReader} reader @param {number} words */
const measure = (bench, { name, markup }, words) =>
  onPage(bench, async (held) => {
    const url = benchPage(bench, `/article-${name.replace(/\W/g, '')}.html`, markup(`/words-${words}.json`));
    let isShown = false;
    const started = performance.now();
    let elapsed = 0;
    const trace = await traced(bench.browser, held.page, async () => {
      await held.page.goto(url, { waitUntil: 'commit' });
      isShown = await held.hears('shown', defaultCapMs);
      elapsed = performance.now() - started;
      if (isShown) await comesToRest(held.page);
    });
    const { main, worker, longest } = trace.busy(isShown ? { until: 'shown' } : {});
    const whole = trace.busy();
    const figures = { main, longest, worker, elapsed, wholeMain: whole.main, wholeWorker: whole.worker };
    return { ...figures, ...(isShown ? {} : { capped: /** @type {const} */ (true) }) };
  });

/** Nothing of it changes any more; asked rarely, because asking costs the page time. @param {import('playwright-core').Page} page */
export async function comesToRest(page) {
  const end = performance.now() + longestRestMs;
  let last = '';
  while (performance.now() < end) {
    const now = await page.evaluate(() => {
      const element = /** @type {any} */ (document.querySelector('heidi-article'));
      return `${element?.status.revision} ${document.documentElement.scrollHeight}`;
    });
    if (now === last) return;
    last = now;
    await delay(restMs);
  }
}

/** @param {import('./support/bench_page.mjs').Bench} bench */
export async function serveArticles({ site }) {
  for (const words of lengths) site.serves(`/words-${words}.json`, Buffer.from(JSON.stringify(article(words))));
}

/** @param {import('../../tools/bench/options.mjs').Options} options */
export async function run({ rounds, say }) {
  const bench = await openBench();
  await servePeers(bench.site);
  await serveArticles(bench);
  const cases = lengths.flatMap((words) =>
    readers.map((reader) => ({ keys: { who: reader.name, words }, measure: () => measure(bench, reader, words) })),
  );
  return alternate(cases, { rounds, say }).finally(bench.stop);
}

/** @param {import('./support/rounds.mjs').Row[]} rows */
export const tables = (rows) => [
  {
    head: [
      'who',
      'words',
      'main thread',
      'longest task',
      'worker',
      'elapsed',
      'at rest: main thread',
      'at rest: worker',
    ],
    rows: rows.map((row) => [
      row.keys.who,
      row.keys.words.toLocaleString('en'),
      ...['main', 'longest', 'worker', 'elapsed', 'wholeMain', 'wholeWorker'].map((name) => milliseconds(row, name)),
    ]),
  },
];

/** @param {import('./support/rounds.mjs').Row[]} rows */
export const plots = (rows) => [
  lines('article', {
    title: 'Main-thread work until the first screen of an article',
    x: 'words',
    y: 'ms',
    lines: readers.map(({ name }) => ({
      label: name.replace(/ [\d.]+ /, ' '),
      isOurs: name === ours.name,
      points: rows
        .filter(({ keys, failed }) => keys.who === name && !failed)
        .map(({ keys, figures, capped }) => ({ x: Number(keys.words), y: figures.main, isMore: capped })),
    })),
  }),
];

/** @param {import('./support/rounds.mjs').Row[]} rows */
export const verdicts = (rows) => [
  ...lengths.map((words) =>
    comparison({
      what: `main-thread work to the first screen of ${words.toLocaleString('en')} words, against marked and the browser's layout`,
      mine: rowFor(rows, { who: ours.name, words }),
      theirs: rowFor(rows, { who: markedReader.name, words }),
      wanted: words === 1_000_000 ? 1 / 10 : undefined,
    }),
  ),
  growth({
    what: 'elapsed until the first screen of 1,000,000 words, as many times that of 10,000 (in proportion: 100)',
    first: rowFor(rows, { who: ours.name, words: 10_000 }),
    last: rowFor(rows, { who: ours.name, words: 1_000_000 }),
    figure: 'elapsed',
    most: 100,
  }),
];
