// What can be done with an answer: follow its source, copy its code, rate it, ask for it again.
import assert from 'node:assert/strict';
import { beforeEach } from 'node:test';
import { lanternPicture, lanternStory } from './support/articles.mjs';
import { chromiumForThisFile } from './support/browser.mjs';
import { becomes, eventually } from './support/eventually.mjs';
import { siteForThisFile } from './support/pages.mjs';
import { serverForThisFile } from './support/server.mjs';
import { Writer } from './support/writer.mjs';

// Long enough that a source is out of sight.
const story = {
  ...lanternStory,
  body_markdown: [lanternStory.body_markdown, ...Array(12).fill('A paragraph about herring. '.repeat(20))].join('\n\n'),
};
const files = { 'lantern.json': story, 'lantern.svg': lanternPicture };
const site = siteForThisFile();
const writer = new Writer(site);
const quoting = serverForThisFile(files, ['--pace-ms', '5']);
const written = serverForThisFile(files, () => ['--upstream', writer.url]);
const { test } = chromiumForThisFile();
beforeEach(() => writer.listens());

const question = 'What did the survey of archives find last winter?';
const quotedParagraph = /opera house has gone back to painted backdrops/;

/** @param {import('./support/heidi_driver.mjs').Heidi} heidi */
async function asks(heidi) {
  await heidi.opensArticle(written.url, story.title);
  await heidi.opensChat();
  await heidi.asks('How are the herring?');
  await writer.isAsked();
}

test('a source of an answer leads to its paragraph, marked and in sight', async ({ heidi, page }) => {
  await heidi.opensArticle(quoting.url, story.title);
  await heidi.opensChat();
  await heidi.asks(question);
  const answer = await heidi.seesAnswer(/burn only once/);
  const address = page.url();
  await answer.getByRole('list', { name: 'Sources' }).getByRole('link').click();
  const marked = heidi.part(heidi.articleElement, 'marked');
  await marked.filter({ hasText: quotedParagraph }).waitFor();
  await eventually(() => marked.evaluate(isInSight), 'it is in sight');
  assert.equal(page.url(), address, 'the page was not left');
  const focused = () => heidi.articleElement.evaluate(({ shadowRoot }) => shadowRoot?.activeElement?.textContent ?? '');
  await eventually(async () => quotedParagraph.test(await focused()), 'reading aloud goes on from there');
});

/** Runs in the page. @param {Element} element */
function isInSight(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

test(
  'on a phone the panel makes room for the paragraph',
  async ({ heidi }) => {
    await heidi.opensArticle(quoting.url, story.title);
    await heidi.opensChat();
    await heidi.asks(question);
    const answer = await heidi.seesAnswer(/burn only once/);
    await answer.getByRole('list', { name: 'Sources' }).getByRole('link').click();
    await heidi.panel.waitFor({ state: 'hidden' });
    const marked = heidi.part(heidi.articleElement, 'marked');
    await eventually(() => marked.evaluate(isInSight), 'it is in sight');
  },
  { viewport: { width: 390, height: 844 } },
);

test('an address with a paragraph opens the article there', async ({ heidi }) => {
  const elsewhere = { ...story, id: 'here', url: '/?article=here' };
  await quoting.publishes('here.json', elsewhere);
  await heidi.opensArticle(`${quoting.url}?article=here#heidi-paragraph-4`, story.title);
  const marked = heidi.part(heidi.articleElement, 'marked');
  await marked.filter({ hasText: quotedParagraph }).waitFor();
  await eventually(() => marked.evaluate(isInSight), 'it is in sight');
});

test('code can be copied', async ({ heidi, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await asks(heidi);
  await writer.writes('Like this:\n\n```js\nopen();\n  close();\n```\n');
  await writer.finishes();
  const answer = await heidi.seesAnswer(/Like this/);
  await answer.getByRole('button', { name: 'Copy code' }).click();
  await heidi.panel.getByText('Code copied').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'open();\n  close();');
  const { painter } = await heidi.chatElement.evaluate((element) => /** @type {any} */ (element).status);
  assert.equal(painter, 'canvas', 'what we write ourselves is no translation');
});

test('a rating reaches the server, and the last one counts', async ({ heidi }) => {
  await asks(heidi);
  await writer.writes('They are well.');
  await writer.finishes();
  const answer = await heidi.seesAnswer(/They are well/);
  const rating = async () => (await written.snapshot(await heidi.saved())).messages.at(-1).feedback;
  await answer.getByRole('button', { name: 'Good answer' }).click();
  await becomes(rating, 'up', 'the rating');
  await answer.getByRole('button', { name: 'Bad answer' }).click();
  await becomes(rating, 'down', 'the rating');
  const pressed = (name) => answer.getByRole('button', { name }).getAttribute('aria-pressed');
  await becomes(
    async () => [await pressed('Good answer'), await pressed('Bad answer')],
    ['false', 'true'],
    'what is pressed',
  );
});

test('an answer is told to a screen reader once, when it is whole', async ({ heidi }) => {
  await asks(heidi);
  await writer.writes('They are **well**');
  await heidi.answers.filter({ hasText: 'They are well' }).waitFor();
  assert.deepEqual(await heidi.announcements('status'), []);
  await writer.writes(', all of them.');
  await writer.finishes();
  await heidi.isTold('status', 'Heidi: They are well, all of them.');
  assert.equal((await heidi.announcements('status')).length, 1);
});

test('who has scrolled up is offered the new messages, and is taken to them', async ({ heidi }) => {
  await asks(heidi);
  for (let i = 1; i <= 30; i++) await writer.writes(`Paragraph ${i} of many.\n\n`);
  await heidi.answers.getByText('Paragraph 30 of many.').waitFor();
  const offer = heidi.panel.getByRole('button', { name: 'New messages ↓' });
  assert.equal(await offer.count(), 0);
  await heidi.transcript.evaluate((log) => log.scrollTo(0, 50));
  await writer.writes('Paragraph 31 of many.\n\n');
  await offer.click();
  await offer.waitFor({ state: 'detached' });
  const rest = () =>
    heidi.transcript.evaluate((log) => Math.round(log.scrollHeight - log.scrollTop - log.clientHeight));
  await becomes(rest, 0, 'the end is in sight');
  // What was asked for is followed again.
  await writer.writes('Paragraph 32 of many.\n\n');
  await heidi.answers.getByText('Paragraph 32 of many.').waitFor();
  await becomes(rest, 0, 'the end is in sight');
});

test('who scrolls to the end needs no offer', async ({ heidi }) => {
  await asks(heidi);
  for (let i = 1; i <= 30; i++) await writer.writes(`Paragraph ${i} of many.\n\n`);
  await heidi.answers.getByText('Paragraph 30 of many.').waitFor();
  await heidi.transcript.evaluate((log) => log.scrollTo(0, 50));
  await writer.writes('Paragraph 31 of many.\n\n');
  const offer = heidi.panel.getByRole('button', { name: 'New messages ↓' });
  await offer.waitFor();
  await heidi.transcript.evaluate((log) => log.scrollTo(0, log.scrollHeight));
  await offer.waitFor({ state: 'detached' });
});

test('what the reader says comes into sight, wherever he was reading', async ({ heidi }) => {
  await asks(heidi);
  for (let i = 1; i <= 30; i++) await writer.writes(`Paragraph ${i} of many.\n\n`);
  await writer.finishes();
  await heidi.seesAnswer(/Paragraph 30 of many/);
  await heidi.transcript.evaluate((log) => log.scrollTo(0, 50));
  writer.listens();
  await heidi.asks('And the cod?');
  await heidi.seesQuestion('And the cod?');
  await eventually(() => heidi.questions.last().evaluate(isInSight), 'the question is in sight');
});

test('who jumps to what was said long ago sees it at once, before the painter knows', async ({ heidi }) => {
  await asks(heidi);
  for (let i = 1; i <= 200; i++) await writer.writes(`Paragraph ${i} of many.\n\n`);
  await heidi.answers.getByText('Paragraph 200 of many.').waitFor();
  const first = heidi.answers.getByText('Paragraph 1 of many.');
  assert.equal(await first.evaluate(showsItself), false, 'nobody has looked there');
  const atOnce = await first.evaluate(
    (element) =>
      new Promise((seen) => {
        const log = element.closest('[role="log"]');
        log?.addEventListener('scroll', () => seen(element.closest('.bare') !== null), { once: true });
        log?.scrollTo(0, 0);
      }),
  );
  assert.equal(atOnce, true, 'by CSS, until its tile is there');
  await eventually(async () => !(await first.evaluate(showsItself)), 'its tile is there');
});

/** From now on a frame that brings tiles takes the page so long, and is noted. @param {import('playwright-core').Page} page @param {number} ms */
const slowDown = (page, ms) =>
  page.evaluate((busyMs) => {
    const shows = ImageBitmapRenderingContext.prototype.transferFromImageBitmap;
    const times = /** @type {number[]} */ ([]);
    Object.assign(globalThis, { times });
    let isKnown = false;
    ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (bitmap) {
      shows.call(this, bitmap);
      if (isKnown) return;
      isKnown = true;
      queueMicrotask(() => {
        isKnown = false;
      });
      const now = performance.now();
      times.push(now);
      while (performance.now() < now + busyMs);
    };
  }, ms);

test('a page that takes long to show words is shown them less often', async ({ heidi, page }) => {
  await asks(heidi);
  await writer.writes('Well ');
  await heidi.answers.getByText('Well').waitFor();
  await slowDown(page, 50);
  for (let i = 0; i < 100; i++) {
    await writer.writes('and well ');
    await new Promise((later) => setTimeout(later, 20));
  }
  /** @type {number[]} */
  const times = await page.evaluate(() => Reflect.get(globalThis, 'times'));
  // Two seconds at the least: ten times a second would be twenty.
  assert.ok(times.length <= 8, `${times.length} frames`);
  // Also those behind the very first that took long: 400 ms after that was made, of which some went by until it was shown.
  const [first = 0, second = 0] = times;
  assert.ok(second > first + 300, `the next ones ${Math.round(second - first)} ms later`);
});

// A rule whose subject may be anything (`.surface :has(…)`) has the browser look through the whole transcript for each word of it.
test('words that come in have nothing to do with what was said before', async ({ heidi, page }) => {
  await asks(heidi);
  await writer.writes('Well ');
  await heidi.answers.getByText('Well').waitFor();
  const browser = page.context().browser();
  assert.ok(browser);
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline.invalidationTracking'] });
  for (let i = 0; i < 10; i++) await writer.writes('and **well**, so that\n\n');
  await heidi.answers.getByText('so that').nth(9).waitFor();
  await writer.finishes();
  await heidi.seesAnswer(/so that/);
  /** @type {{ traceEvents: { name: string, args: any }[] }} */
  const { traceEvents } = JSON.parse(String(await browser.stopTracing()));
  const reasons = traceEvents.filter(({ name }) => name === 'StyleRecalcInvalidationTracking');
  assert.ok(reasons.length > 0, 'the browser tells why it looks for styles');
  const throughAll = reasons.filter(({ args }) => /:has/.test(args.data.reason));
  assert.deepEqual(
    throughAll.map(({ args }) => args.data.nodeName),
    [],
  );
  // Nor has its end: a rule that begins with an attribute of the answer ("[aria-busy] > …") has all inside it looked at.
  const ofAnswers = traceEvents.filter(
    ({ name, args }) => name === 'ScheduleStyleInvalidationTracking' && /ARTICLE/.test(args.data.nodeName),
  );
  assert.deepEqual(
    ofAnswers.map(({ args }) => args.data.changedAttribute ?? args.data.changedClass),
    [],
  );
});

// Where containment of styles begins or ends on an element that was there before, the browser looks through the whole document for counters.
test('of what is there already, styles are contained from its beginning until its end', async ({ heidi, page }) => {
  await asks(heidi);
  await writer.writes('Well.\n\n');
  await heidi.answers.getByText('Well.').waitFor();
  await heidi.chatElement.evaluate(watchContainment);
  for (let i = 1; i <= 120; i++) {
    await writer.writes(`Paragraph ${i} of many.\n\n`);
    if (i % 10 === 0) await heidi.answers.getByText(`Paragraph ${i} of many.`).waitFor();
  }
  const { setApart, changed } = await page.evaluate(() => Reflect.get(globalThis, 'containment'));
  assert.ok(setApart > 0, 'something was set apart that had been in sight');
  assert.deepEqual(changed, []);
});

/** Runs in the page: notes on whom containment changes. @param {Element} host */
function watchContainment({ shadowRoot }) {
  const seen = { setApart: 0, changed: /** @type {string[]} */ ([]) };
  const before = new WeakMap();
  const isContained = (/** @type {Element} */ element) => {
    const { contain, contentVisibility } = getComputedStyle(element);
    return contain.includes('style') || contentVisibility === 'auto';
  };
  const elementsIn = (/** @type {Node} */ node) =>
    node instanceof Element ? [node, ...node.querySelectorAll('*')] : [];
  const note = (/** @type {Element} */ element) => before.set(element, isContained(element));
  const compare = (/** @type {Element} */ element, /** @type {boolean} */ now) => {
    if (before.has(element) && before.get(element) !== now)
      seen.changed.push(`${element.localName}.${element.className}`);
  };
  for (const element of shadowRoot?.querySelectorAll('*') ?? []) note(element);
  new MutationObserver((records) => {
    for (const { target, oldValue, addedNodes, removedNodes } of records) {
      for (const element of [...removedNodes].flatMap(elementsIn)) if (!element.isConnected) compare(element, false);
      for (const element of [...addedNodes].flatMap(elementsIn)) if (element.isConnected) note(element);
      if (oldValue === null || !(target instanceof Element) || !target.isConnected) continue;
      compare(target, isContained(target));
      note(target);
      if (target.classList.contains('apart') && !/\bapart\b/.test(oldValue)) seen.setApart++;
    }
  }).observe(/** @type {Node} */ (shadowRoot), {
    subtree: true,
    childList: true,
    attributeFilter: ['class'],
    attributeOldValue: true,
  });
  Object.assign(globalThis, { containment: seen });
}

/** Runs in the page. @param {Element} element */
function showsItself(element) {
  return element.closest('.bare') !== null;
}
