// The page for partners: the playground shows what is chosen and writes the tag, and the tag does what was shown.
import assert from 'node:assert/strict';
import axe from 'axe-core';
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile } from './support/browser.mjs';
import { becomes } from './support/eventually.mjs';
import { siteForThisFile } from './support/pages.mjs';
import { serverForThisFile } from './support/server.mjs';

const other = { ...story, id: 'other', title: 'Another <story> & "more"', published: '2026-01-01T00:00:00Z' };
const server = serverForThisFile({ 'lantern.json': story, 'other.json': other, 'lantern.svg': lanternPicture });
const site = siteForThisFile();
const { test } = chromiumForThisFile();

/** @param {import('./support/browser.mjs').Scene} scene */
async function opensDocs({ heidi, page }) {
  await heidi.opens(`${server.url}docs/`);
  // On a phone the article is far below, and waits until it is near.
  await page.locator('#preview heidi-article').scrollIntoViewIfNeeded();
  await heidi.seesTitle(story.title);
}

/** @param {import('playwright-core').Page} page */
const writtenTag = (page) => page.locator('#tag').innerText();

test('at first the tag is the shortest one', async (scene) => {
  await opensDocs(scene);
  assert.equal(
    (await writtenTag(scene.page)).replace(/\s+/g, ' '),
    '<script async src="https://cdn.example/heidi/heidi.js" data-article="/content/lantern.json" data-chat="/api/heidi"></script>',
  );
});

test('what is chosen is shown and written out, and the tag does the same elsewhere', async (scene) => {
  const { heidi, page } = scene;
  await opensDocs(scene);
  await page.getByLabel('Shown').selectOption({ label: other.title });
  await heidi.seesTitle(other.title);
  await page.locator('form select[name="theme"]').selectOption('sepia');
  await page.getByLabel('Topics').fill('Tides, Herring "smoked" & <fresh>');
  await page.getByLabel('Greeting').fill('Ahoy!');
  await page.getByRole('button', { name: 'Open the chat' }).click();
  await heidi.transcript.getByText('Ahoy!', { exact: true }).waitFor();
  // The chosen one is always offered too.
  const topics = ['Tides', 'Herring "smoked" & <fresh>', 'Other'];
  const options = () => heidi.panel.getByRole('combobox', { name: 'Topic' }).getByRole('option').allTextContents();
  await becomes(options, topics, 'the topics');
  assert.equal(await heidi.articleElement.getAttribute('theme'), 'sepia');

  const tag = (await writtenTag(page))
    .replace('https://cdn.example/heidi/', `${server.url}heidi/`)
    .replace('"/content/', `"${server.url}content/`)
    .replace('"/api/', `"${server.url}api/`);
  await heidi.opensArticle(site.page('/page.html', tag), other.title);
  assert.equal(await heidi.articleElement.getAttribute('theme'), 'sepia');
  await heidi.opensChat();
  await heidi.transcript.getByText('Ahoy!', { exact: true }).waitFor();
  await becomes(options, topics, 'the topics');
});

test('a playground without a chat has none, and its tag neither', async (scene) => {
  const { heidi, page } = scene;
  await opensDocs(scene);
  await page.getByLabel('With a chat').uncheck();
  await heidi.launcher.waitFor({ state: 'detached' });
  assert.doesNotMatch(await writtenTag(page), /data-chat/);
});

test('an accent of the partner’s is seen, and goes into the style sheet', async (scene) => {
  const { heidi, page } = scene;
  await opensDocs(scene);
  await page.getByLabel('An accent of your own').check();
  assert.match(await writtenTag(page), /:root \{ --heidi-accent: #8a1c5b; \}/);
  const background = () => heidi.launcher.evaluate((button) => getComputedStyle(button).backgroundColor);
  await becomes(background, 'rgb(138, 28, 91)', 'the launcher has it');
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const width of [1280, 390]) {
    test(
      `the page for partners has no accessibility violation and no sideways scrolling (${colorScheme}, ${width} px)`,
      async (scene) => {
        await opensDocs(scene);
        await scene.heidi.isStill();
        await scene.page.evaluate(axe.source);
        const violations = await scene.page.evaluate(async () => {
          const { violations: all } = await /** @type {any} */ (globalThis).axe.run({
            exclude: [['heidi-article'], ['heidi-chat']],
          });
          return all.map(
            (/** @type {any} */ { id, nodes }) => `${id}: ${nodes.map((/** @type {any} */ one) => one.html)}`,
          );
        });
        assert.deepEqual(violations, []);
        const sideways = await scene.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(sideways <= 0, `${sideways} px`);
      },
      { colorScheme, viewport: { width, height: 900 } },
    );
  }
}
