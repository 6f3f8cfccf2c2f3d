// What a partner's page can call, hear and mark up.
import assert from 'node:assert/strict';
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile } from './support/browser.mjs';
import { becomes } from './support/eventually.mjs';
import { Heidi } from './support/heidi_driver.mjs';
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

test('a listener hears what it is put on, as often as it wants, until it is taken off', async ({ heidi, page }) => {
  await heidi.opens(chatPage());
  await heidi.launcher.waitFor();
  const heard = await page.evaluate(async () => {
    const { Heidi } = /** @type {any} */ (globalThis);
    const all = /** @type {string[]} */ ([]);
    const listener = (/** @type {string} */ detail) => all.push(detail);
    const tell = (/** @type {string} */ name, /** @type {string} */ detail) =>
      document.dispatchEvent(new CustomEvent(`heidi:${name}`, { detail }));
    await Heidi.on('message', listener);
    await Heidi.on('message', listener);
    await Heidi.once('unread', listener);
    for (const detail of ['first', 'second']) for (const name of ['message', 'unread']) tell(name, `${detail} ${name}`);
    await Heidi.off('message', listener);
    tell('message', 'third message');
    return all;
  });
  assert.deepEqual(heard, ['first message', 'first unread', 'second message']);
});

test('of several tags the first holds, and the second says so', async ({ heidi, page, trouble }) => {
  trouble.expects(/was not started/);
  const told = /** @type {string[]} */ ([]);
  page.on('console', (message) => told.push(message.text()));
  await heidi.opens(chatPage(widgetTag({ attributes: '' })));
  await becomes(
    () => told.filter((text) => /^Heidi .* was not started: version .* is on this page/.test(text)).length,
    1,
    'it is told',
  );
  assert.equal(await page.locator('heidi-chat').count(), 0);
});

test('a chat that is put elsewhere has one launcher, and is open again if it was', async ({ heidi, page }) => {
  await heidi.opens(chatPage('<main></main>'));
  const move = () =>
    page.evaluate(() => document.querySelector('main')?.append(document.querySelector('heidi-chat') ?? ''));
  await heidi.launcher.waitFor();
  await move();
  await becomes(() => heidi.launcher.count(), 1, 'there is one launcher');
  await heidi.opensChat();
  await move();
  await heidi.seesPanel();
  await heidi.presses('Close');
  await heidi.launcher.waitFor();
  assert.equal(await heidi.chatElement.locator('button[part="launcher"]').count(), 1);
  assert.equal(await heidi.launcher.getAttribute('aria-expanded'), 'false');
});

test('where the chat cannot be loaded, what is asked of it is refused, and the launcher stays', async (scene) => {
  const { heidi, page, trouble } = scene;
  trouble.expects(/Failed to load/);
  site.changes('heidi-widget.js', () => 'this is not JavaScript');
  await heidi.opens(chatPage());
  await heidi.launcher.waitFor();
  const problem = () => page.evaluate(() => /** @type {any} */ (globalThis).Heidi.ask('Why?').catch(String));
  assert.match(await problem().finally(() => site.changes('heidi-widget.js', null)), /The chat could not be loaded/);
  await heidi.launcher.waitFor();
});

const reply = { reply: 'Norway won **by far**.', sources: [{ title: 'Results', url: 'https://news.example/r' }] };

/** A chat whose endpoint answers at once. @param {string} [attributes] @param {string} [more] */
function plainPage(attributes = '', more = '') {
  site.answers('/ask', async (request, response) => {
    const body = JSON.parse((await request.toArray()).join(''));
    asked.push(body);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(reply));
  });
  asked.length = 0;
  site.serves('/story.json', story);
  site.serves('/lantern.svg', lanternPicture);
  const tag = widgetTag({ chat: '/ask', attributes: `async data-protocol="json" ${attributes}` });
  return site.page('/page.html', `${more}${tag}`);
}
const asked = /** @type {any[]} */ ([]);

test('Heidi fills the text field behind what stands there', async ({ heidi, page }) => {
  await heidi.opens(plainPage());
  await heidi.launcher.waitFor();
  await page.evaluate(callHeidi, ['prefill', 'Where is my parcel?']);
  await heidi.seesPanel();
  await becomes(() => heidi.composer.inputValue(), 'Where is my parcel?', 'the text is there');
  await page.evaluate(callHeidi, ['prefill', 'It is blue.']);
  assert.equal(await heidi.composer.inputValue(), 'Where is my parcel?\nIt is blue.');
  assert.equal(asked.length, 0);
});

test('Heidi asks about a passage', async ({ heidi, page }) => {
  await heidi.opens(plainPage());
  await heidi.launcher.waitFor();
  await page.evaluate(callHeidi, ['ask', 'Is that so?', { quote: 'Forty films of herring.', article: '/a.json' }]);
  await heidi.seesAnswer(/by far/);
  assert.deepEqual(
    [asked[0].message, asked[0].quote, asked[0].article],
    ['Is that so?', 'Forty films of herring.', new URL('/a.json', site.url).href],
  );
  await heidi.questions.getByRole('blockquote').filter({ hasText: 'Forty films of herring.' }).waitFor();
});

test('Heidi tells the conversation as text, Markdown and JSON, and begins a new one', async ({ heidi, page }) => {
  await heidi.opens(plainPage());
  await heidi.launcher.waitFor();
  await page.evaluate(callHeidi, ['sendMessage', 'Who won?']);
  await heidi.seesAnswer(/by far/);
  const transcript = (/** @type {string} */ format) => page.evaluate(callHeidi, ['getTranscript', format]);
  assert.equal(await transcript('text'), 'You: Who won?\n\nHeidi: Norway won by far.');
  assert.match(await transcript('markdown'), /\*\*Heidi:\*\*\n\nNorway won \*\*by far\*\*\./);
  const messages = await transcript('json');
  assert.deepEqual(
    messages.map(({ role, text, status }) => [role, text, status]),
    [
      ['user', 'Who won?', 'complete'],
      ['assistant', 'Norway won **by far**.', 'complete'],
    ],
  );
  await page.evaluate(callHeidi, ['newConversation']);
  await becomes(() => heidi.questions.count(), 0, 'the conversation is gone');
  assert.equal(await transcript('text'), '');
});

test('answers that come while the panel is closed are counted on the launcher', async ({ heidi, page }) => {
  await heidi.opens(plainPage());
  await heidi.opensChat();
  let answerNow = () => {};
  const held = new Promise((resolve) => {
    answerNow = () => resolve(undefined);
  });
  site.answers('/ask', async (_request, response) => {
    await held;
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(reply));
  });
  await page.evaluate(() => {
    document.addEventListener('heidi:unread', (event) => {
      document.title = String(/** @type {CustomEvent} */ (event).detail.count);
    });
  });
  await heidi.asks('Who won?');
  await heidi.presses('Close');
  answerNow();
  const launcher = heidi.chatElement.getByRole('button', { name: 'Ask Heidi 👋: 1' });
  await launcher.waitFor();
  assert.equal(await page.title(), '1');
  await launcher.click();
  await heidi.seesAnswer(/by far/);
  assert.equal(await page.title(), '0');
});

test('Heidi hides the chat and shows it again', async ({ heidi, page }) => {
  await heidi.opens(plainPage());
  await heidi.launcher.waitFor();
  await page.evaluate(callHeidi, ['hide']);
  await heidi.launcher.waitFor({ state: 'hidden' });
  await page.evaluate(callHeidi, ['show']);
  await heidi.launcher.waitFor();
});

test('a verb that does not exist, or has nothing to work on, says so', async ({ heidi, page }) => {
  await heidi.opens(site.page('/page.html', widgetTag({})));
  await becomes(() => page.evaluate(() => 'version' in /** @type {any} */ (globalThis).Heidi), true, 'it is there');
  const problem = (/** @type {any[]} */ call) =>
    page.evaluate((words) => /** @type {any} */ (globalThis).Heidi(...words).catch((error) => error.message), call);
  assert.match(await problem(['opne']), /no verb "opne"\. It has: open, close, /);
  assert.match(await problem(['constructor']), /no verb "constructor"/);
  assert.match(await problem(['open']), /no <heidi-chat> on this page/);
  assert.match(await problem(['openArticle', 'x']), /no <heidi-article> on this page/);
});

test('what is wrong in an attribute is told once, with what is allowed', async ({ heidi, page, trouble }) => {
  const told = /** @type {string[]} */ ([]);
  page.on('console', (message) => told.push(message.text()));
  trouble.expects(/allowed are/);
  await heidi.opens(plainPage('data-mode="popup" data-position="top" data-theme="Dark" data-text-size="9"'));
  await heidi.opensChat();
  const messages = told.filter((text) => text.includes('allowed are')).sort();
  assert.deepEqual(messages, [
    '<heidi-chat mode="popup">: allowed are bubble, inline. It is taken as "bubble".',
    '<heidi-chat position="top">: allowed are right, left. It is taken as "right".',
    '<heidi-chat text-size="9">: allowed are numbers from 0.5 to 3. It is taken as 1.',
  ]);
});

for (const [persist, stays] of /** @type {const} */ ([
  ['local', true],
  ['session', true],
  ['none', false],
])) {
  test(`persist="${persist}": after a reload the conversation is ${stays ? 'there' : 'gone'}`, async (scene) => {
    const { heidi, page, context } = scene;
    const address = plainPage(`data-persist="${persist}"`);
    await heidi.opens(address);
    await heidi.opensChat();
    await heidi.asks('Who won?');
    await heidi.seesAnswer(/by far/);
    await heidi.composer.fill('half a question');
    await page.reload();
    await heidi.opensChat();
    if (stays) await heidi.seesAnswer(/by far/);
    else await heidi.transcript.getByText('How can I help?', { exact: true }).waitFor();
    await becomes(() => heidi.composer.inputValue(), stays ? 'half a question' : '', 'the draft');
    const other = new Heidi(await context.newPage());
    await other.opens(address);
    await other.opensChat();
    const isThere = persist === 'local';
    if (isThere) await other.seesAnswer(/by far/);
    else await other.transcript.getByText('How can I help?', { exact: true }).waitFor();
  });
}

test('what is selected in the article can be asked about', async ({ heidi }) => {
  await heidi.opens(plainPage('', '<heidi-article src="/story.json"></heidi-article>'));
  await heidi.seesTitle(story.title);
  const paragraph = heidi.article.getByText('We had forty films of herring');
  await paragraph.click({ clickCount: 3, position: { x: 60, y: 10 } });
  await heidi.articleElement.getByRole('button', { name: 'Ask Heidi about this' }).click();
  await heidi.seesPanel();
  await heidi.panel.getByRole('blockquote').filter({ hasText: 'forty films of herring' }).waitFor();
  await heidi.asks('How long did that take?');
  await heidi.seesAnswer(/by far/);
  assert.match(asked[0].quote, /^“We had forty films of herring,” says Runa Eide .* thirty-eight of them\.$/);
  assert.equal(asked[0].article, story.url);
  assert.equal(await heidi.panel.getByRole('blockquote').filter({ hasText: 'films' }).count(), 1);
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
