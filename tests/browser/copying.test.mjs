// What lands on the clipboard: paragraphs and structure, nothing of how the picture is made.
import assert from 'node:assert/strict';
import { chromiumForThisFile } from './support/browser.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';

const site = siteForThisFile();
const { test } = chromiumForThisFile();

const article = {
  title: 'Copying',
  body_markdown: [
    '## A heading',
    'A paragraph that is long enough to run over the end of a line at this width, with a [link](https://news.example/a) and **bold** words in it.',
    '- one\n- two\n  - nested',
    '> Quoted.',
    '| Hour | Level |\n|---|---|\n| 4 | 2.10 |',
    '```js\nopen();\n  close();\n```',
    'First line\\\nsecond line.',
  ].join('\n\n'),
};

const plain = `A heading

A paragraph that is long enough to run over the end of a line at this width, with a link and bold words in it.

one
two
nested

Quoted.

Hour\tLevel
4\t2.10

open();
  close();

First line
second line.`;

/** @param {import('playwright-core').Page} page */
const clipboard = (page) =>
  page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const text = async (type) => (await item.getType(type)).text();
    return { plain: await text('text/plain'), html: await text('text/html') };
  });

/** @param {import('./support/browser.mjs').Scene} scene */
async function copiesBody({ heidi, page, context }) {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  site.serves('/copying.json', article);
  await heidi.opensArticle(site.page('/page.html', widgetTag({ article: '/copying.json' })), article.title);
  await heidi.part(heidi.articleElement, 'body').evaluate((body) => getSelection()?.selectAllChildren(body));
  await page.keyboard.press('ControlOrMeta+C');
  return clipboard(page);
}

test(
  'plain text has paragraphs, not the ends of lines',
  async (scene) => {
    assert.equal((await copiesBody(scene)).plain, plain);
  },
  { viewport: { width: 420, height: 800 } },
);

test(
  'HTML has the structure, and no styles, no buttons, no boxes',
  async (scene) => {
    const { html } = await copiesBody(scene);
    for (const part of [
      '<h2>A heading</h2>',
      '<a href="https://news.example/a">link</a>',
      '<strong>bold</strong>',
      '<blockquote>',
      '<pre dir="ltr"><code>open();\n  close();</code></pre>',
      '<td>2.10</td>',
      '<br>',
    ])
      assert.ok(html.includes(part), `${part} in ${html}`);
    assert.match(html, /<ul><li>one<\/li><li>two\s*<ul><li>nested/);
    assert.doesNotMatch(html, /style=|class=|<button|<span|<div|transparent/);
  },
  { viewport: { width: 420, height: 800 } },
);

test('a few words copied are those words', async ({ heidi, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  site.serves('/copying.json', article);
  await heidi.opensArticle(site.page('/page.html', widgetTag({ article: '/copying.json' })), article.title);
  await heidi.article.getByText('Quoted.').dblclick({ position: { x: 20, y: 12 } });
  await page.keyboard.press('ControlOrMeta+C');
  assert.equal((await clipboard(page)).plain.trim(), 'Quoted');
});
