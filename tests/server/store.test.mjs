// The contract of a store, kept by both of them.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openStore } from '../../web/server/store/store.mjs';
import { temporaryFolder } from './support/servers.mjs';

const session = {
  id: 's',
  tokenHash: 'hash',
  locale: 'de',
  article: 'a',
  prior: [{ role: 'user', text: '👋' }],
  seen: 1,
};
const limits = { replayEvents: 3 };

for (const kind of ['memory', 'sqlite']) {
  const open = (t) => openStore(kind === 'memory' ? '' : join(temporaryFolder(t), 'heidi.db'), limits);

  test(`${kind}: a session is found as it was made`, async (t) => {
    const store = await open(t);
    store.createSession(session);
    assert.deepEqual(store.session('s'), { ...session, head: 0, paused: null });
    assert.equal(store.session('other'), undefined);
    assert.deepEqual([store.knowsToken('hash'), store.knowsToken('other'), store.countSessions()], [true, false, 1]);
    store.close();
  });

  test(`${kind}: events are numbered from 1, and only the last ones are kept`, async (t) => {
    const store = await open(t);
    store.createSession(session);
    assert.equal(store.oldestCursor('s'), 0);
    for (const n of [1, 2, 3, 4, 5]) assert.equal(store.appendEvent('s', 'delta', { n }).seq, n);
    assert.equal(store.oldestCursor('s'), 2);
    assert.deepEqual(store.eventsAfter('s', 3), [
      { seq: 4, event: 'delta', data: { n: 4 } },
      { seq: 5, event: 'delta', data: { n: 5 } },
    ]);
    assert.equal(store.session('s').head, 5);
    store.close();
  });

  test(`${kind}: messages keep their order when they change`, async (t) => {
    const store = await open(t);
    store.createSession(session);
    const question = { id: 'q1', role: 'user', text: 'Why?', status: 'delivered', at: 5 };
    const answer = { id: 'a1', role: 'assistant', text: 'Be', status: 'streaming', at: 6, plan: { text: 'Because' } };
    store.putMessage('s', question);
    store.putMessage('s', answer);
    store.appendText('s', 'a1', 'cause 👩‍🚀');
    store.putMessage('s', { ...question, text: 'Why not?' });
    assert.deepEqual(store.messages('s'), [
      { ...question, text: 'Why not?' },
      { ...answer, text: 'Because 👩‍🚀' },
    ]);
    assert.deepEqual(store.message('s', 'q1').text, 'Why not?');
    assert.equal(store.message('s', 'q9'), undefined);
    store.close();
  });

  test(`${kind}: open questions are known in the order they were asked`, async (t) => {
    const store = await open(t);
    store.createSession(session);
    for (const [seq, id] of ['q1', 'q2', 'q10'].entries()) {
      store.putReceipt('s', `key-${id}`, { bodyHash: 'h', messageId: id, seq: seq + 1 });
      store.openQuestion('s', id);
    }
    assert.deepEqual(store.findByKey('s', 'key-q2'), { bodyHash: 'h', messageId: 'q2', seq: 2 });
    assert.equal(store.findByKey('s', 'key-q3'), undefined);
    assert.equal(store.countQuestions('s'), 3);
    store.closeQuestion('s', 'q1');
    assert.deepEqual(store.openQuestions('s'), ['q2', 'q10']);
    assert.deepEqual(store.sessionsWithOpenQuestions(), ['s']);
    store.close();
  });

  test(`${kind}: unused sessions are forgotten, unless a question of theirs is open`, async (t) => {
    const store = await open(t);
    for (const [id, seen] of [
      ['old', 1],
      ['asking', 1],
      ['fresh', 9],
    ]) {
      store.createSession({ ...session, id, tokenHash: id, seen });
    }
    store.putReceipt('asking', 'k', { bodyHash: 'h', messageId: 'q1', seq: 1 });
    store.openQuestion('asking', 'q1');
    store.appendEvent('old', 'delta', {});
    assert.equal(store.forgetSessions(5), 1);
    assert.deepEqual(
      ['old', 'asking', 'fresh'].map((id) => store.session(id)?.id),
      [undefined, 'asking', 'fresh'],
    );
    store.touch('asking', 10);
    assert.equal(store.session('asking').seen, 10);
    store.close();
  });

  test(`${kind}: one session or all are paused and resumed`, async (t) => {
    const store = await open(t);
    for (const id of ['s1', 's2']) store.createSession({ ...session, id, tokenHash: id });
    const paused = { reason: 'Lunch.', until: 5 };
    assert.deepEqual(store.setPaused('s1', paused), ['s1']);
    assert.deepEqual(store.session('s1').paused, paused);
    assert.equal(store.session('s2').paused, null);
    assert.deepEqual(store.setPaused(null, paused).sort(), ['s1', 's2']);
    assert.deepEqual(store.setPaused('nobody', paused), []);
    store.setPaused(null, null);
    assert.equal(store.session('s2').paused, null);
    store.close();
  });
}

test('sqlite: a change that fails half-way leaves nothing behind', async (t) => {
  const store = await openStore(join(temporaryFolder(t), 'heidi.db'), limits);
  store.createSession(session);
  const change = () => {
    store.appendEvent('s', 'accepted', {});
    throw new Error('half-way');
  };
  assert.throws(() => store.transaction(change), /half-way/);
  assert.equal(store.session('s').head, 0);
  assert.deepEqual(store.eventsAfter('s', 0), []);
  store.close();
});

test('sqlite: a file that is no database is named in the error', async (t) => {
  const file = join(temporaryFolder(t), 'notes.txt');
  const { writeFileSync } = await import('node:fs');
  writeFileSync(file, 'not a database, but long enough to look like the header of one would have to look'.repeat(20));
  await assert.rejects(openStore(file, limits), /notes\.txt: .*not a database/);
});
