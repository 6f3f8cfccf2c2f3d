// openapi.json, README.md and the server say the same.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { allCalls, switches } from '../../web/server/faults/switches.mjs';
import {
  compileAll,
  describedOutcomes,
  openapi,
  problemsWith,
  replyProblems,
  requestProblems,
  streamProblems,
} from './support/protocol.mjs';
import { walk } from './support/protocol-walk.mjs';
import { readmeErrors, readmeExamples } from './support/readme-examples.mjs';
import { Recorder } from './support/recorder.mjs';

test('the file is a valid OpenAPI 3.1 document, with valid schemas', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(openapi));
  assert.deepEqual(errors ?? [], []);
  assert.ok(valid);
  assert.match(openapi.openapi, /^3\.1\./);
  compileAll();
});

test('every reference in it leads somewhere', () => {
  for (const [, name] of JSON.stringify(openapi).matchAll(/"\$ref":"#\/components\/([\w/]+)"/g)) {
    const target = name.split('/').reduce((place, step) => place?.[step], openapi.components);
    assert.ok(target, name);
  }
});

test('a document that is none is refused', async () => {
  const wrong = structuredClone(openapi);
  wrong.paths['/sessions'].post.responses['201'] = { content: {} };
  assert.equal((await new Validator().validate(wrong)).valid, false);
});

test('README.md shows each call with a request and a reply that fit', () => {
  const examples = readmeExamples();
  for (const { line, request, reply } of examples) {
    assert.deepEqual(requestProblems(request), [], `README.md:${line}`);
    assert.deepEqual(replyProblems(request, reply), [], `README.md:${line}`);
  }
  const shown = examples.map(({ request: { method, path } }) => `${method} ${path.replace(/\?.*/, '')}`);
  const described = Object.entries(openapi.paths).flatMap(([template, methods]) =>
    Object.keys(methods)
      .filter((method) => method !== 'parameters')
      .map((method) => `${method.toUpperCase()} ${template}`),
  );
  const ids = { s: 'TmW0m3aWl37HWCqkP8smlw', id: 'a1' };
  for (const call of described) {
    const path = call.replaceAll(/\{(\w+)\}/g, (_, name) => ids[name]);
    assert.ok(shown.includes(path), `README.md shows ${call}`);
  }
  for (const error of readmeErrors()) assert.deepEqual(problemsWith('Error', error), []);
  assert.equal(readmeErrors().length, 1);
});

// A mistake nobody knows how to provoke; what it would look like is seen at the other calls, by a fault.
const isOutOfReach = (outcome) => /^\w+ \/(admin|faults).* 500 internal$/.test(outcome);

test('real servers answer every call with everything that is described, and with nothing else', async (t) => {
  const recorder = new Recorder();
  await walk(t, recorder);
  const described = describedOutcomes();
  assert.deepEqual(
    described.filter((outcome) => !recorder.outcomes.has(outcome) && !isOutOfReach(outcome)),
    [],
    'described, but never seen',
  );
  assert.deepEqual(
    [...recorder.outcomes].filter((outcome) => !described.includes(outcome)),
    [],
    'seen, but not described',
  );
  const logged = ['accepted', 'delta', 'final', 'error'];
  const notices = ['paused', 'draining', 'superseded'];
  const expected = [
    ...[...logged, ...notices, 'hello', 'ping', 'bye'].map((event) => `stream ${event}`),
    ...[...logged, ...notices].map((event) => `poll ${event}`),
  ];
  assert.deepEqual([...recorder.events].sort(), expected.sort());
});

const get = { method: 'GET', path: '/sessions/TmW0m3aWl37HWCqkP8smlw' };
const asJson = { 'Content-Type': 'application/json' };
const snapshot = { seq: 0, messages: [], turn: null, paused: false };
const asked = {
  id: 'q1',
  client_id: 'k',
  role: 'user',
  text: 'Why?',
  status: 'delivered',
  at: '2026-11-22T13:00:00.000Z',
};

const wrongReplies = [
  ['a status that is not described', { status: 418, body: snapshot }, /418 is not described/],
  ['a missing member', { body: { seq: 0, messages: [], turn: null } }, /'paused'/],
  ['a member too many', { body: { ...snapshot, mood: 'good' } }, /mood/],
  ['a wrong type', { body: { ...snapshot, seq: '0' } }, /seq must be integer/],
  ['a paused session without a reason', { body: { ...snapshot, paused: true } }, /reason/],
  [
    'a status that questions do not have',
    { body: { ...snapshot, messages: [{ ...asked, status: 'complete' }] } },
    /messages/,
  ],
  ['a date that is none', { body: { ...snapshot, messages: [{ ...asked, at: 'yesterday' }] } }, /date-time/],
  ['another media type', { headers: { 'Content-Type': 'text/html' }, body: snapshot }, /media type "text\/html"/],
  ['no JSON', { body: '{' }, /JSON/],
  ['a code that is not described', { status: 404, body: { error: { code: 'gone', message: 'Gone.' } } }, /code/],
  [
    '503 without Retry-After',
    { status: 503, body: { error: { code: 'starting', message: 'Soon.' } } },
    /Retry-After is missing/,
  ],
  [
    'a Retry-After that is no number of seconds',
    {
      status: 503,
      headers: { ...asJson, 'Retry-After': 'soon' },
      body: { error: { code: 'starting', message: 'Soon.' } },
    },
    /Retry-After/,
  ],
];

test('a wrong reply is refused', () => {
  const problems = ({ status = 200, headers = asJson, body }) =>
    replyProblems(get, {
      status,
      headers: new Headers(headers),
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  assert.deepEqual(problems({ body: { ...snapshot, messages: [asked] } }), [], 'the right one is not');
  for (const [name, reply, problem] of wrongReplies) assert.match(problems(reply).join('\n'), problem, name);
});

test('a wrong request is refused', () => {
  const headers = new Headers({ ...asJson, Authorization: 'Bearer t', 'Idempotency-Key': 'k' });
  const send = { method: 'POST', path: `${get.path}/messages`, headers, body: '{"text":"Why?"}' };
  assert.deepEqual(requestProblems(send), []);
  assert.match(
    requestProblems({ ...send, headers: new Headers(asJson) }).join(),
    /Idempotency-Key is missing.*bearer token/,
  );
  assert.match(requestProblems({ ...send, body: '{"text":""}' }).join(), /text/);
  assert.match(requestProblems({ ...send, body: '' }).join(), /has no body/);
  assert.match(requestProblems({ ...send, path: '/nowhere' }).join(), /not described/);
});

test('a wrong event is refused', () => {
  const hello = 'event: hello\ndata: {"seq":0}\n\n';
  assert.deepEqual(
    streamProblems(`${hello}id: 1\nevent: delta\ndata: {"message_id":"a1","offset":0,"text":"B"}\n\n`),
    [],
  );
  for (const wrong of [
    'id: 1\nevent: delta\ndata: {"message_id":"a1","offset":-1,"text":"B"}\n\n',
    'event: delta\ndata: {"message_id":"a1","offset":0,"text":"B"}\n\n',
    'id: 1\nevent: ping\ndata: {"head":0}\n\n',
    'id: 1\nevent: final\ndata: {"message_id":"a1","text":"B","status":"complete"}\n\n',
    'event: news\ndata: {}\n\n',
    'event: bye\ndata: {\n\n',
    'data: {}\n\n',
  ]) {
    assert.notDeepEqual(streamProblems(hello + wrong), [], wrong);
  }
  assert.deepEqual(streamProblems('event: bye\ndata: {}\n\n'), ['a stream begins with hello']);
});

test('the faults of the file are those of the server, with the same standard values', () => {
  const described = openapi.components.schemas.Faults.properties;
  assert.deepEqual(Object.keys(described), Object.keys(switches));
  for (const [name, { members, calls, standardCalls = calls }] of Object.entries(switches)) {
    const { calls: forCalls, times, ...own } = described[name].properties;
    assert.deepEqual(Object.keys(own), Object.keys(members), name);
    assert.deepEqual([forCalls.items.enum, forCalls.default], [calls, standardCalls], name);
    assert.ok(times);
    for (const [member, { check, standard }] of Object.entries(members)) {
      assert.equal(own[member].default, standard, `${name}.${member}`);
      for (const edge of [own[member].minimum, own[member].maximum, ...(own[member].enum ?? [])]) {
        if (edge !== undefined) assert.ok(check(edge), `${name}.${member} may be ${edge}`);
      }
      for (const beyond of [own[member].minimum - 1, own[member].maximum + 1, null]) {
        assert.ok(!check(beyond), `${name}.${member} may not be ${beyond}`);
      }
    }
  }
  assert.equal(allCalls.length, 7);
});
