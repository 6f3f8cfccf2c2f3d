// The writer of answers on its own: what cannot be timed from outside.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { ConversationLog } from '../../web/server/chat/conversation-log.mjs';
import { Turns } from '../../web/server/chat/turns.mjs';
import { MemoryStore } from '../../web/server/store/store-memory.mjs';
import { eventually } from './support/waiting.mjs';

// Answers with the pieces given, and then waits for ever.
function asked(pieces) {
  const store = new MemoryStore({ replayEvents: 100 });
  const log = new ConversationLog(store);
  const turns = new Turns(store, log, {
    plan: () => ({ sources: [{ title: 'T', url: 'http://t.example/' }], suggestions: ['And?'] }),
    async *pieces(_plan, _written, signal) {
      yield* pieces;
      await delay(60_000, undefined, { signal });
    },
  });
  store.createSession({ id: 's', tokenHash: '', locale: 'en', article: '', prior: [], seen: 0 });
  const question = { text: 'Why?', topic: '', article: '', quote: '' };
  store.putMessage('s', { id: 'q1', role: 'user', text: 'Why?', status: 'delivered', at: 0, question });
  store.openQuestion('s', 'q1');
  turns.start('s');
  return { store, turns };
}

test('a stop repeated in the same instant ends the answer once', async () => {
  const { store, turns } = asked(['Because 👩‍🚀 ', 'of ']);
  await eventually(() => store.session('s').head === 2, 'both pieces are written');
  turns.stop('s');
  turns.stop('s');
  turns.stop('s', 'a1');
  assert.deepEqual(store.eventsAfter('s', 1), [
    { seq: 2, event: 'delta', data: { message_id: 'a1', offset: 12, text: 'of ' } },
    {
      seq: 3,
      event: 'final',
      data: { message_id: 'a1', text: 'Because 👩‍🚀 of ', status: 'interrupted', sources: [], suggestions: [] },
    },
  ]);
  await eventually(() => turns.count === 0, 'the turn ends');
});

test('an answer stopped before its first word is an empty one', async () => {
  const { store, turns } = asked([]);
  turns.stop('s');
  assert.deepEqual(
    store.eventsAfter('s', 0).map(({ event, data }) => [event, data.text]),
    [['final', '']],
  );
  assert.deepEqual(store.openQuestions('s'), []);
});

test('draining gives up what does not end, and leaves it open for the next start', async () => {
  const { store, turns } = asked(['Because ']);
  await turns.drain(20);
  assert.deepEqual(store.openQuestions('s'), ['q1']);
  assert.equal(store.message('s', 'a1').text, 'Because ');
  turns.start('s');
  assert.equal(turns.count, 0, 'nothing is started any more');
});
