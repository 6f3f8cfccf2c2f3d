// HTML's names of characters: those that people write are built in, the others come in a file when a text uses one.
import assert from 'node:assert/strict';
import { chromiumForThisFile, failedRequest } from './support/browser.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';
import { serverForThisFile } from './support/server.mjs';

const site = siteForThisFile();
const server = serverForThisFile({ 'numbers.json': { title: 'Numbers', body_markdown: 'In &Zopf;' } });
const { test } = chromiumForThisFile();

const file = '/heidi/heidi-entities.txt';

/** @param {string} markdown @param {object} [around] */
function pageWith(markdown, around) {
  site.serves('/numbers.json', { title: 'Numbers', body_markdown: markdown });
  const tag = widgetTag({
    article: '/numbers.json',
    chat: '/v1',
    attributes: 'async data-protocol="openai" data-model="m"',
  });
  return site.page('/page.html', tag, around);
}

/** @param {() => Promise<unknown>} work @returns {Promise<number>} how often the file was asked for */
async function requestsBy(work) {
  const before = site.asked.length;
  await work();
  return site.asked.slice(before).filter((path) => path === file).length;
}

/** An answer in these parts, each sent when `next` is called. @param {string[]} parts */
function answersIn(parts) {
  /** @type {(() => void)[]} */
  const sends = [];
  site.answers('/v1/chat/completions', async (request, response) => {
    await request.toArray();
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    for (const part of parts) {
      await new Promise((resolve) => sends.push(() => resolve(undefined)));
      response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: part } }] })}\n\n`);
    }
    response.end('data: [DONE]\n\n');
  });
  return {
    next: async () => {
      while (sends.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      sends.shift()?.();
    },
  };
}

test('an article with common names asks for no file', async ({ heidi }) => {
  const asked = await requestsBy(async () => {
    await heidi.opensArticle(pageWith('Caf&eacute; &mdash; &alpha; &rarr; `&Zopf;`'), 'Numbers');
    await heidi.article.getByText('Café — α → &Zopf;').waitFor();
  });
  assert.equal(asked, 0);
});

test('an article with rare names shows their characters, after one request', async ({ heidi }) => {
  const asked = await requestsBy(async () => {
    await heidi.opensArticle(pageWith('## In &Zopf;\n\nand [&Qopf;](/q "&Ropf;") &NotEqualTilde; &nope;'), 'Numbers');
    await heidi.article.getByRole('heading', { name: 'In ℤ' }).waitFor();
    await heidi.article.getByText('and ℚ ≂̸ &nope;').waitFor();
    assert.equal(await heidi.article.getByRole('link', { name: 'ℚ' }).getAttribute('title'), 'ℝ');
    await heidi.opensChat();
  });
  assert.equal(asked, 1);
});

test('an answer shows them while it streams, its names cut anywhere, and the transcript has them', async ({
  heidi,
  page,
}) => {
  const answer = answersIn(['All of &Zo', 'pf; and &Q', 'opf', '; it is.']);
  const asked = await requestsBy(async () => {
    await heidi.opensArticle(pageWith('Nothing.'), 'Numbers');
    await heidi.opensChat();
    await heidi.asks('Which numbers?');
    await answer.next();
    await heidi.transcript.getByText('All of').waitFor();
    await answer.next();
    await heidi.transcript.getByText('All of ℤ and').waitFor();
    await answer.next();
    await answer.next();
    await heidi.seesAnswer(/All of ℤ and ℚ it is\./);
  });
  assert.equal(asked, 1);
  const transcript = await page.evaluate(() => /** @type {any} */ (globalThis).Heidi.getTranscript('text'));
  assert.match(transcript, /All of ℤ and ℚ it is\./);
});

for (const [why, answer, warning] of /** @type {const} */ ([
  ['is not there', { status: 404, body: 'Gone.' }, /by their names\. Error: .*heidi-entities\.txt answered 404/],
  ['cannot be reached', null, /by their names\. /],
  ['is empty', { status: 200, body: '' }, /by their names\. Line 1 of .*heidi-entities\.txt is wrong/],
  [
    'is another',
    { status: 200, body: 'AElig c6\nWelcome to the hotel\n' },
    /by their names\. Line 2 of .*heidi-entities\.txt is wrong/,
  ],
]))
  test(`where the file ${why}, names stay as they were written, and nothing else is wrong`, async (scene) => {
    const { heidi, context, trouble } = scene;
    trouble.expects(failedRequest);
    trouble.expects(warning);
    const warned = /** @type {string[]} */ ([]);
    context.on('console', (message) => warned.push(message.text()));
    let asked = 0;
    await context.route(`**${file}`, (route) => {
      ++asked;
      return answer ? route.fulfill(answer) : route.abort();
    });
    const parts = answersIn(['In &Zopf;', ' and &Qopf;', ' it is.']);
    await heidi.opensArticle(pageWith('In &Zopf; and Caf&eacute;'), 'Numbers');
    await heidi.article.getByText('In &Zopf; and Café').waitFor();
    await heidi.opensChat();
    await heidi.asks('Which numbers?');
    for (let part = 0; part < 3; ++part) await parts.next();
    await heidi.seesAnswer(/In &Zopf; and &Qopf; it is\./);
    assert.equal(asked, 1);
    assert.equal(warned.filter((text) => warning.test(text)).length, 1);
  });

test('a core on the page has them too', async ({ heidi, page }) => {
  await page.addInitScript(() => {
    globalThis.Worker = /** @type {any} */ (undefined);
  });
  await heidi.opensArticle(pageWith('In &Zopf;'), 'Numbers');
  await heidi.article.getByText('In ℤ').waitFor();
  assert.equal((await heidi.status()).host, 'page');
});

test('they come from where the widget comes from, and its strict policy is enough', async ({ heidi }) => {
  const cdn = new URL(server.url).origin;
  const policy = `default-src 'none'; script-src ${cdn} 'wasm-unsafe-eval'; connect-src ${cdn}; img-src data:; worker-src blob:`;
  const tag = widgetTag({ article: `${server.url}content/numbers.json`, from: `${server.url}heidi/heidi.js` });
  const address = site.page('/strict.html', tag, { headers: { 'Content-Security-Policy': policy } });
  await heidi.opensArticle(address, 'Numbers');
  await heidi.article.getByText('In ℤ').waitFor();
  assert.equal((await heidi.status()).host, 'worker');
});

test('HTML in an article needs no file: its parser knows all names', async ({ heidi }) => {
  const asked = await requestsBy(async () => {
    await heidi.opensArticle(pageWith('<mark>In</mark> &Zopf; and <b>&Qopf;</b>, not \\&Ropf;'), 'Numbers');
    await heidi.article.getByText('In ℤ and ℚ, not &Ropf;').waitFor();
  });
  assert.equal(asked, 0);
});
