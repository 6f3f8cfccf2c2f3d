// The reference server, put together: the site, the chat, and what happens at the start and at the end.
import { createServer } from 'node:http';
import { createAnswerer } from './answer/answerer.mjs';
import { ArticleSearch } from './answer/article-search.mjs';
import { answerCall, createChat } from './chat/chat.mjs';
import { ConversationLog } from './chat/conversation-log.mjs';
import { Turns } from './chat/turns.mjs';
import { ArticleFolder } from './content/article-folder.mjs';
import { contentPath } from './content/content-path.mjs';
import { Faults } from './faults/faults.mjs';
import { answerFaultsCall } from './faults/faults-call.mjs';
import { answerWithFaults } from './faults/faulty-calls.mjs';
import { Connections } from './http/connections.mjs';
import { allowOrigin, answerPreflight } from './http/cors.mjs';
import { HttpError } from './http/http-error.mjs';
import { sendError } from './http/replies.mjs';
import { defaultOptions } from './options.mjs';
import { Site } from './site/site.mjs';
import { storeFor } from './store/store.mjs';

/** @typedef {import("./options.mjs").Options} Options */
/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */

/**
 * @param {Partial<Options>} given
 * @returns {Promise<{url: string, faults?: Faults, stop: () => Promise<void>}>} stop lets running answers finish first
 */
export async function startServer(given = {}) {
  const options = { ...defaultOptions(), ...given };
  /** @type {(request: Request, response: Response) => Promise<unknown>} */
  let answer = async () => {
    throw new HttpError(503, 'starting', 'The server is about to start.', { retryAfterS: 1 });
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((error) => sendError(response, error));
  });
  const connections = new Connections(server);
  // The port first: when it is taken, the data file of the server that has it must stay untouched.
  await listening(server, options);
  const url = addressOf(server, options.host);
  try {
    const store = await storeFor(options);
    const folder = new ArticleFolder(options.content);
    const base = options.publicUrl || url;
    const library = {
      folder,
      search: new ArticleSearch(folder),
      linkTo: linksFrom(base),
      addressOf: addressesFrom(base),
    };
    const log = new ConversationLog(store);
    const chat = createChat({ options, store, log, turns: new Turns(store, log, createAnswerer(library, options)) });
    const faults = options.faults ? new Faults(log) : undefined;
    answer = router(chat, new Site(options, folder), faults);
    chat.turns.startUnfinished();
    const forgetting = forgetUnused(store, options.retainS);
    return { url, faults, stop: () => drain(connections, chat, forgetting) };
  } catch (error) {
    server.close();
    throw error;
  }
}

/** @param {import("node:http").Server} server @param {Options} options */
function listening(server, { port, host }) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(undefined));
  });
}

/** @param {import("node:http").Server} server @param {string} host */
function addressOf(server, host) {
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const isLocal = ['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost'].includes(host);
  const name = isLocal ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}/`;
}

/** @param {string} base @returns {(article: import("./content/article-from-json.mjs").Article) => string} */
function addressesFrom(base) {
  return (article) => new URL(contentPath(article), base).href;
}

// An article's URL is relative to its JSON, as everything in it is; without one, the demo page shows it.
/** @param {string} base @returns {(article: import("./content/article-from-json.mjs").Article) => string} */
function linksFrom(base) {
  const addressOf = addressesFrom(base);
  return (article) => {
    const own = addressOf(article);
    const isLink = URL.canParse(article.url, own) && /^https?:$/.test(new URL(article.url, own).protocol);
    return new URL(isLink && article.url !== '' ? article.url : `/?article=${encodeURIComponent(article.id)}`, own)
      .href;
  };
}

/** @param {import("./chat/chat.mjs").Chat} chat @param {Site} site @param {Faults} [faults] */
function router(chat, site, faults) {
  const { chatPath, allowOrigin: allowed } = chat.options;
  return async (/** @type {Request} */ request, /** @type {Response} */ response) => {
    if (!URL.canParse(request.url ?? '', 'http://host'))
      throw new HttpError(400, 'bad_url', 'The address cannot be read.');
    const url = new URL(request.url ?? '', 'http://host');
    if (!`${url.pathname}/`.startsWith(`${chatPath}/`)) return site.answer(request, response, url);
    allowOrigin(request, response, allowed);
    if (request.method === 'OPTIONS') return answerPreflight(response);
    url.pathname = url.pathname.slice(chatPath.length);
    if (!faults) return answerCall(chat, request, response, url);
    if (url.pathname === '/faults') return answerFaultsCall(faults, { request, response });
    return answerWithFaults(faults, { chat, request, response, url });
  };
}

/** @param {import("./store/store.mjs").Store} store @param {number} retainS */
function forgetUnused(store, retainS) {
  const forget = () => store.forgetSessions(Date.now() - retainS * 1000);
  forget();
  return setInterval(forget, Math.min(retainS * 1000, 600_000)).unref();
}

/**
 * @param {Connections} connections
 * @param {import("./chat/chat.mjs").Chat} chat
 * @param {NodeJS.Timeout} forgetting
 */
async function drain(connections, chat, forgetting) {
  const { log, turns, store, options } = chat;
  chat.draining = true;
  clearInterval(forgetting);
  // First of all, so that the next server can have the port while this one finishes.
  connections.stopListening();
  for (const listener of log.listeners()) listener.tell('draining', { after_ms: 500 });
  await turns.drain(options.drainMs);
  for (const listener of log.listeners()) listener.end();
  await connections.end(1_000);
  store.close();
}
