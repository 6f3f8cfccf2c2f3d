// The chat on pages of other origins.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runningServer } from './support/servers.mjs';

const partner = 'https://news.example';
const preflight = (url, origin) =>
  fetch(`${url}api/heidi/sessions/x/messages`, {
    method: 'OPTIONS',
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'authorization,content-type,idempotency-key',
    },
  });
const start = (url, origin) =>
  fetch(`${url}api/heidi/sessions`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...(origin && { Origin: origin }) },
    body: '{}',
  });

test('by default any origin may use the chat', async (t) => {
  const url = await runningServer(t);
  const { status, headers } = await preflight(url, partner);
  assert.equal(status, 204);
  assert.equal(headers.get('Access-Control-Allow-Origin'), '*');
  const allowed = headers.get('Access-Control-Allow-Headers').toLowerCase();
  for (const name of ['authorization', 'content-type', 'idempotency-key']) assert.ok(allowed.includes(name), name);
  assert.match(headers.get('Access-Control-Allow-Methods'), /GET.*POST/);
  const reply = await start(url, partner);
  assert.equal(reply.status, 201);
  assert.match(reply.headers.get('Access-Control-Expose-Headers'), /Retry-After/);
});

test('with a list, only its origins and our own may', async (t) => {
  const url = await runningServer(t, { allowOrigin: [partner] });
  const allowed = await start(url, partner);
  assert.deepEqual([allowed.status, allowed.headers.get('Access-Control-Allow-Origin')], [201, partner]);
  assert.match(allowed.headers.get('Vary'), /Origin/);
  assert.equal((await start(url, new URL(url).origin)).status, 201);
  assert.equal((await start(url, undefined)).status, 201, 'programs that are no browsers');
  for (const origin of ['https://evil.example', 'null', `${partner}.evil.example`]) {
    const refused = await start(url, origin);
    assert.deepEqual([refused.status, refused.headers.get('Access-Control-Allow-Origin')], [403, null]);
    assert.equal((await preflight(url, origin)).status, 403);
  }
});

test('errors can be read by pages of other origins too', async (t) => {
  const url = await runningServer(t);
  const { status, headers } = await fetch(`${url}api/heidi/sessions/x`, { headers: { Origin: partner } });
  assert.deepEqual([status, headers.get('Access-Control-Allow-Origin')], [404, '*']);
});
