// Links inside a text: footnotes and the ways back, with the mouse and the keyboard, in the article and in an answer; and
// the link past a long article.
import assert from 'node:assert/strict';
import { chromiumForThisFile } from './support/browser.mjs';
import { becomes, eventually } from './support/eventually.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';

const site = siteForThisFile();
const { test } = chromiumForThisFile();

const filler = Array(30).fill('A paragraph about herring. '.repeat(20)).join('\n\n');
const story = {
  id: 'notes',
  title: 'A long story with notes',
  body_markdown: `Norway[^no] won, and Sweden[^se] did not[^no].\n\n${filler}\n\n[^no]: By far.\n[^se]: They had other plans.`,
  author: { name: 'Heidi', url: 'https://news.example/heidi' },
};

/** Runs in the page. @param {Element} element */
function isInSight(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}

/** @param {import('./support/heidi_driver.mjs').Heidi} heidi */
async function opensStory(heidi) {
  site.serves('/story.json', story);
  await heidi.opensArticle(site.page('/page.html', widgetTag({ article: '/story.json' })), story.title);
  await heidi.isStill();
}

/** What has focus inside an element with a shadow root, by its name or text. @param {import('playwright-core').Locator} element */
const focusedIn = (element) =>
  element.evaluate(({ shadowRoot }) => {
    const active = shadowRoot?.activeElement;
    return active?.ariaLabel ?? active?.textContent ?? '';
  });

test('a reference leads to its note, and the note back to each of its references', async ({ heidi, page }) => {
  await opensStory(heidi);
  const address = page.url();
  const note = heidi.article.getByRole('listitem').filter({ hasText: 'By far.' });
  assert.equal(await note.evaluate(isInSight), false);
  await heidi.article.getByRole('link', { name: 'Footnote 1' }).first().click();
  await eventually(() => note.evaluate(isInSight), 'the note is in sight');
  assert.match(await focusedIn(heidi.articleElement), /^By far\./);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.equal(await focusedIn(heidi.articleElement), 'Back to reference 1-2');
  await page.keyboard.press('Enter');
  const second = heidi.article.getByRole('link', { name: 'Footnote 1' }).nth(1);
  await eventually(() => second.evaluate(isInSight), 'the second reference is in sight');
  assert.equal(await second.evaluate((link) => link === /** @type {any} */ (link.getRootNode()).activeElement), true);
  assert.equal(page.url(), address, 'the page was not left');
});

test('the notes of two answers are told apart, in the page’s article too', async ({ heidi }) => {
  let count = 0;
  site.answers('/ask', async (request, response) => {
    await request.toArray();
    count++;
    const reply = `Answer ${count}[^1].\n\n[^1]: Note ${count}.`;
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ reply }));
  });
  await heidi.opens(site.page('/partner.html', widgetTag({ chat: '/ask', attributes: 'async data-protocol="json"' })));
  await heidi.opensChat();
  for (const [index, question] of ['Who won?', 'And who lost?'].entries()) {
    await heidi.asks(question);
    await heidi.seesAnswer(new RegExp(`Note ${index + 1}\\.`));
  }
  for (const index of [0, 1]) {
    await heidi.answers.nth(index).getByRole('link', { name: 'Footnote 1' }).click();
    await becomes(
      async () => (await focusedIn(heidi.chatElement)).startsWith(`Note ${index + 1}.`),
      true,
      'its note has focus',
    );
  }
});

test('a long article can be skipped: the link is seen when it has focus, and nothing has at first', async ({
  heidi,
  page,
}) => {
  await opensStory(heidi);
  assert.equal(await page.evaluate(() => document.activeElement?.localName), 'body');
  const skip = heidi.article.getByRole('link', { name: 'Skip to the end of the article' });
  const isSeen = () => skip.evaluate((link) => getComputedStyle(link).clipPath === 'none' && link.clientWidth > 100);
  assert.equal(await isSeen(), false);
  await page.keyboard.press('Tab');
  assert.equal(await focusedIn(heidi.articleElement), 'Skip to the end of the article');
  assert.equal(await isSeen(), true);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await focusedIn(heidi.articleElement), 'Copy link');
  const copy = heidi.article.getByRole('button', { name: 'Copy link' });
  assert.equal(await copy.evaluate(isInSight), true);
});

test('a short article has no such link', async ({ heidi }) => {
  site.serves('/story.json', { ...story, body_markdown: 'Norway won.' });
  await heidi.opensArticle(site.page('/page.html', widgetTag({ article: '/story.json' })), story.title);
  assert.equal(await heidi.article.getByRole('link', { name: /^Skip/ }).count(), 0);
});
