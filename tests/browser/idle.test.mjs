// Nothing runs when nothing changes: no animation frame, no timer and no request, on the page and in the worker.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile } from './support/browser.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';
import { serverForThisFile } from './support/server.mjs';

const server = serverForThisFile({ 'lantern.json': story, 'lantern.svg': lanternPicture }, ['--pace-ms', '0']);
const site = siteForThisFile();
const { test } = chromiumForThisFile();

const idleMs = 10_000;

/** Runs in the page and in the worker, before anything else. */
function countWakeUps() {
  const scope = /** @type {any} */ (globalThis);
  const counts = { frames: 0, timers: 0, pending: 0 };
  const counted = (/** @type {string} */ name, /** @type {'frames' | 'timers'} */ kind) => {
    const original = scope[name];
    if (!original) return;
    scope[name] = (/** @type {any} */ work, /** @type {any[]} */ ...rest) => {
      const run = (/** @type {any[]} */ ...args) => {
        counts[kind] += 1;
        return typeof work === 'function' ? work(...args) : undefined;
      };
      return original.call(scope, run, ...rest);
    };
  };
  counted('requestAnimationFrame', 'frames');
  counted('requestIdleCallback', 'timers');
  counted('setTimeout', 'timers');
  counted('setInterval', 'timers');
  scope.wakeUps = counts;
}

/** @param {import('playwright-core').Page} page */
async function wakeUps(page) {
  const read = () => {
    const { frames, timers } = /** @type {any} */ (globalThis).wakeUps;
    return { frames, timers };
  };
  return { page: await page.evaluate(read), worker: await page.workers()[0].evaluate(read) };
}

/** @param {import('./support/browser.mjs').Scene} scene */
async function opensPageThatCounts({ heidi, page }) {
  const prelude = `(${countWakeUps})();\n`;
  site.changes('heidi-core.js', (text) => prelude + text);
  await page.addInitScript(countWakeUps);
  const tag = widgetTag({ article: `${server.url}content/lantern.json`, chat: `${server.url}api/heidi` });
  await heidi.opensArticle(site.page('/page.html', tag), story.title);
  await heidi.opensChat();
  await heidi.isStill();
  await heidi.isStill(heidi.chatElement);
}

test('an article and an open chat at rest cost no frame, no timer and no request in 10 s', async (scene) => {
  const { page } = scene;
  await opensPageThatCounts(scene);
  const before = await wakeUps(page);
  assert.ok(before.page.frames > 0 && before.worker.timers > 0, 'the counters count');
  const requests = /** @type {string[]} */ ([]);
  page.on('request', (request) => requests.push(request.url()));
  // The one wait of a fixed length: what must not happen cannot be waited for.
  await delay(idleMs);
  assert.deepEqual(await wakeUps(page), before);
  assert.deepEqual(requests, []);
  const animations = await page.evaluate(() => document.getAnimations().length);
  assert.equal(animations, 0, 'nothing is animated');
});
