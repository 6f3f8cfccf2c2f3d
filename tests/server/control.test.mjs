// Snapshot, stop, feedback, and the operator's pause.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation, call } from './support/conversation.mjs';
import { textOfDeltas } from './support/event-reader.mjs';
import { runningServer } from './support/servers.mjs';
import { eventually } from './support/waiting.mjs';

const question = 'How good is the forecast of the shed?';

test('a snapshot holds the conversation at one sequence number', async (t) => {
  const conversation = await Conversation.start(await runningServer(t));
  assert.deepEqual(await conversation.snapshot(), { seq: 0, messages: [], turn: null, paused: false });
  await conversation.send(question, { key: 'k1' });
  const final = (await conversation.answer()).at(-1);
  const { seq, messages, turn, paused } = await conversation.snapshot();
  assert.deepEqual({ seq, turn, paused }, { seq: final.id, turn: null, paused: false });
  const [asked, answered] = messages;
  assert.match(asked.at, /^\d{4}-\d\d-\d\dT/);
  assert.deepEqual(
    { ...asked, at: '' },
    { id: 'q1', client_id: 'k1', role: 'user', text: question, status: 'delivered', at: '' },
  );
  assert.equal(answered.role, 'assistant');
  assert.equal(answered.status, 'complete');
  assert.equal(answered.text, final.data.text);
  assert.deepEqual(answered.sources, final.data.sources);
  assert.deepEqual(answered.suggestions, final.data.suggestions);
});

test('a snapshot in the middle of an answer and the deltas after it make up the final text', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { paceMs: 5 }));
  const { seq } = await conversation.ask(question);
  const stream = await conversation.events(seq);
  for (let i = 0; i < 5; i += 1) await stream.readUntil(({ event }) => event === 'delta');
  stream.close();
  const snapshot = await conversation.snapshot();
  const answer = snapshot.messages.at(-1);
  assert.deepEqual([snapshot.turn, answer.id, answer.status], ['a1', 'a1', 'streaming']);
  const rest = await conversation.answer(snapshot.seq);
  assert.equal(textOfDeltas(rest, answer.text), rest.at(-1).data.text);
});

test('stop ends the answer with what it has, and may be repeated', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { paceMs: 10 }));
  await conversation.ask(question);
  const stream = await conversation.events();
  const events = await stream.readUntil(({ event }) => event === 'delta');
  const stop = await conversation.call('/stop', { method: 'POST' });
  assert.equal(stop.status, 200);
  events.push(...(await stream.readUntil(({ event }) => event === 'final')));
  stream.close();
  const { data, id } = events.at(-1);
  assert.equal(data.status, 'interrupted');
  assert.equal(data.text, textOfDeltas(events));
  assert.equal(stop.json.seq, id);
  assert.deepEqual((await conversation.call('/stop', { method: 'POST' })).json, { seq: id });
  const { messages, turn } = await conversation.snapshot();
  assert.deepEqual([turn, messages.at(-1).status], [null, 'interrupted']);
});

test('messages stand in the order in which the log brings them up', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { paceMs: 150 }));
  await conversation.ask('Who rings the bell?');
  await conversation.ask('What do the cinnamon buns pay for?');
  await conversation.call('/stop', { method: 'POST' });
  const { seq } = await conversation.ask('Hebrew vowels');
  await conversation.call('/stop', { method: 'POST' });
  await eventually(async () => (await conversation.snapshot()).messages.length > 4, 'two answers have begun');
  const { seq: head, messages } = await conversation.snapshot();
  assert.ok(head > seq);
  const events = await (await conversation.events(0)).readUntil(({ id }) => id === head);
  const inLog = events.filter(({ id }) => id).map(({ data }) => data.message_id);
  assert.deepEqual(
    messages.map(({ id }) => id),
    [...new Set(inLog)],
  );
});

test('a thumb for an answer that is still being written is kept when it ends', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { paceMs: 3 }));
  const { seq } = await conversation.ask(question);
  const stream = await conversation.events(seq);
  await stream.readUntil(({ event }) => event === 'delta');
  await conversation.call('/messages/a1/feedback', { body: { value: 'up' } });
  await stream.readUntil(({ event }) => event === 'final');
  stream.close();
  assert.equal((await conversation.snapshot()).messages.at(-1).feedback, 'up');
});

test('after a stop the next question is answered in full', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { paceMs: 1 }));
  await conversation.ask(question);
  await conversation.call('/stop', { method: 'POST' });
  const { status } = await conversation.finalAnswer('Who rings the bell?');
  assert.equal(status, 'complete');
});

test('a stop that names another answer stops nothing', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { paceMs: 5 }));
  const { seq } = await conversation.ask(question);
  assert.equal((await conversation.call('/stop', { body: { message_id: 'a7' } })).status, 200);
  assert.equal((await conversation.answer(seq)).at(-1).data.status, 'complete');
});

test('closing the stream stops nothing', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { paceMs: 5 }));
  const { seq } = await conversation.ask(question);
  (await conversation.events(seq)).close();
  assert.equal((await conversation.answer(seq)).at(-1).data.status, 'complete');
});

test('feedback is kept with the answer, and may be changed', async (t) => {
  const conversation = await Conversation.start(await runningServer(t));
  await conversation.finalAnswer(question);
  const give = (id, body) => conversation.call(`/messages/${id}/feedback`, { body });
  for (const value of ['up', 'up', 'down']) {
    const { status, json } = await give('a1', { value, note: 'because' });
    assert.deepEqual([status, json], [200, { message_id: 'a1', value }]);
  }
  assert.equal((await conversation.snapshot()).messages.at(-1).feedback, 'down');
  assert.equal((await give('a1', { value: 'sideways' })).status, 400);
  assert.equal((await give('a9', { value: 'up' })).status, 422);
  assert.equal((await give('q1', { value: 'up' })).status, 422);
});

const adminToken = 'operator';
const admin = (url, what, body = {}, token = adminToken) =>
  call(`${url}api/heidi/admin/${what}`, { body, headers: { Authorization: `Bearer ${token}` } });

test('a paused session tells its stream, refuses messages for now, and can be resumed', async (t) => {
  const url = await runningServer(t, { adminToken, paceMs: 5 });
  const conversation = await Conversation.start(url);
  const { seq } = await conversation.ask(question);
  const stream = await conversation.events(seq);
  await stream.readUntil(({ event }) => event === 'delta');
  const { json } = await admin(url, 'pause', { session: conversation.session, reason: 'Lunch.' });
  assert.deepEqual(json, { sessions: 1, paused: true });
  const ending = await stream.readToEnd();
  assert.deepEqual(ending.slice(-2), [
    { event: 'paused', data: { reason: 'Lunch.' } },
    { event: 'bye', data: {} },
  ]);

  const refused = await conversation.send('And?');
  assert.deepEqual([refused.status, refused.json.error.code], [503, 'paused']);
  assert.ok(refused.headers.get('Retry-After'));
  const { paused, reason } = await conversation.snapshot();
  assert.deepEqual([paused, reason], [true, 'Lunch.']);

  for (let i = 0; i < 2; i += 1) assert.equal((await conversation.call('/resume', { method: 'POST' })).status, 200);
  assert.equal((await conversation.answer(seq)).at(-1).event, 'final');
});

test('whoever opens a stream of a paused session learns it, also by long poll', async (t) => {
  const url = await runningServer(t, { adminToken });
  const conversation = await Conversation.start(url);
  await admin(url, 'pause', { reason: 'Lunch.' });
  const events = await (await conversation.events()).readToEnd();
  assert.deepEqual(
    events.map(({ event }) => event),
    ['hello', 'paused', 'bye'],
  );
  const { json } = await conversation.call('/events?after=0', { headers: { Accept: 'application/json' } });
  assert.deepEqual(json, { events: [{ event: 'paused', data: { reason: 'Lunch.' } }], next: 0 });
});

test('a pause that the operator holds cannot be resumed by the reader before its time', async (t) => {
  const url = await runningServer(t, { adminToken });
  const conversation = await Conversation.start(url);
  await admin(url, 'pause', { hold_s: 60 });
  const refused = await conversation.call('/resume', { method: 'POST' });
  assert.equal(refused.status, 503);
  assert.ok(Number(refused.headers.get('Retry-After')) > 50);
  assert.deepEqual((await admin(url, 'resume')).json, { sessions: 1, paused: false });
  assert.equal((await conversation.send(question)).status, 202);
});

test('the admin calls need the admin token, and do not exist without one', async (t) => {
  const url = await runningServer(t, { adminToken });
  assert.equal((await admin(url, 'pause', {}, 'guess')).status, 401);
  assert.equal((await call(`${url}api/heidi/admin/pause`, { body: {} })).status, 401);
  assert.equal((await admin(url, 'pause', { session: 'nobody' })).status, 404);
  assert.equal((await admin(url, 'pause', { hold_s: 'long' })).status, 400);
  assert.equal((await admin(await runningServer(t), 'pause', {}, '')).status, 404);
});
