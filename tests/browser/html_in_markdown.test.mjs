// HTML inside of an article's Markdown, from what the author wrote to what the reader sees.
import assert from 'node:assert/strict';
import { everyMarkdown, lanternPicture } from './support/articles.mjs';
import { chromiumForThisFile, failedRequest } from './support/browser.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';

const site = siteForThisFile();
const { test } = chromiumForThisFile();

/** @param {string} markdown @param {object} [around] */
function pageWith(markdown, around) {
  site.serves('/mixed.json', { title: 'Mixed', body_markdown: markdown });
  site.serves('/lantern.svg', lanternPicture);
  return site.page('/page.html', `${widgetTag()}<heidi-article src="/mixed.json"></heidi-article>`, around);
}

/**
 * The body as HTML, without what layout and painting put in.
 * @param {import('./support/browser.mjs').Scene} scene
 * @param {string} markdown
 */
async function bodyOf({ heidi }, markdown) {
  await heidi.opensArticle(pageWith(markdown), 'Mixed');
  return heidi.part(heidi.articleElement, 'body').evaluate((body) => {
    const copy = /** @type {HTMLElement} */ (body.cloneNode(true));
    for (const element of copy.querySelectorAll('canvas, [data-command], .end, button, style')) element.remove();
    for (const element of copy.querySelectorAll('*'))
      for (const { name } of [...element.attributes])
        if (!['href', 'src', 'alt', 'title', 'start'].includes(name)) element.removeAttribute(name);
    for (const plain of copy.querySelectorAll('span, div')) plain.replaceWith(...plain.childNodes);
    return copy.innerHTML.replace(/\s+/g, ' ').replaceAll(location.origin, '').replace(/> </g, '><').trim();
  });
}

/** @type {Record<string, [markdown: string, body: string][]>} */
const bodies = {
  'inline HTML and Markdown hold each other': [
    [
      'CO<sub>2</sub>, 10<sup>3</sup>, <kbd>Esc</kbd> and <mark>*so* on</mark>',
      '<p>CO<sub>2</sub>, 10<sup>3</sup>, <kbd>Esc</kbd> and <mark><em>so</em> on</mark></p>',
    ],
    [
      '<b>bold *and em*</b> **a <u>b</u>**',
      '<p><strong>bold <em>and em</em></strong><strong>a <ins>b</ins></strong></p>',
    ],
    [
      '<a href="/x" title="X">to *x*</a> and [y](#y)',
      '<p><a href="/x" title="X">to <em>x</em></a> and <a href="#y">y</a></p>',
    ],
  ],
  'blocks of HTML hold Markdown between empty lines': [
    [
      '<div align="center">\n\n## A *head*\n\n- one\n- two\n\n</div>\n\nAfter.',
      '<h2>A <em>head</em></h2><ul><li>one</li><li>two</li></ul><p>After.</p>',
    ],
    [
      '<details><summary>More</summary>\n\nof **it**\n\n</details>',
      '<p><strong>More</strong></p><p>of <strong>it</strong></p>',
    ],
    ['> <p>a</p>\n>\n> b<br>c\n\nd', '<blockquote><p>a</p><p>b<br>c</p></blockquote><p>d</p>'],
  ],
  'pictures, figures and tables of HTML are ours': [
    [
      '<figure>\n<img src="lantern.svg" alt="A lantern" width="60" height="34">\n<figcaption>Lit</figcaption></figure>',
      '<figure><p><img src="/lantern.svg" alt="A lantern"></p><figcaption>Lit</figcaption></figure>',
    ],
    [
      '<table><tr><th>A</th></tr><tr><td>1</td></tr></table>\n\n**end**',
      '<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table><p><strong>end</strong></p>',
    ],
    [
      'See\n\n<iframe src="https://www.youtube.com/embed/abcdefghijk" title="The film"></iframe>\n\nthis',
      '<p>See</p><a href="https://www.youtube.com/watch?v=abcdefghijk">The filmyoutube.com</a><p>this</p>',
    ],
  ],
  'what is hostile is left out, and what is left open hides nothing': [
    ['a <script>globalThis.hacked = 1</script> *b*', '<p>a <em>b</em></p>'],
    [
      '<p onclick="globalThis.hacked = 1" style="position: fixed">a <img src="none.svg" onerror="globalThis.hacked = 1"></p>',
      '<p>a<img src="/none.svg" alt=""></p>',
    ],
    ['<a href="javascript:globalThis.hacked = 1">a</a> <a href=" JaVa&#10;Script:b">b</a>', '<p>a b</p>'],
    ['<iframe src="javascript:alert(1)"></iframe><style>p { color: red }</style>\n\nc', '<p>c</p>'],
    ...[
      '<b>',
      '<div>',
      '<table>',
      '<form>',
      '<select>',
      '<textarea>',
      '<title>',
      '<iframe>',
      '<plaintext>',
      '<svg>',
    ].map((open) => /** @type {[string, string]} */ ([`one ${open} two\n\nthree`, ''])),
    [`${'<div>'.repeat(900)}\n\n*deep*`, ''],
    [`${'<b><i>'.repeat(300)}*deep*`, ''],
  ],
};

/** What is not said exactly: the words, and nothing else. @param {string} markdown */
const wordsOf = (markdown) => markdown.replace(/<[^>]*>|\*/g, ' ').match(/\w+/g) ?? [];

for (const [sentence, cases] of Object.entries(bodies))
  test(sentence, async (scene) => {
    scene.trouble.expects(failedRequest);
    for (const [markdown, expected] of cases) {
      const body = await bodyOf(scene, markdown);
      if (expected) assert.equal(body, expected, markdown);
      else assert.deepEqual(wordsOf(body), wordsOf(markdown), markdown.slice(0, 80));
    }
    assert.equal(await scene.page.evaluate(() => /** @type {any} */ (globalThis).hacked), undefined);
  });

test('all of Markdown means the same with HTML beside it as without', async (scene) => {
  const { body_markdown: markdown } = everyMarkdown;
  const before = site.asked.length;
  const readsHtml = () => site.asked.slice(before).includes('/heidi/heidi-formats.js');
  const without = await bodyOf(scene, markdown);
  assert.ok(!readsHtml(), 'without HTML nothing reads it');
  const withHtml = await bodyOf(scene, `${markdown}\n\n<i></i>\n`);
  assert.ok(readsHtml());
  assert.equal(withHtml, without);
});

test('a strict policy has nothing to report', async (scene) => {
  const policy =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self' data:; worker-src 'self'; require-trusted-types-for 'script'; trusted-types heidi";
  const address = pageWith('<b style="color: red" onclick="a()">a</b>', {
    headers: { 'Content-Security-Policy': policy },
  });
  await scene.heidi.opensArticle(address, 'Mixed');
  await scene.heidi.article.getByText('a', { exact: true }).waitFor();
});

test('where nothing reads HTML, it is seen as it was written', async (scene) => {
  scene.trouble.expects(failedRequest);
  site.answers('/heidi/heidi-formats.js', (_request, response) => void response.writeHead(404).end());
  assert.equal(await bodyOf(scene, 'CO<sub>2</sub> *is* up'), '<p>CO&lt;sub&gt;2&lt;/sub&gt; <em>is</em> up</p>');
  site.forgets('/heidi/heidi-formats.js');
});
