// Each example page is a good host, and we are a good guest: nothing is complained about, nothing shifts, nothing of the
// page changes, and nothing of ours is changed by the page.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildExamples } from '../../tools/examples.mjs';
import { chromiumForThisFile } from './support/browser.mjs';
import { becomes, eventually } from './support/eventually.mjs';
import { differenceOf, pictureOf } from './support/pixels.mjs';
import { serverForThisFile } from './support/server.mjs';

const content = fileURLToPath(new URL('../../web/content/', import.meta.url));
const files = Object.fromEntries(readdirSync(content).map((name) => [name, readFileSync(content + name, 'utf8')]));
const server = serverForThisFile(files, ['--pace-ms', '0']);
const { test } = chromiumForThisFile();

before(buildExamples);

const pages = [
  'plain.html',
  'elements.html',
  'strict.html',
  'report-only.html',
  'react/',
  'vue/',
  'hostile.html',
  'twenty.html',
  'blog.html',
  'one-page/',
];

/** Runs in the page, before anything else. */
function watchThePage() {
  const scope = /** @type {any} */ (globalThis);
  const known = new Set(Object.getOwnPropertyNames(globalThis));
  scope.watched = {
    shifts: /** @type {string[]} */ ([]),
    globals: () => Object.getOwnPropertyNames(globalThis).filter((name) => !known.has(name) && name !== 'watched'),
  };
  new PerformanceObserver((list) => {
    for (const entry of /** @type {any[]} */ (list.getEntries()))
      scope.watched.shifts.push(
        `${entry.value}: ${entry.sources.map((/** @type {any} */ { node }) => node?.outerHTML?.slice(0, 80) ?? node?.nodeName)}`,
      );
  }).observe({ type: 'layout-shift', buffered: true });
}

/** @param {import('playwright-core').Page} page @param {string} what */
const watched = (page, what) =>
  page.evaluate((name) => {
    const { [name]: seen } = /** @type {any} */ (globalThis).watched;
    return typeof seen === 'function' ? seen() : seen;
  }, what);

/** @param {import('./support/heidi_driver.mjs').Heidi} heidi */
async function showsAnArticle(heidi) {
  await heidi.article.getByRole('heading', { level: 1 }).waitFor();
  await heidi.isStill();
}

/** Whichever of the page's chats has a launcher. @param {import('./support/browser.mjs').Scene} scene */
async function opensAChat({ page }) {
  const launcher = page.getByRole('button', { name: 'Ask Heidi 👋' });
  if (await launcher.count()) await launcher.click();
  await page.getByRole('textbox', { name: 'Your message' }).last().waitFor();
}

for (const path of pages) {
  test(`${path}: an article and a chat, no complaint, no shift, one global`, async (scene) => {
    const { heidi, page } = scene;
    await page.addInitScript(watchThePage);
    const response = await page.goto(`${server.url}examples/${path}`);
    const policy = await response?.headerValue(
      `content-security-policy${path === 'report-only.html' ? '-report-only' : ''}`,
    );
    assert.match(policy ?? '', /require-trusted-types-for 'script'; .*trusted-types heidi/);
    await showsAnArticle(heidi);
    await opensAChat(scene);
    await eventually(() => page.evaluate(() => document.readyState === 'complete'), 'the page is loaded');
    assert.deepEqual(await watched(page, 'shifts'), []);
    const globals = await watched(page, 'globals');
    // Vue says of itself that it is there.
    assert.deepEqual(
      globals.filter((/** @type {string} */ name) => !name.startsWith('__')),
      ['Heidi'],
    );
    if (path === 'report-only.html') assert.equal(await page.locator('#reports').innerText(), 'Nothing was reported.');
  });
}

/** Runs in the page: the computed style of each of its own elements, places and sizes aside. */
function stylesOfTheHost() {
  // What follows from how much room an article takes, and the position of transform origins with it.
  const ofLayout =
    /^(height|width|block-size|inline-size|grid-template-.*|perspective-origin|transform-origin|(inset|top|bottom|left|right).*)$/;
  const isOurs = (/** @type {Element} */ element) => element.closest('heidi-article, heidi-chat') !== null;
  return [...document.querySelectorAll('*')]
    .filter((element) => !isOurs(element))
    .map((element) => {
      const style = getComputedStyle(element);
      const names = [...style].filter((name) => !ofLayout.test(name));
      return [
        `${element.localName}#${element.id}.${element.className}`,
        ...names.map((name) => `${name}: ${style.getPropertyValue(name)}`),
      ].join('\n');
    });
}

/** Runs in the page, before anything else: as if nobody had written our elements. */
function withoutOurElements() {
  const define = customElements.define.bind(customElements);
  customElements.define = (name, ...how) => (name.startsWith('heidi-') ? undefined : define(name, ...how));
}

for (const path of pages) {
  test(`${path}: the page's own elements look as they do without us`, async (scene) => {
    const { heidi, page, context } = scene;
    const bare = await context.newPage();
    await bare.addInitScript(withoutOurElements);
    await bare.goto(`${server.url}examples/${path}`, { waitUntil: 'load' });
    await bare.locator('heidi-article').first().waitFor({ state: 'attached' });
    const without = await bare.evaluate(stylesOfTheHost);
    await bare.close();
    await page.goto(`${server.url}examples/${path}`);
    await showsAnArticle(heidi);
    await opensAChat(scene);
    await becomes(() => page.evaluate(stylesOfTheHost), without, 'the page is as it was');
  });
}

/** Runs in the page: the computed style of each of our elements, in order. @param {string} selector */
function stylesOfOurs(selector) {
  const root = /** @type {ShadowRoot} */ (document.querySelector(selector)?.shadowRoot);
  // The room has what the page gives it, for the partner's own children; tiles come and go with what is on the screen.
  const all = [...root.querySelectorAll(':not(.probes, .probes *, slot, .room, canvas)')];
  return all.map((element) => {
    const style = getComputedStyle(element);
    // Where it is on the page; the page's own variables and transitions; and the language, which "all: unset" takes from the
    // page's root.
    const elsewhere = /^(--|view-transition-|inset-|top$|bottom$|perspective-origin|transform-origin|-webkit-locale)/;
    const names = [...style].filter((name) => !elsewhere.test(name));
    // Fonts are numbered as they are met.
    const classes = element.className.replace(/\bf\d+\b/g, 'f');
    const name = `${element.localName}.${classes} ${element.getAttribute('part') ?? ''}`;
    const value = (/** @type {string} */ property) =>
      style
        .getPropertyValue(property)
        .replace(/[\d.]+px/g, (length) => `${Math.round(Number.parseFloat(length) * 10) / 10}px`);
    return [name, ...names.map((property) => `${property}: ${value(property)}`)].join('\n');
  });
}

/** Runs in the page: of its styles only what was said to us is left, and the room that it gives us. */
function dropStylesOfTheHost() {
  const said = 'accent background text muted font heading-font mono-font measure radius z-index room';
  const room =
    'display position box-sizing width max-width margin-left margin-right padding-left padding-right border-left-width border-right-width';
  const names = [...said.split(' ').map((name) => `--heidi-${name}`), ...room.split(' ')];
  const kept = /** @type {[HTMLElement, string, string][]} */ ([]);
  for (const ours of document.querySelectorAll('heidi-article, heidi-chat'))
    for (let around = /** @type {HTMLElement | null} */ (ours); around; around = around.parentElement)
      for (const name of names) kept.push([around, name, getComputedStyle(around).getPropertyValue(name)]);
  for (const [element, name, value] of kept) element.style.setProperty(name, value, 'important');
  for (const sheet of document.styleSheets) sheet.disabled = true;
}

for (const path of pages) {
  test(`${path}: what is ours looks as it does without the page's styles`, async (scene) => {
    const { heidi, page } = scene;
    await page.goto(`${server.url}examples/${path}`);
    await showsAnArticle(heidi);
    await opensAChat(scene);
    await heidi.isStill();
    const styles = async () => [
      await page.evaluate(stylesOfOurs, 'heidi-article'),
      await page.evaluate(stylesOfOurs, 'heidi-chat'),
    ];
    const before = await styles();
    await page.evaluate(dropStylesOfTheHost);
    await heidi.isStill();
    const after = await styles();
    // Line by line: the difference is to be legible.
    assert.deepEqual(after.flat().join('\n').split('\n'), before.flat().join('\n').split('\n'));
  });
}

/**
 * Article, launcher and panel on a page; in a column of the same width everywhere.
 * @param {import('./support/browser.mjs').Scene} scene
 * @param {string} path
 */
async function looksOf({ heidi, page }, path) {
  await page.goto(`${server.url}examples/${path}`);
  await page.evaluate(() => {
    const element = /** @type {HTMLElement} */ (document.querySelector('heidi-article'));
    element.style.setProperty('display', 'block', 'important');
    element.style.setProperty('width', '700px', 'important');
    // What stands over it in the pictures.
    for (const other of document.querySelectorAll('p, h1, .banner')) other.remove();
  });
  await showsAnArticle(heidi);
  const launcher = await pictureOf(heidi.launcher);
  const launcherStyles = await page.evaluate(stylesOfOurs, 'heidi-chat');
  const article = await pictureOf(heidi.article);
  const articleStyles = await page.evaluate(stylesOfOurs, 'heidi-article');
  await heidi.opensChat();
  await heidi.isStill(heidi.chatElement);
  const panel = await pictureOf(heidi.panel);
  const panelStyles = await page.evaluate(stylesOfOurs, 'heidi-chat');
  return { styles: { launcherStyles, articleStyles, panelStyles }, pictures: { launcher, article, panel } };
}

test('hostile.html: article, launcher and panel look as on a plain page', async (scene) => {
  const plain = await looksOf(scene, 'plain.html');
  const hostile = await looksOf(scene, 'hostile.html');
  for (const [what, styles] of Object.entries(plain.styles))
    for (const [i, style] of styles.entries()) {
      const there = hostile.styles[/** @type {'panelStyles'} */ (what)][i];
      assert.deepEqual(there.split('\n'), style.split('\n'), what);
    }
  for (const [what, picture] of Object.entries(plain.pictures)) {
    const { share } = differenceOf(picture, hostile.pictures[/** @type {'panel'} */ (what)]);
    assert.ok(share < 0.001, `${what} differs in ${(share * 100).toFixed(2)} % of its pixels`);
  }
});
