// Two painters, one layout. Where there is no WebGL, CSS paints the same text in the same boxes, and it looks alike.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyMarkdown, footnotes, lanternPicture, lanternStory } from './support/articles.mjs';
import { chromiumForThisFile, withoutGraphics } from './support/browser.mjs';
import { layoutOf, shiftsBetween } from './support/layout.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';
import { painters } from './support/painters.mjs';
import { areaOf, differenceOf, inkIn, pictureOf } from './support/pixels.mjs';

const site = siteForThisFile();
const canvas = chromiumForThisFile();
const css = chromiumForThisFile({ args: withoutGraphics });

const withBothPainters = painters([canvas, css], pageWith);

/** @param {object} story */
function pageWith(story) {
  site.serves('/story.json', story);
  site.serves('/lantern.svg', lanternPicture);
  return site.page('/page.html', widgetTag({ article: '/story.json' }));
}

for (const width of [360, 768, 1280]) {
  for (const story of [lanternStory, everyMarkdown, footnotes]) {
    test(`at ${width} px both painters give “${story.id}” the same text in the same boxes`, async () => {
      const viewport = { width, height: 800 };
      const [painted, plain] = await withBothPainters(story, { viewport }, ({ heidi }) =>
        layoutOf(heidi.articleElement),
      );
      assert.ok(painted.length > 20, 'there is something to compare');
      assert.deepEqual(
        plain.map(({ what, text }) => [what, text]),
        painted.map(({ what, text }) => [what, text]),
      );
      assert.deepEqual(shiftsBetween(painted, plain, 1), []);
    });
  }
}

// Each density and each scheme once: they do not meddle with each other.
for (const [deviceScaleFactor, colorScheme] of /** @type {const} */ ([
  [1, 'light'],
  [2, 'dark'],
])) {
  test(`at ${deviceScaleFactor}x, ${colorScheme}, both painters' pictures look alike`, async (t) => {
    const options = { viewport: { width: 768, height: 3_000 }, deviceScaleFactor, colorScheme };
    for (const story of [lanternStory, everyMarkdown, footnotes]) {
      const pictures = await withBothPainters(story, options, ({ heidi }) => pictureOf(heidi.articleElement));
      const { share, mean, worst } = differenceOf(pictures[0], pictures[1]);
      const percent = (share * 100).toFixed(2);
      const words = `${percent} % of the pixels differ, by ${mean.toFixed(2)} of 255, by ${worst.toFixed(2)} in one band`;
      t.diagnostic(`${story.id}: ${words}`);
      // A line of text that is missing makes 21 in its band, a page that is a pixel lower 17 (measured at 1x).
      // Borders that are half a pixel off, and discs with straight sides, make 2.6.
      assert.ok(share < 0.005 && mean < 1 && worst < 2.3, words);
    }
  });
}

test('a partner’s corners, colours and column are the same in both painters', async () => {
  const pageOfPartner = () => {
    site.serves('/story.json', lanternStory);
    return site.page('/page.html', widgetTag({ article: '/story.json' }), {
      head: `<style>heidi-article { --heidi-radius: 2px; --heidi-accent: rebeccapurple; --heidi-measure: 500px; }</style>`,
    });
  };
  const options = { viewport: { width: 768, height: 3_000 } };
  const look = async (/** @type {import('./support/browser.mjs').Scene} */ { heidi }) => ({
    picture: await pictureOf(heidi.articleElement),
    width: await heidi.part(heidi.articleElement, 'body').evaluate((body) => body.getBoundingClientRect().width),
    label: await heidi
      .part(heidi.articleElement, 'labels')
      .locator('li')
      .first()
      .evaluate((one) => [getComputedStyle(one).borderRadius]),
  });
  const [painted, plain] = await painters([canvas, css], pageOfPartner)(lanternStory, options, look);
  const { share, worst } = differenceOf(painted.picture, plain.picture);
  assert.ok(share < 0.005 && worst < 8, `${share}, ${worst}`);
  assert.equal(painted.width, 500);
  assert.deepEqual(plain.label, ['1.625px']);
});

for (const [colorScheme, darkText] of /** @type {const} */ ([
  ['light', true],
  ['dark', false],
])) {
  canvas.test(
    `in ${colorScheme} mode the canvas holds ink under every line of the title`,
    async ({ heidi }) => {
      await heidi.opensArticle(pageWith(lanternStory), lanternStory.title);
      await heidi.isStill();
      assert.ok((await heidi.articleElement.locator('canvas').count()) > 0, 'there are tiles');
      const lines = (await layoutOf(heidi.part(heidi.articleElement, 'title'))).filter(({ what }) => what === 'line');
      assert.ok(lines.length > 1, 'the title has several lines');
      const picture = await pictureOf(heidi.articleElement);
      const box = await areaOf(heidi.articleElement);
      for (const { text, x, y, width, height } of lines) {
        const { ink, background } = inkIn(picture, { x: x - box.x, y: y - box.y, width, height });
        assert.ok(
          darkText ? ink < 80 && background > 200 : ink > 180 && background < 80,
          `ink ${ink} on ${background} at “${text}”`,
        );
      }
    },
    { colorScheme },
  );
}

canvas.test('the text of the layer above the canvas is transparent', async ({ heidi }) => {
  await heidi.opensArticle(pageWith(lanternStory), lanternStory.title);
  const title = heidi.part(heidi.articleElement, 'title');
  const fill = await title.evaluate((element) => getComputedStyle(element).webkitTextFillColor);
  assert.equal(fill, 'rgba(0, 0, 0, 0)');
});
