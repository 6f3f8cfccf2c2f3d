// Answers written by an OpenAI-compatible server, played here by a scripted one.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { Conversation } from './support/conversation.mjs';
import { textOfDeltas } from './support/event-reader.mjs';
import { runningServer, serverProcess, temporaryFolder } from './support/servers.mjs';

const sse = { 'Content-Type': 'text/event-stream' };
const chunk = (content, more = {}) => `data: ${JSON.stringify({ choices: [{ delta: { content }, ...more }] })}\n\n`;
const done = 'data: [DONE]\n\n';

/**
 * @param {import('node:test').TestContext} t
 * @param {(response: import('node:http').ServerResponse, body: any, call: number) => unknown} play
 */
async function upstream(t, play) {
  const requests = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const part of request) chunks.push(part);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    requests.push({ url: request.url, headers: request.headers, body });
    await play(response, body, requests.length);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${server.address().port}/v1`, requests };
}

/** Sends bytes one by one, each in a packet of its own. */
async function trickle(response, text) {
  response.writeHead(200, sse);
  for (const byte of Buffer.from(text)) {
    response.write(Buffer.from([byte]));
    await new Promise(setImmediate);
  }
  response.end();
}

async function answered(t, play, options = {}) {
  const { url, requests } = await upstream(t, play);
  const conversation = await Conversation.start(await runningServer(t, { upstream: url, ...options }));
  const { seq } = await conversation.ask('Who is Ilse Brandvold?');
  const events = await conversation.answer(seq);
  return { events, last: events.at(-1), requests, conversation };
}

test('a streamed completion becomes the answer, however its bytes are cut', async (t) => {
  const text = 'Zoë: 船 👩‍🚀 — fin.';
  const stream = `: hello\r\n\r\n${[...text].map((character) => chunk(character)).join('')}${chunk('', { finish_reason: 'stop' })}${done}`;
  const { events, last } = await answered(t, (response) => trickle(response, stream));
  assert.equal(last.event, 'final');
  assert.equal(last.data.text, text);
  assert.equal(textOfDeltas(events), text);
});

test('a surrogate pair cut between two chunks arrives whole', async (t) => {
  const stream = `data: {"choices":[{"delta":{"content":"A \\ud83d"}}]}\n\ndata: {"choices":[{"delta":{"content":"\\udc4b!"}}]}\n\n${done}`;
  const { events, last } = await answered(t, (response) => response.writeHead(200, sse).end(stream));
  assert.equal(last.data.text, 'A 👋!');
  assert.deepEqual(
    events.filter(({ event }) => event === 'delta').map(({ data }) => [data.offset, data.text]),
    [
      [0, 'A '],
      [2, '👋!'],
    ],
  );
});

test('the upstream gets the passages that fit, the question, the model and the key', async (t) => {
  const options = { upstreamKey: 'secret', upstreamModel: 'small' };
  const { last, requests } = await answered(
    t,
    (response) => response.writeHead(200, sse).end(chunk('She is.') + done),
    options,
  );
  const [{ url, headers, body }] = requests;
  assert.equal(url, '/v1/chat/completions');
  assert.equal(headers.authorization, 'Bearer secret');
  assert.deepEqual([body.model, body.stream], ['small', true]);
  assert.match(body.messages[0].content, /says Ilse Brandvold, the audiologist/);
  assert.deepEqual(body.messages.at(-1), { role: 'user', content: 'Who is Ilse Brandvold?' });
  assert.equal(last.data.sources[0].title, 'Why the next hearing aid will carry its own language model');
});

test('what was said before goes along', async (t) => {
  const { conversation, requests } = await answered(t, (response) =>
    response.writeHead(200, sse).end(chunk('First.') + done),
  );
  await conversation.finalAnswer('And then?');
  assert.deepEqual(requests[1].body.messages.slice(1), [
    { role: 'user', content: 'Who is Ilse Brandvold?' },
    { role: 'assistant', content: 'First.' },
    { role: 'user', content: 'And then?' },
  ]);
});

test('a missing [DONE] is forgiven when the completion says that it is finished', async (t) => {
  const { last } = await answered(t, (response) =>
    response.writeHead(200, sse).end(chunk('Whole.') + chunk('', { finish_reason: 'stop' })),
  );
  assert.deepEqual([last.event, last.data.text], ['final', 'Whole.']);
});

test('a server that does not stream is understood as well', async (t) => {
  const reply = JSON.stringify({
    choices: [{ message: { role: 'assistant', content: 'In one piece.' }, finish_reason: 'stop' }],
  });
  const { last } = await answered(t, (response) =>
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(reply),
  );
  assert.deepEqual([last.event, last.data.text], ['final', 'In one piece.']);
});

const failures = [
  [
    'an answer that is cut short',
    (response) => response.writeHead(200, sse).end(chunk('Half an')),
    'upstream_cut',
    true,
  ],
  [
    'an error inside the stream',
    (response) => response.writeHead(200, sse).end(`${chunk('Ha')}data: {"error":{"message":"overloaded"}}\n\n`),
    'upstream_error',
    true,
  ],
  [
    'a connection that breaks',
    (response) => {
      response.writeHead(200, sse).write(chunk('Ha'));
      setImmediate(() => response.destroy());
    },
    'upstream_unreachable',
    true,
  ],
  ['too many requests', (response) => response.writeHead(429).end('slow down'), 'upstream_429', true],
  ['a broken server', (response) => response.writeHead(500).end('oops'), 'upstream_500', true],
  ['a wrong key', (response) => response.writeHead(401).end('who are you'), 'upstream_401', false],
  [
    'something that is no completion',
    (response) => response.writeHead(200, sse).end('data: <html>\n\n'),
    'upstream_invalid',
    false,
  ],
  ['silence', (response) => response.writeHead(200, sse).write(chunk('Well')), 'upstream_silent', true],
];

for (const [name, play, code, retryable] of failures) {
  test(`${name} becomes an error event, and the conversation goes on`, async (t) => {
    const told = t.mock.method(process.stderr, 'write', () => true);
    const second = (response) => response.writeHead(200, sse).end(chunk('Better now.') + done);
    const { last, conversation } = await answered(t, (response, _, call) => (call === 1 ? play : second)(response), {
      upstreamTimeoutMs: 200,
    });
    assert.deepEqual([last.event, last.data], ['error', { message_id: 'a1', code, retryable }]);
    const { messages, turn } = await conversation.snapshot();
    assert.deepEqual([turn, messages[1].status], [null, 'failed']);
    assert.ok(told.mock.callCount() > 0, 'the operator is told');
    assert.equal((await conversation.finalAnswer('Again?')).text, 'Better now.');
  });
}

test('an upstream that is not there is an error that may be retried', async (t) => {
  t.mock.method(process.stderr, 'write', () => true);
  const conversation = await Conversation.start(await runningServer(t, { upstream: 'http://127.0.0.1:9/v1' }));
  const { seq } = await conversation.ask('Hello?');
  const { event, data } = (await conversation.answer(seq)).at(-1);
  assert.deepEqual([event, data.retryable], ['error', true]);
});

test('stop hangs up on the upstream', async (t) => {
  let closed;
  const hungUp = new Promise((resolve) => {
    closed = resolve;
  });
  const { url } = await upstream(t, (response) => {
    response.on('close', closed);
    response.writeHead(200, sse).write(chunk('On and on'));
  });
  const conversation = await Conversation.start(await runningServer(t, { upstream: url }));
  const { seq } = await conversation.ask('Hello?');
  const stream = await conversation.events(seq);
  await stream.readUntil(({ event }) => event === 'delta');
  await conversation.call('/stop', { method: 'POST' });
  const { data } = (await stream.readUntil(({ event }) => event === 'final')).at(-1);
  assert.deepEqual([data.text, data.status], ['On and on', 'interrupted']);
  await hungUp;
});

test('after a kill, the upstream is asked to go on where the answer stopped', async (t) => {
  const { url, requests } = await upstream(t, (response, _, call) => {
    if (call === 1) response.writeHead(200, sse).write(chunk('Once upon '));
    else response.writeHead(200, sse).end(chunk('a time.') + done);
  });
  const data = join(temporaryFolder(t), 'heidi.db');
  const env = { HEIDI_UPSTREAM: url };
  const first = await serverProcess(t, ['--data', data], env);
  const conversation = await Conversation.start(first.url);
  const { seq } = await conversation.ask('Tell me a story');
  const stream = await conversation.events(seq);
  const seen = await stream.readUntil(({ event }) => event === 'delta');
  await first.end('SIGKILL');
  const second = await serverProcess(t, ['--data', data], env);
  const rest = await conversation.at(second.url).answer(seen.at(-1).id);
  assert.equal(rest.at(-1).data.text, 'Once upon a time.');
  assert.equal(textOfDeltas(rest, textOfDeltas(seen)), 'Once upon a time.');
  assert.deepEqual(requests[1].body.messages.at(-2), { role: 'assistant', content: 'Once upon ' });
});
