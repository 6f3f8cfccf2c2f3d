// What the strip says when the server goes away, and what comes back with it.
import assert from 'node:assert/strict';
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile, failedRequest } from './support/browser.mjs';
import { serverForThisFile } from './support/server.mjs';

// Slow enough that there is always something left to be told when the server is killed.
const server = serverForThisFile({ 'lantern.json': story, 'lantern.svg': lanternPicture }, ['--pace-ms', '300']);
const { test } = chromiumForThisFile();

const question = 'What did the survey of archives find last winter?';
const answer = /needs? no licence and burn only once/;
const rejoining = 'Rejoining the server... You can keep reading. Your message is saved.';
const countdown = /^Rejoin failed\.\.\. trying again in \d+ seconds?\.$/;

/** @param {import('./support/browser.mjs').Scene} scene */
async function losesTheServerDuringAnAnswer({ heidi, trouble }) {
  trouble.expects(failedRequest);
  await heidi.opensArticle(server.url, story.title);
  await heidi.opensChat();
  await heidi.asks(question);
  await heidi.seesAnswerBegin();
  await server.kill();
}

test('killed in the middle of an answer, the server is rejoined after its restart and the answer goes on', async (scene) => {
  const { heidi } = scene;
  await losesTheServerDuringAnAnswer(scene);
  await heidi.seesStrip(countdown);
  await server.start();
  await heidi.seesStrip('Connected again.', { within: 40_000 });
  await heidi.seesAnswer(answer);
  await heidi.seesNoStrip();
  assert.equal(await heidi.questions.count(), 1, 'the question was not asked twice');
  assert.equal(await heidi.answers.count(), 1);
});

test('while an attempt is under way the strip says "Rejoining", and its button is busy', async (scene) => {
  const { heidi } = scene;
  await losesTheServerDuringAnAnswer(scene);
  await heidi.seesStrip(countdown);
  await server.hangs(async () => {
    await heidi.presses('Try now to rejoin');
    await heidi.seesStrip(rejoining);
    const busy = heidi.strip.getByRole('button', { name: 'Trying…' });
    assert.equal(await busy.getAttribute('aria-disabled'), 'true');
  });
  await heidi.seesStrip(countdown);
  await server.start();
  await heidi.seesStrip('Connected again.', { within: 40_000 });
  await heidi.seesAnswer(answer);
});

test('the countdown counts, and "Try now" does not wait for it', async (scene) => {
  const { heidi } = scene;
  await losesTheServerDuringAnAnswer(scene);
  // Later waits are long enough to count.
  const first = await heidi.seesStrip(/trying again in [4-9] seconds\.$/, { within: 40_000 });
  await heidi.seesStrip(first.replace(/\d+/, (seconds) => String(Number(seconds) - 1)));
  await server.start();
  await heidi.presses('Try now to rejoin');
  await heidi.seesStrip('Connected again.');
  await heidi.seesAnswer(answer);
});

test('a question that was asked while the server was away is answered when it is back', async ({ heidi, trouble }) => {
  trouble.expects(failedRequest);
  await heidi.opensArticle(server.url, story.title);
  await heidi.opensChat();
  await server.kill();
  await heidi.asks(question);
  await heidi.seesQuestion(question);
  await heidi.seesStrip(countdown);
  await server.start();
  await heidi.seesAnswer(answer);
  await heidi.seesNoStrip();
  assert.equal(await heidi.questions.count(), 1);
});

test('while the server is away the article can be read and the next question be written', async (scene) => {
  const { heidi } = scene;
  await losesTheServerDuringAnAnswer(scene);
  await heidi.seesStrip(countdown);
  await heidi.composer.fill('And who paid for the herring?');
  await heidi.article.getByText(story.dek, { exact: true }).waitFor();
  await server.start();
  await heidi.seesStrip('Connected again.', { within: 40_000 });
  assert.equal(await heidi.composer.inputValue(), 'And who paid for the herring?');
});

test('a browser without a network is told apart from a server that is away', async (scene) => {
  const { heidi, context } = scene;
  scene.trouble.expects(failedRequest);
  await heidi.opensArticle(server.url, story.title);
  await heidi.opensChat();
  await heidi.asks(question);
  await heidi.seesAnswerBegin();
  await context.setOffline(true);
  // Going offline does not cut a stream that is open.
  await server.kill();
  await heidi.seesStrip('You appear to be offline. Rejoining when the connection is back.');
  await server.start();
  await context.setOffline(false);
  await heidi.seesStrip('Connected again.', { within: 40_000 });
  await heidi.seesAnswer(answer);
});

test('the element carries the class of the state, for pages that style it', async (scene) => {
  const { heidi } = scene;
  const classes = () => heidi.chatElement.evaluate((element) => [...element.classList].join(' '));
  await losesTheServerDuringAnAnswer(scene);
  await heidi.seesStrip(countdown);
  await heidi.presses('Try now to rejoin');
  assert.match(await classes(), /^components-reconnect-(show|retrying)$/);
  await server.start();
  await heidi.seesStrip('Connected again.', { within: 40_000 });
  assert.equal(await classes(), 'components-reconnect-hide');
});
