// Each fault by what is seen on the wire, and that the conversation is whole after it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Conversation, call } from './support/conversation.mjs';
import { textOfDeltas } from './support/event-reader.mjs';
import { breakableServer } from './support/servers.mjs';
import { eventually } from './support/waiting.mjs';

const question = 'How good is the forecast of the shed?';

/** @param {import('node:test').TestContext} t @param {Parameters<typeof breakableServer>[1]} [options] */
async function conversationAt(t, options) {
  const { url, faults } = await breakableServer(t, options);
  return { url, faults, conversation: await Conversation.start(url) };
}

/** @param {Conversation} conversation */
const openStream = (conversation) =>
  fetch(`${conversation.url}/sessions/${conversation.session}/events?after=0`, {
    headers: { Authorization: `Bearer ${conversation.token}` },
  });

/** An event stream as it comes, until it ends or is cut. @param {Conversation} conversation */
async function rawStream(conversation) {
  const response = await openStream(conversation);
  const chunks = [];
  try {
    for await (const chunk of response.body) chunks.push(chunk);
  } catch (error) {
    assert.match(error.message, /terminated/);
    return { isCut: true, text: Buffer.concat(chunks).toString() };
  }
  return { isCut: false, text: Buffer.concat(chunks).toString() };
}

/** Everything is as if nothing had been wrong. @param {Conversation} conversation @param {number} [questions] */
async function isWhole(conversation, questions = 1) {
  const snapshot = await eventually(async () => {
    const found = await conversation.snapshot();
    return found.turn === null && found;
  }, 'the answer ends');
  const { events } = (await conversation.call('/events?after=0', { headers: { Accept: 'application/json' } })).json;
  assert.deepEqual(
    events.map(({ seq }) => seq),
    events.map((_, index) => index + 1),
  );
  assert.equal(snapshot.messages.length, 2 * questions);
  for (const { id, role, text, status } of snapshot.messages) {
    if (role === 'user') continue;
    assert.equal(status, 'complete');
    assert.equal(textOfDeltas(events.filter(({ data }) => data.message_id === id)), text);
  }
}

// ---- cut

test('cut: a stream loses its connection after exactly so many bytes, again and again', async (t) => {
  const { faults, conversation } = await conversationAt(t);
  await conversation.ask(question);
  await isWhole(conversation);
  faults.set({ cut: { after_bytes: 150 } });
  const [first, second] = [await rawStream(conversation), await rawStream(conversation)];
  assert.deepEqual([first.isCut, Buffer.byteLength(first.text)], [true, 150]);
  assert.deepEqual(second, first);
  faults.reset();
  await isWhole(conversation);
});

test('cut: ten times, and the cursor brings the whole answer together', async (t) => {
  const { faults, conversation } = await conversationAt(t, { paceMs: 1 });
  faults.set({ cut: { after_bytes: 700, times: 10 } });
  await conversation.ask(question);
  const log = [];
  let cuts = 0;
  while (log.at(-1)?.event !== 'final') {
    const stream = await conversation.events(log.length);
    try {
      for (let event = await stream.next(); event; event = await stream.next()) {
        if (event.id) log.push(event);
        if (event.event === 'final') break;
      }
    } catch {
      cuts += 1;
    }
    stream.close();
  }
  assert.equal(cuts, 10);
  assert.deepEqual(faults.state(), {});
  assert.deepEqual(
    log.map(({ id }) => id),
    log.map((_, index) => index + 1),
  );
  assert.equal(textOfDeltas(log), log.at(-1).data.text);
});

test('cut: a reply that is shorter is not cut, and does not count', async (t) => {
  const { faults, conversation } = await conversationAt(t);
  faults.set({ cut: { after_bytes: 100, calls: ['messages', 'snapshot'], times: 1 } });
  assert.equal((await conversation.send(question)).status, 202);
  assert.equal(faults.state().cut.times, 1);
  await assert.rejects(conversation.snapshot());
  await isWhole(conversation);
});

test('cut: after no byte at all, a message was handled but its reply is lost', async (t) => {
  const { faults, conversation } = await conversationAt(t);
  faults.set({ cut: { after_bytes: 0, calls: ['messages'], times: 1 } });
  await assert.rejects(conversation.send(question, { key: 'k1' }), /fetch failed/);
  assert.deepEqual((await conversation.send(question, { key: 'k1' })).json, { message_id: 'q1', seq: 1 });
  await isWhole(conversation);
});

test('cut: switched on, it reaches the stream that is open', async (t) => {
  const { faults, conversation } = await conversationAt(t, { paceMs: 60_000 });
  await conversation.ask(question);
  const stream = await conversation.events();
  await stream.next();
  faults.set({ cut: { after_bytes: 1, times: 1 } });
  await assert.rejects(stream.readToEnd());
  assert.deepEqual(faults.state(), {});
});

// ---- black hole

/** Whether a request still waits after others have had their replies. @param {Promise<unknown>} request @param {Conversation} conversation */
async function hangs(request, conversation) {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  request.then(over, over);
  for (let i = 0; i < 20; i += 1) await conversation.snapshot();
  return !isOver;
}

test('black hole: a call is taken, not handled, and never answered; mended, its connection is lost', async (t) => {
  const { faults, conversation } = await conversationAt(t);
  faults.set({ black_hole: { calls: ['messages'], times: 1 } });
  const lost = conversation.send(question, { key: 'k1' });
  const rejected = assert.rejects(lost, /fetch failed/);
  await eventually(() => !faults.state().black_hole, 'the call is swallowed');
  assert.ok(await hangs(lost, conversation));
  assert.deepEqual((await conversation.snapshot()).messages, []);
  faults.reset();
  await rejected;
  assert.equal((await conversation.send(question, { key: 'k1' })).status, 202);
  await isWhole(conversation);
});

test('black hole: an open stream falls silent and stays open', async (t) => {
  const { faults, conversation } = await conversationAt(t, { paceMs: 1, heartbeatMs: 5 });
  await conversation.ask(question);
  const stream = await conversation.events();
  await stream.readUntil(({ event }) => event === 'delta');
  faults.set({ black_hole: { calls: ['events'] } });
  const read = [];
  const reading = stream.readToEnd().then(
    (events) => read.push(...events),
    () => read.push('lost'),
  );
  await isWholeWithoutEvents(conversation);
  assert.ok(!stream.seen.some(({ event }) => event === 'final'), 'the end was never said');
  assert.deepEqual(read, [], 'nor was the connection ended');
  faults.reset();
  await reading;
  assert.deepEqual(read, ['lost']);
  await isWhole(conversation);
});

/** @param {Conversation} conversation */
const isWholeWithoutEvents = (conversation) =>
  eventually(async () => (await conversation.snapshot()).turn === null, 'the answer ends');

test('black hole: after so many bytes nothing more comes', async (t) => {
  const { faults, conversation } = await conversationAt(t, { heartbeatMs: 5 });
  await conversation.ask(question);
  faults.set({ black_hole: { after_bytes: 60, calls: ['events'] } });
  const response = await openStream(conversation);
  let bytes = 0;
  const reading = (async () => {
    for await (const chunk of response.body) bytes += chunk.length;
  })();
  await eventually(() => bytes === 60, '60 bytes');
  assert.ok(await hangs(reading, conversation));
  assert.equal(bytes, 60);
  faults.reset();
  await assert.rejects(reading);
});

test('a server that swallowed calls can still be stopped', async (t) => {
  const { faults, conversation } = await conversationAt(t);
  faults.set({ black_hole: { times: 1 } });
  assert.rejects(conversation.snapshot());
  await eventually(() => !faults.state().black_hole, 'the call is swallowed');
});

// ---- slow

test('slow: replies come so much later', async (t) => {
  const { faults, conversation } = await conversationAt(t);
  faults.set({ slow: { ms: 120, calls: ['messages'], times: 1 } });
  const start = performance.now();
  await conversation.ask(question);
  assert.ok(performance.now() - start >= 119);
  assert.deepEqual(faults.state(), {});
});

test('slow: events come so much later, all of them and in order', async (t) => {
  const { faults, conversation } = await conversationAt(t, { paceMs: 1 });
  faults.set({ slow: { ms: 80, calls: ['events'] } });
  await conversation.ask(question);
  const start = performance.now();
  const stream = await conversation.events();
  await stream.next();
  assert.ok(performance.now() - start >= 79);
  const events = await stream.readUntil(({ event }) => event === 'final');
  stream.close();
  assert.deepEqual(
    events.map(({ id }) => id),
    events.map((_, index) => index + 1),
  );
  assert.equal(textOfDeltas(events), events.at(-1).data.text);
});

// ---- duplicate

test('duplicate: each event of the log comes twice, whether replayed, live or by long poll', async (t) => {
  const { faults, conversation } = await conversationAt(t, { paceMs: 1 });
  faults.set({ duplicate: { calls: ['events'] } });
  await conversation.ask(question);
  const stream = await conversation.events();
  const [hello, ...events] = await stream.readUntil(({ event }) => event === 'final');
  events.push(await stream.next());
  stream.close();
  assert.equal(hello.event, 'hello');
  assert.deepEqual(
    events.map(({ id }) => id),
    events.map((_, index) => Math.floor(index / 2) + 1),
  );
  assert.equal(textOfDeltas(events), events.at(-1).data.text, 'who writes at the offset is not disturbed');
  const poll = await conversation.call('/events?after=0', { headers: { Accept: 'application/json' } });
  assert.deepEqual(
    poll.json.events.map(({ seq }) => seq),
    events.map(({ id }) => id),
  );
  assert.equal(poll.json.next, events.at(-1).id);
  faults.reset();
  await isWhole(conversation);
});

test('duplicate: a message that arrives twice is asked once', async (t) => {
  const { faults, conversation } = await conversationAt(t);
  faults.set({ duplicate: { calls: ['messages'], times: 1 } });
  const { status, json } = await conversation.send(question, { key: 'k1' });
  assert.deepEqual([status, json], [202, { message_id: 'q1', seq: 1 }]);
  assert.deepEqual(faults.state(), {});
  assert.equal((await conversation.send('', { key: 'k2' })).status, 400);
  await isWhole(conversation);
});

// ---- refuse

test('refuse: 429 and 503 say when to come back, 500 does not; nothing is handled', async (t) => {
  const { faults, conversation } = await conversationAt(t);
  for (const [refuse, status, code, retryAfter] of [
    [{ status: 429, retry_after_s: 7 }, 429, 'too_fast', '7'],
    [{ status: 503, retry_after_s: 3600 }, 503, 'full', '3600'],
    [{}, 503, 'full', '5'],
    [{ status: 500 }, 500, 'internal', null],
  ]) {
    faults.set({ refuse: { ...refuse, calls: ['messages'] } });
    const refused = await conversation.send(question, { key: 'k1' });
    assert.deepEqual([refused.status, refused.json.error.code], [status, code]);
    assert.equal(refused.headers.get('Retry-After'), retryAfter);
  }
  assert.deepEqual((await conversation.snapshot()).messages, []);
  faults.reset();
  assert.equal((await conversation.send(question, { key: 'k1' })).status, 202);
  await isWhole(conversation);
});

test('refuse: every call can be meant, and an open stream loses its connection', async (t) => {
  const { url, faults, conversation } = await conversationAt(t, { paceMs: 60_000 });
  await conversation.ask(question);
  const stream = await conversation.events();
  await stream.next();
  faults.set({ refuse: {} });
  await assert.rejects(stream.readToEnd());
  const replies = await Promise.all([
    call(`${url}api/heidi/sessions`, { body: {} }),
    conversation.call(''),
    conversation.call('/events?after=0'),
    conversation.call('/events?after=0', { headers: { Accept: 'application/json' } }),
    conversation.send('And?'),
    conversation.call('/stop', { method: 'POST' }),
    conversation.call('/resume', { method: 'POST' }),
    conversation.call('/messages/a1/feedback', { body: { value: 'up' } }),
  ]);
  assert.deepEqual(new Set(replies.map(({ status }) => status)), new Set([503]));
});

test('times: so many calls meet it, those of the kind that is meant, and then no more', async (t) => {
  const { faults, conversation } = await conversationAt(t);
  faults.set({ refuse: { calls: ['stop'], times: 2 } });
  const stop = async () => (await conversation.call('/stop', { method: 'POST' })).status;
  assert.equal((await conversation.call('')).status, 200);
  assert.equal(await stop(), 503);
  assert.equal(faults.state().refuse.times, 1);
  assert.deepEqual([await stop(), await stop()], [503, 200]);
});

// ---- forget

test('forget: the sessions there are seem gone, new ones work, and mended all are back', async (t) => {
  const { url, faults, conversation } = await conversationAt(t);
  await conversation.finalAnswer(question);
  faults.set({ forget: {} });
  for (const path of ['', '/events?after=0']) {
    const gone = await conversation.call(path);
    assert.deepEqual([gone.status, gone.json.error.code], [404, 'unknown_session']);
  }
  assert.equal((await conversation.send('And?')).status, 404);
  const fresh = await Conversation.start(url);
  assert.equal((await fresh.finalAnswer(question)).status, 'complete');
  faults.reset();
  await isWhole(conversation);
  await isWhole(fresh);
});

test('forget: an open stream loses its connection, to learn it when it comes back', async (t) => {
  const { faults, conversation } = await conversationAt(t, { paceMs: 60_000 });
  await conversation.ask(question);
  const stream = await conversation.events();
  await stream.next();
  faults.set({ forget: { times: 1 } });
  await assert.rejects(stream.readToEnd());
  assert.equal((await conversation.call('/events?after=0')).status, 404);
  assert.equal((await conversation.call('')).status, 200, 'once was enough');
});

// ---- pause

test('pause: the open stream is told why, everything else says so too, and the reader may resume', async (t) => {
  const { url, faults, conversation } = await conversationAt(t, { paceMs: 5 });
  const other = await Conversation.start(url);
  await conversation.ask(question);
  const stream = await conversation.events();
  await stream.next();
  faults.set({ pause: { reason: 'Lunch.' } });
  assert.deepEqual((await stream.readToEnd()).slice(-2), [
    { event: 'paused', data: { reason: 'Lunch.' } },
    { event: 'bye', data: {} },
  ]);
  const { paused, reason } = await conversation.snapshot();
  assert.deepEqual([paused, reason], [true, 'Lunch.']);
  assert.deepEqual((await conversation.send('And?')).json.error.code, 'paused');
  const names = (await (await conversation.events()).readToEnd()).map(({ event }) => event);
  assert.deepEqual([names[0], ...names.slice(-2)], ['hello', 'paused', 'bye']);

  assert.equal((await conversation.call('/resume', { method: 'POST' })).json.paused, false);
  assert.equal((await conversation.snapshot()).paused, false);
  assert.equal((await other.snapshot()).paused, true, 'the others are still paused');
  faults.reset();
  assert.equal((await other.snapshot()).paused, false);
  await isWhole(conversation);
});

test('pause: held, the reader cannot resume before its time', async (t) => {
  const { faults, conversation } = await conversationAt(t);
  faults.set({ pause: { reason: 'Night.', hold_s: 60 } });
  const refused = await conversation.call('/resume', { method: 'POST' });
  assert.deepEqual([refused.status, refused.json.error.code], [503, 'paused']);
  assert.ok(Number(refused.headers.get('Retry-After')) > 50);
  faults.reset();
  assert.equal((await conversation.call('/resume', { method: 'POST' })).status, 200);
});

test('pause: the operator’s own pause stays when this one is mended', async (t) => {
  const { url, faults, conversation } = await conversationAt(t, { adminToken: 'operator' });
  await call(`${url}api/heidi/admin/pause`, {
    body: { reason: 'Real.' },
    headers: { Authorization: 'Bearer operator' },
  });
  faults.set({ pause: { reason: 'Fault.' } });
  assert.equal((await conversation.snapshot()).reason, 'Real.');
  faults.reset();
  assert.equal((await conversation.snapshot()).reason, 'Real.');
});

// ---- wrong JSON

test('wrong JSON, broken: the data of events and the bodies of replies are no JSON', async (t) => {
  const { faults, conversation } = await conversationAt(t);
  await conversation.ask(question);
  await isWhole(conversation);
  faults.set({ wrong_json: { how: 'broken' } });
  const { headers, body } = await fetchStream(conversation);
  assert.match(headers.get('Content-Type'), /^text\/event-stream/);
  const lines = body.split('\n').filter((line) => line.startsWith('data: '));
  assert.ok(lines.length > 10);
  for (const line of lines) assert.throws(() => JSON.parse(line.slice(6)), SyntaxError);
  await assert.rejects(conversation.snapshot(), SyntaxError);
  await assert.rejects(conversation.send('And?', { key: 'k2' }), SyntaxError);
  faults.reset();
  assert.equal((await conversation.send('And?', { key: 'k2' })).json.message_id, 'q2');
  await isWhole(conversation, 2);
});

test('wrong JSON, strange: it is JSON with the right names and the wrong types', async (t) => {
  const { faults, conversation } = await conversationAt(t);
  await conversation.ask(question);
  await isWhole(conversation);
  faults.set({ wrong_json: { how: 'strange' } });
  const { messages, ...rest } = await conversation.snapshot();
  assert.deepEqual([messages, typeof rest.seq, rest.paused], [null, 'string', []]);
  const { body } = await fetchStream(conversation);
  const [hello, accepted] = body.split('\n\n');
  assert.match(hello, /^event: hello\ndata: \{"seq":"\d+"\}$/);
  assert.equal(accepted.split('\n').at(-1), `data: {"client_id":36,"message_id":2,"text":${question.length}}`);
  faults.reset();
  await isWhole(conversation);
});

/** The stream up to `final`, unread. @param {Conversation} conversation */
async function fetchStream(conversation) {
  const response = await openStream(conversation);
  let body = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    body += chunk;
    if (/event: final\n.*\n\n/.test(body)) break;
  }
  return { headers: response.headers, body };
}

// ---- buffered proxy

test('buffer: nothing of a stream arrives before its end; long polls get through', async (t) => {
  const { faults, conversation } = await conversationAt(t, { heartbeatMs: 5, idleMs: 100_000 });
  faults.set({ buffer: {} });
  await conversation.ask(question);
  let status = 0;
  const streaming = conversation.events().then((stream) => {
    status = stream.status;
    return stream;
  });
  await isWholeWithoutEvents(conversation);
  assert.equal(status, 0, 'not even the status line came');
  const { json } = await conversation.call('/events?after=0', { headers: { Accept: 'application/json' } });
  assert.equal(json.events.at(-1).event, 'final');
  faults.reset();
  const stream = await streaming;
  const held = await stream.readUntil(({ event }) => event === 'final');
  assert.equal(held[0].event, 'hello');
  stream.close();
});

test('buffer: when the stream ends, all of it comes at once', async (t) => {
  const { faults, conversation } = await conversationAt(t, { heartbeatMs: 5, idleMs: 20 });
  faults.set({ buffer: {} });
  await conversation.ask(question);
  const { text, isCut } = await rawStream(conversation);
  assert.equal(isCut, false);
  assert.match(text, /^event: hello\n[\s\S]*event: final\n[\s\S]*event: bye\n.*\n\n$/);
});

// ---- together

test('several at once: slow, doubled and cut, the log still comes together', async (t) => {
  const { faults, conversation } = await conversationAt(t);
  await conversation.ask(question);
  faults.set({ slow: { ms: 2 }, duplicate: {}, cut: { after_bytes: 2_000, times: 4 } });
  const log = new Map();
  while (log.get(log.size)?.event !== 'final') {
    const stream = await conversation.events(log.size);
    await stream
      .readUntil((event) => {
        if (event.id) log.set(event.id, event);
        return event.event === 'final';
      })
      .catch(() => {});
    stream.close();
  }
  const events = [...log.values()];
  assert.equal(textOfDeltas(events), events.at(-1).data.text);
  assert.equal(faults.state().cut, undefined, 'four cuts');
});
