// A core that fails while it runs. It is made to fail for real: what it needs of the browser throws.
import assert from 'node:assert/strict';
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile } from './support/browser.mjs';
import { serverForThisFile } from './support/server.mjs';

const server = serverForThisFile({ 'lantern.json': story, 'lantern.svg': lanternPicture }, ['--pace-ms', '0']);
const { test } = chromiumForThisFile();

const question = 'What did the survey of archives find last winter?';
const answer = /survey of 212 archives/;

/** @param {import('./support/browser.mjs').Scene} scene */
async function readsAndAsks({ heidi }) {
  await heidi.opensArticle(server.url, story.title);
  await heidi.opensChat();
  await heidi.asks(question);
  await heidi.seesAnswer(answer);
}

// The next text that the core has to measure ends it, in the middle of a call.
/** @param {import('playwright-core').Page} page */
const breakTheTextEngine = (page) =>
  page.workers()[0].evaluate(() => {
    /** @type {any} */ (globalThis).OffscreenCanvasRenderingContext2D.prototype.measureText = () => {
      throw new Error('There is no memory left for fonts.');
    };
  });

// The next timer ends it, in the middle of a call.
/** @param {import('playwright-core').Page} page */
const breakTheTimers = (page) =>
  page.workers()[0].evaluate(() => {
    /** @type {any} */ (globalThis).setTimeout = () => {
      throw new Error('There are no timers left.');
    };
  });

test('a core that fails in a call says so in the error bar', async (scene) => {
  const { heidi, page } = scene;
  await readsAndAsks(scene);
  await breakTheTextEngine(page);
  await heidi.asks('A word that was never measured: Sjøfartsmuseum');
  const bar = await heidi.seesErrorBar();
  await bar.getByRole('button', { name: 'Reload' }).waitFor();
  await bar.getByRole('button', { name: 'Dismiss' }).waitFor();
  assert.equal(await bar.getByRole('button', { name: 'Dismiss' }).textContent(), '🗙');
});

/** @param {import('./support/browser.mjs').Scene} scene */
async function failsByItself({ heidi, page, trouble }) {
  trouble.expects(/Out of luck/);
  await page.workers()[0].evaluate(() => {
    setTimeout(() => {
      throw new Error('Out of luck');
    });
  });
  return heidi.seesErrorBar();
}

/** @param {import('playwright-core').Locator} bar */
async function pressesReload(bar) {
  await bar.getByRole('button', { name: 'Reload' }).click();
  await bar.waitFor({ state: 'detached' });
}

test('an error that nobody has caught in the worker shows the error bar in every widget', async (scene) => {
  await readsAndAsks(scene);
  await failsByItself(scene);
  await scene.heidi.seesErrorBar(scene.heidi.articleElement);
});

test('Reload in the error bar brings the chat back with transcript and draft', async (scene) => {
  const { heidi } = scene;
  await readsAndAsks(scene);
  await heidi.composer.fill('Half a thought');
  await pressesReload(await failsByItself(scene));
  await heidi.seesQuestion(question);
  await heidi.seesAnswer(answer);
  assert.equal(await heidi.composer.inputValue(), 'Half a thought');
});

test('what was written after the core had failed is kept as well', async (scene) => {
  const { heidi } = scene;
  await readsAndAsks(scene);
  await heidi.composer.fill('Half a');
  const bar = await failsByItself(scene);
  await heidi.composer.fill('Half a thought');
  await pressesReload(bar);
  await heidi.seesAnswer(answer);
  assert.equal(await heidi.composer.inputValue(), 'Half a thought');
});

test('a question that is sent to a core that has failed stays in the text field', async (scene) => {
  const { heidi } = scene;
  await readsAndAsks(scene);
  const bar = await failsByItself(scene);
  await heidi.asks('Who fetched the herring?');
  assert.equal(await heidi.composer.inputValue(), 'Who fetched the herring?');
  await pressesReload(bar);
  await heidi.seesAnswer(answer);
  assert.equal(await heidi.composer.inputValue(), 'Who fetched the herring?');
});

/** @type {[name: string, breakIt: (page: import('playwright-core').Page) => Promise<unknown>][]} */
const failuresOnTheWay = [
  ['while it is taken', breakTheTimers],
  ['when it is drawn', breakTheTextEngine],
];

for (const [name, breakIt] of failuresOnTheWay) {
  test(`a question on whose way the core failed, ${name}, is neither lost nor doubled`, async (scene) => {
    const { heidi, page } = scene;
    await readsAndAsks(scene);
    const asked = 'Who fetched the herring on Friday?';
    await heidi.composer.fill(asked);
    await breakIt(page);
    await heidi.composer.press('Enter');
    await pressesReload(await heidi.seesErrorBar());
    await heidi.seesAnswer(answer);
    const inTranscript = await heidi.questions.filter({ hasText: asked }).count();
    const inField = (await heidi.composer.inputValue()) === asked ? 1 : 0;
    assert.equal(inTranscript + inField, 1, `${inTranscript} in the transcript, ${inField} in the text field`);
  });
}

test('after Reload the chat works as before', async (scene) => {
  const { heidi, page } = scene;
  await readsAndAsks(scene);
  await breakTheTextEngine(page);
  await heidi.asks('Sjøfartsmuseum');
  await pressesReload(await heidi.seesErrorBar());
  await heidi.asks('Which paintings did the opera house go back to?');
  await heidi.seesAnswer(/painted backdrops/);
});

test('Reload brings the article back', async (scene) => {
  const { heidi, page } = scene;
  await heidi.opensArticle(server.url, story.title);
  await breakTheTextEngine(page);
  await page.setViewportSize({ width: 700, height: 768 });
  await pressesReload(await heidi.seesErrorBar(heidi.articleElement));
  await heidi.seesTitle(story.title);
  await heidi.isStill();
  assert.equal((await heidi.status()).painter, 'canvas');
});

test('Dismiss takes the error bar away and leaves what can be read', async (scene) => {
  const { heidi, page } = scene;
  await readsAndAsks(scene);
  await breakTheTextEngine(page);
  await heidi.asks('Sjøfartsmuseum');
  const bar = await heidi.seesErrorBar();
  await bar.getByRole('button', { name: 'Dismiss' }).click();
  await bar.waitFor({ state: 'detached' });
  await heidi.seesAnswer(answer);
  await heidi.seesTitle(story.title);
});

test('the page may take over: preventDefault on heidi:reload keeps the widget as it is', async (scene) => {
  const { heidi, page } = scene;
  await readsAndAsks(scene);
  await page.evaluate(() => document.addEventListener('heidi:reload', (event) => event.preventDefault()));
  await breakTheTextEngine(page);
  await heidi.asks('Sjøfartsmuseum');
  const bar = await heidi.seesErrorBar();
  await bar.getByRole('button', { name: 'Reload' }).click();
  await bar.getByText('An unhandled error has occurred.').waitFor();
});
