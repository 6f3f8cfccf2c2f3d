// The switches themselves: who may use them, what they accept, and that off means off.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { optionsFromCommandLine } from '../../web/server/options.mjs';
import { Conversation, call } from './support/conversation.mjs';
import { breakableServer, runningServer } from './support/servers.mjs';

const everyCall = ['sessions', 'snapshot', 'events', 'messages', 'stop', 'resume', 'feedback'];

/** @param {string} url @param {object | string} [faults] */
const put = (url, faults) => call(`${url}api/heidi/faults`, { method: 'PUT', body: faults });

test('a server that was not asked for faults has none', async (t) => {
  assert.equal(optionsFromCommandLine([], {}).options.faults, false);
  assert.equal(optionsFromCommandLine(['--faults'], {}).options.faults, true);
  const url = await runningServer(t);
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const body = method === 'PUT' ? {} : undefined;
    const { status, json } = await call(`${url}api/heidi/faults`, { method, body });
    assert.deepEqual([status, json.error.code], [404, 'unknown_call']);
  }
});

test('what was switched on is read back with everything it stands for, and may be sent again as it is', async (t) => {
  const { url } = await breakableServer(t);
  const full = {
    cut: { after_bytes: 400, calls: ['events'], times: 3 },
    black_hole: { after_bytes: 0, calls: ['messages'] },
    slow: { ms: 1000, calls: everyCall },
    duplicate: { calls: ['events', 'messages'] },
    refuse: { status: 503, retry_after_s: 5, calls: everyCall },
    forget: { calls: everyCall.slice(1) },
    pause: { reason: 'Lunch.', hold_s: 0, calls: everyCall.slice(1) },
    wrong_json: { how: 'broken', calls: everyCall },
    buffer: { calls: ['events'] },
  };
  const short = {
    cut: { after_bytes: 400, times: 3 },
    black_hole: { calls: ['messages'] },
    pause: { reason: 'Lunch.' },
    ...Object.fromEntries(['slow', 'duplicate', 'refuse', 'forget', 'wrong_json', 'buffer'].map((name) => [name, {}])),
  };
  for (const sent of [short, full]) assert.deepEqual(await put(url, sent).then(({ json }) => json), full);
  assert.deepEqual((await call(`${url}api/heidi/faults`)).json, full);
  assert.deepEqual((await put(url, { refuse: { status: 500 } })).json, { refuse: { status: 500, calls: everyCall } });
});

test('DELETE switches everything off', async (t) => {
  const { url, faults } = await breakableServer(t);
  faults.set({ refuse: {}, slow: { ms: 60_000 } });
  const { status, json } = await call(`${url}api/heidi/faults`, { method: 'DELETE' });
  assert.deepEqual([status, json, faults.state()], [200, {}, {}]);
  assert.equal((await Conversation.start(url)).session.length, 22);
});

const refusals = [
  [{ cutt: {} }, 'unknown_member', /no fault "cutt"\. There are: cut, black_hole/],
  [{ cut: { bytes: 1 } }, 'unknown_member', /"cut" has no member "bytes"\. There are: after_bytes, calls, times/],
  [{ buffer: { ms: 1 } }, 'unknown_member', /"buffer" has no member "ms"\. There are: calls, times/],
  [{ cut: 400 }, 'bad_member', /"cut" must be an object/],
  [{ cut: null }, 'bad_member', /"cut" must be an object/],
  [{ cut: { after_bytes: '400' } }, 'bad_member', /"cut.after_bytes" must be a whole number from 0 to 10000000/],
  [{ cut: { after_bytes: null } }, 'bad_member', /"cut.after_bytes"/],
  [{ black_hole: { after_bytes: -1 } }, 'bad_member', /"black_hole.after_bytes"/],
  [{ slow: { ms: 60_001 } }, 'bad_member', /"slow.ms" must be a whole number from 1 to 60000/],
  [{ slow: { ms: 1.5 } }, 'bad_member', /"slow.ms"/],
  [{ refuse: { status: 404 } }, 'bad_member', /"refuse.status" must be one of 503, 429, 500/],
  [{ refuse: { retry_after_s: 0 } }, 'bad_member', /"refuse.retry_after_s" must be a whole number from 1/],
  [{ refuse: { status: 500, retry_after_s: 5 } }, 'bad_member', /goes with 429 and 503 only/],
  [{ pause: { reason: 5 } }, 'bad_member', /"pause.reason" must be a text of at most 500/],
  [{ wrong_json: { how: 'odd' } }, 'bad_member', /"wrong_json.how" must be one of "broken", "strange"/],
  [{ slow: { times: 0 } }, 'bad_member', /"slow.times" must be a whole number from 1/],
  [{ slow: { calls: 'events' } }, 'bad_member', /"slow.calls" must be a list of at least one of: sessions, /],
  [{ slow: { calls: [] } }, 'bad_member', /"slow.calls"/],
  [{ buffer: { calls: ['messages'] } }, 'bad_member', /"buffer.calls" must be a list of at least one of: events\./],
  [{ forget: { calls: ['sessions'] } }, 'bad_member', /"forget.calls"/],
  ['[]', 'bad_json', /must be a JSON object/],
  ['{"cut":', 'bad_json', /not valid JSON/],
];

test('what is wrong with a request is said in words, and changes nothing', async (t) => {
  const { url, faults } = await breakableServer(t);
  faults.set({ slow: { ms: 1 } });
  const before = faults.state();
  for (const [body, code, message] of refusals) {
    await t.test(JSON.stringify(body), async () => {
      const { status, json } = await put(url, body);
      assert.deepEqual([status, json.error.code], [400, code]);
      assert.match(json.error.message, message);
      assert.deepEqual(faults.state(), before);
    });
  }
  const post = await call(`${url}api/heidi/faults`, { body: {} });
  assert.deepEqual([post.status, post.headers.get('Allow')], [405, 'GET, PUT, DELETE']);
});

test('a test in the same process gets the same errors', async (t) => {
  const { faults } = await breakableServer(t);
  assert.throws(() => faults.set({ cutt: {} }), /no fault "cutt"/);
  assert.throws(() => faults.set(undefined), /must be a JSON object/);
});

test('pages of other origins are not allowed to break anything', async (t) => {
  const { url } = await breakableServer(t);
  const { headers } = await fetch(`${url}api/heidi/faults`, {
    method: 'OPTIONS',
    headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'PUT' },
  });
  assert.doesNotMatch(headers.get('Access-Control-Allow-Methods'), /PUT|DELETE/);
});

test('what is switched off changes nothing on the wire', async (t) => {
  const plain = await Conversation.start(await runningServer(t));
  const { url } = await breakableServer(t);
  const breakable = await Conversation.start(url);
  const wire = async (conversation) => {
    await conversation.send('Who rings the bell?', { key: 'k1' });
    await conversation.answer();
    const response = await fetch(`${conversation.url}/sessions/${conversation.session}/events?after=0`, {
      headers: { Authorization: `Bearer ${conversation.token}`, Accept: 'application/json' },
    });
    const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'date'));
    const text = await response.text();
    return { headers: { ...headers, 'content-length': '' }, text: text.replaceAll(/localhost:\d+/g, 'host') };
  };
  assert.deepEqual(await wire(breakable), await wire(plain));
});
