// The page's one global, `Heidi`: its verbs, its listeners, and the calls that were made before it came. The script tag and
// the ES module share it.

import { defineElements, type HeidiChat } from './elements.js';
import type { FileAddress } from './files.js';
import type { HeidiApi, HeidiVerbs } from './package/index.js';

const version = '0.1.0';

type Call = [verb: string, ...args: unknown[]];
type Listener = (detail: never) => void;

function chat(): HeidiChat {
  const found = document.querySelector<HeidiChat>('heidi-chat');
  if (!found) throw new Error('There is no <heidi-chat> on this page.');
  return found;
}

/** In the page's first article. */
function openArticle(src: string): void {
  const article = document.querySelector('heidi-article');
  if (!article) throw new Error('There is no <heidi-article> on this page.');
  article.setAttribute('src', src);
  article.scrollIntoView();
}

const ended = new AbortController();

/** <button data-heidi-open> and <a data-heidi-article="x.json"> anywhere on the page. */
function listenForOpeners(): void {
  const clicked = (event: MouseEvent) => {
    const target = event.target as Element | null;
    // Ctrl-click and its kin mean: somewhere else than here.
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const opener = target?.closest<HTMLElement>('[data-heidi-open], [data-heidi-article]');
    if (!opener) return;
    const { heidiArticle } = opener.dataset;
    try {
      if (heidiArticle === undefined) chat().open();
      else openArticle(heidiArticle);
    } catch {
      // Nothing here can show it: the link goes where it goes without us.
      return;
    }
    event.preventDefault();
  };
  document.addEventListener('click', clicked, { signal: ended.signal });
}

const listeners = new Map<Listener, [name: string, heard: (event: Event) => void]>();

function listen(name: string, listener: Listener, once = false): void {
  const heard = (event: Event) => {
    if (once) forget(listener);
    listener((event as CustomEvent).detail as never);
  };
  forget(listener);
  listeners.set(listener, [name, heard]);
  document.addEventListener(`heidi:${name}`, heard, { signal: ended.signal });
}

function forget(listener: Listener): void {
  const [name, heard] = listeners.get(listener) ?? ['', () => {}];
  document.removeEventListener(`heidi:${name}`, heard);
  listeners.delete(listener);
}

function setOnAll(name: string, value: string): void {
  for (const element of document.querySelectorAll('heidi-article, heidi-chat')) element.setAttribute(name, value);
}

const verbs = {
  open: () => chat().open(),
  close: () => chat().close(),
  toggle: () => (chat().isOpen ? chat().close() : chat().open()),
  show: () => {
    chat().hidden = false;
  },
  hide: () => {
    chat().hidden = true;
  },
  sendMessage: (text: string) => chat().perform(true, 'submit', text),
  prefill: (text: string) => chat().perform(true, 'prefill', text),
  ask: (question?: string, about?: { quote?: string; article?: string }) =>
    chat().perform(true, 'ask', question, about),
  newConversation: () => chat().perform(false, 'newConversation'),
  reconnect: () => chat().perform(false, 'reconnect'),
  stop: () => chat().perform(false, 'stop'),
  getTranscript: (format?: string) => chat().perform(false, 'getTranscript', format),
  setUser: ({ token = '' }: { token?: string }) => chat().setToken(String(token)),
  setLocale: (locale: string) => setOnAll('locale', locale),
  setTheme: (theme: string) => setOnAll('theme', theme),
  openArticle,
  on: (name: string, listener: Listener) => listen(name, listener),
  once: (name: string, listener: Listener) => listen(name, listener, true),
  off: (_name: string, listener: Listener) => forget(listener),
  destroy: () => {
    for (const element of document.querySelectorAll('heidi-article, heidi-chat')) element.remove();
    ended.abort();
    listeners.clear();
  },
} satisfies { [Verb in keyof HeidiVerbs]: (...args: Parameters<HeidiVerbs[Verb]>) => unknown };

async function perform([verb, ...args]: Call): Promise<unknown> {
  const action = Object.hasOwn(verbs, verb) ? (verbs as Record<string, unknown>)[verb] : undefined;
  if (typeof action !== 'function')
    throw new Error(`Heidi has no verb "${verb}". It has: ${Object.keys(verbs).join(', ')}.`);
  return action(...(args as never[]));
}

/** As the snippet for early calls leaves it. */
interface EarlyCalls {
  q?: ArrayLike<unknown>[];
}

/** What it asks for; a module has none. */
interface ScriptTag {
  locale: string;
  /** Before calls that waited are carried out. */
  addElements(): void;
}

function whenBodyIsThere(work: () => void): void {
  if (document.body) work();
  else document.addEventListener('DOMContentLoaded', work, { once: true });
}

function makeApi(): HeidiApi {
  const api = (...call: Call) => perform(call);
  const named = Object.keys(verbs).map((verb) => [verb, (...args: unknown[]) => perform([verb, ...args])]);
  Object.assign(api, Object.fromEntries(named), { version });
  return Object.assign(api, { ready: Promise.resolve(api) }) as unknown as HeidiApi;
}

/**
 * Defines the elements and the global, once a page; on a server, where modules are only read, does neither.
 * @returns the global, which may be an earlier one's
 */
export function startHeidi(addressOf: FileAddress, tag?: ScriptTag): HeidiApi {
  if (typeof document === 'undefined') return makeApi();
  const global = globalThis as unknown as { Heidi?: HeidiApi & EarlyCalls };
  if (global.Heidi?.version) {
    console.warn(`Heidi ${version} was not started: version ${global.Heidi.version} is on this page already.`);
    return global.Heidi;
  }
  const queued = global.Heidi?.q ?? [];
  global.Heidi = makeApi();
  defineElements(addressOf, tag?.locale ?? '');
  listenForOpeners();
  whenBodyIsThere(() => {
    tag?.addElements();
    for (const call of queued) void perform([...Array.from(call)] as Call);
  });
  return global.Heidi;
}
