// The chats that are measured: how a page embeds each, opened from the start; when it can be written in; how it is asked.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureN8nChat, n8nChatVersion } from '../../../tools/bench/n8n_chat.mjs';
import { inRoot } from '../../../tools/setup/paths.mjs';
import { widgetTag } from '../../browser/support/pages.mjs';

/**
 * @typedef {object} Chat
 * @property {string} name
 * @property {(endpoint: string) => string} markup opened as soon as it can be; `write` marks that somebody can write, `complete` that all is there
 * @property {string} tag what a partner pastes, not opened
 * @property {string} ask a statement that sends `question`, and marks `whole` when the answer is complete and shown
 */

const versionOf = (/** @type {string} */ name) =>
  JSON.parse(readFileSync(inRoot('node_modules', name, 'package.json'), 'utf8')).version;

/** @type {Chat} */
const heidi = {
  name: 'Ask Heidi',
  tag: widgetTag({ chat: '/nothing-yet' }),
  markup: (endpoint) => `
    <script>window.Heidi = function () { (Heidi.q = Heidi.q || []).push(arguments) }; Heidi('open');
    tellWhen('write', () => document.querySelector('heidi-chat')?.shadowRoot?.querySelector('textarea'));
    addEventListener('heidi:ready', ({ target }) => target.localName === 'heidi-chat' &&
      tellWhen('complete', () => target.shadowRoot.querySelector('[part~="transcript"]')));</script>
    ${widgetTag({ chat: endpoint, attributes: 'async data-persist="none"' })}`,
  // The answer is told of before its last frame is shown.
  ask: `const shown = () => document.querySelector('heidi-chat').shadowRoot.querySelector('[part~="transcript"]').textContent;
    addEventListener('heidi:message', () => tellWhen('whole', () => shown().includes('The end.')), { once: true });
    void Heidi.sendMessage(question);`,
};

/** @type {Chat} */
const deepChat = {
  name: `deep-chat ${versionOf('deep-chat')}`,
  tag: '<script type="module" src="/peers/deep-chat/deepChat.bundle.js"></script><deep-chat></deep-chat>',
  markup: (endpoint) => `
    <deep-chat style="width: 400px; height: 600px" connect='{"url":"${endpoint}/deep-chat","stream":true}'></deep-chat>
    <script>tellWhen('write complete', () => document.querySelector('deep-chat').shadowRoot?.querySelector('#text-input'));</script>
    <script type="module" src="/peers/deep-chat/deepChat.bundle.js"></script>`,
  ask: `const chat = document.querySelector('deep-chat');
    // It tells of a message at its beginning; looked for seldom, since looking costs time too.
    tellWhen('whole', () => chat.shadowRoot.querySelector('#messages').lastElementChild?.textContent.includes('The end.'), 250);
    chat.submitUserMessage({ text: question });`,
};

/** @type {Chat} */
const n8nChat = {
  name: `@n8n/chat ${n8nChatVersion}`,
  tag: `<link rel="stylesheet" href="/peers/n8n/style.css"><script type="module">
    import { createChat } from '/peers/n8n/chat.bundle.es.js'; createChat({ webhookUrl: '/nothing-yet' });</script>`,
  markup: (endpoint) => `
    <link rel="stylesheet" href="/peers/n8n/style.css"><div id="n8n-chat" style="width: 400px; height: 600px"></div>
    <script>tellWhen('write complete', () => document.querySelector('#n8n-chat textarea'));</script>
    <script type="module">
    import { createChat } from '/peers/n8n/chat.bundle.es.js';
    createChat({ webhookUrl: '${endpoint}/n8n', mode: 'fullscreen', enableStreaming: true, loadPreviousSession: false,
      afterMessageSent: () => tell('whole') });</script>`,
  ask: `const field = document.querySelector('#n8n-chat textarea');
    field.value = question;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    requestAnimationFrame(() => document.querySelector('#n8n-chat .chat-input-send-button').click());`,
};

export const ours = heidi;
export const chats = [heidi, deepChat, n8nChat];
export const versions = { marked: versionOf('marked'), 'markdown-it': versionOf('markdown-it') };

/** Puts what the peers publish on a site, below /peers/. @param {import('../../browser/support/pages.mjs').Site} site */
export async function servePeers(site) {
  const folders = {
    '/peers/deep-chat/': inRoot('node_modules', 'deep-chat', 'dist'),
    '/peers/marked/': inRoot('node_modules', 'marked', 'lib'),
    '/peers/markdown-it/': inRoot('node_modules', 'markdown-it', 'dist', 'browser'),
    '/peers/n8n/': await ensureN8nChat(),
  };
  for (const [path, folder] of Object.entries(folders))
    for (const name of readdirSync(folder).filter((file) => /\.(m?js|css)$/.test(file)))
      site.serves(path + name, readFileSync(join(folder, name)), { headers: typeHeader(name) });
}

const typeHeader = (/** @type {string} */ name) => ({
  'Content-Type': name.endsWith('.css') ? 'text/css' : 'text/javascript',
});
