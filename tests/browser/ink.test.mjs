// What the core paints is what the browser would: each line's ink stands where the semantic layer has the line, and looks
// like the same text drawn by the browser itself, in scripts that shape, stack, turn round and have colours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scripts } from './support/articles.mjs';
import { chromiumForThisFile, withoutGraphics } from './support/browser.mjs';
import { layoutOf } from './support/layout.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';
import { painters } from './support/painters.mjs';
import { areaOf, inkBoxIn, likenessIn, pictureOf } from './support/pixels.mjs';

const site = siteForThisFile();
const withBothPainters = painters([chromiumForThisFile(), chromiumForThisFile({ args: withoutGraphics })], (story) => {
  site.serves('/story.json', story);
  return site.page('/page.html', widgetTag({ article: '/story.json' }));
});

/** Lines from their pieces: inline elements and changes of direction part them. @param {import('./support/layout.mjs').Box[]} boxes */
function joined(boxes) {
  const lines = /** @type {import('./support/layout.mjs').Box[]} */ ([]);
  for (const box of boxes) {
    const line = lines.find(
      ({ y, height }) => Math.min(y + height, box.y + box.height) - Math.max(y, box.y) > height / 2,
    );
    if (!line) {
      lines.push({ ...box });
      continue;
    }
    const right = Math.max(line.x + line.width, box.x + box.width);
    const bottom = Math.max(line.y + line.height, box.y + box.height);
    line.x = Math.min(line.x, box.x);
    line.y = Math.min(line.y, box.y);
    line.width = right - line.x;
    line.height = bottom - line.y;
  }
  return lines;
}

/** @param {import('./support/browser.mjs').Scene} scene */
async function linesAndPicture({ heidi }) {
  const { x, y } = await areaOf(heidi.articleElement);
  const boxes = await layoutOf(heidi.part(heidi.articleElement, 'body'));
  const texts = boxes.filter(({ what }) => what === 'line').map((box) => ({ ...box, x: box.x - x, y: box.y - y }));
  return { lines: joined(texts), picture: await pictureOf(heidi.articleElement) };
}

// Glyphs lean out of their line's box, and neighbours are farther away than this: CSS pixels.
const around = 6;

for (const deviceScaleFactor of [1, 1.5, 2, 3]) {
  test(`at ${deviceScaleFactor}x the ink of each line is within 1 px of where the line is`, async (t) => {
    const options = { viewport: { width: 520, height: 1_600 }, deviceScaleFactor };
    const [painted, plain] = await withBothPainters(scripts, options, linesAndPicture);
    assert.ok(painted.lines.length >= 16, 'there is something to compare');
    assert.equal(painted.lines.length, plain.lines.length);
    let worst = 0;
    let least = 1;
    painted.lines.forEach((line, i) => {
      const area = { x: line.x - around, y: line.y, width: line.width + 2 * around, height: line.height };
      const ink = inkBoxIn(painted.picture, area);
      const due = inkBoxIn(plain.picture, area);
      assert.ok(ink && due, `“${line.text}” is painted`);
      for (const side of /** @type {const} */ (['left', 'top', 'right', 'bottom']))
        worst = Math.max(worst, Math.abs(ink[side] - due[side]));
      assert.ok(worst <= 1, `line ${i} “${line.text}”: ${JSON.stringify({ ink, due })}`);
      assert.ok(ink.left >= -1 && ink.right <= area.width + 1, `“${line.text}” is inside of its box`);
      least = Math.min(least, likenessIn(painted.picture, plain.picture, area));
    });
    t.diagnostic(
      `${painted.lines.length} lines: ${worst.toFixed(2)} px at worst, structural similarity ${least.toFixed(3)} at least`,
    );
    if (deviceScaleFactor === 1 || deviceScaleFactor === 2) assert.ok(least >= 0.95, `similar by ${least}`);
  });
}
