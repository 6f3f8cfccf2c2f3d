// The widget on pages of all kinds: wherever the tag stands, from another origin, under strict policies, and where
// the browser refuses something that it would like to have.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile, softwareGraphics } from './support/browser.mjs';
import { becomes, eventually } from './support/eventually.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';
import { distFolder, serverForThisFile } from './support/server.mjs';

const server = serverForThisFile({ 'lantern.json': story, 'lantern.svg': lanternPicture }, ['--pace-ms', '0']);
const site = siteForThisFile();
// In some of them the core runs on the page (see softwareWebGl).
const { test } = chromiumForThisFile({ args: softwareGraphics });

const refusal = /Content Security Policy|policy violated/;
const fallback = 'The story in a few words, for browsers that cannot show more.';
const question = 'What did the survey of archives find last winter?';
const answer = /survey of 212 archives/;

/** The tag with everything from the reference server, which is of another origin. @param {string} [attributes] */
const tagFromElsewhere = (attributes) =>
  widgetTag({
    article: `${server.url}content/lantern.json`,
    chat: `${server.url}api/heidi`,
    from: `${server.url}heidi/heidi.js`,
    attributes,
  });

/** @param {string} tag */
const inTheMiddle = (tag) => `<p id="before">Before</p>${tag}<p id="after">After</p>`;

/** @param {import('./support/heidi_driver.mjs').Heidi} heidi */
async function asksAndSeesAnswer(heidi) {
  await heidi.opensChat();
  await heidi.asks(question);
  await heidi.seesAnswer(answer);
}

/** The page's own paragraphs and the article, in order. @param {import('playwright-core').Page} page */
const orderOf = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('p[id], heidi-article')].map(({ localName, id }) => id || localName),
  );

for (const attributes of ['', 'async', 'defer', 'type="module"']) {
  test(`a tag in the body (${attributes || 'plain'}) puts the article right after itself`, async ({ heidi, page }) => {
    await heidi.opensArticle(site.page('/page.html', inTheMiddle(tagFromElsewhere(attributes))), story.title);
    assert.deepEqual(await orderOf(page), ['before', 'heidi-article', 'after']);
    await asksAndSeesAnswer(heidi);
  });

  test(`a tag in the head (${attributes || 'plain'}) puts the article at the end of the body`, async ({
    heidi,
    page,
  }) => {
    const address = site.page('/page.html', inTheMiddle(''), { head: tagFromElsewhere(attributes) });
    await heidi.opensArticle(address, story.title);
    assert.deepEqual(await orderOf(page), ['before', 'after', 'heidi-article']);
  });
}

test('everything may come from another origin, and the core still runs in a worker', async ({ heidi }) => {
  await heidi.opensArticle(site.page('/page.html', tagFromElsewhere()), story.title);
  await asksAndSeesAnswer(heidi);
  const { host, painter } = await heidi.status();
  assert.deepEqual({ host, painter }, { host: 'worker', painter: 'canvas' });
});

test('the strict policy that partners are told to write is enough, with Trusted Types', async ({ heidi }) => {
  const cdn = new URL(server.url).origin;
  const policy = [
    "default-src 'none'",
    `script-src ${cdn} 'wasm-unsafe-eval'`,
    `connect-src ${cdn}`,
    `img-src ${cdn} data:`,
    'worker-src blob:',
    "require-trusted-types-for 'script'",
    'trusted-types heidi',
  ].join('; ');
  const headers = { 'Content-Security-Policy': policy };
  await heidi.opensArticle(site.page('/page.html', tagFromElsewhere(), { headers }), story.title);
  await asksAndSeesAnswer(heidi);
  await heidi.isStill();
  const { host, painter } = await heidi.status();
  assert.deepEqual({ host, painter }, { host: 'worker', painter: 'canvas' });
});

test('without worker-src in the strict policy the core runs on the page', async ({ heidi, trouble }) => {
  trouble.expects(refusal);
  const cdn = new URL(server.url).origin;
  const policy = `default-src 'none'; script-src ${cdn} 'wasm-unsafe-eval'; connect-src ${cdn}; img-src ${cdn} data:`;
  const headers = { 'Content-Security-Policy': policy };
  await heidi.opensArticle(site.page('/page.html', tagFromElsewhere(), { headers }), story.title);
  await asksAndSeesAnswer(heidi);
  assert.equal((await heidi.status()).host, 'page');
});

test('where workers cannot be made at all, the same article is shown by a core on the page', async ({
  heidi,
  page,
}) => {
  const address = site.page('/page.html', tagFromElsewhere());
  await heidi.opensArticle(address, story.title);
  await heidi.isStill();
  const text = await heidi.article.innerText();
  await page.addInitScript(() => {
    globalThis.Worker = /** @type {any} */ (
      class {
        constructor() {
          throw new DOMException('No workers here.', 'SecurityError');
        }
      }
    );
  });
  await heidi.opensArticle(address, story.title);
  await becomes(() => heidi.article.innerText(), text, 'the same article');
  assert.equal((await heidi.status()).host, 'page');
  await asksAndSeesAnswer(heidi);
});

for (const [where, workers] of [
  ['in the worker and on the page', "worker-src blob: 'self' *"],
  ['and workers too', "worker-src 'none'"],
]) {
  test(`where WebAssembly is refused ${where}, the page is as if the widget were not there`, async (scene) => {
    scene.trouble.expects(refusal);
    const headers = { 'Content-Security-Policy': `script-src ${new URL(server.url).origin}; ${workers}` };
    await isAsIfTheWidgetWereNotThere(scene, { from: `${server.url}heidi/heidi.js`, headers });
  });
}

// The core comes packed inside of a module that unpacks it: that one is whole, what it carries is not.
const damagedCore = () => {
  const file = readFileSync(join(distFolder, 'heidi-core.wasm'));
  return file.fill(0xff, file.length - 1000);
};

/** @type {[name: string, content: string | Buffer, says?: RegExp][]} */
const brokenFiles = [
  ['heidi-widget.js', 'this is not JavaScript'],
  ['heidi-core.js', 'this is not JavaScript'],
  ['heidi-core.wasm', 'this is not WebAssembly'],
  ['heidi-core.wasm', damagedCore(), /^The core could not be unpacked: \w/],
];

for (const [name, content, says = /./] of brokenFiles) {
  const how = typeof content === 'string' ? 'broken' : 'damaged';
  test(`where ${name} is ${how}, the page is as if the widget were not there`, async (scene) => {
    scene.trouble.expects(/Failed to load|falling back/);
    site.changes(name, () => content);
    const heard = await isAsIfTheWidgetWereNotThere(scene).finally(() => site.changes(name, null));
    assert.match(heard.message, says);
  });
}

/**
 * The partner's own text is there, with nothing added and no space kept, and the page has heard of it.
 * @param {import('./support/browser.mjs').Scene} scene
 * @param {{from?: string, headers?: object}} [how]
 */
async function isAsIfTheWidgetWereNotThere({ heidi, page }, { from, headers } = {}) {
  await page.addInitScript(() => {
    document.addEventListener('heidi:error', (event) => {
      /** @type {any} */ (globalThis).heard = /** @type {CustomEvent} */ (event).detail;
    });
  });
  const element = `<heidi-article src="${server.url}content/lantern.json"><p id="fallback">${fallback}</p></heidi-article>`;
  await heidi.opens(site.page('/page.html', `${widgetTag({ from })}${element}<p id="after">After</p>`, { headers }));
  const heard = await eventually(() => page.evaluate(() => /** @type {any} */ (globalThis).heard), 'heidi:error');
  assert.match(heard.code, /^(core|load)-failed$/);
  await page.getByText(fallback).waitFor();
  assert.equal(await heidi.articleElement.getByRole('alert').count(), 0);
  const top = (/** @type {string} */ selector) =>
    page.locator(selector).evaluate((element) => element.getBoundingClientRect().top);
  const gap = (await top('#after')) - (await top('#fallback'));
  assert.ok(gap < 100, `space is kept for what does not come: ${gap} px`);
  return heard;
}

test('two articles and a chat on one page share one worker', async ({ heidi, page }) => {
  const other = { ...story, id: 'other', title: 'Another story' };
  server.write('other.json', other);
  const elements = ['lantern', 'other'].map(
    (name) => `<heidi-article src="${server.url}content/${name}.json"></heidi-article>`,
  );
  const chat = `<heidi-chat endpoint="${server.url}api/heidi"></heidi-chat>`;
  const tag = widgetTag({ from: `${server.url}heidi/heidi.js` });
  await heidi.opens(site.page('/page.html', `${tag}${elements.join('')}${chat}`));
  await heidi.seesTitle(story.title);
  await page.getByRole('heading', { level: 1, name: other.title }).scrollIntoViewIfNeeded();
  await asksAndSeesAnswer(heidi);
  assert.equal(page.workers().length, 1);
});

test('an article that is taken out and put in elsewhere is shown again', async ({ heidi, page }) => {
  await heidi.opensArticle(site.page('/page.html', inTheMiddle(tagFromElsewhere())), story.title);
  await page.evaluate(() => document.body.prepend(document.querySelector('heidi-article') ?? ''));
  await heidi.seesTitle(story.title);
  await page.evaluate(() => {
    const element = document.querySelector('heidi-article');
    element?.remove();
    /** @type {any} */ (globalThis).kept = element;
  });
  await heidi.articleElement.waitFor({ state: 'detached' });
  await page.evaluate(() => document.body.append(/** @type {any} */ (globalThis).kept));
  await heidi.seesTitle(story.title);
  await heidi.isStill();
  assert.equal((await heidi.status()).painter, 'canvas');
});

test('the last widget that leaves takes the worker with it', async ({ heidi, page }) => {
  await heidi.opensArticle(site.page('/page.html', tagFromElsewhere()), story.title);
  assert.equal(page.workers().length, 1);
  await page.evaluate(() => /** @type {any} */ (globalThis).Heidi.destroy());
  await becomes(() => page.workers().length, 0, 'no worker is left');
  assert.equal(await page.locator('heidi-article, heidi-chat').count(), 0);
});

test('the widget adds one global and nothing else to the page', async ({ heidi, page }) => {
  await page.addInitScript(() => {
    const before = new Set(Object.getOwnPropertyNames(globalThis));
    /** @type {any} */ (globalThis).addedGlobals = () =>
      Object.getOwnPropertyNames(globalThis).filter((name) => !before.has(name) && !/^(__|addedGlobals)/.test(name));
  });
  await heidi.opensArticle(site.page('/page.html', tagFromElsewhere()), story.title);
  await asksAndSeesAnswer(heidi);
  const ours = await page.evaluate(() => /** @type {any} */ (globalThis).addedGlobals());
  assert.deepEqual(
    ours.filter((/** @type {string} */ name) => name !== 'shownByHeidi'),
    ['Heidi'],
  );
  assert.equal(await page.evaluate(() => document.cookie), '');
});
