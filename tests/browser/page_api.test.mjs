// What a partner's page can call, hear and mark up.
import assert from 'node:assert/strict';
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile } from './support/browser.mjs';
import { becomes } from './support/eventually.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';
import { serverForThisFile } from './support/server.mjs';

const server = serverForThisFile({ 'lantern.json': story, 'lantern.svg': lanternPicture }, ['--pace-ms', '0']);
const site = siteForThisFile();
const { test } = chromiumForThisFile();

const question = 'What did the survey of archives find last winter?';
const answer = /survey of 212 archives/;

/** @param {string} [more] @param {string} [head] */
const chatPage = (more = '', head = '') =>
  site.page('/page.html', `${more}${widgetTag({ chat: `${server.url}api/heidi` })}`, { head });

/** Runs in the page. @param {any[]} call */
const callHeidi = (call) => /** @type {any} */ (globalThis).Heidi(...call);

test('a call that was made before the script has come is carried out', async ({ heidi }) => {
  const early = 'window.Heidi=window.Heidi||function(){(Heidi.q=Heidi.q||[]).push(arguments)};Heidi("open")';
  await heidi.opens(chatPage('', `<script>${early}</script>`));
  await heidi.seesPanel();
});

test('Heidi opens, closes and toggles the chat', async ({ heidi, page }) => {
  await heidi.opens(chatPage());
  await heidi.launcher.waitFor();
  await page.evaluate(callHeidi, ['open']);
  await heidi.seesPanel();
  await page.evaluate(callHeidi, ['close']);
  await heidi.panel.waitFor({ state: 'hidden' });
  await page.evaluate(callHeidi, ['toggle']);
  await heidi.seesPanel();
});

test('Heidi sends a message for the page, and the page hears the answer', async ({ heidi, page }) => {
  await heidi.opens(chatPage());
  await heidi.launcher.waitFor();
  await page.evaluate(() => {
    const page = /** @type {any} */ (globalThis);
    page.heard = [];
    page.Heidi.on('message', (/** @type {any} */ detail) => page.heard.push(detail));
  });
  await page.evaluate(callHeidi, ['sendMessage', question]);
  await heidi.seesAnswer(answer);
  await heidi.seesQuestion(question);
  const heard = () =>
    page.evaluate(() => /** @type {any} */ (globalThis).heard.map((/** @type {any} */ one) => one.role));
  await becomes(heard, ['assistant'], 'the page heard of the answer');
});

test('a button that is marked with data-heidi-open opens the chat', async ({ heidi, page }) => {
  await heidi.opens(chatPage('<button type="button" data-heidi-open>Any questions?</button>'));
  await heidi.launcher.waitFor();
  await page.getByRole('button', { name: 'Any questions?' }).click();
  await heidi.seesPanel();
});

test('the page can keep a question from being sent', async ({ heidi, page }) => {
  await heidi.opens(chatPage());
  await heidi.opensChat();
  await page.evaluate(() => document.addEventListener('heidi:before-send', (event) => event.preventDefault()));
  await heidi.asks(question);
  assert.equal(await heidi.composer.inputValue(), question);
  assert.equal(await heidi.questions.count(), 0);
});

test('nothing but the loader is loaded before somebody needs the chat', async ({ heidi, page }) => {
  const asked = /** @type {string[]} */ ([]);
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await heidi.opens(chatPage());
  await heidi.launcher.waitFor();
  await page.waitForLoadState('networkidle');
  assert.deepEqual(asked, ['/page.html', '/heidi/heidi.js']);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
});

test('topics, greeting and suggestions are those of the tag', async ({ heidi }) => {
  const attributes =
    'async data-topics="Tides, Herring" data-topic="Herring" data-greeting="Ahoy!" data-suggestions="Who paid?"';
  await heidi.opens(site.page('/page.html', widgetTag({ chat: `${server.url}api/heidi`, attributes })));
  await heidi.opensChat();
  const topic = heidi.panel.getByRole('combobox', { name: 'Topic' });
  assert.deepEqual(await topic.getByRole('option').allTextContents(), ['Tides', 'Herring']);
  assert.equal(await topic.inputValue(), 'Herring');
  await heidi.transcript.getByText('Ahoy!', { exact: true }).waitFor();
  await heidi.transcript.getByRole('button', { name: 'Who paid?' }).click();
  await heidi.seesQuestion('Who paid?');
});
