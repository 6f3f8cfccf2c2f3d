// axe-core finds nothing to complain about in any state of the widgets: light, dark and in forced colours, with both
// painters. In forced colours there is only one: CSS.
import assert from 'node:assert/strict';
import axe from 'axe-core';
import { chromiumForThisFile, withoutGraphics } from './support/browser.mjs';
import { eventually } from './support/eventually.mjs';
import { statesForThisFile } from './support/states.mjs';

/** @typedef {import('./support/browser.mjs').Scene} Scene */

const { site, articleStates, chatStates } = statesForThisFile();
const painters = {
  canvas: chromiumForThisFile(),
  css: chromiumForThisFile({ args: withoutGraphics }),
};

const looks = /** @type {const} */ ({
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'light', forcedColors: 'active' },
});

/** What axe complains about: the rule, the element and why. @param {import('playwright-core').Page} page */
async function complaints(page) {
  // All violations, and of what it finds in order no more than one example: a seventh less work.
  const { violations } = await page.evaluate(() =>
    /** @type {any} */ (globalThis).axe.run(document, { resultTypes: ['violations'] }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${target.flat().join(' ')}: ${failureSummary.replace(/\s+/g, ' ')}`,
    ),
  );
}

/**
 * @param {Scene} scene
 * @param {import('playwright-core').Locator} element the widget that is looked at
 * @param {string} painter
 */
async function isSound({ heidi, page }, element, painter) {
  await page.evaluate(axe.source);
  await heidi.isStill(element);
  for (const [look, media] of Object.entries(looks)) {
    if (look === 'forced colours' && painter === 'canvas') continue;
    await page.emulateMedia(media);
    await page.evaluate(twoRefreshes);
    assert.deepEqual(await complaints(page), [], look);
  }
}

/** Runs in the page: what a new look changes is shown then; pixels on canvases aside, which axe does not see. */
const twoRefreshes = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

for (const [painter, browser] of Object.entries(painters)) {
  for (const [name, comesTo] of Object.entries(articleStates)) {
    browser.test(`${name} (${painter})`, async (scene) => {
      await comesTo(scene);
      await isSound(scene, scene.heidi.articleElement, painter);
    });
  }
  for (const [name, comesTo] of Object.entries(chatStates)) {
    browser.test(`${name} (${painter})`, async (scene) => {
      await comesTo(scene);
      await isSound(scene, scene.heidi.chatElement, painter);
    });
  }
}

painters.canvas.test('axe complains where there is something to complain about', async ({ heidi, page: shown }) => {
  await heidi.opens(site.page('/bad.html', '<main><h1>A page of a partner</h1><img src="data:,"></main>'));
  await shown.evaluate(axe.source);
  await eventually(async () => /^image-alt/.test((await complaints(shown))[0]), 'it complains');
});
