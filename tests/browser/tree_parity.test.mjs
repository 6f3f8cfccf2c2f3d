// The body of an article says to assistive technology what the same Markdown says as plain HTML: the accessibility tree
// that the browser makes of both is the same, with either painter.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { marked } from 'marked';
import { everyMarkdown, footnotes, lanternPicture } from './support/articles.mjs';
import { chromiumForThisFile, withoutGraphics } from './support/browser.mjs';
import { meaningOf } from './support/meaning.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';

const site = siteForThisFile();
const painters = {
  canvas: chromiumForThisFile(),
  css: chromiumForThisFile({ args: withoutGraphics }),
};

const content = new URL('../../web/content/', import.meta.url);
const demoArticles = readdirSync(content)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(new URL(name, content), 'utf8')));

/** Where we say more than plain HTML does, and why. @param {string} line */
function withoutWhatWeAdd(line) {
  // What is ticked has no text of its own; GitHub names the boxes too.
  return line.replace(/^(\s*checkbox) "(Completed|Open) task"/, '$1');
}

/** As style sheets for articles have it: a box in the place of its item's marker, a picture on a line of its own. */
const looks = '<style>li:has(> input) { list-style: none } img { display: block; width: 100px }</style>';

/** marked puts the box of a task into its paragraph; cmark-gfm, whose tree we show, in front of it. @param {string} html */
const withBoxesAsInCmark = (html) => html.replace(/<p>(<input[^>]*>) ?/g, '$1<p>');

/** @param {import('./support/browser.mjs').Scene} scene @param {string} html */
async function meaningOfPlain({ page }, html) {
  await page.goto(site.page('/plain.html', `${looks}<div id="plain">${html}</div>`));
  return meaningOf(page, 'document.getElementById("plain")');
}

/** @param {import('./support/browser.mjs').Scene} scene @param {{title: string}} article */
async function meaningOfBody({ heidi, page }, article) {
  site.serves('/story.json', article);
  await heidi.opensArticle(site.page('/page.html', widgetTag({ article: '/story.json' })), article.title);
  await heidi.isStill();
  return meaningOf(page, 'document.querySelector("heidi-article").shadowRoot.querySelector("[part~=body]")');
}

/** As GitHub renders them, but for the names of the references. */
const footnotesAsHtml = `<p>Norway<sup><a href="#n1" id="r1" aria-label="Footnote 1">1</a></sup> won, and Sweden<sup><a href="#n2" id="r2"
  aria-label="Footnote 2">2</a></sup> did not<sup><a href="#n1" id="r1-2" aria-label="Footnote 1">1</a></sup>.</p>
  <section><h2 style="position: absolute; clip-path: inset(50%)">Footnotes</h2><ol>
  <li id="n1"><p>By far. <a href="#r1" aria-label="Back to reference 1">↩\uFE0E</a>
    <a href="#r1-2" aria-label="Back to reference 1-2">↩\uFE0E<sup>2</sup></a></p></li>
  <li id="n2"><p>They had other plans. <a href="#r2" aria-label="Back to reference 2">↩\uFE0E</a></p></li></ol></section>`;

for (const [painter, browser] of Object.entries(painters)) {
  for (const article of [everyMarkdown, ...demoArticles]) {
    browser.test(`“${article.id}” means what its Markdown means as HTML (${painter})`, async (scene) => {
      for (const name of readdirSync(content)) site.serves(`/${name}`, readFileSync(new URL(name, content)));
      site.serves('/lantern.svg', lanternPicture);
      const expected = await meaningOfPlain(scene, withBoxesAsInCmark(await marked.parse(article.body_markdown)));
      const shown = await meaningOfBody(scene, article);
      assert.equal((await scene.heidi.status()).painter, painter);
      assert.ok(expected.length >= 10, 'there is something to compare');
      assert.deepEqual(shown.map(withoutWhatWeAdd), expected);
    });
  }

  browser.test(`footnotes mean what GitHub makes of them (${painter})`, async (scene) => {
    const expected = await meaningOfPlain(scene, footnotesAsHtml);
    assert.deepEqual(await meaningOfBody(scene, footnotes), expected);
  });
}
