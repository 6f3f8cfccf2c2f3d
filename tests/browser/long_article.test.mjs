// A long article comes in slices and stands on shelves that the browser skips while they are out of sight: all of it can
// be found, copied, listed, marked and gone back to, as of a short one.
import assert from 'node:assert/strict';
import { lanternStory } from './support/articles.mjs';
import { chromiumForThisFile } from './support/browser.mjs';
import { becomes, eventually } from './support/eventually.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';

/** @typedef {import('./support/browser.mjs').Scene} Scene */

const site = siteForThisFile();
const { test } = chromiumForThisFile();

const chapters = 60;
const words = 'The pilots of Saltmere read the water twice a day, and write down level, wind and moon. '.repeat(6);
const story = {
  ...lanternStory,
  image: undefined,
  url: '/page.html',
  body_markdown: Array.from(
    { length: chapters },
    (_, i) => `## Chapter ${i}\n\n${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `Verse ${i}.${n}. ${words}`).join('\n\n')}`,
  ).join('\n\n'),
};

/** @param {Scene} scene @param {string} [attributes] */
async function opens({ heidi, page }, attributes = '') {
  site.serves('/story.json', story);
  const tag = widgetTag({ article: '/story.json', attributes: `async ${attributes}` });
  const address = site.page('/page.html', tag);
  await heidi.opensArticle(address, story.title);
  await page.locator(`heidi-article >> text=Verse ${chapters - 1}.9.`).waitFor({ state: 'attached' });
  await heidi.isStill();
  return address;
}

const verse = (/** @type {Scene} */ { heidi }, /** @type {string} */ name) => heidi.article.getByText(`Verse ${name}.`);
const top = (/** @type {import('playwright-core').Locator} */ locator) =>
  locator.evaluate((element) => Math.round(element.getBoundingClientRect().top));
const isInSight = async (/** @type {import('playwright-core').Locator} */ locator) => {
  const y = await top(locator);
  return y > -200 && y < 768;
};

test('a passage far below is found by the browser’s own search, and painted', async (scene) => {
  const { heidi, page } = scene;
  const address = await opens(scene);
  await page.goto('about:blank');
  await page.goto(`${address}#:~:text=Verse%2041.7.`);
  await heidi.seesTitle(story.title);
  await page.locator(`heidi-article >> text=Verse ${chapters - 1}.9.`).waitFor({ state: 'attached' });
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).find('Verse 41.7.')), true);
  await eventually(() => isInSight(verse(scene, '41.7')), 'the passage is in sight');
  await heidi.isStill();
  const bare = () => verse(scene, '41.7').evaluate((one) => one.closest('.bare') === null);
  assert.equal(await bare(), true, 'its picture is there');
});

test('every chapter is in the table of contents, and the last is a click away', async (scene) => {
  const { heidi, page } = scene;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await opens(scene);
  await heidi.article.getByRole('button', { name: 'Contents', exact: true }).click();
  const contents = heidi.articleElement.getByRole('dialog', { name: 'Contents' });
  assert.equal(await contents.getByRole('link').count(), chapters);
  await contents.getByRole('link', { name: `Chapter ${chapters - 1}` }).click();
  const heading = heidi.article.getByRole('heading', { name: `Chapter ${chapters - 1}` });
  await eventually(() => isInSight(heading), 'the heading is in sight');
});

test('a link to a paragraph far below marks it', async (scene) => {
  const { page, heidi } = scene;
  const address = await opens(scene);
  await page.goto('about:blank');
  await page.goto(`${address}#heidi-paragraph-455`);
  const marked = heidi.part(heidi.articleElement, 'marked');
  await marked.waitFor();
  assert.match(await marked.innerText(), /^Verse 45\.5\./);
  await eventually(() => isInSight(marked), 'it is in sight');
});

test('who comes back goes on where he stopped', async (scene) => {
  const { heidi, page } = scene;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await opens(scene);
  await verse(scene, '33.3').evaluate((element) => element.scrollIntoView());
  const kept = () => page.evaluate(() => localStorage.getItem('heidi places'));
  await eventually(async () => (await kept())?.includes(':333'), 'the place is kept');
  await page.evaluate(() => {
    history.scrollRestoration = 'manual';
  });
  await page.reload();
  await heidi.seesTitle(story.title);
  await heidi.articleElement.getByRole('button', { name: 'Continue where you stopped' }).click();
  await eventually(() => isInSight(verse(scene, '33.3')), 'the place is in sight');
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await becomes(kept, '{}', 'who has read it all has no place');
});

test('in another width the reader keeps his place', async (scene) => {
  const { heidi, page } = scene;
  await opens(scene);
  await verse(scene, '20.2').evaluate((element) => element.scrollIntoView());
  await heidi.isStill();
  await page.setViewportSize({ width: 400, height: 768 });
  await eventually(
    () =>
      page.evaluate(
        () => document.querySelector('heidi-article')?.shadowRoot?.querySelector('.page')?.clientWidth === 400 - 16,
      ),
    'the article is narrower',
  );
  await page.locator(`heidi-article >> text=Verse ${chapters - 1}.9.`).waitFor({ state: 'attached' });
  await heidi.isStill();
  assert.equal(await isInSight(verse(scene, '20.2')), true);
});

test('what is selected from one shelf to the next is copied in one piece', async (scene) => {
  const { heidi, page, context } = scene;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await opens(scene);
  await heidi.articleElement.evaluate((element) => {
    const root = /** @type {ShadowRoot} */ (element.shadowRoot);
    const blocks = [...root.querySelectorAll('.apart > p, .apart > h2')];
    /** @type {any} */ (root).getSelection().setBaseAndExtent(blocks[14], 0, blocks[17], 1);
  });
  await page.keyboard.press('Control+c');
  const copied = await eventually(() => page.evaluate(() => navigator.clipboard.readText()), 'something was copied');
  assert.deepEqual(
    copied.split('\n\n').map((paragraph) => paragraph.slice(0, 10)),
    ['Verse 1.4.', 'Verse 1.5.', 'Verse 1.6.', 'Verse 1.7.'].slice(0, copied.split('\n\n').length),
  );
  assert.ok(copied.split('\n\n').length >= 3);
});

test('shelves out of sight are neither laid out nor painted', async (scene) => {
  await opens(scene);
  const skipped = await scene.heidi.articleElement.evaluate((element) => {
    const paragraphs = [...(element.shadowRoot?.querySelectorAll('.apart > p') ?? [])];
    return paragraphs.filter((one) => !one.checkVisibility({ contentVisibilityAuto: true })).length;
  });
  assert.ok(skipped > 400, `${skipped} paragraphs are skipped`);
});
