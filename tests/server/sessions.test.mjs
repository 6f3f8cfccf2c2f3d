// Sessions and who may use them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Conversation, call } from './support/conversation.mjs';
import { runningServer, temporaryFolder } from './support/servers.mjs';

test('a new session gets a token and the numbers a client needs', async (t) => {
  const url = await runningServer(t);
  const { status, json } = await call(`${url}api/heidi/sessions`, { body: { locale: 'en-GB', article: 'tide-shed' } });
  assert.equal(status, 201);
  const { session, token, ...numbers } = json;
  assert.match(session, /^[\w-]{22}$/);
  assert.match(token, /^[\w-]{43}$/);
  assert.deepEqual(numbers, { seq: 0, heartbeat_ms: 15000, dead_ms: 35000, retain_s: 86400, max_text: 8000 });
});

test('ids and tokens cannot be guessed from others: no two begin alike', async (t) => {
  const url = await runningServer(t, { sessionRate: 0 });
  const replies = await Promise.all(Array.from({ length: 200 }, () => call(`${url}api/heidi/sessions`, { body: {} })));
  // 48 of their bits: among 200 random ones two alike are a matter of one in ten thousand million.
  const beginnings = (name) => new Set(replies.map(({ json }) => json[name].slice(0, 8)));
  assert.equal(beginnings('session').size, 200);
  assert.equal(beginnings('token').size, 200);
});

test('a session may be started with nothing, with what was said before, and with a locale nobody knows', async (t) => {
  const url = await runningServer(t);
  const prior = [{ role: 'user', text: 'Hello' }, { role: 'assistant', text: 'Hi' }, { nonsense: true }];
  for (const body of [{}, { locale: 'no such locale' }, { prior }, { prior: 'an-old-session' }]) {
    assert.equal((await call(`${url}api/heidi/sessions`, { body })).status, 201);
  }
});

test('no session, no token, a wrong token and a foreign token are told apart', async (t) => {
  const url = await runningServer(t);
  const mine = await Conversation.start(url);
  const other = await Conversation.start(url);
  const with_ = (token) => call(`${mine.url}/sessions/${mine.session}`, { headers: token && { Authorization: token } });
  assert.equal((await with_(`Bearer ${mine.token}`)).status, 200);
  assert.equal((await with_(undefined)).status, 401);
  assert.equal((await with_('Bearer nonsense')).status, 401);
  assert.equal((await with_(`Basic ${mine.token}`)).status, 401);
  assert.equal((await with_(`Bearer ${other.token}`)).status, 403);
  const gone = new Conversation(mine.url, 'AAAAAAAAAAAAAAAAAAAAAA', mine.token);
  for (const path of ['', '/events', '/stop']) {
    const { status, json } = await gone.call(path, path === '/stop' ? { method: 'POST' } : {});
    assert.equal(status, 404);
    assert.equal(json.error.code, 'unknown_session');
  }
});

test('the data file never holds a token', async (t) => {
  const file = join(temporaryFolder(t), 'heidi.db');
  const conversation = await Conversation.start(await runningServer(t, { data: file }));
  const bytes = [file, `${file}-wal`].map((name) => readFileSync(name).toString('latin1')).join('');
  assert.ok(bytes.includes(conversation.session));
  assert.ok(!bytes.includes(conversation.token));
});

test('a session that was not used for long is forgotten', async (t) => {
  const file = join(temporaryFolder(t), 'heidi.db');
  const first = await runningServer(t, { data: '', retainS: 1 });
  const conversation = await Conversation.start(first);
  assert.equal((await conversation.call('')).status, 200);
  const { openStore } = await import('../../web/server/store/store.mjs');
  const store = await openStore(file, { replayEvents: 10 });
  store.createSession({ id: 'old', tokenHash: 'x', locale: 'en', article: '', prior: [], seen: Date.now() - 5000 });
  store.close();
  const second = await runningServer(t, { data: file, retainS: 1 });
  assert.equal((await new Conversation(`${second}api/heidi`, 'old', 'token').call('')).status, 404);
});

test('an address that starts sessions too fast is told when to come back', async (t) => {
  const url = await runningServer(t, { sessionRate: 2 });
  const start = () => call(`${url}api/heidi/sessions`, { body: {} });
  assert.deepEqual([(await start()).status, (await start()).status], [201, 201]);
  const refused = await start();
  assert.equal(refused.status, 429);
  assert.ok(Number(refused.headers.get('Retry-After')) >= 1);
});

test('behind a trusted proxy each client has a limit of its own', async (t) => {
  const url = await runningServer(t, { sessionRate: 1, trustProxy: true });
  const from = (address) =>
    call(`${url}api/heidi/sessions`, { body: {}, headers: { 'X-Forwarded-For': `6.6.6.6, ${address}` } });
  assert.equal((await from('10.0.0.1')).status, 201);
  assert.equal((await from('10.0.0.2')).status, 201);
  assert.equal((await from('10.0.0.2')).status, 429);
});

test('a full server refuses newcomers and keeps those it has', async (t) => {
  const url = await runningServer(t, { maxSessions: 1 });
  const conversation = await Conversation.start(url);
  const refused = await call(`${url}api/heidi/sessions`, { body: {} });
  assert.equal(refused.status, 503);
  assert.ok(refused.headers.get('Retry-After'));
  assert.equal((await conversation.call('')).status, 200);
});

test('an unknown call and a wrong method are errors in JSON', async (t) => {
  const url = await runningServer(t);
  const unknown = await call(`${url}api/heidi/nothing`);
  assert.deepEqual([unknown.status, unknown.json.error.code], [404, 'unknown_call']);
  const wrong = await call(`${url}api/heidi/sessions`);
  assert.deepEqual([wrong.status, wrong.headers.get('Allow')], [405, 'POST']);
});
