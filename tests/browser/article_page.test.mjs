// Every text of an article, on the demo page of the reference server.
import assert from 'node:assert/strict';
import { blocksOf, lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile } from './support/browser.mjs';
import { serverForThisFile } from './support/server.mjs';

const server = serverForThisFile({ 'lantern.json': story, 'lantern.svg': lanternPicture });
const { test } = chromiumForThisFile();

test('the labels stand above the headline', async ({ heidi }) => {
  await heidi.opensArticle(server.url, story.title);
  const labels = heidi.article.getByRole('list', { name: 'Labels' }).getByRole('listitem');
  assert.deepEqual(await labels.allTextContents(), ['OpenAI', 'Neutral', 'Main Article']);
});

test('headline and summary are those of the article', async ({ heidi }) => {
  await heidi.opensArticle(server.url, story.title);
  assert.equal(await heidi.part(heidi.articleElement, 'title').textContent(), story.title);
  assert.equal(await heidi.part(heidi.articleElement, 'dek').textContent(), story.dek);
});

test('the facts line tells date, reading time and views', async ({ heidi }) => {
  await heidi.opensArticle(server.url, story.title);
  const facts = heidi.part(heidi.articleElement, 'facts');
  assert.equal(await facts.textContent(), 'March 30, 2026 · 1 min read (236 words) · 1 view');
  assert.equal(await facts.getByRole('time').getAttribute('datetime'), story.published);
});

test('the picture has its alternative text and its caption', async ({ heidi }) => {
  await heidi.opensArticle(server.url, story.title);
  const figure = heidi.article.getByRole('figure');
  await figure.getByRole('img', { name: story.image.alt }).waitFor();
  assert.equal((await figure.textContent())?.trim(), story.image.caption);
  await heidi.isStill();
  const width = await figure.getByRole('img').evaluate((image) => /** @type {any} */ (image).naturalWidth);
  assert.ok(width > 0, 'the picture was loaded');
});

test('the body holds the headings and paragraphs of the Markdown, and nothing else', async ({ heidi }) => {
  await heidi.opensArticle(server.url, story.title);
  const shown = await heidi.part(heidi.articleElement, 'body').evaluate((body) =>
    [...body.children].map(({ localName, textContent }) => ({
      level: Number(/^h(\d)$/.exec(localName)?.[1] ?? 0),
      text: textContent,
    })),
  );
  assert.deepEqual(shown, blocksOf(story));
  const link = heidi.article.getByRole('link', { name: 'survey of 212 archives' });
  assert.equal(await link.getAttribute('href'), 'https://news.example/survey');
});

test('the share row offers its targets', async ({ heidi }) => {
  await heidi.opensArticle(server.url, story.title);
  const row = heidi.article.getByRole('group', { name: 'Share this article' });
  await row.getByText('Share:', { exact: true }).waitFor();
  await row.getByRole('button', { name: 'Copy link' }).waitFor();
  const links = row.getByRole('link');
  assert.deepEqual(await links.allTextContents(), ['E-mail', 'WhatsApp', 'Facebook', 'X', 'LinkedIn']);
  for (const link of await links.all())
    assert.ok(decodeURIComponent((await link.getAttribute('href')) ?? '').includes(story.url), 'it names the article');
});

test('the link can be copied', async ({ heidi, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await heidi.opensArticle(server.url, story.title);
  await heidi.article.getByRole('button', { name: 'Copy link' }).click();
  await heidi.articleElement.getByRole('status').filter({ hasText: 'Link copied' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), story.url);
});

test('the by-line names the author and tells who that is', async ({ heidi }) => {
  await heidi.opensArticle(server.url, story.title);
  const byline = heidi.part(heidi.articleElement, 'byline');
  await byline.getByText('by Heidi', { exact: true }).waitFor();
  await byline.getByText(story.author.bio, { exact: true }).waitFor();
});

test('two views are "2 views", and words are counted where nobody did', async ({ heidi }) => {
  const { word_count: _, ...uncounted } = story;
  const counted = { ...uncounted, id: 'counted', published: '2026-01-02', views: 1234, title: 'Counted' };
  await server.publishes('counted.json', counted);
  await heidi.opensArticle(`${server.url}?article=counted`, 'Counted');
  const facts = await heidi.part(heidi.articleElement, 'facts').textContent();
  assert.match(facts ?? '', /^January 2, 2026 · 1 min read \(1\d\d words\) · 1,234 views$/);
});

test('another story of the page is shown without loading the page again', async ({ heidi, page }) => {
  await server.publishes('other.json', { ...story, id: 'other', title: 'Another story', published: '2020-01-01' });
  await heidi.opensArticle(server.url, story.title);
  await page.evaluate(() => {
    /** @type {any} */ (globalThis).stillTheSamePage = true;
  });
  await page.getByRole('link', { name: 'Another story' }).click();
  await heidi.seesTitle('Another story');
  await page.goBack();
  await heidi.seesTitle(story.title);
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).stillTheSamePage), true);
});
