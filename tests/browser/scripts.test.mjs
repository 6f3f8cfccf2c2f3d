// Scripts of both directions, hyphens that show only at a line's end, words without spaces: painted where the semantic
// layer has them. CSS orders the layer's text, so its painter shows where each word of it is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bothDirections, fromTheRight, partedWords } from './support/articles.mjs';
import { chromiumForThisFile, withoutGraphics } from './support/browser.mjs';
import { layoutOf, shiftsBetween, wordsOf } from './support/layout.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';
import { painters } from './support/painters.mjs';
import { areaOf, differenceIn, pictureOf } from './support/pixels.mjs';

const site = siteForThisFile();
const canvas = chromiumForThisFile();
const css = chromiumForThisFile({ args: withoutGraphics });

/** @param {object} story @param {string} [direction] of the partner's page */
function pageWith(story, direction = 'ltr') {
  site.serves('/story.json', story);
  return site.page('/page.html', `<div dir="${direction}">${widgetTag({ article: '/story.json' })}</div>`);
}

const withBothPainters = painters([canvas, css], (story) => pageWith(story));

/** @param {import('./support/browser.mjs').Scene} scene */
async function wordsAndPicture({ heidi }) {
  const { x, y } = await areaOf(heidi.articleElement);
  const words = [];
  for (const part of ['title', 'dek', 'body'])
    for (const word of await wordsOf(heidi.part(heidi.articleElement, part)))
      words.push({ ...word, x: word.x - x, y: word.y - y });
  return { words, picture: await pictureOf(heidi.articleElement) };
}

// Of 255, of the ink in a word's box: the same word painted a pixel lower makes some 20, another word 40 and more.
const otherWord = 16;

for (const story of [bothDirections, fromTheRight, partedWords]) {
  for (const width of [320, 420, 768]) {
    for (const deviceScaleFactor of [1, 2]) {
      test(`at ${width} px, ${deviceScaleFactor}x, each word of “${story.id}” is painted where the layer has it`, async (t) => {
        const options = { viewport: { width, height: 4_000 }, deviceScaleFactor };
        const [painted, plain] = await withBothPainters(story, options, wordsAndPicture);
        assert.ok(painted.words.length > 30, 'there is something to compare');
        assert.deepEqual(
          plain.words.map(({ text }) => text),
          painted.words.map(({ text }) => text),
        );
        assert.deepEqual(shiftsBetween(painted.words, plain.words, 1), []);
        const differences = painted.words.map((word) => ({
          word: word.text,
          by: differenceIn(painted.picture, plain.picture, word),
        }));
        const worst = Math.max(...differences.map(({ by }) => by));
        t.diagnostic(`the worst of ${differences.length} words differs by ${worst.toFixed(1)}`);
        assert.deepEqual(
          differences.filter(({ by }) => by > otherWord),
          [],
        );
      });
    }
  }
}

canvas.test('an article that reads from the right has its sides changed', async ({ heidi }) => {
  await heidi.opensArticle(pageWith(fromTheRight), fromTheRight.title);
  await heidi.isStill();
  const body = heidi.part(heidi.articleElement, 'body');
  const edges = (/** @type {import('playwright-core').Locator} */ locator) =>
    locator.evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const { left, right } = range.getBoundingClientRect();
      return { left: Math.round(left), right: Math.round(right) };
    });
  const column = await body.evaluate((element) => element.getBoundingClientRect().right);
  for (const text of ['A paragraph in English', 'OpenAI فقرة'])
    assert.ok(Math.abs((await edges(body.getByText(text))).right - column) <= 1, `“${text}” ends at the right`);
  const item = await edges(body.getByText('بند أول'));
  const deeper = await edges(body.getByText('داخلي'));
  assert.ok(item.right < column && deeper.right < item.right, 'lists step in from the right');
  const cells = await Promise.all(
    ['الساعة', 'المدّ', 'note'].map((text) => edges(body.getByText(text, { exact: true }))),
  );
  assert.ok(cells[0].left > cells[1].right && cells[1].left > cells[2].right, 'the first column is the rightmost');
  const wide = body.getByRole('table').last();
  const first = await edges(wide.getByText('عمود أول طويل الاسم'));
  assert.ok(first.right <= column && first.left > column - 300, 'a wide table shows its first column first');
  const code = await body.locator('pre').evaluate((element) => element.getBoundingClientRect().left);
  const line = await edges(body.locator('pre code'));
  assert.ok(line.left - code < 24, 'code stays where it was');
});

canvas.test('a page that reads from the right changes nothing inside the widget', async ({ heidi }) => {
  const layouts = [];
  for (const direction of ['ltr', 'rtl']) {
    await heidi.opensArticle(pageWith(bothDirections, direction), bothDirections.title);
    await heidi.isStill();
    layouts.push(await layoutOf(heidi.articleElement));
  }
  assert.deepEqual(shiftsBetween(layouts[0], layouts[1], 0.5), []);
});

canvas.test(
  'a hyphen at a line’s end is neither copied nor in the way of finding',
  async ({ heidi, page }) => {
    await heidi.opensArticle(pageWith(partedWords), partedWords.title);
    await heidi.isStill();
    const hyphens = heidi.articleElement.locator('.hyphen');
    assert.ok((await hyphens.count()) > 2, 'lines end at soft hyphens');
    const paragraph = heidi.articleElement.locator('p', { hasText: 'neben der' });
    const copied = await paragraph.evaluate((element) => {
      getSelection()?.selectAllChildren(element);
      return getSelection()?.toString() ?? '';
    });
    assert.equal(copied.replaceAll('\u00AD', '').includes('-'), false, copied);
    assert.match(
      copied.replaceAll('\u00AD', ''),
      /^Die Donaudampfschifffahrtsgesellschaftskapitänsmütze lag neben der /,
    );
    const found = await page.evaluate(() => {
      getSelection()?.removeAllRanges();
      return /** @type {any} */ (globalThis).find('Rindfleischetikettierung');
    });
    assert.equal(found, true);
  },
  { viewport: { width: 320, height: 800 } },
);

canvas.test(
  'scripts without spaces wrap between words',
  async ({ heidi }) => {
    await heidi.opensArticle(pageWith(partedWords), partedWords.title);
    await heidi.isStill();
    const cut = await heidi.articleElement.evaluate((element) => {
      const segmenter = new Intl.Segmenter('th', { granularity: 'word' });
      const wrong = [];
      let ends = 0;
      for (const paragraph of element.shadowRoot?.querySelectorAll('p.n') ?? []) {
        const words = [...segmenter.segment(paragraph.textContent ?? '')];
        for (const end of paragraph.querySelectorAll('.line-end')) {
          const before = document.createRange();
          before.setStart(paragraph, 0);
          before.setEndBefore(end);
          const at = before.toString().length;
          if (!/[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF]$/.test(before.toString())) continue;
          ends += 1;
          if (!words.some(({ index, segment }) => index === at || index + segment.length === at))
            wrong.push(before.toString().slice(-20));
        }
      }
      return { ends, wrong };
    });
    assert.ok(cut.ends > 8, `${cut.ends} lines end in such text`);
    assert.deepEqual(cut.wrong, []);
  },
  { viewport: { width: 320, height: 800 } },
);
