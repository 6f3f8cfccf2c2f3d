// Endpoints that partners have already: one request a question, and no session.
import assert from 'node:assert/strict';
import { chromiumForThisFile, failedRequest } from './support/browser.mjs';
import { becomes, eventually } from './support/eventually.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';

const site = siteForThisFile();
const { test } = chromiumForThisFile();

/** What the endpoint was sent, oldest first. @type {{headers: import('node:http').IncomingHttpHeaders, body: any}[]} */
let asked = [];

/**
 * @param {string} path
 * @param {(response: import('node:http').ServerResponse, count: number) => unknown} answer
 */
function endpoint(path, answer) {
  asked = [];
  site.answers(path, async (request, response) => {
    asked.push({ headers: request.headers, body: JSON.parse((await request.toArray()).join('')) });
    await answer(response, asked.length);
  });
}

/** @param {import('./support/heidi_driver.mjs').Heidi} heidi @param {string} attributes */
async function opensChat(heidi, chat, attributes) {
  await heidi.opens(site.page('/partner.html', widgetTag({ chat, attributes: `async ${attributes}` })));
  await heidi.opensChat();
}

const json = (response, body, status = 200) =>
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));

test('json: a question, its history and its answer', async ({ heidi }) => {
  endpoint('/ask', (response, count) => json(response, { reply: `Answer **${count}**`, suggestions: ['And then?'] }));
  await opensChat(heidi, '/ask', 'data-protocol="json"');
  await heidi.asks('Who won?');
  await heidi.seesAnswer(/Answer 1/);
  await heidi.presses('And then?');
  await heidi.seesAnswer(/Answer 2/);
  assert.deepEqual(asked[0]?.body, { message: 'Who won?', history: [], topic: 'Other' });
  assert.deepEqual(asked[1]?.body.history, [
    { role: 'user', text: 'Who won?' },
    { role: 'assistant', text: 'Answer **1**' },
  ]);
  await heidi.seesNoStrip();
});

test('json: what was said is there after the page is loaded again, and is the history of the next question', async ({
  heidi,
  page,
}) => {
  endpoint('/ask', (response, count) => json(response, { reply: `Answer ${count}` }));
  await opensChat(heidi, '/ask', 'data-protocol="json"');
  await heidi.asks('Who won?');
  await heidi.seesAnswer(/Answer 1/);
  await page.reload();
  await heidi.opensChat();
  await heidi.seesAnswer(/Answer 1/);
  await heidi.asks('And who lost?');
  await heidi.seesAnswer(/Answer 2/);
  assert.equal(asked[1]?.body.history.length, 2);
  assert.deepEqual(await heidi.announcements('alert'), []);
});

test('json: a question that is refused for good can be edited', async ({ heidi, trouble }) => {
  trouble.expects(failedRequest);
  endpoint('/ask', (response) => json(response, { error: 'no' }, 400));
  await opensChat(heidi, '/ask', 'data-protocol="json"');
  await heidi.asks('Who won?');
  await heidi.transcript.getByText(/^Could not send/).waitFor();
  await heidi.presses('Edit');
  await becomes(() => heidi.composer.inputValue(), 'Who won?', 'the text field');
  await becomes(() => heidi.questions.count(), 0, 'the question is taken back');
});

test('json: a server that is away for a moment is asked again', async ({ heidi, trouble }) => {
  trouble.expects(failedRequest);
  endpoint('/ask', (response, count) => (count === 1 ? response.destroy() : json(response, { reply: 'Norway.' })));
  await opensChat(heidi, '/ask', 'data-protocol="json"');
  await heidi.asks('Who won?');
  await heidi.seesAnswer(/Norway/);
  assert.equal(await heidi.questions.count(), 1);
});

/** @param {import('node:http').ServerResponse} response */
const openStream = (response) => response.writeHead(200, { 'Content-Type': 'text/event-stream' });
const chunk = (content) => `data: ${JSON.stringify({ choices: [{ delta: { content, reasoning: 'hm' } }] })}\n\n`;

test('openai: an answer that streams, its characters cut anywhere', async ({ heidi, page }) => {
  const bytes = Buffer.from(`: hello\n\n${chunk('Nørway 🇳🇴 ')}${chunk('won, *twice*.')}data: [DONE]\n\n`);
  endpoint('/v1/chat/completions', async (response) => {
    openStream(response);
    for (const byte of bytes) {
      response.write(Buffer.from([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  });
  await opensChat(heidi, '/v1', 'data-protocol="openai" data-model="harbour-1"');
  await heidi.asks('Who won?');
  await heidi.seesAnswer(/Nørway 🇳🇴 won, twice\./);
  assert.deepEqual(asked[0]?.body, {
    model: 'harbour-1',
    stream: true,
    messages: [{ role: 'user', content: 'Who won?' }],
  });
  assert.equal(asked[0]?.headers.authorization, undefined);
  await heidi.seesNoStrip();
  assert.ok(page.url().endsWith('/partner.html'));
});

test('openai: a cut answer is kept and marked, and Retry asks again', async ({ heidi, trouble }) => {
  trouble.expects(failedRequest);
  let cut = () => {};
  endpoint('/v1/chat/completions', (response, count) => {
    openStream(response).write(chunk(count === 1 ? 'Norway wo' : 'Norway won.'));
    if (count === 1) cut = () => response.destroy();
    else response.end('data: [DONE]\n\n');
  });
  await opensChat(heidi, '/v1', 'data-protocol="openai"');
  await heidi.asks('Who won?');
  await heidi.answers.filter({ hasText: 'Norway wo' }).waitFor();
  cut();
  await heidi.answers.getByText('Interrupted').waitFor();
  assert.equal(await heidi.strip.innerText(), '', 'there is nothing to rejoin');
  await heidi.transcript.getByRole('button', { name: 'Retry' }).click();
  await heidi.seesAnswer(/Norway won\./);
  assert.equal(await heidi.transcript.getByRole('button', { name: 'Retry' }).count(), 0);
});

test('openai: Stop ends the request', async ({ heidi }) => {
  let ended = false;
  endpoint('/v1/chat/completions', (response) => {
    openStream(response).write(chunk('Norway '));
    response.on('close', () => {
      ended = true;
    });
  });
  await opensChat(heidi, '/v1', 'data-protocol="openai"');
  await heidi.asks('Who won?');
  await heidi.answers.filter({ hasText: 'Norway' }).waitFor();
  await heidi.presses('Stop');
  await heidi.answers.getByText('Interrupted').waitFor();
  await eventually(() => ended, 'the endpoint hears of it');
});

test('openai: an error inside the stream is told', async ({ heidi }) => {
  endpoint('/v1/chat/completions', (response) => {
    openStream(response).end(`${chunk('Norway ')}data: {"error":{"message":"The model is overloaded."}}\n\n`);
  });
  await opensChat(heidi, '/v1', 'data-protocol="openai"');
  await heidi.asks('Who won?');
  await heidi.transcript.getByRole('button', { name: 'Retry' }).waitFor();
  await heidi.answers.filter({ hasText: 'Norway' }).waitFor();
});

test('an endpoint that wants a token gets the one that the page gives when it is asked', async (scene) => {
  const { heidi, page, trouble } = scene;
  trouble.expects(failedRequest);
  endpoint('/ask', (response) => {
    const known = asked.at(-1)?.headers.authorization === 'Bearer letmein';
    return known ? json(response, { reply: 'Norway.' }) : json(response, { error: 'who are you?' }, 401);
  });
  await opensChat(heidi, '/ask', 'data-protocol="json"');
  await page.evaluate(() => {
    const { Heidi } = /** @type {any} */ (globalThis);
    addEventListener('heidi:token-wanted', () => Heidi.setUser({ token: 'letmein' }));
  });
  await heidi.asks('Who won?');
  await heidi.seesAnswer(/Norway/);
  assert.equal(await heidi.questions.count(), 1);
});
