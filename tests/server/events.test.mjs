// The event stream: what a client that loses its connection can rely on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation } from './support/conversation.mjs';
import { textOfDeltas } from './support/event-reader.mjs';
import { runningServer } from './support/servers.mjs';
import { eventually } from './support/waiting.mjs';

const question = 'What about the astronaut emoji?';

test('an answer arrives as numbered deltas that make up its final text, emoji included', async (t) => {
  const conversation = await Conversation.start(await runningServer(t));
  await conversation.ask(question);
  const [hello, ...events] = await conversation.answer();
  assert.equal(hello.event, 'hello');
  assert.equal(hello.id, undefined);
  assert.deepEqual(
    events.map(({ id }) => id),
    events.map((_, index) => index + 1),
  );
  assert.equal(events[0].event, 'accepted');
  const final = events.at(-1);
  assert.equal(final.event, 'final');
  assert.match(final.data.text, /👩‍🚀/);
  assert.ok(events.length > 10, 'several deltas');
  assert.equal(textOfDeltas(events), final.data.text);
});

test('hello comes at once, also when the answer takes its time', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { paceMs: 60_000 }));
  const { seq } = await conversation.ask(question);
  const stream = await conversation.events(0);
  assert.deepEqual(await stream.next(), { event: 'hello', data: { seq } });
  stream.close();
});

test('the stream has the headers that keep proxies from holding it back', async (t) => {
  const conversation = await Conversation.start(await runningServer(t));
  await conversation.ask(question);
  const stream = await conversation.events(0, { 'Accept-Encoding': 'gzip, br' });
  assert.equal(stream.headers.get('Content-Type'), 'text/event-stream; charset=utf-8');
  assert.equal(stream.headers.get('Cache-Control'), 'no-cache, no-transform');
  assert.equal(stream.headers.get('X-Accel-Buffering'), 'no');
  assert.equal(stream.headers.get('Content-Encoding'), null);
  stream.close();
});

test('from any cursor, exactly what follows is replayed', async (t) => {
  const conversation = await Conversation.start(await runningServer(t));
  await conversation.ask(question);
  const [, ...all] = await conversation.answer();
  for (const cursor of [1, 2, Math.floor(all.length / 2), all.length - 1]) {
    const [hello, ...replayed] = await conversation.answer(cursor);
    assert.equal(hello.event, 'hello');
    assert.deepEqual(replayed, all.slice(cursor));
  }
});

test('the cursor may also come as Last-Event-ID', async (t) => {
  const conversation = await Conversation.start(await runningServer(t));
  await conversation.ask(question);
  const all = await conversation.answer();
  const headers = { 'Last-Event-ID': String(all.length - 2) };
  const reply = await conversation.call('/events?wait=0', { headers: { ...headers, Accept: 'application/json' } });
  assert.deepEqual(
    reply.json.events.map(({ event }) => event),
    ['final'],
  );
});

test('an answer goes on while nobody listens', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { paceMs: 5 }));
  const { seq } = await conversation.ask(question);
  const stream = await conversation.events(seq);
  await stream.readUntil(({ event }) => event === 'delta');
  stream.close();
  const snapshot = await eventually(async () => {
    const found = await conversation.snapshot();
    return found.turn === null && found;
  }, 'the answer ends');
  const events = await conversation.answer(seq);
  assert.equal(snapshot.messages.at(-1).text, textOfDeltas(events));
});

test('nothing is running and nothing was missed: 204; otherwise there is a stream', async (t) => {
  const conversation = await Conversation.start(await runningServer(t));
  assert.equal((await conversation.call('/events?after=0')).status, 204);
  await conversation.finalAnswer(question);
  const { seq } = await conversation.snapshot();
  assert.equal((await conversation.call(`/events?after=${seq}`)).status, 204);
  const stream = await conversation.events(seq - 1);
  assert.equal(stream.status, 200);
  stream.close();
});

test('at the head of a running answer there is a stream, not a 204', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { paceMs: 60_000 }));
  const { seq } = await conversation.ask(question);
  const stream = await conversation.events(seq);
  assert.equal(stream.status, 200);
  stream.close();
});

test('a cursor ahead of the log, or older than what is kept, needs a snapshot', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { replayEvents: 5 }));
  assert.equal((await conversation.call('/events?after=1')).json.error.code, 'cursor_ahead');
  await conversation.ask(question);
  const { seq } = await eventually(async () => {
    const found = await conversation.snapshot();
    return found.turn === null && found;
  }, 'the answer ends');
  const old = await conversation.call('/events?after=0');
  assert.deepEqual([old.status, old.json.error.code], [409, 'cursor_too_old']);
  assert.equal((await conversation.call(`/events?after=${seq + 1}`)).status, 409);
  const kept = await conversation.answer(seq - 5);
  assert.deepEqual(
    kept.slice(1).map(({ id }) => id),
    [seq - 4, seq - 3, seq - 2, seq - 1, seq],
  );
});

test('a cursor that is no number is refused', async (t) => {
  const conversation = await Conversation.start(await runningServer(t));
  for (const cursor of ['x', '-1', '1.5', '1e3', '9999999999999999']) {
    assert.equal((await conversation.call(`/events?after=${cursor}`)).status, 400);
  }
});

test('a ping says the last number sent on this stream and has none itself', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { paceMs: 60_000, heartbeatMs: 20 }));
  const { seq } = await conversation.ask(question);
  const stream = await conversation.events(0);
  const pings = await stream.readUntil(({ event }) => event === 'ping');
  assert.deepEqual(pings.at(-1), { event: 'ping', data: { head: seq } });
  stream.close();
});

test('a new stream supersedes the old one, which is told so', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { paceMs: 20 }));
  const { seq } = await conversation.ask(question);
  const older = await conversation.events(seq);
  await older.readUntil(({ event }) => event === 'hello');
  const newer = await conversation.events(seq);
  const ending = (await older.readToEnd()).filter(({ event }) => event !== 'delta');
  assert.deepEqual(
    ending.map(({ event }) => event),
    ['superseded', 'bye'],
  );
  await newer.readUntil(({ event }) => event === 'final');
  newer.close();
});

test('a stream of a session without a running answer ends with bye', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { heartbeatMs: 10, idleMs: 30 }));
  const { seq } = await conversation.ask(question);
  const stream = await conversation.events(seq);
  const events = await stream.readToEnd();
  assert.equal(events.at(-1).event, 'bye');
  assert.ok(events.some(({ event }) => event === 'final'));
});

test('over its capacity of streams the server refuses newcomers, not a session that reconnects', async (t) => {
  const url = await runningServer(t, { maxStreams: 1, paceMs: 60_000 });
  const [one, two] = [await Conversation.start(url), await Conversation.start(url)];
  await one.ask(question);
  await two.ask(question);
  const stream = await one.events();
  await stream.next();
  const refused = await two.call('/events?after=0');
  assert.deepEqual([refused.status, refused.headers.get('Retry-After')], [503, '10']);
  const again = await one.events();
  assert.equal(again.status, 200);
  again.close();
  stream.close();
});

test('a long poll returns what was missed, waits for what comes, and ends empty-handed in time', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { paceMs: 1 }));
  const poll = (after, wait = 25) =>
    conversation.call(`/events?after=${after}&wait=${wait}`, { headers: { Accept: 'application/json' } });
  await conversation.ask(question);
  const events = [];
  for (let next = 0; events.at(-1)?.event !== 'final'; ) {
    const { status, json } = await poll(next);
    assert.equal(status, 200);
    events.push(...json.events);
    next = json.next;
    assert.equal(events.at(-1).seq, next);
  }
  assert.deepEqual(
    events.map(({ seq }) => seq),
    events.map((_, index) => index + 1),
  );
  assert.equal(textOfDeltas(events), events.at(-1).data.text);
  assert.equal((await poll(events.length)).status, 204);
});

test('a long poll of a silent answer returns nothing when its time is over', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { paceMs: 60_000 }));
  const { seq } = await conversation.ask(question);
  const { status, json } = await conversation.call(`/events?after=${seq}&wait=0.05`, {
    headers: { Accept: 'application/json' },
  });
  assert.deepEqual([status, json], [200, { events: [], next: seq }]);
});

test('a long poll in another tab supersedes the stream', async (t) => {
  const conversation = await Conversation.start(await runningServer(t, { paceMs: 60_000 }));
  const { seq } = await conversation.ask(question);
  const stream = await conversation.events(seq);
  const poll = conversation.call(`/events?after=${seq}&wait=0.05`, { headers: { Accept: 'application/json' } });
  const events = await stream.readToEnd();
  assert.deepEqual(
    events.slice(-2).map(({ event }) => event),
    ['superseded', 'bye'],
  );
  assert.equal((await poll).status, 200);
});
