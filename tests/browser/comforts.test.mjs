// What makes reading comfortable: contents, links to headings, the place where one stopped, listening, notes, pictures.
import assert from 'node:assert/strict';
import { everyMarkdown, lanternPicture, lanternStory } from './support/articles.mjs';
import { chromiumForThisFile } from './support/browser.mjs';
import { becomes, eventually } from './support/eventually.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';

/** @typedef {import('./support/browser.mjs').Scene} Scene */

const site = siteForThisFile();
const { test } = chromiumForThisFile();

const paragraph = 'A sentence about the harbour. Another one, about its lamps! And is there a third? There is. ';
const story = {
  ...lanternStory,
  url: '/page.html',
  body_markdown: [
    '## First part',
    `A note here[^1]. ${paragraph}`,
    '### A part of it',
    ...Array.from({ length: 12 }, (_, i) => `Paragraph ${i}. ${paragraph.repeat(3)}`),
    '## Second part',
    paragraph.repeat(8),
    '[^1]: The **note** itself.',
  ].join('\n\n'),
};

/** @param {Scene} scene @param {string} [attributes] @param {object} [article] */
async function opens({ heidi }, attributes = '', article = story) {
  site.serves('/story.json', article);
  site.serves('/lantern.svg', lanternPicture);
  const tag = widgetTag({ article: '/story.json', attributes: `async ${attributes}` });
  await heidi.opensArticle(site.page('/page.html', tag), story.title);
  await heidi.isStill();
}

/** @param {Scene} scene @param {string} name */
const tool = ({ heidi }, name) => heidi.article.getByRole('button', { name, exact: true });
/** @param {Scene} scene @param {string} name */
const dialog = ({ heidi }, name) => heidi.articleElement.getByRole('dialog', { name });
const top = (/** @type {import('playwright-core').Locator} */ locator) =>
  locator.evaluate((element) => Math.round(element.getBoundingClientRect().top));

test('the table of contents leads to a heading, and gives its link', async (scene) => {
  const { heidi, page, context } = scene;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await opens(scene);
  await tool(scene, 'Contents').click();
  const contents = dialog(scene, 'Contents');
  assert.deepEqual(await contents.getByRole('link').allInnerTexts(), ['First part', 'A part of it', 'Second part']);
  await contents.getByRole('button', { name: 'Copy a link to this heading: Second part' }).click();
  const copied = await eventually(() => page.evaluate(() => navigator.clipboard.readText()), 'something was copied');
  assert.match(copied, /\/page\.html#heidi-paragraph-15$/);
  await contents.getByRole('link', { name: 'Second part' }).press('Enter');
  await contents.waitFor({ state: 'detached' });
  const heading = heidi.article.getByRole('heading', { name: 'Second part' });
  await eventually(async () => Math.abs(await top(heading)) < 400, 'the heading is in sight');
  assert.equal(await heading.evaluate((one) => one === /** @type {any} */ (one.getRootNode()).activeElement), true);
});

test('few headings need no table of contents, and nothing is offered that is left out', async (scene) => {
  await opens(scene, 'data-toolbar="size contents listen help"', lanternStory);
  await tool(scene, '? Keys').waitFor();
  const tools = scene.heidi.article.getByRole('group', { name: 'Reading options' }).getByRole('button');
  assert.deepEqual(await tools.allInnerTexts(), ['Listen', '?', 'A−', 'A+']);
  assert.equal(await scene.heidi.article.getByRole('combobox', { name: 'Theme' }).count(), 0);
});

test('with no toolbar nothing of all this is even loaded', async (scene) => {
  const before = site.asked.length;
  await opens(scene, 'data-toolbar="none"');
  assert.equal(site.asked.slice(before).includes('/heidi/heidi-reader.js'), false);
});

test('without its file the article is as good as with it', async (scene) => {
  scene.trouble.expects(/heidi-reader|ERR_/);
  site.answers('/heidi/heidi-reader.js', (_request, response) => response.destroy());
  await opens(scene);
  site.forgets('/heidi/heidi-reader.js');
});

test('who comes back goes on where he stopped', async (scene) => {
  const { heidi, page } = scene;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await opens(scene);
  const offer = heidi.articleElement.getByRole('button', { name: 'Continue where you stopped' });
  assert.equal(await offer.count(), 0);
  const place = heidi.article.getByText('Paragraph 9.');
  await place.evaluate((element) => element.scrollIntoView());
  const kept = () => page.evaluate(() => localStorage.getItem('heidi places'));
  await eventually(async () => (await kept())?.includes('/page.html'), 'the place is kept');
  await page.evaluate(() => {
    history.scrollRestoration = 'manual';
  });
  await page.reload();
  await heidi.seesTitle(story.title);
  await offer.click();
  await eventually(async () => Math.abs(await top(place)) < 60, 'the place is in sight');
  assert.equal(await offer.count(), 0);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await becomes(kept, '{}', 'who has read it all has no place');
});

test('what others have stored as places does no harm', async (scene) => {
  await scene.page.addInitScript(() => localStorage.setItem('heidi places', '[{"/page.html":"x"},7]'));
  await opens(scene);
  await tool(scene, 'Contents').waitFor();
});

test('the bar shows how much has been read', async (scene) => {
  const { heidi, page } = scene;
  await opens(scene);
  await tool(scene, 'Contents').waitFor();
  const read = () =>
    heidi.articleElement.locator('.progress').evaluate((bar) => bar.getBoundingClientRect().width / innerWidth);
  assert.ok((await read()) < 0.05);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await eventually(async () => (await read()) > 0.9, 'all of it');
});

/** Runs in the page: a voice that is done when it is told. */
function fakeVoice() {
  const page = /** @type {any} */ (globalThis);
  page.said = [];
  page.voice = null;
  page.SpeechSynthesisUtterance = class {
    constructor(/** @type {string} */ text) {
      this.text = text;
    }
  };
  Object.defineProperty(page, 'speechSynthesis', {
    value: {
      speak: (/** @type {any} */ utterance) => {
        page.said.push([utterance.text, utterance.lang]);
        page.voice = utterance;
      },
      cancel: () => page.voice?.onerror?.(),
    },
  });
}

test('it is read aloud sentence by sentence, marked, paused and gone on with', async (scene) => {
  const { page } = scene;
  await page.addInitScript(fakeVoice);
  await opens(scene);
  const said = () => page.evaluate(() => /** @type {any} */ (globalThis).said.map((/** @type {any} */ one) => one[0]));
  const ends = () => page.evaluate(() => /** @type {any} */ (globalThis).voice.onend());
  const marked = () => page.evaluate(() => [.../** @type {any} */ (CSS.highlights.get('heidi-spoken') ?? [])].join(''));
  await tool(scene, 'Listen').click();
  await tool(scene, 'Pause').waitFor();
  assert.deepEqual(await said(), ['First part']);
  await ends();
  await ends();
  assert.deepEqual((await said()).slice(1), ['A note here.', 'A sentence about the harbour.']);
  assert.equal(await marked(), 'A sentence about the harbour.');
  await tool(scene, 'Pause').click();
  await tool(scene, 'Listen').click();
  assert.deepEqual((await said()).slice(3), ['A sentence about the harbour.']);
  const language = await page.evaluate(() => /** @type {any} */ (globalThis).said[0][1]);
  assert.equal(language, 'en');
  await page.evaluate(() => document.querySelector('heidi-article')?.remove());
  assert.equal(await marked(), '');
});

test('a note is shown where its reference is', async (scene) => {
  const { heidi, page } = scene;
  await opens(scene);
  await tool(scene, 'Contents').waitFor();
  const reference = heidi.article.getByRole('link', { name: 'Footnote 1' }).first();
  const note = heidi.articleElement.getByRole('note');
  await reference.hover();
  await note.filter({ hasText: /^The note itself\.$/ }).waitFor();
  await page.mouse.move(5, 5);
  await note.waitFor({ state: 'detached' });
  await reference.focus();
  await note.waitFor();
  await page.keyboard.press('Escape');
  await note.waitFor({ state: 'detached' });
});

test('a picture fills the screen and goes back', async (scene) => {
  const { heidi, page } = scene;
  await opens(scene);
  await tool(scene, 'Contents').waitFor();
  await heidi.article.getByRole('img', { name: lanternStory.image.alt }).click();
  const large = dialog(scene, lanternStory.image.alt);
  await large.getByRole('img').waitFor();
  await page.keyboard.press('Escape');
  await large.waitFor({ state: 'detached' });
  await tool(scene, 'Contents').focus();
  await page.keyboard.press('e');
  await large.waitFor();
});

test('the keys are told, and work only where nobody types', async (scene) => {
  const { page } = scene;
  await opens(scene);
  await tool(scene, '? Keys').press('?');
  const keys = dialog(scene, 'Keys');
  assert.deepEqual(await keys.getByRole('term').allInnerTexts(), ['?', 'c', 'l', 'e', 'Esc']);
  await page.keyboard.press('Escape');
  await keys.waitFor({ state: 'detached' });
  await page.keyboard.press('c');
  await dialog(scene, 'Contents').waitFor();
  await page.keyboard.press('Escape');
  await scene.heidi.article.getByRole('combobox', { name: 'Theme' }).focus();
  await page.keyboard.press('c');
  assert.equal(await dialog(scene, 'Contents').count(), 0);
});

test('a heading offers its link to the pointer', async (scene) => {
  const { heidi, page, context } = scene;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await opens(scene);
  await tool(scene, 'Contents').waitFor();
  await heidi.article.getByRole('heading', { name: 'A part of it' }).hover();
  await heidi.articleElement.getByRole('button', { name: 'Copy a link to this heading' }).click();
  const copied = await eventually(() => page.evaluate(() => navigator.clipboard.readText()), 'something was copied');
  assert.match(copied, /#heidi-paragraph-2$/);
});

test('an unknown comfort is told', async (scene) => {
  const told = /** @type {string[]} */ ([]);
  scene.trouble.expects(/is unknown/);
  scene.page.on('console', (message) => told.push(message.text()));
  await opens(scene, 'data-toolbar="size dance"', everyMarkdown.title ? { ...everyMarkdown, title: story.title } : {});
  assert.equal(
    told.filter((text) => /dance is unknown; allowed are full, none, or some of size, theme/.test(text)).length,
    1,
  );
});
