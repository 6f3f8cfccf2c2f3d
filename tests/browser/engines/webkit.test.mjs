// WebKitGTK has WebGL2 on the page only, so the page's policy refuses workers: the core on the page, painted on canvases.
import assert from 'node:assert/strict';
import { complaintsRemembered, openWebKit } from '../support/engines/webkit.mjs';
import { tellEverythingIn } from './chapters.mjs';

const refusal = /worker-src|Content Security Policy/;

const { test, server, partnersPage } = tellEverythingIn({
  name: 'WebKitGTK',
  open: /** @type {any} */ (openWebKit),
  prepare: async () => {},
  head: complaintsRemembered,
  headers: { 'Content-Security-Policy': "worker-src 'none'" },
  shows: { painter: 'canvas', host: 'page' },
  says: [refusal],
  failedRequest: /Failed to load resource/,
  cannot: {
    'is found by a phrase that runs over the end of a line': 'its window.find() does not look into shadow roots',
    'is painted with both':
      'its canvas makes ligatures of letters that are set apart, so the browser sets the text itself',
  },
});

test('WebKitGTK’s own accessibility tree has the roles and names that the driver goes by', async (scene) => {
  const { heidi, trouble } = scene;
  trouble.expects(refusal);
  await heidi.opens(partnersPage({ chat: `${server.url}api/heidi` }));
  const has = async (/** @type {any} */ locator) => Object.values(await locator.computed());
  assert.deepEqual(await has(heidi.launcher), ['button', 'Ask Heidi 👋']);
  await heidi.opensChat();
  assert.deepEqual(await has(heidi.panel), ['dialog', 'Ask Heidi']);
  assert.deepEqual(await has(heidi.composer), ['textbox', 'Your message']);
  assert.deepEqual(await has(heidi.transcript), ['log', 'Conversation with Heidi']);
  await heidi.asks('What did the survey of archives find last winter?');
  await heidi.seesAnswer(/./);
  assert.deepEqual(await has(heidi.questions.first()), ['article', 'You']);
  assert.deepEqual(await has(heidi.answers.first()), ['article', 'Heidi']);
});
