// A page under measurement: one of a site of our own, its main thread slowed down as a weak phone's is.
import { setTimeout as delay } from 'node:timers/promises';
import { openChromium, softwareGraphics } from '../../browser/support/browser.mjs';
import { siteForScript } from '../../browser/support/pages.mjs';
import { isDoneWithin } from './rounds.mjs';

/** Of the main thread. The browser has no such brake for workers: they run at the machine's speed. */
export const slowdown = 4;

/** Longer than this nobody is measured; in milliseconds. */
export const defaultCapMs = 90_000;

const workerPatienceMs = 2_000;

/**
 * In the page: marks for the trace when something is there and its frame has been drawn, and a word on the console for us.
 * Looking with each frame would make frames, and they cost more than what is looked for.
 */
const tellings = `
const tell = (marks) => requestAnimationFrame(() => setTimeout(() => {
  for (const mark of marks.split(' ')) { performance.mark(mark); console.debug('bench ' + mark); } }));
const tellWhen = (marks, isThere, ms = 20) => isThere() ? tell(marks) : setTimeout(() => tellWhen(marks, isThere, ms), ms);
const failed = (problem) => console.debug('bench failed ' + problem);
addEventListener('heidi:error', ({ detail }) => failed(detail.message));
`;

/** @typedef {Awaited<ReturnType<typeof openBench>>} Bench */

/** A browser and a site, for the measurements of one benchmark. @param {{args?: string[]}} [how] beyond what all start with */
export async function openBench({ args = [] } = {}) {
  const browser = await openChromium({ args: [...softwareGraphics, ...args] });
  const site = await siteForScript();
  const stop = async () => {
    await browser.close();
    await site.stop();
  };
  return { browser, site, stop };
}

/**
 * Opens a page of its own context, measures it with `work`, and closes it.
 * @template T
 * @param {Bench} bench
 * @param {(page: BenchPage) => Promise<T>} work
 * @param {{slowed?: boolean}} [how]
 */
export async function onPage({ browser }, work, { slowed = true } = {}) {
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, locale: 'en-US' });
  try {
    // A chat that wants fonts of others does not get them: nothing is measured that depends on the network.
    await context.route(/^https?:\/\/(?!localhost[:/])/, (route) => route.abort());
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    if (slowed) await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    return await work(new BenchPage(page, session));
  } finally {
    await isDoneWithin(context.close(), 30_000);
  }
}

export class BenchPage {
  #said = /** @type {string[]} */ ([]);

  /** @param {import('playwright-core').Page} page @param {import('playwright-core').CDPSession} session */
  constructor(page, session) {
    this.page = page;
    this.session = session;
    page.on('console', (message) => {
      if (message.text().startsWith('bench ')) this.#said.push(message.text().slice('bench '.length));
    });
    page.on('crash', () => this.#said.push('failed The page crashed.'));
    page.on('pageerror', (error) => this.#said.push(`failed ${error.message}`));
  }

  /** False: not in time. Asking the page itself would cost it time. @param {string} mark @param {number} [capMs] */
  async hears(mark, capMs = defaultCapMs) {
    const end = performance.now() + capMs;
    for (;;) {
      const problem = this.#said.find((said) => said.startsWith('failed '));
      if (problem) throw new Error(problem.slice('failed '.length));
      if (this.#said.includes(mark)) return true;
      if (performance.now() > end) return false;
      await delay(20);
    }
  }
}

// As every page has: the first text of a page costs the browser its fonts.
const text =
  '<h1>The Harbour Post</h1><p>News that came in <b>with the tide</b>, and <code>what</code> <i>else</i> there is.</p>';

/**
 * Asks the page's worker something by the browser's protocol; undefined where it has none.
 * @param {import('playwright-core').CDPSession} session of its page @param {string} method @returns {Promise<any>}
 */
export async function askWorker(session, method) {
  const attached = new Promise((resolve) => session.once('Target.attachedToTarget', resolve));
  await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const worker = await Promise.race([attached, delay(workerPatienceMs)]);
  if (!worker) return undefined;
  const answered = new Promise((resolve) =>
    session.on('Target.receivedMessageFromTarget', ({ message }) => {
      const { id, result } = JSON.parse(message);
      if (id === 1) resolve(result);
    }),
  );
  const message = JSON.stringify({ id: 1, method });
  await session.send('Target.sendMessageToTarget', { sessionId: worker.sessionId, message });
  const answer = await answered;
  await session.send('Target.setAutoAttach', { autoAttach: false, waitForDebuggerOnStart: false, flatten: false });
  return answer;
}

/** @param {Bench} bench @param {string} path @param {string} body */
export const benchPage = ({ site }, path, body) =>
  site.page(path, text + body, { head: `<script>${tellings}</script>` });
