// What stands in the article's place when there is no article to show: what is wrong, Retry, and the partner's own text.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile, failedRequest } from './support/browser.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';

const site = siteForThisFile();
const { test } = chromiumForThisFile();
site.serves('/lantern.svg', lanternPicture);

const fallback = 'The story in a few words, for browsers that cannot show more.';
const { title: _title, ...untitled } = story;
const { body_markdown: _body, ...bodiless } = story;

/** @type {[name: string, content: string | object, problem: RegExp, status?: number][]} */
const badReplies = [
  ['that is not there (404)', 'Not found', /no article at http:\S+\/bad\.json \(404\)/, 404],
  ['whose server has failed (500)', 'Oh no', /The server answered 500 instead of the article/, 500],
  ['that is HTML', '<!doctype html><title>Sign in</title>', /the article is not JSON.*line 1, column/],
  ['that is cut in the middle', JSON.stringify(story).slice(0, 200), /the article is not JSON/],
  ['that is empty', '', /the article is empty, not JSON/],
  ['that is a JSON array', [story], /must be a JSON object, but is an array/],
  ['without a title', untitled, /"title" is missing/],
  ['with a blank title', { ...story, title: '  ' }, /"title" is missing/],
  ['without a body', bodiless, /"body_markdown" is missing/],
  ['whose title is a number', { ...story, title: 7 }, /"title" must be a string, but is a number/],
  ['whose label is a string', { ...story, labels: ['OpenAI'] }, /"labels\[0\]" must be an object, but is a string/],
  [
    'whose label has no text',
    { ...story, labels: [{ text: null }, { text: [] }] },
    /"labels\[\d\]\.text" must be a string/,
  ],
  ['with half a view', { ...story, views: 0.5 }, /"views" must be a whole number/],
  ['whose picture is a string', { ...story, image: 'lantern.svg' }, /"image" must be an object, but is a string/],
  ['nested too deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, /nested deeper than/],
];

/** @param {string} attributes */
const elementWithFallback = (attributes) =>
  `${widgetTag()}<heidi-article ${attributes}><p>${fallback}</p></heidi-article><p>The page goes on.</p>`;

for (const [name, content, problem, status = 200] of badReplies) {
  test(`an article ${name} is named as such, and Retry shows it once it is mended`, async ({
    heidi,
    page,
    trouble,
  }) => {
    if (status !== 200) trouble.expects(failedRequest);
    site.serves('/bad.json', content, { status });
    await heidi.opens(site.page('/page.html', elementWithFallback('src="/bad.json"')));
    await heidi.seesArticleProblem(problem);
    await heidi.seesArticleProblem(/This article could not be shown\./);
    await page.getByText(fallback).waitFor();
    site.serves('/bad.json', story);
    await heidi.retriesArticle();
    await heidi.seesTitle(story.title);
    await heidi.articleError.waitFor({ state: 'detached' });
    await page.getByText(fallback).waitFor({ state: 'hidden' });
  });
}

test('Retry that finds the same mistake says so again', async ({ heidi }) => {
  site.serves('/bad.json', untitled);
  await heidi.opens(site.page('/page.html', elementWithFallback('src="/bad.json"')));
  await heidi.seesArticleProblem(/"title" is missing/);
  site.serves('/bad.json', bodiless);
  await heidi.retriesArticle();
  await heidi.seesArticleProblem(/"body_markdown" is missing/);
});

test('a server that cannot be reached is named', async ({ heidi, page, trouble }) => {
  trouble.expects(failedRequest);
  const src = `http://localhost:${await unusedPort()}/lantern.json`;
  await heidi.opens(site.page('/page.html', elementWithFallback(`src="${src}"`)));
  await heidi.seesArticleProblem(/The server of http:\S+\/lantern\.json cannot be reached/);
  await page.getByText(fallback).waitFor();
});

test('a server that does not let this page read is told apart from nothing', async ({ heidi, page, trouble }) => {
  trouble.expects(/CORS policy/);
  trouble.expects(failedRequest);
  site.serves('/lantern.json', story);
  const elsewhere = new URL('/lantern.json', site.url.replace('localhost', '127.0.0.1'));
  await heidi.opens(site.page('/page.html', elementWithFallback(`src="${elsewhere}"`)));
  await heidi.seesArticleProblem(/or does not let this page read it/);
  await page.getByText(fallback).waitFor();
});

test('an element without src says that it has none', async ({ heidi, page }) => {
  await heidi.opens(site.page('/page.html', elementWithFallback('')));
  await heidi.seesArticleProblem(/has no src attribute/);
  await page.getByText(fallback).waitFor();
});

test('an element that is given its src later shows the article then', async ({ heidi }) => {
  site.serves('/lantern.json', story);
  await heidi.opens(site.page('/page.html', elementWithFallback('')));
  await heidi.seesArticleProblem(/has no src attribute/);
  await heidi.articleElement.evaluate((element) => element.setAttribute('src', '/lantern.json'));
  await heidi.seesTitle(story.title);
});

test('the page hears of it', async ({ heidi, page }) => {
  site.serves('/bad.json', untitled);
  await page.addInitScript(() => {
    document.addEventListener('heidi:error', (event) => {
      /** @type {any} */ (globalThis).heard = /** @type {CustomEvent} */ (event).detail;
    });
  });
  await heidi.opens(site.page('/page.html', elementWithFallback('src="/bad.json"')));
  await heidi.seesArticleProblem(/"title" is missing/);
  const { phase, code, message } = await page.evaluate(() => /** @type {any} */ (globalThis).heard);
  assert.deepEqual([phase, code], ['article', 'member-missing']);
  assert.match(message, /"title" is missing/);
});

/** @returns {Promise<number>} */
function unusedPort() {
  return new Promise((resolve) => {
    const holder = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (holder.address());
      holder.close(() => resolve(port));
    });
  });
}
