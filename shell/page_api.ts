// The page's one global, `Heidi`: its verbs, its listeners, and the calls that were made before it came. The script tag and
// the ES module share it.

import { defineElements, type HeidiChat } from './elements.js';
import type { FileAddress } from './files.js';
import type { HeidiApi, HeidiVerbs } from './package/index.js';
import type { ChatVerb } from './widget.js';

const version = '0.1.0';

type Listener = (detail: never) => void;

/** The first one on the page. */
function element<Name extends 'heidi-article' | 'heidi-chat'>(name: Name): HTMLElementTagNameMap[Name] {
  const found = document.querySelector(name);
  if (!found) throw new Error(`There is no <${name}> on this page.`);
  return found;
}

const chat = () => element('heidi-chat') as HeidiChat;
const all = () => document.querySelectorAll<HTMLElement>('heidi-article, heidi-chat');

function openArticle(src: string): void {
  const article = element('heidi-article');
  article.setAttribute('src', src);
  article.scrollIntoView();
}

const ended = new AbortController();
const { signal } = ended;

/** <button data-heidi-open> and <a data-heidi-article="x.json"> anywhere on the page. */
function followOpener(event: MouseEvent): void {
  // Ctrl-click and its kin mean: somewhere else than here.
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const opener = (event.target as Element).closest?.<HTMLElement>('[data-heidi-open], [data-heidi-article]');
  if (!opener) return;
  const { heidiArticle } = opener.dataset;
  try {
    if (heidiArticle === undefined) chat().open();
    else openArticle(heidiArticle);
    event.preventDefault();
  } catch {
    // Nothing here can show it: the link goes where it goes without us.
  }
}

const hearers = new WeakMap<Listener, (event: Event) => void>();

/** What the document calls for a page's listener: always the same, so that it can be taken off again. */
function hearer(listener: Listener): (event: Event) => void {
  const known = hearers.get(listener) ?? ((event) => listener((event as CustomEvent).detail as never));
  hearers.set(listener, known);
  return known;
}

function listen(name: string, listener: Listener, once = false): void {
  document.addEventListener(`heidi:${name}`, hearer(listener), { once, signal });
}

function setOnAll(name: string, value: string): void {
  for (const one of all()) one.setAttribute(name, value);
}

/** What the chat does itself, once it is loaded. */
const ofTheChat = [
  'sendMessage',
  'prefill',
  'ask',
  'newConversation',
  'reconnect',
  'stop',
  'getTranscript',
] as const satisfies ChatVerb[];

const ofThePage = {
  open: () => chat().open(),
  close: () => chat().close(),
  toggle: () => (chat().isOpen ? chat().close() : chat().open()),
  show: () => {
    chat().hidden = false;
  },
  hide: () => {
    chat().hidden = true;
  },
  setUser: ({ token = '' }: { token?: string }) => chat().setToken(String(token)),
  setLocale: (locale: string) => setOnAll('locale', locale),
  setTheme: (theme: string) => setOnAll('theme', theme),
  openArticle,
  on: (name: string, listener: Listener) => listen(name, listener),
  once: (name: string, listener: Listener) => listen(name, listener, true),
  off: (name: string, listener: Listener) => document.removeEventListener(`heidi:${name}`, hearer(listener)),
  destroy: () => {
    for (const one of all()) one.remove();
    ended.abort();
  },
} satisfies { [Verb in Exclude<keyof HeidiVerbs, ChatVerb>]: (...args: Parameters<HeidiVerbs[Verb]>) => unknown };

const verbs: Record<string, (...args: never[]) => unknown> = {
  ...ofThePage,
  ...Object.fromEntries(ofTheChat.map((verb) => [verb, (...args: unknown[]) => chat().perform(verb, ...args)])),
};

interface Api {
  (verb: string, ...args: unknown[]): Promise<unknown>;
  [member: string]: unknown;
}

function makeApi(): Api {
  const api = (async (verb, ...args) => {
    if (!Object.hasOwn(verbs, verb))
      throw new Error(`Heidi has no verb "${verb}". It has: ${Object.keys(verbs).join(', ')}.`);
    return verbs[verb]?.(...(args as never[]));
  }) as Api;
  for (const verb of Object.keys(verbs)) api[verb] = (...args: unknown[]) => api(verb, ...args);
  api.version = version;
  api.ready = Promise.resolve(api);
  return api;
}

/** As the snippet for early calls leaves it. */
interface EarlyCalls {
  q?: Iterable<[verb: string, ...args: unknown[]]>;
}

/** What it asks for; a module has none. */
interface ScriptTag {
  locale: string;
  /** Before calls that waited are carried out. */
  addElements(): void;
}

/**
 * Defines the elements and the global, once a page; on a server, where modules are only read, does neither.
 * @returns the global, which may be an earlier one's
 */
export function startHeidi(addressOf: FileAddress, tag?: ScriptTag): HeidiApi {
  const api = makeApi();
  const started = api as unknown as HeidiApi;
  if (typeof document === 'undefined') return started;
  const global = globalThis as unknown as { Heidi?: HeidiApi & EarlyCalls };
  const { q: queued = [], version: running } = global.Heidi ?? {};
  if (global.Heidi && running) {
    console.warn(`Heidi ${version} was not started: version ${running} is on this page already.`);
    return global.Heidi;
  }
  global.Heidi = started;
  defineElements(addressOf, tag?.locale ?? '');
  document.addEventListener('click', followOpener, { signal });
  const begin = () => {
    tag?.addElements();
    for (const call of queued) void api(...call);
  };
  if (document.body) begin();
  else document.addEventListener('DOMContentLoaded', begin, { once: true });
  return started;
}
