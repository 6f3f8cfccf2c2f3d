// npm run bench -- streaming: what a streamed answer costs the page's main thread and the worker, at several lengths.
//
// An endpoint of its own sends tokens at a steady pace, as fast as the quickest models do; the browser's own tracing says
// how long each thread was busy. Nothing is asserted here: what must not grow is counted in tests/unit/app/counting_test.cpp.
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { openChromium } from '../browser/support/browser.mjs';
import { siteForScript, widgetTag } from '../browser/support/pages.mjs';

const tokensPerSecond = 1_000;
const lengths = [10_000, 50_000];

// Every kind of block, again and again, cut into pieces of four or five characters as tokens are.
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
function* tokens(count) {
  const pieces = verse.match(/[\s\S]{1,5}/g) ?? [];
  for (let i = 0; i < count; i++) yield pieces[i % pieces.length];
}

/** A heidi endpoint with one session and one answer. @param {number} count of its tokens */
async function startEndpoint(count) {
  const server = createServer(async (request, response) => {
    const reply = (status, body) =>
      response
        .writeHead(status, {
          'Access-Control-Allow-Origin': '*',
          'Access-Control-Allow-Headers': '*, Authorization',
          'Content-Type': 'application/json',
        })
        .end(JSON.stringify(body));
    if (request.method === 'OPTIONS') return reply(200, {});
    const text = (await request.toArray()).join('');
    if (request.url?.endsWith('/sessions')) return reply(201, { session: 's1', token: 't1', seq: 0 });
    if (!request.url?.includes('/events')) {
      asked = JSON.parse(text);
      return reply(202, { message_id: 'q1', seq: 1 });
    }
    response.writeHead(200, { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/event-stream' });
    await sendAnswer(response, count);
  });
  let asked = { client_id: '', text: '' };
  const sendAnswer = async (response, length) => {
    let seq = 0;
    const send = (event, data) => response.write(`id: ${++seq}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    response.write('event: hello\ndata: {"seq":1}\n\n');
    send('accepted', { client_id: asked.client_id, message_id: 'q1', text: asked.text });
    let text = '';
    const start = performance.now();
    let sent = 0;
    for (const token of tokens(length)) {
      send('delta', { message_id: 'a1', offset: text.length, text: token });
      text += token;
      const ahead = (++sent / tokensPerSecond) * 1_000 - (performance.now() - start);
      if (ahead > 5) await delay(ahead);
    }
    send('final', { message_id: 'a1', text: `${text}\n\nThe end.` });
  };
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://localhost:${port}`, stop: () => server.closeAllConnections() || server.close() };
}

/** Busy time of the page's threads while `work` runs, in milliseconds. */
async function busyTimes(browser, page, work) {
  await browser.startTracing(page, {
    categories: ['toplevel', 'disabled-by-default-devtools.timeline', 'devtools.timeline'],
  });
  await work();
  const { traceEvents } = JSON.parse(String(await browser.stopTracing()));
  const threads = new Map();
  for (const { ph, name, pid, tid, args } of traceEvents)
    if (ph === 'M' && name === 'thread_name') threads.set(`${pid}/${tid}`, args.name);
  const busy = new Map();
  for (const { ph, name, pid, tid, dur = 0 } of traceEvents) {
    if (ph !== 'X' || name !== 'RunTask') continue;
    const thread = `${pid}/${tid}`;
    busy.set(thread, (busy.get(thread) ?? 0) + dur / 1_000);
  }
  const most = (pattern) =>
    Math.max(0, ...[...busy].filter(([thread]) => pattern.test(threads.get(thread) ?? '')).map(([, ms]) => ms));
  return { main: most(/^CrRendererMain/), worker: most(/DedicatedWorker/) };
}

async function measure(browser, site, count) {
  const endpoint = await startEndpoint(count);
  const page = await browser.newPage();
  await page.goto(
    site.page(`/bench-${count}.html`, widgetTag({ chat: endpoint.url, attributes: 'async data-persist="none"' })),
  );
  await page.getByRole('button', { name: 'Ask Heidi 👋' }).click();
  const field = page.getByRole('textbox', { name: 'Your message' });
  await field.waitFor();
  // Told by an event: looking for words again and again would cost the page more than the answer does.
  const whole = page.evaluate(
    () => new Promise((resolve) => addEventListener('heidi:message', resolve, { once: true })),
  );
  const busy = await busyTimes(browser, page, async () => {
    await field.fill('How is the tide read?');
    await field.press('Enter');
    await whole;
  });
  await page.close();
  endpoint.stop();
  return busy;
}

/** @returns {Promise<Record<string, unknown>[]>} */
export async function run() {
  const browser = await openChromium();
  const site = await siteForScript();
  const rows = [];
  for (const count of lengths) rows.push({ tokens: count, ...(await measure(browser, site, count)) });
  await browser.close();
  await site.stop();
  return rows;
}

/** @param {any[]} rows */
export function print(rows) {
  const ms = (value) => `${value.toFixed(0).padStart(8)} ms`;
  const lines = rows.map(
    ({ tokens, main, worker }) =>
      `${String(tokens).padStart(8)} tokens${ms(main)} on the page${ms(worker)} in the worker`,
  );
  const [first, last] = [rows[0], rows.at(-1)];
  const ratio = (name) => (last[name] / first[name]).toFixed(1);
  lines.push(
    `${last.tokens / first.tokens} times as many tokens: ${ratio('main')} times the work on the page, ${ratio('worker')} in the worker`,
  );
  return lines.join('\n');
}
