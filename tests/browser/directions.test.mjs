// What orders mixed directions is a file of its own: those who read only from the left never load it, others once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as plainTest } from 'node:test';
import { bothDirections, fromTheRight, lanternPicture, lanternStory } from './support/articles.mjs';
import { chromiumForThisFile, failedRequest, softwareGraphics } from './support/browser.mjs';
import { eventually } from './support/eventually.mjs';
import { wordsOf } from './support/layout.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';
import { distFolder } from './support/server.mjs';

/** @typedef {import('./support/browser.mjs').Scene} Scene */

const site = siteForThisFile();
const { test } = chromiumForThisFile();
const onThePage = chromiumForThisFile({ args: softwareGraphics });

const file = '/heidi/heidi-bidi.wasm';
// The second bracket is what simple rules put elsewhere.
const mixed = 'In Hebrew: נורווגיה (אוסלו) won.';

/** @param {object} article @param {{headers?: object, reply?: string}} [how] */
function pageWith(article, { headers, reply = 'Norway.' } = {}) {
  site.serves('/story.json', article);
  site.serves('/lantern.svg', lanternPicture);
  site.answers('/ask', async (request, response) => {
    await request.toArray();
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ reply }));
  });
  const tag = widgetTag({ article: '/story.json', chat: '/ask', attributes: 'async data-protocol="json"' });
  return site.page('/page.html', tag, { headers });
}

/** How often the file was asked for. @param {() => Promise<unknown>} work */
async function timesAskedForBy(work) {
  const before = site.asked.length;
  await work();
  return site.asked.slice(before).filter((path) => path === file).length;
}

/** In how many places the page is told where a word goes, as it is where the core's order is a guess. @param {Scene} scene */
const guesses = ({ page }) => page.locator('.turn').count();

/** Until the test lets it come. */
function holdsBack() {
  let come = () => {};
  const allowed = new Promise((resolve) => {
    come = () => resolve(undefined);
  });
  site.answers(file, async (_request, response) => {
    site.forgets(file);
    await allowed;
    response.writeHead(200, { 'Content-Type': 'application/wasm' });
    response.end(readFileSync(join(distFolder, 'heidi-bidi.wasm')));
  });
  return { come };
}

/** The words of a part from left to right. @param {import('playwright-core').Locator} part */
const shownOrder = async (part) => (await wordsOf(part)).sort((a, b) => a.y - b.y || a.x - b.x).map(({ text }) => text);

plainTest('the file is a module that needs nothing, and has memory for a text of any length', () => {
  const module = new WebAssembly.Module(readFileSync(join(distFolder, 'heidi-bidi.wasm')));
  assert.deepEqual(WebAssembly.Module.imports(module), []);
  const part = /** @type {any} */ (new WebAssembly.Instance(module).exports);
  const levelsOf = (/** @type {string} */ text) => {
    const bytes = Buffer.from(text);
    // First the calls: what grows the memory makes another buffer of it.
    const place = part.room(bytes.length);
    new Uint8Array(part.memory.buffer, place).set(bytes);
    const found = part.levels(bytes.length, 0);
    return new Uint8Array(part.memory.buffer, found, bytes.length);
  };
  const short = 'a (ש)';
  const expected = [0, 0x80, 0, 1, 1, 0];
  assert.deepEqual([...levelsOf(short)], expected);
  for (const one of [short, `${short}\n`]) {
    const long = one.repeat(50_000);
    const levels = levelsOf(long);
    const last = levels.length - Buffer.from(one).length;
    assert.deepEqual([...levels.subarray(last, last + expected.length)], expected);
    const { byteLength } = part.memory.buffer;
    levelsOf(long);
    assert.equal(part.memory.buffer.byteLength, byteLength, 'what was enough once is enough again');
  }
  assert.deepEqual([...levelsOf(short)], expected);
});

test('an article and a chat in English never ask for it', async ({ heidi }) => {
  const times = await timesAskedForBy(async () => {
    await heidi.opensArticle(pageWith(lanternStory), lanternStory.title);
    await heidi.opensChat();
    await heidi.asks('Who won?');
    await heidi.seesAnswer(/Norway/);
    await heidi.isStill();
  });
  assert.equal(times, 0);
});

for (const story of [bothDirections, fromTheRight]) {
  test(`“${story.id}” asks for it once, and is never shown without it`, async ({ heidi }) => {
    let order = /** @type {string[]} */ ([]);
    const times = await timesAskedForBy(async () => {
      await heidi.opensArticle(pageWith(story), story.title);
      order = await shownOrder(heidi.part(heidi.articleElement, 'body'));
      await heidi.opensChat();
      await heidi.isStill();
    });
    assert.equal(times, 1);
    assert.deepEqual(await shownOrder(heidi.part(heidi.articleElement, 'body')), order);
  });
}

test('a page that reads from the right has it loaded with the core', async ({ heidi }) => {
  const address = pageWith(lanternStory);
  const tag = widgetTag({ article: '/story.json' });
  const icon = '<link rel="icon" href="data:,">';
  site.serves('/right.html', `<!doctype html><html lang="en" dir="rtl"><title>A page</title>${icon}${tag}</html>`);
  const times = await timesAskedForBy(() =>
    heidi.opensArticle(new URL('/right.html', address).href, lanternStory.title),
  );
  assert.equal(times, 1);
});

onThePage.test('where workers are refused, the page has it too', async (scene) => {
  scene.trouble.expects(/worker-src/);
  const headers = { 'Content-Security-Policy': "script-src 'self' 'wasm-unsafe-eval'; worker-src 'none'" };
  const times = await timesAskedForBy(() =>
    scene.heidi.opensArticle(pageWith(fromTheRight, { headers }), fromTheRight.title),
  );
  assert.deepEqual([times, (await scene.heidi.status()).host, await guesses(scene)], [1, 'page', 0]);
});

test('a Hebrew word in an answer of an English chat brings it: the line has a simple order, then the right one', async (scene) => {
  const { heidi } = scene;
  const lets = holdsBack();
  await heidi.opensArticle(pageWith(lanternStory, { reply: mixed }), lanternStory.title);
  await heidi.opensChat();
  const lostBrackets = async () => (await wordsOf(heidi.panel)).filter(({ text }) => text === ')').length;
  const times = await timesAskedForBy(async () => {
    await heidi.asks('Who won?');
    await heidi.seesAnswer(/won\./);
    assert.ok((await guesses(scene)) > 0);
    assert.equal(await lostBrackets(), 1, 'simple rules have it apart');
    lets.come();
    await eventually(async () => (await guesses(scene)) === 0, 'the right order');
    assert.equal(await lostBrackets(), 0);
  });
  assert.equal(times, 1);
});

test('an article waits for it, but not for long', async (scene) => {
  const lets = holdsBack();
  await scene.heidi.opensArticle(pageWith(fromTheRight), fromTheRight.title);
  assert.ok((await guesses(scene)) > 0);
  lets.come();
  await eventually(async () => (await guesses(scene)) < 5, 'the right order');
});

/** @type {[how: string, answer: import('./support/pages.mjs').Answer][]} */
const mishaps = [
  ['missing', (_request, response) => void response.writeHead(404).end()],
  ['broken', (_request, response) => void response.writeHead(200).end('this is not WebAssembly')],
  [
    'cut off',
    (_request, response) =>
      void response.writeHead(200, { 'Content-Length': 9_000 }).write('\0asm', () => response.destroy()),
  ],
];

for (const [how, answer] of mishaps) {
  test(`with the file ${how}, what reads from the right is shown in a simple order`, async (scene) => {
    const { heidi, page, trouble } = scene;
    const warning = /^warning: Heidi orders what reads from the right by simple rules: \w/;
    trouble.expects(warning);
    trouble.expects(failedRequest);
    const warned = /** @type {string[]} */ ([]);
    page.on('console', (message) => warned.push(`${message.type()}: ${message.text()}`));
    site.answers(file, answer);
    const times = await timesAskedForBy(async () => {
      await heidi.opensArticle(pageWith(bothDirections, { reply: mixed }), bothDirections.title);
      await heidi.opensChat();
      await heidi.asks('Who won?');
      await heidi.seesAnswer(/won\./);
      await heidi.isStill();
    }).finally(() => site.forgets(file));
    assert.equal(times, 1);
    assert.equal(warned.filter((text) => warning.test(text)).length, 1);
    assert.ok((await guesses(scene)) > 0);
  });
}
