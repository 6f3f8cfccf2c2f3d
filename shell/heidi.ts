// The script tag: defines the elements and adds those that its data-* attributes ask for. Nothing else is loaded until an
// article comes near the screen or a reader opens the chat.

import { inFolder } from './files.js';
import { startHeidi } from './page_api.js';

// Read at once: it is gone as soon as the script has run. A module has none, and is found by its address.
const tag =
  (document.currentScript as HTMLScriptElement | null) ??
  document.querySelector<HTMLScriptElement>('script[type="module"][src*="/heidi.js"]');
const address = tag?.src ?? '';
const base = address.slice(0, address.lastIndexOf('/') + 1);

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

startHeidi(inFolder(base), { locale: tag?.dataset.locale ?? '', addElements });
