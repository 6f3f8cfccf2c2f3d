// The same stories in every engine, by the same driver. A chapter is one page, and its stories go on from each other.
// What an engine cannot do is in its list with the reason, and is reported as skipped.
//
//   node --test tests/browser/engines/firefox.test.mjs     one engine alone
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { lanternPicture, lanternStory } from '../support/articles.mjs';
import { browserForThisFile } from '../support/browser.mjs';
import { siteForThisFile, widgetTag } from '../support/pages.mjs';
import { serverForThisFile } from '../support/server.mjs';
import { chatChapters } from './chatting.mjs';
import { articleChapters } from './reading.mjs';

/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {() => Promise<import('playwright-core').Browser>} open
 * @property {(context: import('playwright-core').BrowserContext) => Promise<unknown>} [prepare] see browserForThisFile
 * @property {{painter: string, host: string}} shows
 * @property {string} [head] of every page
 * @property {object} [headers] of every page
 * @property {RegExp[]} [says] what it complains about whenever it runs
 * @property {RegExp} failedRequest how it words that a server is away
 * @property {Record<string, string>} cannot the reason, by the sentence of a story
 *
 * @typedef {object} Around
 * @property {Engine} engine
 * @property {ReturnType<typeof siteForThisFile>} site
 * @property {import('../support/server.mjs').ReferenceServer} server
 * @property {Buffer} publishersFont
 * @property {(what: {article?: string, chat?: string, before?: string, head?: string}) => string} partnersPage
 * @property {import('node:test').TestContext} t
 *
 * @typedef {import('../support/browser.mjs').Scene & Around} Telling
 *
 * @typedef {object} Chapter
 * @property {string} title
 * @property {(telling: Telling) => Promise<void>} opens
 * @property {Record<string, (telling: Telling) => Promise<void>>} stories by what they show
 * @property {import('playwright-core').BrowserContextOptions} [options]
 */

const chapters = /** @type {Chapter[]} */ ([...articleChapters, ...chatChapters]);

const publishersFont = [
  '/usr/share/fonts/truetype/noto/NotoSerifDisplay-Regular.ttf',
  '/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf',
].find(existsSync);

/** @param {Engine} engine */
export function tellEverythingIn(engine) {
  const server = serverForThisFile({ 'lantern.json': lanternStory, 'lantern.svg': lanternPicture }, [
    '--pace-ms',
    '60',
  ]);
  const site = siteForThisFile();
  const browser = browserForThisFile(engine.open, engine.prepare);
  assert.ok(publishersFont, 'a font to serve');
  /** @type {Around['partnersPage']} */
  const partnersPage = ({ before = '', head = '', ...what }) =>
    site.page('/page.html', before + widgetTag(what), { head: (engine.head ?? '') + head, headers: engine.headers });
  const around = { engine, site, server, partnersPage, publishersFont: readFileSync(publishersFont) };

  for (const { title, opens, stories, options } of chapters) {
    const tell = async (/** @type {import('../support/browser.mjs').Scene} */ scene, t) => {
      for (const complaint of engine.says ?? []) scene.trouble.expects(complaint);
      await opens({ ...scene, ...around, t });
      for (const [sentence, story] of Object.entries(stories)) {
        let failure;
        const skip = engine.cannot[sentence] ?? false;
        const tellOne = async (/** @type {import('node:test').TestContext} */ t) => {
          failure = await story({ ...scene, ...around, t }).catch((error) => error);
          if (failure) throw failure;
        };
        await t.test(sentence, { skip }, tellOne);
        // What comes after begins where this one has not come to.
        if (failure) throw failure;
      }
    };
    browser.test(`${engine.name}: ${title}`, tell, options);
  }

  test(`what ${engine.name} cannot do is a story of the others`, () => {
    const sentences = chapters.flatMap((chapter) => Object.keys(chapter.stories));
    assert.deepEqual(
      Object.keys(engine.cannot).filter((sentence) => !sentences.includes(sentence)),
      [],
    );
  });
  return { ...around, test: browser.test };
}
