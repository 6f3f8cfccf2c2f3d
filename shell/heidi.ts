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

function chat(): HeidiChat | null {
  return document.querySelector<HeidiChat>('heidi-chat');
}

/** In the page's first article; false where there is none. */
function openArticle(src: string): boolean {
  const article = document.querySelector('heidi-article');
  article?.setAttribute('src', src);
  article?.scrollIntoView();
  return article !== null;
}

/** <button data-heidi-open> and <a data-heidi-article="x.json"> anywhere on the page. */
function listenForOpeners(): void {
  document.addEventListener('click', (event) => {
    const target = event.target as Element | null;
    // Ctrl-click and its kin mean: somewhere else than here.
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    const opener = target?.closest<HTMLElement>('[data-heidi-open], [data-heidi-article]');
    if (!opener) return;
    const { heidiArticle } = opener.dataset;
    if (heidiArticle === undefined) chat()?.open();
    else if (!openArticle(heidiArticle)) return;
    event.preventDefault();
  });
}

const listeners = new Map<Listener, [name: string, heard: (event: Event) => void]>();

const verbs: Record<string, (...args: never[]) => unknown> = {
  open: () => chat()?.open(),
  close: () => chat()?.close(),
  toggle: () => (chat()?.isOpen ? chat()?.close() : chat()?.open()),
  setUser: ({ token = '' }: { token?: string }) => chat()?.setToken(String(token)),
  sendMessage: (text: string) => chat()?.sendMessage(text),
  on: (name: string, listener: Listener) => {
    const heard = (event: Event) => listener((event as CustomEvent).detail);
    listeners.set(listener, [name, heard]);
    document.addEventListener(`heidi:${name}`, heard);
  },
  once: (name: string, listener: Listener) =>
    document.addEventListener(`heidi:${name}`, (event) => listener((event as CustomEvent).detail), { once: true }),
  off: (_name: string, listener: Listener) => {
    const [name, heard] = listeners.get(listener) ?? ['', () => {}];
    document.removeEventListener(`heidi:${name}`, heard);
    listeners.delete(listener);
  },
  openArticle: (src: string) => openArticle(src),
  destroy: () => {
    for (const element of document.querySelectorAll('heidi-article, heidi-chat')) element.remove();
  },
};

async function perform([verb, ...args]: Call): Promise<unknown> {
  const action = verbs[verb];
  if (!action) throw new Error(`Heidi has no verb "${verb}". It has: ${Object.keys(verbs).join(', ')}.`);
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
  defineElements(base);
  listenForOpeners();
  whenBodyIsThere(() => {
    addElements();
    for (const call of queued) void perform([...Array.from(call)] as Call);
  });
}

start();
