// The same article by each painter: on the canvas, and by CSS where there is no WebGL.
import assert from 'node:assert/strict';

/** @typedef {import('playwright-core').BrowserContextOptions} Options */
/** @typedef {import('./browser.mjs').Scene} Scene */
/** @typedef {{openScene(options: Options): Promise<Scene>}} Browser */

/**
 * @param {[canvas: Browser, css: Browser]} browsers
 * @param {(story: any) => string} pageWith serves a page with the article; returns its address
 */
export function painters([canvas, css], pageWith) {
  /**
   * Shows the article with each painter in turn; returns what was seen of it.
   * @template T
   * @param {{title: string}} story
   * @param {Options} options
   * @param {(scene: Scene) => Promise<T>} look
   */
  return async function withBothPainters(story, options, look) {
    const seen = /** @type {T[]} */ ([]);
    for (const [browser, painter] of /** @type {const} */ ([
      [canvas, 'canvas'],
      [css, 'css'],
    ])) {
      const scene = await browser.openScene(options);
      try {
        await scene.heidi.opensArticle(pageWith(story), story.title);
        await scene.heidi.isStill();
        assert.equal((await scene.heidi.status()).painter, painter);
        seen.push(await look(scene));
        assert.deepEqual(scene.trouble.unexpected(), []);
      } finally {
        await scene.context.close();
      }
    }
    return seen;
  };
}
