// What readers, their browsers and extensions change about a page: sizes, spacing, fonts, themes, the words themselves.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { everyMarkdown, lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile, softwareWebGl } from './support/browser.mjs';
import { becomes, eventually } from './support/eventually.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';

const site = siteForThisFile();
const { test } = chromiumForThisFile();
const small = chromiumForThisFile({ args: [...softwareWebGl, '--blink-settings=minimumFontSize=26'] });

/** @param {import('./support/heidi_driver.mjs').Heidi} heidi @param {{head?: string, article?: object}} [page] */
async function opens(heidi, { head = '', article = story } = {}) {
  site.serves('/story.json', article);
  site.serves('/lantern.svg', lanternPicture);
  await heidi.opensArticle(site.page('/page.html', widgetTag({ article: '/story.json' }), { head }), article.title);
  await heidi.isStill();
}

/** Lines of text that are wider than the block they stand in. @param {import('./support/heidi_driver.mjs').Heidi} heidi */
const overflowing = (heidi) =>
  heidi.part(heidi.articleElement, 'body').evaluate((body) => {
    const wide = [];
    for (const block of body.querySelectorAll('p, h2, h3')) {
      const range = document.createRange();
      range.selectNodeContents(block);
      const { right } = block.getBoundingClientRect();
      for (const rect of range.getClientRects()) if (rect.right > right + 1) wide.push(block.textContent);
    }
    return wide;
  });

const painter = async (heidi) => (await heidi.status()).painter;

test('letters and words set apart by the reader are set apart in the picture too', async ({ heidi }) => {
  const spacing = '<style>* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }</style>';
  await opens(heidi, { head: spacing });
  assert.equal(await painter(heidi), 'canvas');
  assert.deepEqual(await overflowing(heidi), []);
});

const publishersFont = [
  '/usr/share/fonts/truetype/noto/NotoSerifDisplay-Regular.ttf',
  '/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf',
].find(existsSync);

test("a page's own font reaches the worker, and is measured as it is shown", async ({ heidi }) => {
  assert.ok(publishersFont, 'a font to serve');
  site.answers('/publisher.ttf', (_request, response) => {
    response.writeHead(200, { 'Content-Type': 'font/ttf' }).end(readFileSync(publishersFont));
  });
  const head = `<style>@font-face { font-family: Publisher; src: url(/publisher.ttf); }
    heidi-article { --heidi-font: Publisher, monospace; }</style>`;
  await opens(heidi, { head });
  await becomes(() => painter(heidi), 'canvas', 'the painter');
  assert.deepEqual(await overflowing(heidi), []);
  assert.equal((await heidi.status()).host, 'worker');
});

small.test('with a least font size the browser sets the text itself, and nothing overlaps', async ({ heidi }) => {
  await opens(heidi);
  await becomes(() => painter(heidi), 'css', 'the painter');
  assert.deepEqual(await overflowing(heidi), []);
  const overlaps = () =>
    heidi.part(heidi.articleElement, 'body').evaluate((body) => {
      const boxes = [...body.children].map((child) => child.getBoundingClientRect());
      return boxes.some((box, i) => i > 0 && box.top < boxes[i - 1].bottom - 1);
    });
  assert.equal(await overlaps(), false);
});

test('a browser that adds noise to canvases gets text painted by CSS', async ({ heidi }) => {
  const noise = `const read = OffscreenCanvasRenderingContext2D.prototype.getImageData;
    OffscreenCanvasRenderingContext2D.prototype.getImageData = function (...where) {
      const image = read.apply(this, where);
      for (let i = 0; i < image.data.length; i += 7) image.data[i] ^= 1;
      return image;
    };\n`;
  site.changes('heidi-core.js', (text) => noise + text);
  await opens(heidi);
  assert.equal(await painter(heidi), 'css');
  await heidi.seesInArticle(story.dek);
  site.changes('heidi-core.js', null);
});

test('text size and theme are the reader’s to choose, and are remembered', async ({ heidi, page }) => {
  await opens(heidi);
  const options = heidi.article.getByRole('group', { name: 'Reading options' });
  const size = () =>
    heidi
      .part(heidi.articleElement, 'body')
      .getByRole('paragraph')
      .first()
      .evaluate((p) => getComputedStyle(p).fontSize);
  const paper = () =>
    heidi.articleElement.evaluate(
      ({ shadowRoot }) => getComputedStyle(shadowRoot.querySelector('.surface')).backgroundColor,
    );
  const before = await size();
  await options.getByRole('button', { name: 'Larger text' }).click();
  await options.getByRole('combobox', { name: 'Theme' }).selectOption('Sepia');
  await eventually(async () => Number.parseFloat(await size()) > Number.parseFloat(before) * 1.1, 'the text is larger');
  await becomes(paper, 'rgb(248, 240, 225)', 'the paper');
  const larger = await size();
  await page.reload();
  await heidi.seesTitle(story.title);
  await becomes(size, larger, 'the text is as large as before');
  await becomes(paper, 'rgb(248, 240, 225)', 'the paper');
  assert.equal(await options.getByRole('combobox', { name: 'Theme' }).inputValue(), 'sepia');
  for (let i = 0; i < 9; i++) await options.getByRole('button', { name: 'Smaller text' }).click();
  await eventually(async () => Number.parseFloat(await size()) < Number.parseFloat(before), 'the text is smaller');
});

test('what others have stored under our name does no harm', async ({ heidi, page }) => {
  await page.addInitScript(() => localStorage.setItem('heidi reading', '{"theme":"<b>","scale":1e9'));
  await opens(heidi);
  assert.equal(await painter(heidi), 'canvas');
});

test('a partner can leave the reading options out', async ({ heidi }) => {
  site.serves('/story.json', story);
  site.serves('/lantern.svg', lanternPicture);
  const tag = widgetTag({ article: '/story.json', attributes: 'async data-toolbar="none" data-text-size="1.5"' });
  await heidi.opensArticle(site.page('/bare.html', tag), story.title);
  assert.equal(await heidi.article.getByRole('group', { name: 'Reading options' }).count(), 0);
  const size = await heidi
    .part(heidi.articleElement, 'body')
    .getByRole('paragraph')
    .first()
    .evaluate((p) => getComputedStyle(p).fontSize);
  assert.equal(size, '28.5px');
});

test(
  'at 400 % zoom nothing runs off sideways',
  async ({ heidi, page }) => {
    await opens(heidi, { article: everyMarkdown });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(sideways <= 0, `${sideways} px`);
  },
  { viewport: { width: 320, height: 256 } },
);

test('with more contrast what was grey is not', async ({ heidi, page }) => {
  await page.emulateMedia({ contrast: 'more' });
  await opens(heidi);
  const facts = heidi.part(heidi.articleElement, 'facts');
  assert.equal(await facts.evaluate((element) => getComputedStyle(element).color), 'rgb(29, 31, 34)');
});

test('on paper the whole article is text', async ({ heidi, page }) => {
  await opens(heidi, { article: everyMarkdown });
  await page.emulateMedia({ media: 'print' });
  const paragraph = heidi.part(heidi.articleElement, 'body').getByRole('paragraph').last();
  const fill = () => paragraph.evaluate((element) => getComputedStyle(element).webkitTextFillColor);
  assert.notEqual(await fill(), 'rgba(0, 0, 0, 0)');
  const pictures = await heidi.articleElement.evaluate(
    ({ shadowRoot }) =>
      [...shadowRoot.querySelectorAll('.pixels')].filter((p) => getComputedStyle(p).display !== 'none').length,
  );
  assert.equal(pictures, 0);
  const paper = await page.pdf();
  const pages = paper.toString('latin1').match(/\/Type\s*\/Page\b/g) ?? [];
  assert.ok(pages.length >= 2, `${pages.length} pages`);
  const printed = execFileSync('pdftotext', ['-', '-'], { input: paper, encoding: 'utf8' });
  // Ligatures are letters again; a word that is cut at a line's end is another one.
  const words = (/** @type {string} */ text) => text.normalize('NFKC').match(/[\p{Script=Latin}\d]+/gu) ?? [];
  const onPaper = new Set(words(printed));
  const body = await heidi
    .part(heidi.articleElement, 'body')
    .evaluate((element) => /** @type {HTMLElement} */ (element).innerText);
  assert.deepEqual(
    words(body).filter((word) => !onPaper.has(word)),
    [],
    'every word is on paper, as text',
  );
});
