// One server that answers each chat in the way it asks for, with the same tokens at the same pace.
import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { tokens } from './texts.mjs';

/** @typedef {import('node:http').ServerResponse} Response */

const anyOrigin = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': '*, Authorization, Content-Type',
};
const lastWords = '\n\nThe end.';

/** @param {{count: number, perSecond: number}} answer */
export async function startEndpoint(answer) {
  const heidi = heidiProtocol(answer);
  const server = createServer(async (request, response) => {
    if (request.method === 'OPTIONS') return void response.writeHead(200, anyOrigin).end();
    const text = (await request.toArray()).join('');
    const path = request.url ?? '';
    if (path.startsWith('/deep-chat')) return deepChatProtocol(response, answer);
    if (path.startsWith('/n8n')) return n8nProtocol(response, answer);
    return heidi(path, text, response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://localhost:${port}`, stop };
}

/** @param {{count: number, perSecond: number}} answer @param {Response} response @param {(token: string) => void} send */
async function pace({ count, perSecond }, response, send) {
  const start = performance.now();
  let sent = 0;
  for (const token of tokens(count)) {
    if (response.destroyed) return;
    send(token);
    const ahead = (++sent / perSecond) * 1_000 - (performance.now() - start);
    if (ahead > 5) await delay(ahead);
  }
}

/** web/server/README.md describes it. @param {{count: number, perSecond: number}} answer */
function heidiProtocol(answer) {
  let asked = { client_id: '', text: '' };
  const sendAnswer = async (/** @type {Response} */ response) => {
    let seq = 0;
    const send = (/** @type {string} */ event, /** @type {object} */ content) =>
      response.write(`id: ${++seq}\nevent: ${event}\ndata: ${JSON.stringify(content)}\n\n`);
    response.write('event: hello\ndata: {"seq":1}\n\n');
    send('accepted', { client_id: asked.client_id, message_id: 'q1', text: asked.text });
    let text = '';
    await pace(answer, response, (token) => {
      send('delta', { message_id: 'a1', offset: text.length, text: token });
      text += token;
    });
    send('final', { message_id: 'a1', text: `${text}${lastWords}` });
  };
  return (/** @type {string} */ path, /** @type {string} */ body, /** @type {Response} */ response) => {
    const reply = (/** @type {number} */ status, /** @type {object} */ content) =>
      response.writeHead(status, { ...anyOrigin, 'Content-Type': 'application/json' }).end(JSON.stringify(content));
    if (path.endsWith('/sessions')) return reply(201, { session: 's1', token: 't1', seq: 0 });
    if (!path.includes('/events')) {
      asked = JSON.parse(body);
      return reply(202, { message_id: 'q1', seq: 1 });
    }
    response.writeHead(200, { ...anyOrigin, 'Content-Type': 'text/event-stream' });
    return sendAnswer(response);
  };
}

/** @param {Response} response @param {{count: number, perSecond: number}} answer */
async function deepChatProtocol(response, answer) {
  response.writeHead(200, { ...anyOrigin, 'Content-Type': 'text/event-stream' });
  const send = (/** @type {string} */ text) => response.write(`data: ${JSON.stringify({ text })}\n\n`);
  await pace(answer, response, send);
  send(lastWords);
  response.end();
}

/** @param {Response} response @param {{count: number, perSecond: number}} answer */
async function n8nProtocol(response, answer) {
  response.writeHead(200, { ...anyOrigin, 'Content-Type': 'text/plain' });
  const send = (/** @type {string} */ type, content = {}) =>
    response.write(`${JSON.stringify({ type, metadata: { nodeId: 'n1', runIndex: 0 }, ...content })}\n`);
  send('begin');
  await pace(answer, response, (content) => send('item', { content }));
  send('item', { content: lastWords });
  send('end');
  response.end();
}
