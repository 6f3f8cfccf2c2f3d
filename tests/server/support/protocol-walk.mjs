// Goes through the whole protocol: every call, every status and code, every event, as real servers say them.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { startServer } from '../../../web/server/server.mjs';
import { Conversation } from './conversation.mjs';
import { breakableServer, runningServer, temporaryFolder } from './servers.mjs';
import { eventually } from './waiting.mjs';

const adminToken = 'operator';
const partner = 'https://news.example';
const question = 'How good is the forecast of the shed?';
const asOperator = { Authorization: `Bearer ${adminToken}` };
const json = { Accept: 'application/json' };
const nobody = 'AAAAAAAAAAAAAAAAAAAAAA';

/** @param {Conversation} conversation */
const tokenOf = ({ token }) => ({ Authorization: `Bearer ${token}` });

/** The calls of a session, each as it should be. @param {Conversation} conversation @returns {import('./recorder.mjs').Asked[]} */
function sessionCalls(conversation) {
  const path = `/sessions/${conversation.session}`;
  const headers = tokenOf(conversation);
  return [
    { method: 'GET', path, headers },
    { method: 'GET', path: `${path}/events?after=0`, headers },
    {
      method: 'POST',
      path: `${path}/messages`,
      headers: { ...headers, 'Idempotency-Key': 'k1' },
      body: { text: question },
    },
    { method: 'POST', path: `${path}/stop`, headers },
    { method: 'POST', path: `${path}/resume`, headers },
    { method: 'POST', path: `${path}/messages/a1/feedback`, headers, body: { value: 'up' } },
  ];
}

const newSession = {
  method: 'POST',
  path: '/sessions',
  body: { locale: 'en', prior: [{ role: 'user', text: 'Hello' }] },
};
const adminCalls = ['pause', 'resume'].map((what) => ({ method: 'POST', path: `/admin/${what}`, headers: asOperator }));
const faultCalls = [
  { method: 'GET', path: '/faults' },
  { method: 'PUT', path: '/faults', body: { cut: { after_bytes: 400 } } },
  { method: 'DELETE', path: '/faults' },
];

/** @param {import('node:test').TestContext} t @param {import('./recorder.mjs').Recorder} recorder */
export async function walk(t, recorder) {
  const { url, faults } = await breakableServer(t, {
    adminToken,
    maxText: 100,
    allowOrigin: [partner],
    heartbeatMs: 20,
    idleMs: 50,
  });
  const off = await runningServer(t);
  await allIsWell(recorder, url);
  await whoMayCall(recorder, url, off);
  await wrongBodies(recorder, url);
  await mistakesOfTheServer(recorder, url, faults);
  await ofMessages(t, recorder, url);
  await ofEvents(t, recorder);
  await pauses(t, recorder);
  await tooMany(t, recorder);
  await starting(t, recorder);
  await draining(recorder);
}

async function allIsWell(recorder, url) {
  const { json: started } = await recorder.say(url, { ...newSession, headers: { Origin: partner } });
  const conversation = new Conversation(`${url}api/heidi`, started.session, started.token);
  const [snapshot, events, message, stop, resume, feedback] = sessionCalls(conversation);
  await recorder.say(url, snapshot);
  await recorder.say(url, events);
  await recorder.say(url, message);
  await recorder.say(url, events);
  await recorder.say(url, { ...events, headers: { ...events.headers, ...json } });
  for (const call of [feedback, snapshot, stop, resume]) await recorder.say(url, call);
  await recorder.say(url, { ...stop, body: { message_id: 'a1' } });
  await recorder.say(url, { ...feedback, path: feedback.path.replace('a1', 'a9') });
  for (const call of [...adminCalls, ...faultCalls]) await recorder.say(url, call);
  await recorder.say(url, snapshot);
}

async function whoMayCall(recorder, url, off) {
  const [mine, other] = [await Conversation.start(url), await Conversation.start(url)];
  const ofSession = sessionCalls(mine);
  const foreign = { Origin: 'https://evil.example' };
  for (const call of [newSession, ...ofSession, ...adminCalls, ...faultCalls]) {
    await recorder.say(url, { ...call, headers: { ...call.headers, ...foreign } });
  }
  for (const call of ofSession) {
    await recorder.say(url, { ...call, headers: { ...call.headers, Authorization: '' } });
    await recorder.say(url, { ...call, headers: { ...call.headers, ...tokenOf(other) } });
    await recorder.say(url, { ...call, path: call.path.replace(mine.session, nobody) });
  }
  for (const call of adminCalls) {
    await recorder.say(url, { ...call, headers: {} });
    await recorder.say(url, { ...call, body: { session: nobody } });
  }
  for (const call of [...adminCalls, ...faultCalls]) await recorder.say(off, call);
}

async function wrongBodies(recorder, url) {
  const conversation = await Conversation.start(url);
  const [, , message, stop, , feedback] = sessionCalls(conversation);
  const [pause, resume] = adminCalls;
  const long = (name) => ({ [name]: 'x'.repeat(3_000) });
  for (const [call, wrong, tooLong] of [
    [newSession, { locale: 5 }, long('article')],
    [message, { text: 5 }, long('text')],
    [stop, { message_id: 5 }, long('message_id')],
    [feedback, { value: 'sideways' }, { value: 'up', ...long('note') }],
    [pause, { hold_s: 'long' }, long('reason')],
    [resume, { session: 5 }, long('session')],
    [faultCalls[1], { cut: { after_bytes: -1 } }, undefined],
  ]) {
    await recorder.say(url, { ...call, body: '{"text":' });
    await recorder.say(url, { ...call, body: wrong });
    if (tooLong) await recorder.say(url, { ...call, body: tooLong });
    await recorder.say(url, { ...call, body: long('padding').padding.repeat(300) });
    await recorder.say(url, { ...call, body: '{}', headers: { ...call.headers, 'Content-Type': 'text/plain' } });
  }
  await recorder.say(url, { ...faultCalls[1], body: { cutt: {} } });
  await recorder.say(url, { ...message, body: { text: ' ' } });
  await recorder.say(url, { ...message, headers: tokenOf(conversation) });
}

async function mistakesOfTheServer(recorder, url, faults) {
  const conversation = await Conversation.start(url);
  faults.set({ refuse: { status: 500 } });
  for (const call of [newSession, ...sessionCalls(conversation)]) await recorder.say(url, call);
  faults.reset();
}

async function ofMessages(t, recorder, url) {
  const conversation = await Conversation.start(url);
  const [, , message] = sessionCalls(conversation);
  await recorder.say(url, message);
  await recorder.say(url, { ...message, body: { text: 'Another one' } });
  await inHand(recorder, url, sessionCalls(await Conversation.start(url))[2]);

  const limited = await runningServer(t, { messageRate: 1, maxTurns: 1, paceMs: 60_000 });
  const [one, two] = [await Conversation.start(limited), await Conversation.start(limited)];
  const [, , first] = sessionCalls(one);
  await recorder.say(limited, first);
  await recorder.say(limited, { ...first, headers: { ...first.headers, 'Idempotency-Key': 'k2' } });
  await recorder.say(limited, sessionCalls(two)[2]);
}

/** A second request while the first one's body is on its way. */
async function inHand(recorder, url, message) {
  await whileOnItsWay(url, message, undefined, () =>
    eventually(async () => (await recorder.say(url, message)).status === 409, 'the key is in hand'),
  );
}

/** @param {string} url @param {import('./recorder.mjs').Asked} asked @param {Agent | undefined} agent @param {() => unknown} meanwhile */
async function whileOnItsWay(url, { method, path, headers, body }, agent, meanwhile) {
  const text = JSON.stringify(body);
  const slow = httpRequest(new URL(`/api/heidi${path}`, url), {
    method,
    agent,
    headers: { ...headers, 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) },
  });
  const replied = once(slow, 'response');
  slow.write(text.slice(0, 5));
  await once(slow, 'socket');
  await meanwhile();
  slow.end(text.slice(5));
  const [response] = await replied;
  response.resume();
  await once(response, 'end');
}

/** Resolves when the head of a reply is there. */
function begun() {
  /** @type {() => void} */
  let begins = () => {};
  const promise = new Promise((resolve) => {
    begins = () => resolve(undefined);
  });
  return { promise, begins };
}

async function ofEvents(t, recorder) {
  const url = await runningServer(t, { paceMs: 60_000, maxStreams: 1, upstream: '' });
  const [one, two] = [await Conversation.start(url), await Conversation.start(url)];
  for (const conversation of [one, two]) await conversation.ask(question);
  const [, events] = sessionCalls(one);
  const polling = { ...events, headers: { ...events.headers, ...json }, path: events.path.replace('=0', '=1&wait=20') };
  // Open before the other one is asked for: the first to come would have the only place.
  const { promise: isOpen, begins } = begun();
  const stream = recorder.say(url, events, { begins });
  await isOpen;
  await recorder.say(url, sessionCalls(two)[1]);
  const superseded = recorder.say(url, polling);
  await stream;
  await recorder.say(url, { ...polling, path: polling.path.replace('20', '0') });
  await superseded;
  for (const after of ['x', '99']) await recorder.say(url, { ...events, path: events.path.replace('=0', `=${after}`) });

  const short = await runningServer(t, { replayEvents: 5 });
  const forgetful = await Conversation.start(short);
  await forgetful.ask(question);
  await eventually(async () => (await forgetful.snapshot()).turn === null, 'the answer ends');
  await recorder.say(short, sessionCalls(forgetful)[1]);

  // Nobody listens there, so the answer fails.
  const failing = await runningServer(t, { upstream: 'http://127.0.0.1:1', heartbeatMs: 10, idleMs: 30 });
  const unlucky = await Conversation.start(failing);
  await unlucky.ask(question);
  await eventually(async () => (await unlucky.snapshot()).turn === null, 'the answer fails');
  const [snapshot, failed] = sessionCalls(unlucky);
  await recorder.say(failing, snapshot);
  await recorder.say(failing, failed);
  await recorder.say(failing, { ...failed, headers: { ...failed.headers, ...json } });
}

async function pauses(t, recorder) {
  const url = await runningServer(t, { adminToken });
  const conversation = await Conversation.start(url);
  const [pause, resume] = adminCalls;
  await recorder.say(url, { ...pause, body: { session: conversation.session, reason: 'Lunch.', hold_s: 60 } });
  const [snapshot, events, message, , unpause] = sessionCalls(conversation);
  for (const call of [snapshot, events, message, unpause]) await recorder.say(url, call);
  await recorder.say(url, { ...events, headers: { ...events.headers, ...json } });
  await recorder.say(url, { ...resume, body: { session: conversation.session } });
}

async function tooMany(t, recorder) {
  for (const limit of [{ sessionRate: 1 }, { maxSessions: 1 }]) {
    const url = await runningServer(t, limit);
    for (let i = 0; i < 2; i += 1) await recorder.say(url, newSession);
  }
}

/** A server that waits for its data file, because another one still has it. */
async function starting(t, recorder) {
  const data = join(temporaryFolder(t), 'heidi.db');
  const first = await startServer({ port: 0, data });
  const port = await freePort();
  const second = startServer({ port, data, adminToken, faults: true });
  const url = `http://localhost:${port}/`;
  const calls = sessionCalls(new Conversation(url, nobody, 'token'));
  try {
    for (const call of [newSession, ...calls, ...adminCalls, ...faultCalls]) {
      assert.equal((await recorder.say(url, call)).status, 503);
    }
  } finally {
    await first.stop();
    await (await second).stop();
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Whose connection was busy when the server was told to stop may still call; new ones find nobody. */
async function draining(recorder) {
  const { url, stop } = await startServer({ port: 0, paceMs: 60_000, drainMs: 8_000, heartbeatMs: 20 });
  const [one, two] = [await Conversation.start(url), await Conversation.start(url)];
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const [, events, message, end] = sessionCalls(one);
  for (const conversation of [one, two]) await conversation.ask(question);
  const listening = recorder.say(url, events);
  const path = `/sessions/${two.session}/events?after=1&wait=25`;
  const polling = recorder.say(url, { method: 'GET', path, headers: { ...tokenOf(two), ...json } });
  // Opens the connection, so that what follows on it is there before anything that is asked later.
  await recorder.say(url, sessionCalls(one)[0], { agent });
  /** @type {Promise<void>[]} */
  const stopped = [];
  await whileOnItsWay(url, { ...end, body: { message_id: 'none' } }, agent, async () => {
    await recorder.say(url, sessionCalls(one)[0]);
    stopped.push(stop());
    assert.equal((await polling).json.events[0].event, 'draining');
  });
  for (const call of [newSession, message, events]) {
    assert.equal((await recorder.say(url, call, { agent })).json.error.code, 'draining');
  }
  await recorder.say(url, { ...end, path: `/sessions/${two.session}/stop`, headers: tokenOf(two) }, { agent });
  await recorder.say(url, end, { agent });
  await Promise.all([listening, ...stopped]);
  agent.destroy();
}
