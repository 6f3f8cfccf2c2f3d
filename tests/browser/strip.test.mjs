// The strip, row by row (session.md §4): what leads there, what it says, its buttons, the element's class, where focus
// is, and what a screen reader is told.
import assert from 'node:assert/strict';
import { beforeEach } from 'node:test';
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile, failedRequest } from './support/browser.mjs';
import { becomes, eventually } from './support/eventually.mjs';
import { serverForThisFile } from './support/server.mjs';

const files = { 'lantern.json': story, 'lantern.svg': lanternPicture };
const server = serverForThisFile(files, ['--pace-ms', '300', '--faults']);
const { test } = chromiumForThisFile();

const question = 'What did the survey of archives find last winter?';
const composer = 'Your message';

beforeEach(async () => {
  if (server.url) await server.mends().catch(() => {});
});

/** @param {import('./support/browser.mjs').Scene} scene */
async function opensChat({ heidi, trouble }) {
  trouble.expects(failedRequest);
  await heidi.opensArticle(server.url, story.title);
  await heidi.opensChat();
}

/** @param {import('./support/browser.mjs').Scene} scene */
async function seesAnswerBegin(scene) {
  await opensChat(scene);
  await scene.heidi.asks(question);
  await scene.heidi.seesAnswerBegin();
}

/** @param {import('./support/heidi_driver.mjs').Heidi} heidi @param {string} state */
async function hasClass(heidi, state) {
  const classes = () =>
    heidi.chatElement.evaluate(({ classList }) =>
      [...classList].filter((name) => name.startsWith('components-reconnect-')),
    );
  await becomes(classes, [`components-reconnect-${state}`], 'one class');
}

/** Everything that the host was told by event. @param {import('playwright-core').Page} page */
async function listensForStates(page) {
  await page.evaluate(() => {
    const told = [];
    /** @type {any} */ (globalThis).toldStates = told;
    const element = document.querySelector('heidi-chat');
    element?.addEventListener('components-reconnect-state-changed', (event) => told.push(event.detail));
  });
  return () => page.evaluate(() => /** @type {any} */ (globalThis).toldStates);
}

test('nothing is shown while all is well, and the class says so', async (scene) => {
  const { heidi } = scene;
  await seesAnswerBegin(scene);
  assert.equal(await heidi.strip.innerText(), '');
  await hasClass(heidi, 'hide');
  assert.deepEqual(await heidi.announcements('status'), []);
});

test('while it waits for a server that says nothing: "Rejoining", told once', async (scene) => {
  const { heidi } = scene;
  await opensChat(scene);
  await server.breaks({ black_hole: { calls: ['sessions'] } });
  await heidi.asks(question);
  await heidi.seesStrip('Rejoining the server... You can keep reading. Your message is saved.');
  await heidi.seesButtons();
  await hasClass(heidi, 'show');
  assert.equal(await heidi.focused(), composer);
  const told = 'Rejoining the server... You can keep reading. Your message is saved.';
  await heidi.isTold('status', told);
  await heidi.seesStrip(/^Rejoin failed/, { within: 20_000 });
  assert.equal((await heidi.announcements('status')).filter((said) => said === told).length, 1);
});

test('between attempts: a countdown, "Try now", and the wait is told once', async (scene) => {
  const { heidi, page } = scene;
  await seesAnswerBegin(scene);
  const states = await listensForStates(page);
  await server.kill();
  await heidi.seesStrip(/^Rejoin failed\.\.\. trying again in 1 second\.$/);
  await heidi.seesStrip(/^Rejoin failed\.\.\. trying again in [2-9] seconds\.$/, { within: 30_000 });
  await heidi.seesButtons('Try now');
  await hasClass(heidi, 'retrying');
  assert.equal(await heidi.focused(), composer);
  await heidi.isTold('status', /^Rejoin failed\. Trying again in \d+ seconds?\.$/);
  const waits = (await heidi.announcements('status')).filter((said) => said.startsWith('Rejoin failed'));
  assert.equal(waits.length, 1, `not each second of it: ${waits}`);
  const retrying = (await states()).filter(({ state }) => state === 'retrying');
  assert.ok(retrying.every((detail) => detail.currentAttempt >= 2 && Number.isInteger(detail.secondsToNextAttempt)));
});

test('without a network it says so, once', async (scene) => {
  const { heidi, context } = scene;
  await seesAnswerBegin(scene);
  await context.setOffline(true);
  await server.kill();
  const offline = 'You appear to be offline. Rejoining when the connection is back.';
  await heidi.seesStrip(offline);
  await heidi.seesButtons('Try now');
  await hasClass(heidi, 'retrying');
  await heidi.isTold('status', offline);
  assert.equal(await heidi.focused(), composer);
  await server.start();
});

test('paused by the server: the reason, and "Resume"', async (scene) => {
  const { heidi } = scene;
  await seesAnswerBegin(scene);
  await server.breaks({ pause: { reason: 'We are moving house.' } });
  await heidi.seesStrip('The session has been paused by the server. We are moving house.');
  await heidi.seesButtons('Resume');
  await hasClass(heidi, 'paused');
  await heidi.isTold('status', 'The session has been paused by the server. We are moving house.');
  assert.equal(await heidi.focused(), composer, 'focus was not in the strip');
});

test('a resume that fails: an alert, "Retry" and "Reload", and focus stays in the strip', async (scene) => {
  const { heidi } = scene;
  await seesAnswerBegin(scene);
  await server.breaks({ pause: { hold_s: 3 } });
  await heidi.seesStrip('The session has been paused by the server.');
  await heidi.strip.getByRole('button', { name: 'Resume the session' }).press('Enter');
  const failed = 'Failed to resume the session. Please retry or reload the page.';
  await heidi.seesStrip(failed);
  await heidi.seesButtons('Retry', 'Reload');
  await hasClass(heidi, 'resume-failed');
  await heidi.isTold('alert', failed);
  await becomes(() => heidi.focused(), 'Retry', 'focus');
  await server.mends();
  await heidi.presses('Retry');
  await heidi.seesAnswer(/burn only once/);
});

test('another reader of the same session: "Use here" takes it back', async (scene) => {
  const { heidi } = scene;
  await seesAnswerBegin(scene);
  await becomes(async () => (await heidi.saved())?.session !== '', true, 'a session is saved');
  const { session, token } = await heidi.saved();
  const controller = new AbortController();
  const elsewhere = await fetch(`${server.url}api/heidi/sessions/${session}/events?after=0`, {
    headers: { Authorization: `Bearer ${token}`, Accept: 'text/event-stream' },
    signal: controller.signal,
  });
  assert.equal(elsewhere.status, 200);
  await heidi.seesStrip('This conversation is open in another tab.');
  await heidi.seesButtons('Use here');
  await hasClass(heidi, 'paused');
  await heidi.isTold('status', 'This conversation is open in another tab.');
  await heidi.presses('Use here');
  await heidi.seesAnswer(/burn only once/);
  await heidi.seesNoStrip();
  controller.abort();
});

test('a session that is gone: a new one is begun, and the conversation kept', async (scene) => {
  const { heidi } = scene;
  await seesAnswerBegin(scene);
  await server.breaks({ forget: {}, slow: { ms: 1_500, calls: ['sessions'] } });
  const text = 'Starting a new session. Your conversation is kept.';
  await heidi.seesStrip(text);
  await heidi.seesButtons();
  await hasClass(heidi, 'show');
  await heidi.isTold('status', text);
  await heidi.seesNoStrip();
  await heidi.seesQuestion(question);
});

test('live again: it says so for a moment, and a button that had focus gives it to the text field', async (scene) => {
  const { heidi } = scene;
  await seesAnswerBegin(scene);
  await server.kill();
  await heidi.seesStrip(/^Rejoin failed/);
  const tryNow = heidi.strip.getByRole('button', { name: 'Try now to rejoin' });
  await tryNow.focus();
  await server.start();
  await tryNow.press('Enter').catch(() => {}); // it may have been rejoined by itself just now
  await heidi.seesStrip('Connected again.', { within: 40_000 });
  await hasClass(heidi, 'hide');
  await heidi.isTold('status', 'Connected again.');
  await becomes(() => heidi.focused(), composer, 'focus');
  await heidi.seesNoStrip();
});

test('Escape hides the panel, not the strip: opened again, it is still there', async (scene) => {
  const { heidi, page } = scene;
  await seesAnswerBegin(scene);
  await server.breaks({ pause: {} });
  await heidi.seesStrip('The session has been paused by the server.');
  await page.keyboard.press('Escape');
  await heidi.panel.waitFor({ state: 'hidden' });
  await heidi.launcher.click();
  await eventually(async () => (await heidi.strip.innerText()).startsWith('The session has been paused'), 'the strip');
});
