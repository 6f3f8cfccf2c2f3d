// What survives the end of the server's process: with a data file, everything.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Conversation } from './support/conversation.mjs';
import { textOfDeltas } from './support/event-reader.mjs';
import { serverProcess, temporaryFolder } from './support/servers.mjs';

const question = 'Tell me about “And the newest script of all”';

test('killed in the middle of an answer, the server finishes it after its restart', async (t) => {
  const data = join(temporaryFolder(t), 'heidi.db');
  // The links of an answer hold the server's address; here both servers have the same.
  const address = ['--public-url', 'http://news.example/'];
  const first = await serverProcess(t, ['--data', data, '--pace-ms', '10', ...address]);
  const conversation = await Conversation.start(first.url);
  const sent = await conversation.send(question, { key: 'k1' });
  const stream = await conversation.events();
  const seen = await stream.readUntil(({ event, data }) => event === 'delta' && data.offset > 60);
  await first.end('SIGKILL');

  const second = await serverProcess(t, ['--data', data, '--pace-ms', '0', ...address]);
  const again = conversation.at(second.url);
  assert.deepEqual((await again.send(question, { key: 'k1' })).json, sent.json, 'the key is still known');
  const cursor = seen.at(-1).id;
  const [hello, ...rest] = await again.answer(cursor);
  assert.equal(hello.event, 'hello');
  assert.deepEqual(
    rest.map(({ id }) => id),
    rest.map((_, index) => cursor + 1 + index),
  );
  const final = rest.at(-1);
  assert.equal(textOfDeltas(rest, textOfDeltas(seen)), final.data.text);
  assert.ok(final.data.sources.length > 0);
  assert.equal((await again.snapshot()).messages.length, 2);

  const calm = await Conversation.start(second.url);
  assert.equal((await calm.finalAnswer(question)).text, final.data.text, 'as if it had never been killed');
});

test('killed again and again, it loses nothing that it acknowledged', async (t) => {
  const data = join(temporaryFolder(t), 'heidi.db');
  const questions = [
    'Who rings the bell?',
    question,
    'How good is it?',
    'Hebrew vowels',
    'What do the cinnamon buns pay for?',
  ];
  const log = [];
  /** @type {Conversation | undefined} */
  let conversation;
  for (const [round, text] of questions.entries()) {
    const server = await serverProcess(t, ['--data', data, '--pace-ms', '3']);
    conversation = conversation?.at(server.url) ?? (await Conversation.start(server.url));
    await conversation.send(text, { key: `k${round}` });
    const stream = await conversation.events(log.length);
    // Each round dies a few events later than the one before, so that the end falls on different moments.
    while (log.length < (round + 1) * 12) {
      const event = await stream.next();
      if (event.id) log.push(event);
    }
    await server.end('SIGKILL');
  }
  const last = await serverProcess(t, ['--data', data, '--pace-ms', '0']);
  const reader = conversation.at(last.url);
  const stream = await reader.events(log.length);
  const answered = () => log.filter(({ event }) => event === 'final').length;
  while (answered() < questions.length) {
    const event = await stream.next();
    if (event.id) log.push(event);
  }
  stream.close();

  assert.deepEqual(
    log.map(({ id }) => id),
    log.map((_, index) => index + 1),
  );
  const { messages } = await reader.snapshot();
  assert.deepEqual(
    messages.filter(({ role }) => role === 'user').map(({ text }) => text),
    questions,
  );
  for (const { id, text } of messages.filter(({ role }) => role === 'assistant')) {
    assert.equal(textOfDeltas(log.filter(({ data }) => data.message_id === id)), text);
  }
});

test('killed at any moment of sending, rating and stopping, it keeps every promise it made', async (t) => {
  const data = join(temporaryFolder(t), 'heidi.db');
  const args = ['--data', data, '--pace-ms', '2', '--message-rate', '0'];
  let server = await serverProcess(t, args);
  let conversation = await Conversation.start(server.url);
  const promised = new Map();
  let rating = '';
  for (let round = 0; round < 8; round += 1) {
    // Early, late and in between: what matters is that it is never the same moment of the server's work.
    const killed = delay(round * 7 + Math.random() * 20).then(() => server.end('SIGKILL'));
    for (let i = 0; ; i += 1) {
      const key = `k${round}-${i}`;
      const reply = await conversation.send(question, { key }).catch(() => null);
      if (!reply) break;
      if (reply.status === 202) promised.set(key, reply.json);
      const value = i % 2 === 0 ? 'up' : 'down';
      const rated = await conversation.call('/messages/a1/feedback', { body: { value } }).catch(() => null);
      if (!rated) rating = '';
      else if (rated.status === 200) rating = value;
      if (!(await conversation.call('/stop', { method: 'POST' }).catch(() => null))) break;
    }
    await killed;
    server = await serverProcess(t, args);
    conversation = conversation.at(server.url);
    const { messages } = await conversation.snapshot();
    const keys = messages.map(({ client_id }) => client_id).filter(Boolean);
    assert.equal(new Set(keys).size, keys.length, 'no question twice');
    for (const [key, { message_id }] of promised) {
      assert.equal(messages.find(({ client_id }) => client_id === key)?.id, message_id, `round ${round}: ${key}`);
    }
    // The rating that was on its way when it died may have been kept or not.
    if (rating !== '') assert.equal(messages.find(({ id }) => id === 'a1').feedback, rating);
  }
  assert.ok(promised.size > 8, 'there was something to lose');
  for (const [key, json] of promised) assert.deepEqual((await conversation.send(question, { key })).json, json);
});

test('asked to stop, the server says so, lets the answer finish, says bye and ends well', async (t) => {
  const data = join(temporaryFolder(t), 'heidi.db');
  const server = await serverProcess(t, ['--data', data, '--pace-ms', '5']);
  const conversation = await Conversation.start(server.url);
  await conversation.ask(question);
  const stream = await conversation.events();
  await stream.readUntil(({ event }) => event === 'delta');
  const exitCode = server.end('SIGTERM');
  const events = await stream.readToEnd();
  const names = events.map(({ event }) => event).filter((event) => event !== 'delta');
  assert.deepEqual(names, ['draining', 'final', 'bye']);
  assert.equal(typeof events.find(({ event }) => event === 'draining').data.after_ms, 'number');
  assert.equal(await exitCode, 0);
});

test('an answer that takes longer than the server may take to stop is finished by the next one', async (t) => {
  const data = join(temporaryFolder(t), 'heidi.db');
  const first = await serverProcess(t, ['--data', data, '--pace-ms', '20', '--drain-ms', '30']);
  const conversation = await Conversation.start(first.url);
  const { seq } = await conversation.ask(question);
  const stream = await conversation.events(seq);
  await stream.readUntil(({ event }) => event === 'delta');
  const stopped = first.end('SIGINT');
  assert.equal((await stream.readToEnd()).at(-1).event, 'bye');
  assert.equal(await stopped, 0);
  const second = await serverProcess(t, ['--data', data, '--pace-ms', '0']);
  const events = await conversation.at(second.url).answer(seq);
  assert.equal(textOfDeltas(events), events.at(-1).data.text);
});

test('a new server waits until the one before it lets go of the data file', async (t) => {
  const data = join(temporaryFolder(t), 'heidi.db');
  const first = await serverProcess(t, ['--data', data]);
  const conversation = await Conversation.start(first.url);
  const starting = serverProcess(t, ['--data', data]);
  assert.equal((await conversation.call('')).status, 200, 'the old one still works');
  assert.equal(await first.end('SIGTERM'), 0);
  const second = await starting;
  assert.equal((await conversation.at(second.url).call('')).status, 200);
});

test('without a data file a restarted server says that the session is gone', async (t) => {
  const first = await serverProcess(t, []);
  const conversation = await Conversation.start(first.url);
  await first.end('SIGKILL');
  const second = await serverProcess(t, []);
  assert.equal((await conversation.at(second.url).call('')).status, 404);
});

test('a pause outlives a restart', async (t) => {
  const data = join(temporaryFolder(t), 'heidi.db');
  const env = { HEIDI_ADMIN_TOKEN: 'operator' };
  const first = await serverProcess(t, ['--data', data], env);
  const conversation = await Conversation.start(first.url);
  const headers = { Authorization: 'Bearer operator', 'Content-Type': 'application/json' };
  await fetch(`${first.url}api/heidi/admin/pause`, { method: 'POST', headers, body: '{"reason":"Night."}' });
  await first.end('SIGKILL');
  const second = await serverProcess(t, ['--data', data], env);
  const { paused, reason } = await conversation.at(second.url).snapshot();
  assert.deepEqual([paused, reason], [true, 'Night.']);
});
