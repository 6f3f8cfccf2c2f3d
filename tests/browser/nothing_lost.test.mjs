// Whatever happens between reader and server: in the end both have the same transcript, byte for byte.
import assert from 'node:assert/strict';
import { beforeEach } from 'node:test';
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile, failedRequest, softwareGraphics } from './support/browser.mjs';
import { eventually } from './support/eventually.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';
import { serverForThisFile } from './support/server.mjs';

const files = { 'lantern.json': story, 'lantern.svg': lanternPicture };
const server = serverForThisFile(files, ['--pace-ms', '60', '--faults']);
const site = siteForThisFile();
const { test } = chromiumForThisFile({ keepsPagesInCache: true });
const withCoreOnPage = chromiumForThisFile({ args: softwareGraphics });

const question = 'What did the survey of archives find last winter?';
const answer = /needs? no licence and burn only once/;

/** @param {import('./support/browser.mjs').Scene} scene */
async function asksAndSeesAnswerBegin({ heidi, trouble }) {
  trouble.expects(failedRequest);
  await heidi.opensArticle(server.url, story.title);
  await heidi.opensChat();
  await heidi.asks(question);
  await heidi.seesAnswerBegin();
}

/** @param {import('./support/heidi_driver.mjs').Heidi} heidi */
async function endsWithOneAnswer(heidi) {
  await heidi.seesAnswer(answer);
  const transcript = await heidi.hasTheTranscriptOf(server);
  assert.deepEqual(
    transcript.map(({ role }) => role),
    ['user', 'assistant'],
  );
  assert.equal(await heidi.questions.count(), 1);
  assert.equal(await heidi.answers.count(), 1);
}

beforeEach(async () => {
  if (server.url) await server.mends().catch(() => {});
});

withCoreOnPage.test('an answer that is cut off ten times arrives whole', async ({ heidi, page, trouble }) => {
  trouble.expects(failedRequest);
  trouble.expects(/Content Security Policy|policy violated: worker-src/);
  // The waits between ten attempts add up to minutes. On the page the core's clock is the page's, which can be put forward.
  const headers = { 'Content-Security-Policy': "worker-src 'none'" };
  await page.clock.install();
  await heidi.opens(site.page('/cut.html', widgetTag({ chat: `${server.url}api/heidi` }), { headers }));
  await heidi.opensChat();
  await server.breaks({ cut: { after_bytes: 350, times: 10 } });
  await heidi.asks(question);
  const left = async () => (await (await fetch(`${server.url}api/heidi/faults`)).json()).cut?.times ?? 0;
  await eventually(
    async () => {
      await page.clock.fastForward(5_000);
      return (await left()) === 0;
    },
    'the stream was cut ten times',
    { within: 60_000 },
  );
  await eventually(async () => {
    await page.clock.fastForward(5_000);
    return answer.test(await heidi.transcript.innerText());
  }, 'the answer is whole');
  await endsWithOneAnswer(heidi);
});

test('a server that is killed in mid-answer and comes back goes on where it was', async (scene) => {
  await asksAndSeesAnswerBegin(scene);
  await server.kill();
  await server.start();
  await endsWithOneAnswer(scene.heidi);
});

test('a page that is loaded again in mid-answer shows the rest of it', async (scene) => {
  const { heidi, page } = scene;
  await asksAndSeesAnswerBegin(scene);
  await page.reload();
  await heidi.opensChat();
  await endsWithOneAnswer(heidi);
});

test('a page that comes back from the back/forward cache goes on', async (scene) => {
  const { heidi, page } = scene;
  await asksAndSeesAnswerBegin(scene);
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => {
      /** @type {any} */ (globalThis).cameFromCache = persisted;
    });
  });
  await page.goto(`${server.url}examples/plain.html`);
  await page.goBack({ waitUntil: 'commit' });
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).cameFromCache), true, 'it was kept');
  await endsWithOneAnswer(heidi);
});

test('a page that is hidden while the link breaks makes no attempt, and goes on when it is seen', async (scene) => {
  const { heidi, page } = scene;
  const asked = [];
  page.on('request', (request) => request.url().includes('/api/heidi/') && asked.push(request.url()));
  await asksAndSeesAnswerBegin(scene);
  await page.evaluate(setVisible, false);
  await server.kill();
  await server.start();
  const before = asked.length;
  // Longer than the first attempts of a page that can be seen are apart.
  await page.waitForTimeout(2_500);
  assert.equal(asked.length, before, 'a hidden page asks for nothing');
  await page.evaluate(setVisible, true);
  await endsWithOneAnswer(heidi);
});

/** Runs in the page. A headless browser's pages are never hidden; the event is what the widget hears. @param {boolean} visible */
function setVisible(visible) {
  Object.defineProperty(document, 'visibilityState', { value: visible ? 'visible' : 'hidden', configurable: true });
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}

test('offline and online again, the answer goes on', async (scene) => {
  const { heidi, context } = scene;
  await asksAndSeesAnswerBegin(scene);
  await context.setOffline(true);
  await server.kill();
  await heidi.seesStrip(/^You appear to be offline/);
  await server.start();
  await context.setOffline(false);
  await endsWithOneAnswer(heidi);
});

test('events and messages that arrive twice are seen once', async ({ heidi }) => {
  await heidi.opensArticle(server.url, story.title);
  await heidi.opensChat();
  await server.breaks({ duplicate: {} });
  await heidi.asks(question);
  await endsWithOneAnswer(heidi);
});

test('behind a proxy that holds streams back, the answer comes by polling', async ({ heidi, page, trouble }) => {
  trouble.expects(failedRequest);
  const polled = page.waitForRequest((request) => request.url().includes('&wait='), { timeout: 60_000 });
  await heidi.opensArticle(server.url, story.title);
  await heidi.opensChat();
  await server.breaks({ buffer: {} });
  await heidi.asks(question);
  await polled;
  await endsWithOneAnswer(heidi);
});

for (const [name, fault] of Object.entries({
  'a server that falls silent': { black_hole: { calls: ['messages'], times: 1 } },
  'a server that is slow': { slow: { ms: 700, times: 6 } },
  'a server that is too busy': { refuse: { status: 503, retry_after_s: 2, times: 2 } },
  'a server that was asked too often': { refuse: { status: 429, retry_after_s: 2, times: 1, calls: ['messages'] } },
  'a server with an error of its own': { refuse: { status: 500, times: 2 } },
  'a server whose replies are broken': { wrong_json: { times: 2 } },
  'a server whose replies are of the wrong kind': { wrong_json: { how: 'strange', times: 2 } },
}))
  test(`${name} is asked again, and asked once`, async ({ heidi, trouble }) => {
    trouble.expects(failedRequest);
    await heidi.opensArticle(server.url, story.title);
    await heidi.opensChat();
    await server.breaks(fault);
    await heidi.asks(question);
    await eventually(async () => answer.test(await heidi.transcript.innerText()), 'the answer is there', {
      within: 40_000,
    });
    await endsWithOneAnswer(heidi);
  });

test('a server that forgets the session begins a new one, and the conversation is kept', async (scene) => {
  const { heidi } = scene;
  await asksAndSeesAnswerBegin(scene);
  await server.breaks({ forget: {} });
  await heidi.answers.getByText('Interrupted').waitFor();
  await heidi.seesQuestion(question);
  await heidi.asks(question);
  await heidi.seesAnswer(answer);
  assert.equal(await heidi.questions.count(), 2, 'the old one is history now');
  await heidi.hasTheTranscriptOf(server);
});
