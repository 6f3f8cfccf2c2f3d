// Under a finger: the page scrolls, the transcript scrolls by itself, two fingers enlarge, and the soft keyboard covers
// nothing.
import assert from 'node:assert/strict';
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile } from './support/browser.mjs';
import { becomes, eventually } from './support/eventually.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';

/** @typedef {import('./support/browser.mjs').Scene} Scene */

const site = siteForThisFile();
const { test } = chromiumForThisFile();
const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

/** @param {Scene} scene */
async function opens({ heidi }) {
  site.serves('/story.json', story);
  site.serves('/lantern.svg', lanternPicture);
  site.answers('/ask', async (request, response) => {
    await request.toArray();
    const reply = Array.from({ length: 40 }, (_, i) => `Line ${i} of an answer.`).join('\n\n');
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ reply }));
  });
  const tag = widgetTag({ article: '/story.json', chat: '/ask', attributes: 'async data-protocol="json"' });
  await heidi.opensArticle(site.page('/page.html', `${tag}<p style="height: 1500px">below</p>`), story.title);
  await heidi.isStill();
}

/**
 * Fingers that go from places to others, on a straight line.
 * @param {Scene} scene
 * @param {[from: [number, number], to: [number, number]][]} paths CSS pixels of the window
 */
async function fingersMove({ page, context }, paths) {
  const browser = await context.newCDPSession(page);
  const steps = 12;
  for (let step = 0; step <= steps; step += 1) {
    const touchPoints = paths.map(([[x0, y0], [x1, y1]], id) => {
      const part = step / steps;
      return { id, x: x0 + (x1 - x0) * part, y: y0 + (y1 - y0) * part };
    });
    await browser.send('Input.dispatchTouchEvent', { type: step === 0 ? 'touchStart' : 'touchMove', touchPoints });
  }
  await browser.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

/** A finger that moves up by this many CSS pixels. @param {Scene} scene @param {number} distance */
const swipes = (scene, distance) =>
  fingersMove(scene, [
    [
      [195, 400],
      [195, 400 - distance],
    ],
  ]);

test(
  'a finger on the article scrolls the page',
  async (scene) => {
    await opens(scene);
    await swipes(scene, 300);
    await eventually(async () => (await scene.page.evaluate(() => scrollY)) > 200, 'the page has scrolled');
  },
  phone,
);

test(
  'a finger on the transcript scrolls it and not the page, also at its end',
  async (scene) => {
    const { heidi, page } = scene;
    await opens(scene);
    await heidi.opensChat();
    await heidi.asks('Tell me all.');
    await heidi.seesAnswer(/Line 39/);
    const top = () => heidi.transcript.evaluate(({ scrollTop }) => scrollTop);
    const bottom = await top();
    await swipes(scene, -300);
    await eventually(async () => (await top()) < bottom - 200, 'the transcript has scrolled');
    while ((await top()) < bottom - 1) await swipes(scene, 300);
    await swipes(scene, 300);
    assert.equal(await page.evaluate(() => scrollY), 0);
  },
  phone,
);

test(
  'two fingers enlarge the article',
  async (scene) => {
    await opens(scene);
    await fingersMove(scene, [
      [
        [180, 400],
        [80, 400],
      ],
      [
        [210, 400],
        [310, 400],
      ],
    ]);
    await eventually(async () => (await scene.page.evaluate(() => visualViewport?.scale ?? 1)) > 1.5, 'it is enlarged');
  },
  phone,
);

test(
  'on a phone the chat fills the screen, and stays above the soft keyboard',
  async (scene) => {
    const { heidi, page } = scene;
    await opens(scene);
    await heidi.opensChat();
    const box = async () => {
      const { x, y, width, height } = (await heidi.panel.boundingBox()) ?? {};
      return [x, y, width, height];
    };
    await becomes(box, [0, 0, 390, 780], 'the panel fills the screen');
    assert.equal(await heidi.composer.getAttribute('enterkeyhint'), 'send');
    const size = await heidi.composer.evaluate((field) => Number.parseFloat(getComputedStyle(field).fontSize));
    assert.ok(size >= 16, `${size} px: below 16 iOS enlarges the page`);
    // What the browser tells when a keyboard takes the lower 300 px, and has pushed the page up by 40.
    await page.evaluate(() => {
      const shrunk = { height: 480, offsetTop: 40, scale: 1 };
      for (const [name, value] of Object.entries(shrunk))
        Object.defineProperty(visualViewport, name, { configurable: true, get: () => value });
      visualViewport?.dispatchEvent(new Event('resize'));
    });
    await becomes(box, [0, 40, 390, 480], 'the panel is what is left');
    const bottom = async () => {
      const field = await heidi.composer.boundingBox();
      return field ? field.y + field.height : Number.POSITIVE_INFINITY;
    };
    await eventually(async () => (await bottom()) <= 520, 'the text field is above the keyboard');
  },
  phone,
);

test('who wants less motion sees none', async (scene) => {
  const { heidi, page } = scene;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await opens(scene);
  site.answers('/ask', () => {});
  await heidi.opensChat();
  await heidi.asks('Who won?');
  await heidi.typing.waitFor();
  const moving = () => heidi.typing.evaluate((element) => element.getAnimations({ subtree: true }).length);
  assert.equal(await moving(), 0);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await eventually(async () => (await moving()) > 0, 'others see it');
});
