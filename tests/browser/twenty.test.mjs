// Twenty widgets share one worker and one graphics context, and leave nothing behind.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromiumForThisFile } from './support/browser.mjs';
import { becomes, eventually } from './support/eventually.mjs';
import { serverForThisFile } from './support/server.mjs';

const content = fileURLToPath(new URL('../../web/content/', import.meta.url));
const files = Object.fromEntries(readdirSync(content).map((name) => [name, readFileSync(content + name, 'utf8')]));
const server = serverForThisFile(files, ['--pace-ms', '0']);
const { test } = chromiumForThisFile();

/** Runs in the page, before anything else: counts what is begun and not ended, outside of the widgets' own elements. */
function countWhatIsHeld() {
  const scope = /** @type {any} */ (globalThis);
  const held = { listeners: new Map(), timers: new Set(), frames: new Set(), observed: new Map() };
  // The driver watches the page too.
  const isOurs = () => /\/heidi\/heidi/.test(new Error().stack ?? '');
  const nameOf = (/** @type {any} */ target) => target.media ?? target.constructor.name;

  const { addEventListener, removeEventListener } = EventTarget.prototype;
  const keyOf = (/** @type {any[]} */ [type, , options]) => `${type} ${options === true || options?.capture === true}`;
  const take = (/** @type {any} */ target, /** @type {any} */ listener, /** @type {string} */ key) => {
    const found = [...held.listeners].find(
      ([, one]) => one.target === target && one.listener === listener && one.key === key,
    );
    if (found) held.listeners.delete(found[0]);
  };
  EventTarget.prototype.addEventListener = function (.../** @type {any} */ args) {
    const target = this ?? globalThis;
    const [type, listener, options] = args;
    // What hangs on elements, and on our own worker, goes with them.
    const goesWithIt = target instanceof Element || target instanceof ShadowRoot || target instanceof Worker;
    if (isOurs() && !goesWithIt && !options?.once) {
      const key = keyOf(args);
      take(target, listener, key);
      held.listeners.set(Symbol(key), { target, listener, key, words: `${nameOf(target)} ${type}` });
      if (options?.signal) addEventListener.call(options.signal, 'abort', () => take(target, listener, key));
    }
    return addEventListener.apply(target, args);
  };
  EventTarget.prototype.removeEventListener = function (.../** @type {any} */ args) {
    take(this ?? globalThis, args[1], keyOf(args));
    return removeEventListener.apply(this ?? globalThis, args);
  };

  const counted = (
    /** @type {string} */ start,
    /** @type {string} */ end,
    /** @type {Set<number>} */ set,
    repeats = false,
  ) => {
    const { [start]: begin, [end]: cancel } = scope;
    scope[start] = (/** @type {any} */ work, /** @type {any[]} */ ...rest) => {
      const id = begin(
        (/** @type {any[]} */ ...args) => {
          if (!repeats) set.delete(id);
          return work(...args);
        },
        ...rest,
      );
      set.add(id);
      return id;
    };
    scope[end] = (/** @type {number} */ id) => {
      set.delete(id);
      return cancel(id);
    };
  };
  counted('setTimeout', 'clearTimeout', held.timers);
  counted('setInterval', 'clearInterval', held.timers, true);
  counted('requestAnimationFrame', 'cancelAnimationFrame', held.frames);

  for (const name of ['ResizeObserver', 'IntersectionObserver', 'MutationObserver']) {
    const { observe, disconnect } = scope[name].prototype;
    scope[name].prototype.observe = function (/** @type {any} */ ...args) {
      if (isOurs()) held.observed.set(this, name);
      return observe.apply(this, args);
    };
    scope[name].prototype.disconnect = function () {
      held.observed.delete(this);
      return disconnect.call(this);
    };
  }

  scope.held = () => ({
    listeners: [...held.listeners.values()].map(({ words }) => words).sort(),
    timers: held.timers.size,
    frames: held.frames.size,
    observers: [...held.observed.values()].sort(),
  });
}

/** Runs in the worker, before the core: counts graphics contexts. */
function countContexts() {
  const scope = /** @type {any} */ (globalThis);
  scope.contexts = [];
  const { getContext } = OffscreenCanvas.prototype;
  OffscreenCanvas.prototype.getContext = /** @type {any} */ (
    function (/** @type {any} */ kind, /** @type {any} */ ...rest) {
      const context = /** @type {any} */ (getContext).call(this, kind, ...rest);
      if (/^webgl/.test(kind) && context && !scope.contexts.includes(context)) scope.contexts.push(context);
      return context;
    }
  );
}

/** Shows the page and all of its widgets. @param {import('./support/browser.mjs').Scene} scene */
async function opensTwenty({ page, context }) {
  await page.addInitScript(countWhatIsHeld);
  await context.route('**/heidi/heidi-core.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `(${countContexts})();\n${await response.text()}` });
  });
  await page.goto(`${server.url}examples/twenty.html`);
  await page.locator('heidi-article').first().getByRole('heading', { level: 1 }).waitFor();
}

/** @param {import('playwright-core').Page} page */
async function showsAll(page) {
  const articles = page.locator('heidi-article');
  assert.equal((await articles.count()) + (await page.locator('heidi-chat').count()), 20);
  for (const article of await articles.all()) {
    await article.scrollIntoViewIfNeeded();
    await article.getByRole('heading', { level: 1 }).waitFor();
  }
  await page.locator('#corner').getByRole('button', { name: 'Ask Heidi 👋' }).click();
  for (const chat of ['#inline', '#corner'])
    await page.locator(chat).getByRole('textbox', { name: 'Your message' }).waitFor();
}

/** Documents, nodes and listeners that the browser holds, after it has thrown away what nobody needs. */
async function heldByTheBrowser(/** @type {import('playwright-core').CDPSession} */ session) {
  await session.send('HeapProfiler.collectGarbage');
  return session.send('Memory.getDOMCounters');
}

test('twenty widgets have one worker and one graphics context', async (scene) => {
  const { page, heidi } = scene;
  await opensTwenty(scene);
  await showsAll(page);
  await heidi.isStill();
  assert.equal(page.workers().length, 1);
  const contexts = await page.workers()[0].evaluate(() => /** @type {any} */ (globalThis).contexts.length);
  assert.equal(contexts, 1);
  const statuses = await page
    .locator('heidi-article')
    .evaluateAll((all) => all.map((one) => /** @type {any} */ (one).status.painter));
  assert.deepEqual([...new Set(statuses)], ['canvas']);
});

for (const [how, remove] of /** @type {const} */ ([
  ['Heidi.destroy()', () => /** @type {any} */ (globalThis).Heidi.destroy()],
  [
    'removing the elements',
    () => {
      for (const element of document.querySelectorAll('heidi-article, heidi-chat')) element.remove();
    },
  ],
])) {
  test(`after ${how} no listener, timer, worker, context or node of twenty widgets is left`, async (scene) => {
    const { page, context } = scene;
    await opensTwenty(scene);
    await showsAll(page);
    const session = await context.newCDPSession(page);
    const counted = await page.evaluate(() => /** @type {any} */ (globalThis).held());
    assert.ok(counted.listeners.length > 100 && counted.observers.length > 60, 'the counters count');
    const before = await heldByTheBrowser(session);
    await page.evaluate(() => {
      const all = [...document.querySelectorAll('heidi-article, heidi-chat')];
      /** @type {any} */ (globalThis).gone = all.flatMap((one) => [
        new WeakRef(one),
        new WeakRef(/** @type {any} */ (one.shadowRoot)),
      ]);
    });
    await page.evaluate(remove);
    await becomes(() => page.workers().length, 0, 'the worker is gone, and its context with it');
    // The loader listens for buttons that open the chat, as long as it is on the page.
    const listeners = how === 'Heidi.destroy()' ? [] : ['HTMLDocument click'];
    const nothing = { listeners, timers: 0, frames: 0, observers: [] };
    await becomes(() => page.evaluate(() => /** @type {any} */ (globalThis).held()), nothing, 'nothing is held');
    const left = await eventually(async () => {
      const after = await heldByTheBrowser(session);
      const gone = await page.evaluate(
        () => /** @type {any} */ (globalThis).gone.filter((/** @type {any} */ one) => one.deref()).length,
      );
      return gone === 0 && after;
    }, 'no element and no shadow root is in memory');
    assert.ok(left.nodes < before.nodes / 10, `${left.nodes} nodes of ${before.nodes} are left`);
    const onThePage = await page.evaluate(() => document.querySelectorAll('*').length);
    assert.ok(onThePage < 30, `${onThePage} elements are on the page`);
  });
}
