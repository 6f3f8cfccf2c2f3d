// The script tag: defines the elements and adds those that its data-* attributes ask for. Nothing else is loaded until an
// article comes near the screen or a reader opens the chat.

import { startHeidi } from './page_api.js';

// Read at once: it is gone as soon as the script has run. A module has none, and is found by its address.
const tag =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[type=module][src*="/heidi.js"]');
const folder = tag?.src.replace(/[^/]*$/, '') ?? '';

/** Attributes of the tag become the element's: data-chat-topics is for the chat, data-theme for both. */
function makeElement(name: 'heidi-article' | 'heidi-chat', main: 'src' | 'endpoint', value: string): HTMLElement {
  const element = document.createElement(name);
  for (const { name: written, value: passed } of tag?.attributes ?? []) {
    const [, own] = /^data-(?!(?:article|chat)$)(.+)/.exec(written) ?? [];
    if (own) element.setAttribute(own, passed);
  }
  element.setAttribute(main, value);
  return element;
}

/** An article stands right after its tag; one in the head has no place there. */
function addElements(): void {
  const { body } = document;
  const { article, chat } = tag?.dataset ?? {};
  if (article) {
    const element = makeElement('heidi-article', 'src', article);
    if (body.contains(tag)) tag?.after(element);
    else body.append(element);
  }
  if (chat) body.append(makeElement('heidi-chat', 'endpoint', chat));
}

startHeidi((name) => folder + name, { locale: tag?.dataset.locale ?? '', addElements });
