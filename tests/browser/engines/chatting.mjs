// Stories of the chat, for every engine.
import assert from 'node:assert/strict';
import { becomes } from '../support/eventually.mjs';

/** @typedef {import('./chapters.mjs').Telling} Telling */

const question = 'What did the survey of archives find last winter?';
const answer = /needs? no licence and burn only once/;

/** @param {Telling} telling */
async function opensWithTheKeyboard({ heidi, page }) {
  await page.evaluate(() => document.querySelector('#before')?.focus());
  await page.keyboard.press('Tab');
  await becomes(() => heidi.focused(), 'Ask Heidi 👋', 'what has focus');
  await page.keyboard.press('Enter');
  await heidi.seesPanel();
  await page.keyboard.type('Hello');
  await becomes(() => heidi.composer.inputValue(), 'Hello', 'the field holds what was typed');
}

/** @param {Telling} telling */
async function closesWithTheKeyboard({ heidi, page }) {
  await page.keyboard.press('Escape');
  await heidi.panel.waitFor({ state: 'hidden' });
  await becomes(() => heidi.focused(), 'Ask Heidi 👋', 'what has focus');
}

/** @param {Telling} telling */
async function goesOnAfterTheServerWasKilled({ heidi, server, trouble, engine }) {
  trouble.expects(engine.failedRequest);
  await heidi.opensChat();
  await heidi.asks(question);
  await heidi.seesQuestion(question);
  await heidi.seesAnswerBegin();
  await server.kill();
  await server.start();
  await hasOneAnswer({ heidi, server });
}

/** @param {Pick<Telling, 'heidi' | 'server'>} telling */
async function hasOneAnswer({ heidi, server }) {
  await heidi.seesAnswer(answer);
  const transcript = await heidi.hasTheTranscriptOf(server);
  assert.deepEqual(
    transcript.map(({ role }) => role),
    ['user', 'assistant'],
  );
  assert.equal(await heidi.questions.count(), 1);
  assert.equal(await heidi.answers.count(), 1);
}

/** @param {Telling} telling */
async function isKeptByTheBrowser({ heidi, page, server }) {
  await page.reload();
  await heidi.opensChat();
  await heidi.seesQuestion(question);
  await hasOneAnswer({ heidi, server });
}

const chatting = {
  title: 'a chat',
  /** @param {Telling} telling */
  async opens({ heidi, partnersPage, server }) {
    const before = '<button id="before">Before</button>';
    await heidi.opens(partnersPage({ chat: `${server.url}api/heidi`, before }));
    await heidi.launcher.waitFor();
  },
  stories: {
    'opens with the keyboard, and the cursor is in the text field': opensWithTheKeyboard,
    'closes with Escape, and focus is on the launcher again': closesWithTheKeyboard,
    'goes on where it was when the server was killed in mid-answer': goesOnAfterTheServerWasKilled,
    'is still there after the page is loaded again': isKeptByTheBrowser,
  },
};

export const chatChapters = [chatting];
