// The script tag: defines the elements, adds those that its data-* attributes ask for, and takes the calls that were
// made before it came. Nothing else is loaded until an article comes near the screen or a reader opens the chat.

import { defineElements, type HeidiChat } from './elements.js';

const version = '0.1.0';

type Call = [verb: string, ...args: unknown[]];
type Listener = (detail: unknown) => void;

// Read at once: it is gone as soon as the script has run. A module has none, and is found by its address.
const tag =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[type="module"][src*="/heidi.js"]');
const address = tag?.src ?? '';
const base = address.slice(0, address.lastIndexOf('/') + 1);

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
    listener((event as CustomEvent).detail);
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
};

async function perform([verb, ...args]: Call): Promise<unknown> {
  const action = Object.hasOwn(verbs, verb) ? (verbs as Record<string, unknown>)[verb] : undefined;
  if (typeof action !== 'function')
    throw new Error(`Heidi has no verb "${verb}". It has: ${Object.keys(verbs).join(', ')}.`);
  return action(...(args as never[]));
}

/** Attributes of the tag become the element's: data-chat-topics is for the chat, data-theme for both. */
function makeElement(name: 'heidi-article' | 'heidi-chat', main: 'src' | 'endpoint', value: string): HTMLElement {
  const element = document.createElement(name);
  for (const { name: written, value: passed } of [...(tag?.attributes ?? [])])
    if (written.startsWith('data-') && written !== 'data-article' && written !== 'data-chat')
      element.setAttribute(written.slice(5), passed);
  element.setAttribute(main, value);
  return element;
}

/** An article stands right after its tag; one in the head has no place there. */
function addElements(): void {
  const { article, chat: endpoint } = tag?.dataset ?? {};
  const inBody = tag && document.body.contains(tag);
  if (article) {
    const element = makeElement('heidi-article', 'src', article);
    if (inBody) tag.after(element);
    else document.body.append(element);
  }
  if (endpoint) document.body.append(makeElement('heidi-chat', 'endpoint', endpoint));
}

function whenBodyIsThere(work: () => void): void {
  if (document.body) work();
  else document.addEventListener('DOMContentLoaded', work, { once: true });
}

interface Api {
  (...call: Call): Promise<unknown>;
  q?: ArrayLike<unknown>[];
  version?: string;
  ready?: Promise<unknown>;
}

function start(): void {
  const global = globalThis as unknown as { Heidi?: Api };
  if (global.Heidi?.version) {
    console.warn(`Heidi ${version} was not started: version ${global.Heidi.version} is on this page already.`);
    return;
  }
  const queued = global.Heidi?.q ?? [];
  const api = ((...call: Call) => perform(call)) as Api;
  Object.assign(
    api,
    Object.fromEntries(Object.keys(verbs).map((verb) => [verb, (...args: unknown[]) => perform([verb, ...args])])),
  );
  api.version = version;
  api.ready = Promise.resolve(api);
  global.Heidi = api;
  defineElements(base, tag?.dataset.locale ?? '');
  listenForOpeners();
  whenBodyIsThere(() => {
    addElements();
    for (const call of queued) void perform([...Array.from(call)] as Call);
  });
}

start();
