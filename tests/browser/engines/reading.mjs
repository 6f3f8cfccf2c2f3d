// Stories of an article, for every engine.
import assert from 'node:assert/strict';
import { blocksOf, bothDirections, lanternPicture, lanternStory } from '../support/articles.mjs';
import { becomes, eventually } from '../support/eventually.mjs';
import { layoutOf, shiftsBetween, wordsOf } from '../support/layout.mjs';
import { areaOf, differenceOf, inkIn, pictureOf } from '../support/pixels.mjs';

/** @typedef {import('./chapters.mjs').Telling} Telling */
/** @typedef {import('../support/heidi_driver.mjs').Heidi} Heidi */

const paragraphs = blocksOf(lanternStory).filter(({ level }) => level === 0);

/** @param {Heidi} heidi */
const body = (heidi) => heidi.part(heidi.articleElement, 'body');

/** @param {Heidi} heidi */
const painter = async (heidi) => (await heidi.status()).painter;

/** @param {Telling} telling @param {{title: string}} article */
async function opens({ heidi, site, partnersPage }, article, { head = '' } = {}) {
  site.serves('/story.json', article);
  site.serves('/lantern.svg', lanternPicture);
  site.page('/there.html', '<h1>There</h1>');
  // To paste into: reading the clipboard is a permission that not every engine can be asked for.
  const pasted = '<textarea id="pasted" aria-label="Pasted"></textarea>';
  await heidi.opensArticle(partnersPage({ article: '/story.json', before: pasted, head }), article.title);
  await heidi.isStill();
}

/** Runs in the page: has the browser paint the same layer, without the canvas. @param {Element} element @param {boolean} on */
function paintByCss(element, on) {
  element.shadowRoot?.querySelector('.surface')?.classList.toggle('css', on);
}

/**
 * Of 255, how much a picture on the canvas differs from the browser's own of the same part, in the worst band of it.
 * @param {Heidi} heidi
 * @param {import('playwright-core').Locator} part
 */
async function differenceFromCss(heidi, part) {
  const painted = await pictureOf(part);
  await heidi.articleElement.evaluate(paintByCss, true);
  const plain = await pictureOf(part);
  await heidi.articleElement.evaluate(paintByCss, false);
  return differenceOf(painted, plain).worst;
}

/** @param {Telling} telling */
async function isPaintedAsByCss({ heidi, t }) {
  const [title, text] = [heidi.part(heidi.articleElement, 'title'), body(heidi)];
  const differences = [await differenceFromCss(heidi, title), await differenceFromCss(heidi, text)];
  const words = differences.map((one) => one.toFixed(1)).join(' and ');
  t.diagnostic(`title and body differ by ${words} of 255 in their worst bands`);
  // As in painters.test.mjs: a line that is missing makes 21, one that is a pixel lower 17.
  assert.ok(Math.max(...differences) < 8, words);
}

/** @param {Telling} telling */
async function isPaintedAsExpected({ heidi, engine }) {
  const { painter, host } = await heidi.status();
  assert.deepEqual({ painter, host }, engine.shows);
  const tiles = await heidi.articleElement.locator('canvas').count();
  assert.equal(tiles > 0, painter === 'canvas', `${tiles} tiles`);
}

/** @param {Telling} telling */
async function hasItsText({ heidi }) {
  const shown = await body(heidi).evaluate((element) =>
    [...element.children].map(({ localName, textContent }) => ({
      level: Number(/^h(\d)$/.exec(localName)?.[1] ?? 0),
      text: textContent,
    })),
  );
  assert.deepEqual(shown, blocksOf(lanternStory));
  await heidi.article.getByRole('heading', { level: 2, name: 'What lasts' }).waitFor();
  await heidi.article.getByRole('link', { name: 'survey of 212 archives' }).waitFor();
}

/** @param {Telling} telling */
async function hasInkUnderItsTitle({ heidi }) {
  const title = heidi.part(heidi.articleElement, 'title');
  const picture = await pictureOf(title);
  const box = await areaOf(title);
  const lines = (await layoutOf(title)).filter(({ what }) => what === 'line');
  assert.ok(lines.length > 1, 'the title has several lines');
  for (const { text, x, y, width, height } of lines) {
    // What hangs below the box of the last line is not in the picture.
    const inside = { x: x - box.x, y: Math.max(0, y - box.y), width, height: height - 8 };
    const { ink, background } = inkIn(picture, inside);
    assert.ok(ink < 80 && background > 200, `ink ${ink} on ${background} at “${text}”`);
  }
}

/** @param {Telling} telling */
async function isFoundAcrossLines({ heidi, page }) {
  const first = body(heidi).locator('p').first();
  const lines = (await layoutOf(first)).filter(({ what }) => what === 'line').map(({ text }) => text);
  assert.ok(lines.length > 2, 'the paragraph has several lines');
  const phrase = `${lines[0].split(' ').slice(-2).join(' ')} ${lines[1].split(' ').slice(0, 2).join(' ')}`;
  assert.ok(paragraphs[0].text.includes(phrase), `“${phrase}” is a phrase of the article`);
  const found = await page.evaluate((text) => /** @type {any} */ (globalThis).find(text), phrase);
  assert.equal(found, true, `“${phrase}” is found`);
}

/** @param {Telling} telling */
async function isCopiedAsParagraphs({ heidi, page }) {
  const [first, second] = await body(heidi).locator('p').all();
  await first.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  const from = await first.boundingBox();
  const to = await second.boundingBox();
  assert.ok(from && to);
  await page.mouse.move(from.x + 1, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width - 1, to.y + to.height - 4, { steps: 5 });
  await page.mouse.up();
  await page.keyboard.press('Control+c');
  const field = page.locator('#pasted');
  await field.focus();
  await page.keyboard.press('Control+v');
  const pasted = () => field.inputValue();
  await becomes(pasted, `${paragraphs[0].text}\n\n${paragraphs[1].text}`, 'what was copied');
}

/** Runs where the core runs: takes the graphics context away, or gives it back, when the page says so. */
function obeyThePage() {
  for (const one of [globalThis.OffscreenCanvas, globalThis.HTMLCanvasElement]) {
    if (!one) continue;
    const { getContext } = one.prototype;
    one.prototype.getContext = /** @type {any} */ (
      function (/** @type {[any, any]} */ ...args) {
        const context = getContext.apply(this, args);
        const control = args[0] === 'webgl2' && context?.getExtension('WEBGL_lose_context');
        if (control) new BroadcastChannel('graphics').onmessage = ({ data }) => control[data]();
        return context;
      }
    );
  }
}

/** @param {Telling} telling */
async function outlivesItsGraphics({ heidi, page, trouble }) {
  trouble.expects(/context.*lost|CONTEXT_LOST|WebGL/i);
  const say = (/** @type {string} */ order) =>
    page.evaluate((data) => new BroadcastChannel('graphics').postMessage(data), order);
  const before = await layoutOf(heidi.articleElement);
  await say('loseContext');
  await becomes(() => painter(heidi), 'css', 'CSS paints');
  await heidi.isStill();
  assert.deepEqual(shiftsBetween(before, await layoutOf(heidi.articleElement), 1), []);
  assert.equal(await heidi.articleElement.locator('canvas').count(), 0);
  await say('restoreContext');
  await becomes(() => painter(heidi), 'canvas', 'the canvas is painted again');
  await eventually(async () => (await heidi.articleElement.locator('canvas').count()) > 0, 'there are tiles again');
}

/** Runs in the page. As translators of browsers do it: each text node gives way to an element with other words. */
function translate({ shadowRoot }) {
  for (const paragraph of shadowRoot.querySelectorAll('[part~="body"] p')) {
    const font = document.createElement('font');
    font.textContent = 'Ein Satz, der in der anderen Sprache viel länger ist als vorher. '.repeat(9);
    paragraph.replaceChildren(font);
  }
}

/** @param {Telling} telling */
async function showsWhatTranslatorsWrite({ heidi }) {
  await heidi.articleElement.evaluate(translate);
  await becomes(() => painter(heidi), 'css', 'the painter');
  const { color, height } = await body(heidi)
    .locator('font')
    .first()
    .evaluate((element) => ({
      color: getComputedStyle(element).webkitTextFillColor,
      height: element.getBoundingClientRect().height,
    }));
  assert.notEqual(color, 'rgba(0, 0, 0, 0)');
  assert.ok(height > 100, 'it wraps');
  const [above, below] = [body(heidi), heidi.part(heidi.articleElement, 'share')];
  const [{ y, height: bodyHeight }, share] = [await above.boundingBox(), await below.boundingBox()];
  assert.ok(share.y >= y + bodyHeight - 1, 'what follows has made room');
}

/** @param {Telling} telling */
async function hasLinksThatOpen({ heidi, page }) {
  await heidi.article.getByRole('link', { name: 'survey of 212 archives' }).click();
  await page.getByRole('heading', { name: 'There' }).waitFor();
}

const reading = {
  title: 'an article',
  /** @param {Telling} telling */
  async opens(telling) {
    const { site } = telling;
    const story = { ...lanternStory, url: new URL('/lantern.html', site.url).href };
    story.body_markdown = story.body_markdown.replace(
      'https://news.example/survey',
      new URL('/there.html', site.url).href,
    );
    site.changes('heidi-core.js', (text) => `(${obeyThePage})();\n${text}`);
    await opens(telling, story);
    site.changes('heidi-core.js', null);
  },
  stories: {
    'is painted as this engine can, by a core that runs where it can': isPaintedAsExpected,
    'has its headings, its paragraphs and its links': hasItsText,
    'has ink under every line of its title': hasInkUnderItsTitle,
    'looks on the canvas as CSS would paint it': isPaintedAsByCss,
    'is found by a phrase that runs over the end of a line': isFoundAcrossLines,
    'is copied as paragraphs when a selection is drawn over them': isCopiedAsParagraphs,
    'goes over to CSS where the graphics context is lost, and back': outlivesItsGraphics,
    'has links that open': hasLinksThatOpen,
  },
};

const directions = {
  title: 'an article that reads from both sides',
  /** @param {Telling} telling */
  // Not a narrow window: MiniBrowser's cannot be.
  opens: (telling) => opens(telling, bothDirections, { head: '<style>heidi-article { width: 420px; }</style>' }),
  stories: {
    'has every run of both directions where the browser would have it': isPaintedAsByCss,
  },
};

/** @param {Telling} telling */
async function staysInItsColumn({ heidi }) {
  const { x, width } = await body(heidi).boundingBox();
  // By words: Firefox counts the space at the end of a line as part of it.
  const outside = async () => (await wordsOf(body(heidi))).filter((word) => word.x + word.width > x + width + 1);
  await becomes(outside, [], 'the words outside of the column');
}

/** @param {Telling} telling */
async function isPaintedWithBoth(telling) {
  await becomes(() => painter(telling.heidi), 'canvas', 'the painter');
  await isPaintedAsByCss(telling);
}

const pagesOwnLooks = {
  title: 'an article with a font of the page and letters that the reader has set apart',
  /** @param {Telling} telling */
  async opens(telling) {
    telling.site.serves('/publisher.ttf', telling.publishersFont, { headers: { 'Content-Type': 'font/ttf' } });
    const head = `<style>@font-face { font-family: Publisher; src: url(/publisher.ttf); }
      heidi-article { --heidi-font: Publisher, monospace; }
      * { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }</style>`;
    await opens(telling, lanternStory, { head });
  },
  stories: {
    'stays in its column': staysInItsColumn,
    'is painted with both': isPaintedWithBoth,
    'shows what a translator writes': showsWhatTranslatorsWrite,
  },
};

export const articleChapters = [reading, directions, pagesOwnLooks];
