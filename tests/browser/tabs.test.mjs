// One conversation in several tabs, and what is kept where: of the tabs one has the conversation, the others say so.
import assert from 'node:assert/strict';
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile, failedRequest, softwareGraphics } from './support/browser.mjs';
import { becomes, eventually } from './support/eventually.mjs';
import { Heidi } from './support/heidi_driver.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';
import { serverForThisFile } from './support/server.mjs';

const files = { 'lantern.json': story, 'lantern.svg': lanternPicture };
const server = serverForThisFile(files, ['--pace-ms', '100']);
const site = siteForThisFile();
const { test } = chromiumForThisFile();
const withCoreOnPage = chromiumForThisFile({ args: softwareGraphics });

const question = 'What did the survey of archives find last winter?';
const answer = /needs? no licence and burn only once/;
const elsewhere = 'This conversation is open in another tab.';

/** @param {import('playwright-core').Page} page */
async function opensChatIn(page) {
  const heidi = new Heidi(page);
  await heidi.opens(server.url);
  await heidi.opensChat();
  return heidi;
}

test('the second tab takes the conversation over in mid-answer, and the first one says so', async (scene) => {
  const { page, context, trouble } = scene;
  trouble.expects(failedRequest);
  const first = await opensChatIn(page);
  await first.asks(question);
  await first.seesAnswerBegin();
  const second = await opensChatIn(await context.newPage());
  await second.seesAnswer(answer);
  await second.hasTheTranscriptOf(server);
  await first.seesStrip(elsewhere);
  await first.seesButtons('Use here');
  assert.equal(await second.questions.count(), 1, 'asked once');
});

test('"Use here" brings the conversation back as it is by then', async ({ page, context, trouble }) => {
  trouble.expects(failedRequest);
  const first = await opensChatIn(page);
  await first.asks(question);
  await first.seesAnswer(answer);
  const second = await opensChatIn(await context.newPage());
  await second.asks('And who paid for the herring?');
  await second.seesQuestion('And who paid for the herring?');
  await becomes(async () => (await second.saved()).outbox.length, 0, 'it is sent');
  await first.presses('Use here');
  await first.seesQuestion('And who paid for the herring?');
  await first.seesNoStrip();
  await second.seesStrip(elsewhere);
  await first.hasTheTranscriptOf(server);
});

test('what is sent in a tab that does not have the conversation fetches it first, and is sent once', async (scene) => {
  const { page, context, trouble } = scene;
  trouble.expects(failedRequest);
  const first = await opensChatIn(page);
  await first.asks(question);
  await first.seesAnswer(answer);
  await opensChatIn(await context.newPage());
  await first.seesStrip(elsewhere);
  await first.asks('And who paid for the herring?');
  await first.seesQuestion('And who paid for the herring?');
  const transcript = await first.hasTheTranscriptOf(server);
  assert.equal(transcript.filter(({ role }) => role === 'user').length, 2);
});

test('of two tabs that ask their first question at once, none loses it and none sends twice', async (scene) => {
  const { page, context, trouble } = scene;
  trouble.expects(failedRequest);
  const first = await opensChatIn(page);
  const second = await opensChatIn(await context.newPage());
  await Promise.all([first.asks(question), second.asks('And who paid for the herring?')]);
  const without = await eventually(async () => {
    for (const tab of [first, second]) if ((await tab.strip.innerText()).startsWith(elsewhere)) return tab;
  }, 'one of them says that the other has the conversation');
  await without.presses('Use here');
  await without.seesQuestion(question);
  await without.seesQuestion('And who paid for the herring?');
  const transcript = await without.hasTheTranscriptOf(server);
  assert.equal(transcript.filter(({ role }) => role === 'user').length, 2);
});

test('nothing is stored before the first message, and nothing is left of a conversation that was removed', async ({
  heidi,
}) => {
  await heidi.opensArticle(server.url, story.title);
  await heidi.opensChat();
  await heidi.composer.fill('half a thought');
  assert.equal(await heidi.saved(), null);
  await heidi.asks(question);
  await heidi.seesAnswer(answer);
  await eventually(async () => (await heidi.saved()).logged.length === 2, 'it is saved');
  await heidi.presses('New conversation');
  await heidi.presses('Start new');
  await heidi.transcript.getByText('How can I help?').waitFor();
  await becomes(() => heidi.saved(), null, 'nothing is stored');
});

test('a draft outlasts a page that is loaded again, once there is a conversation', async ({ heidi, page }) => {
  await heidi.opensArticle(server.url, story.title);
  await heidi.opensChat();
  await heidi.asks(question);
  await heidi.seesAnswer(answer);
  await heidi.composer.pressSequentially('And who paid');
  await page.reload();
  await heidi.opensChat();
  await becomes(() => heidi.composer.inputValue(), 'And who paid', 'the draft');
});

test('with persist="none" nothing is stored, and Reload of the widget still loses nothing', async (scene) => {
  const { heidi, page, trouble } = scene;
  trouble.expects(failedRequest);
  const tag = widgetTag({ chat: `${server.url}api/heidi`, attributes: 'async data-persist="none"' });
  await heidi.opens(site.page('/none.html', tag));
  await heidi.opensChat();
  await heidi.asks(question);
  await heidi.seesAnswer(answer);
  const stored = () => page.evaluate(async () => [(await indexedDB.databases()).length, sessionStorage.length]);
  assert.deepEqual(await stored(), [0, 0]);
  await heidi.chatElement.evaluate((element) => /** @type {any} */ (element).host.reload());
  await heidi.seesAnswer(answer);
  await page.reload();
  await heidi.opensChat();
  await heidi.transcript.getByText('How can I help?').waitFor();
});

test('where storage is refused, as in a sandboxed frame, the chat works all the same', async ({ page, trouble }) => {
  trouble.expects(failedRequest);
  const inner = site.page('/inner.html', widgetTag({ chat: `${server.url}api/heidi` }));
  const outer = site.page('/outer.html', `<iframe sandbox="allow-scripts" src="${inner}" width="800" height="700">`);
  for (const name of ['heidi.js', 'heidi-first.js', 'heidi-widget.js', 'heidi-core.js', 'heidi-core.wasm'])
    site.allowsAnyOrigin(name);
  await page.goto(outer);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Ask Heidi 👋' }).click();
  await frame.getByRole('textbox', { name: 'Your message' }).fill(question);
  await frame.getByRole('textbox', { name: 'Your message' }).press('Enter');
  await frame.getByRole('article', { name: 'Heidi' }).getByText(answer).waitFor();
});

withCoreOnPage.test('where only IndexedDB is refused, the session storage keeps the conversation', async (scene) => {
  const { heidi, page, trouble } = scene;
  trouble.expects(/Content Security Policy|policy violated: worker-src/);
  trouble.expects(failedRequest);
  // In a worker nobody can refuse it, so the core runs on the page.
  const headers = { 'Content-Security-Policy': "worker-src 'none'" };
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'indexedDB', {
      get() {
        throw new DOMException('refused', 'SecurityError');
      },
    });
  });
  await heidi.opens(site.page('/refused.html', widgetTag({ chat: `${server.url}api/heidi` }), { headers }));
  await heidi.opensChat();
  await heidi.asks(question);
  await heidi.seesAnswer(answer);
  await page.reload();
  await heidi.opensChat();
  await heidi.seesAnswer(answer);
});
