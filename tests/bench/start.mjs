// npm run bench -- start: what it costs the page until a chat is open and can be written in, and until all of it is there.
import { benchPage, onPage, openBench } from './support/bench_page.mjs';
import { chats, ours, servePeers } from './support/chats.mjs';
import { startEndpoint } from './support/endpoints.mjs';
import { bars } from './support/plot.mjs';
import { alternate, rowFor } from './support/rounds.mjs';
import { comparison, milliseconds } from './support/tell.mjs';
import { traced } from './support/trace.mjs';

const wanted = 1 / 5;

export const title = 'Start: until a chat is open and can be written in';
export const note = `From navigation to the first frame with a text field that takes a question, and until nothing more is to come, on a page with a line of text, nothing
cached. What the page alone costs is taken off where two are compared. A text field without styles, and the least panel, show what is left for anybody to save.`;

// The least that could be a chat, brought by a tag with all it needs: without languages, themes or a way to send anything. Nobody is below it.
/** @param {string} name @param {string} style of the panel @param {[name: string, text: string][]} elements */
const least = (name, style, elements) => {
  const path = `/least-${elements.length}.js`;
  const script = `customElements.define('least-chat', class extends HTMLElement {
    connectedCallback() {
      const root = this.attachShadow({ mode: 'open' });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(${JSON.stringify(style)});
      root.adoptedStyleSheets = [sheet];
      const panel = root.appendChild(document.createElement('div'));
      for (const [name, text] of ${JSON.stringify(elements)}) panel.appendChild(document.createElement(name)).textContent = text;
    } });
    document.body.append(document.createElement('least-chat'));`;
  const markup = () => `<script>
    tellWhen('write complete', () => document.querySelector('least-chat')?.shadowRoot?.querySelector('textarea'));</script>
    <script async src="${path}"></script>`;
  return { name, markup, path, script };
};
const inTheCorner = 'position: fixed; inset: auto 20px 20px auto; width: 408px';
const floors = [
  // In the page's own font, which is there already.
  least('a bare text field', `div { ${inTheCorner} } textarea { font: inherit }`, [['textarea', '']]),
  least('a heading, a text field and a button', `div { ${inTheCorner}; font: 16px/24px sans-serif }`, [
    ['h2', 'Ask Heidi'],
    ['textarea', ''],
    ['button', 'Send'],
  ]),
];
const pageAlone = { name: 'the page alone', markup: () => `<script>tell('write complete')</script>` };

/** @param {import('./support/bench_page.mjs').Bench} bench @param {{name: string, markup: (endpoint: string) => string}} chat @param {string} endpoint */
const measure = (bench, { name, markup }, endpoint) =>
  onPage(bench, async (held) => {
    const url = benchPage(bench, `/start-${name.replace(/\W/g, '')}.html`, markup(endpoint));
    const started = performance.now();
    let elapsed = 0;
    const trace = await traced(bench.browser, held.page, async () => {
      await held.page.goto(url, { waitUntil: 'commit' });
      if (!(await held.hears('write'))) throw new Error('It never had a text field.');
      elapsed = performance.now() - started;
      if (!(await held.hears('complete'))) throw new Error('It was never complete.');
    });
    const { main, longest } = trace.busy({ until: 'write' });
    const complete = trace.busy({ until: 'complete' });
    return {
      main,
      longest,
      elapsed,
      mainInAll: complete.main,
      longestInAll: complete.longest,
      worker: complete.worker,
    };
  });

/** @param {import('../../tools/bench/options.mjs').Options} options */
export async function run({ rounds, say }) {
  const bench = await openBench();
  await servePeers(bench.site);
  for (const { path, script } of floors) bench.site.serves(path, script);
  const endpoint = await startEndpoint({ count: 1, perSecond: 1 });
  const cases = [...chats, ...floors, pageAlone].map((chat) => ({
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
    head: ['who', 'main thread', 'longest task', 'elapsed', 'in all: main thread', 'longest task', 'worker'],
    rows: rows.map((row) => [
      row.keys.who,
      ...['main', 'longest', 'elapsed', 'mainInAll', 'longestInAll', 'worker'].map((name) => milliseconds(row, name)),
    ]),
  },
];

/** @param {import('./support/rounds.mjs').Row[]} rows */
export const plots = (rows) => [
  bars('start', {
    title: 'Main-thread work until a chat can be written in, ms',
    bars: rows.map(({ keys, figures }) => ({
      label: String(keys.who),
      value: figures.main,
      isOurs: keys.who === ours.name,
    })),
  }),
];

/** @param {import('./support/rounds.mjs').Row[]} rows */
export function verdicts(rows) {
  const alone = rowFor(rows, { who: pageAlone.name })?.figures.main ?? 0;
  const beyondThePage = (/** @type {string} */ who) => {
    const row = rowFor(rows, { who });
    return row && { ...row, figures: { ...row.figures, main: row.figures.main - alone } };
  };
  return [...chats.slice(1), ...floors].map(({ name }, i) =>
    comparison({
      what: `main-thread work to a usable chat, against ${name}`,
      mine: beyondThePage(ours.name),
      theirs: beyondThePage(name),
      // The figure that is wanted is one against deep-chat.
      wanted: i === 0 ? wanted : undefined,
    }),
  );
}
