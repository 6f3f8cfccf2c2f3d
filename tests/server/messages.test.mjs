// Sending messages: once each, whatever the network does.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { Conversation } from './support/conversation.mjs';
import { runningServer } from './support/servers.mjs';
import { eventually } from './support/waiting.mjs';

test('a message is acknowledged with its id and sequence number, and appears in the log', async (t) => {
  const conversation = await Conversation.start(await runningServer(t));
  const { status, json } = await conversation.send('Who is Ilse Brandvold?', { key: 'k1' });
  assert.equal(status, 202);
  assert.deepEqual(json, { message_id: 'q1', seq: 1 });
  const [hello, accepted] = await conversation.answer();
  assert.equal(hello.event, 'hello');
  assert.deepEqual(accepted, {
    id: 1,
    event: 'accepted',
    data: { client_id: 'k1', message_id: 'q1', text: 'Who is Ilse Brandvold?' },
  });
});

test('the same message sent again has the same reply and is asked once', async (t) => {
  const conversation = await Conversation.start(await runningServer(t));
  const first = await conversation.send('Who rings the bell?', { key: 'k1' });
  await conversation.answer();
  const again = await Promise.all([1, 2, 3].map(() => conversation.send('Who rings the bell?', { key: 'k1' })));
  // Three at once may meet each other, and are then told to try again.
  for (const { status, json } of again.filter(({ status }) => status !== 409)) {
    assert.equal(status, 202);
    assert.deepEqual(json, first.json);
  }
  const { messages } = await conversation.snapshot();
  assert.deepEqual(
    messages.map(({ id }) => id),
    ['q1', 'a1'],
  );
});

test('a key that was used for another message is refused', async (t) => {
  const conversation = await Conversation.start(await runningServer(t));
  await conversation.send('One', { key: 'k1' });
  for (const [text, more] of [
    ['Two', {}],
    ['One', { topic: 'Coast' }],
    ['One', { quote: 'some words' }],
  ]) {
    const { status, json } = await conversation.send(text, { key: 'k1', more });
    assert.deepEqual([status, json.error.code], [422, 'key_reused']);
  }
});

test('a key means something in its own session only', async (t) => {
  const url = await runningServer(t);
  const [one, two] = [await Conversation.start(url), await Conversation.start(url)];
  assert.deepEqual((await one.send('One', { key: 'k1' })).json, { message_id: 'q1', seq: 1 });
  assert.deepEqual((await two.send('Two', { key: 'k1' })).json, { message_id: 'q1', seq: 1 });
  assert.equal((await one.snapshot()).messages[0].text, 'One');
  assert.equal((await two.snapshot()).messages[0].text, 'Two');
});

test('the order of a body’s members does not make it another message', async (t) => {
  const conversation = await Conversation.start(await runningServer(t));
  const headers = { 'Idempotency-Key': 'k1' };
  const first = await conversation.call('/messages', {
    headers,
    body: '{"text":"One","topic":"Other","client_id":"k1"}',
  });
  const again = await conversation.call('/messages', {
    headers,
    body: '{"client_id":"k1","topic":"Other","text":"One"}',
  });
  assert.deepEqual([again.status, again.json], [202, first.json]);
});

test('a second request with a key that is still being handled is told to wait', async (t) => {
  const conversation = await Conversation.start(await runningServer(t));
  const body = JSON.stringify({ client_id: 'slow', text: 'One', topic: 'Other' });
  const slow = request(`${conversation.url}/sessions/${conversation.session}/messages`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${conversation.token}`,
      'Idempotency-Key': 'slow',
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
    },
  });
  const replied = new Promise((resolve) => slow.on('response', resolve));
  slow.write(body.slice(0, 10));
  const refused = await eventually(async () => {
    const reply = await conversation.send('One', { key: 'slow', more: { topic: 'Other' } });
    return reply.status === 409 && reply;
  }, 'a 409').catch(() => null);
  slow.end(body.slice(10));
  const { statusCode } = await replied;
  // The half-sent request may reach the server after the whole one; then there was nothing to wait for.
  assert.equal(statusCode, 202);
  assert.ok(refused, 'the second request was told to wait');
  assert.ok(Number(refused.headers.get('Retry-After')) >= 1);
});

const refusals = [
  ['no text', { text: '' }, 400, /"text" is missing/],
  ['a text of spaces', { text: ' \n ' }, 400, /"text" is missing/],
  ['a text that is no string', { text: 5 }, 400, /"text" must be a string/],
  ['a topic that is no string', { text: 'One', topic: ['x'] }, 400, /"topic" must be a string/],
  ['a text that is too long', { text: '🚢'.repeat(101) }, 413, /"text" is longer than 100 characters/],
  ['a body that is far too long', { text: 'One', padding: 'x'.repeat(30_000) }, 413, /larger than/],
  ['another client_id than the key', { text: 'One', client_id: 'another' }, 400, /client_id/],
];

test('what is wrong with a message is said in words', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { maxText: 100 }));
  for (const [name, body, status, message] of refusals) {
    await t.test(name, async () => {
      const reply = await conversation.call('/messages', { body, headers: { 'Idempotency-Key': 'k' } });
      assert.equal(reply.status, status);
      assert.match(reply.json.error.message, message);
    });
  }
  await t.test('no key', async () => {
    assert.equal((await conversation.call('/messages', { body: { text: 'One' } })).status, 400);
  });
  await t.test('no JSON', async () => {
    for (const body of ['{"text":', '[]', '"One"', 'null']) {
      assert.equal((await conversation.call('/messages', { body, headers: { 'Idempotency-Key': 'k' } })).status, 400);
    }
  });
  await t.test('another media type', async () => {
    const headers = { 'Idempotency-Key': 'k', 'Content-Type': 'text/plain' };
    assert.equal((await conversation.call('/messages', { body: '{"text":"One"}', headers })).status, 415);
  });
  assert.deepEqual((await conversation.snapshot()).messages, []);
});

test('a text of exactly the longest length is accepted, counted in code points', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { maxText: 100 }));
  assert.equal((await conversation.send('🚢'.repeat(100))).status, 202);
});

test('who writes too fast waits, but a repeated message still gets its reply', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { messageRate: 1 }));
  const first = await conversation.send('One', { key: 'k1' });
  const refused = await conversation.send('Two', { key: 'k2' });
  assert.equal(refused.status, 429);
  assert.ok(Number(refused.headers.get('Retry-After')) >= 1);
  assert.deepEqual((await conversation.send('One', { key: 'k1' })).json, first.json);
});

test('questions that were asked during an answer are answered after it, in order', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { paceMs: 2 }));
  await conversation.ask('Who rings the bell?');
  await conversation.ask('What does the Rufbus cost?');
  const stream = await conversation.events();
  const first = await stream.readUntil(({ event }) => event === 'final');
  const second = await stream.readUntil(({ event }) => event === 'final');
  stream.close();
  assert.equal(first.at(-1).data.message_id, 'a1');
  assert.equal(second.at(-1).data.message_id, 'a2');
  assert.ok(!first.some(({ data }) => data.message_id === 'a2'));
});

test('more than four unanswered questions are too many for one session', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { paceMs: 1000 }));
  for (const text of ['1', '2', '3', '4']) await conversation.ask(text);
  assert.equal((await conversation.send('5')).status, 429);
});

test('a server that writes as many answers as it can refuses further questions', async (t) => {
  const url = await runningServer(t, { maxTurns: 1, paceMs: 1000 });
  const [one, two] = [await Conversation.start(url), await Conversation.start(url)];
  await one.ask('Who rings the bell?');
  const refused = await two.send('Who rings the bell?');
  assert.deepEqual([refused.status, refused.json.error.code], [503, 'full']);
});
