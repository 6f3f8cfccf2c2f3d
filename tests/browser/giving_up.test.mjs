// What happens after five minutes without the server. The core's clock is the browser's, and a page's clock can be put
// forward by the test; so here the core runs on the page, as it does where a policy refuses workers.
import assert from 'node:assert/strict';
import { lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile, failedRequest, softwareGraphics } from './support/browser.mjs';
import { eventually } from './support/eventually.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';
import { serverForThisFile } from './support/server.mjs';

const server = serverForThisFile({ 'lantern.json': story }, ['--pace-ms', '300']);
const site = siteForThisFile();
const { test } = chromiumForThisFile({ args: softwareGraphics });

const question = 'What did the survey of archives find last winter?';
const answer = /needs? no licence and burn only once/;
const gaveUp = 'Failed to rejoin. Please retry or reload the page.';
const refusedWorker = /Content Security Policy|policy violated: worker-src/;

/** @param {import('./support/browser.mjs').Scene} scene */
async function givesUp({ heidi, page, trouble }) {
  trouble.expects(failedRequest);
  trouble.expects(refusedWorker);
  const headers = { 'Content-Security-Policy': "worker-src 'none'" };
  const address = site.page('/page.html', widgetTag({ chat: `${server.url}api/heidi` }), { headers });
  await page.clock.install();
  await heidi.opens(address);
  await heidi.opensChat();
  await heidi.asks(question);
  await heidi.seesAnswerBegin();
  await heidi.composer.fill('And then?');
  await server.kill();
  const strip = () => heidi.strip.innerText();
  await eventually(async () => {
    await page.clock.fastForward(10_000);
    return (await strip()).includes('Failed to rejoin.');
  }, 'Heidi gave up').catch(async (error) => {
    throw new Error(`${error.message}. The strip says: ${await strip()}`);
  });
  await heidi.seesStrip(gaveUp);
}

test('after five minutes Heidi gives up, and "Retry" rejoins', async (scene) => {
  const { heidi } = scene;
  await givesUp(scene);
  await heidi.seesButtons('Retry', 'Reload');
  await heidi.isTold('alert', gaveUp);
  assert.equal((await heidi.announcements('alert')).length, 1, 'once');
  assert.equal(await heidi.focused(), 'Your message', 'focus was not in the strip');
  const classes = await heidi.chatElement.evaluate(({ classList }) => [...classList]);
  assert.deepEqual(classes, ['components-reconnect-failed']);
  await server.start();
  await heidi.presses('Retry');
  await heidi.seesAnswer(answer);
  assert.equal(await heidi.questions.count(), 1);
});

test('after that, "Reload" makes the chat anew, with transcript and draft, and does not load the page again', async (scene) => {
  const { heidi, page } = scene;
  await givesUp(scene);
  await page.evaluate(() => {
    /** @type {any} */ (globalThis).stillTheSamePage = true;
  });
  await server.start();
  await heidi.presses('Reload');
  await heidi.seesAnswer(answer);
  await heidi.seesQuestion(question);
  assert.equal(await heidi.composer.inputValue(), 'And then?');
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).stillTheSamePage), true);
});

test('after that, a probe finds the server by itself when it is back', async (scene) => {
  const { heidi, page } = scene;
  await givesUp(scene);
  await server.start();
  // Probes come every one to two minutes.
  await page.clock.fastForward(120_000);
  await heidi.seesAnswer(answer);
});
