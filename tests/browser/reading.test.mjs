// The text on the canvas is the browser's text: it can be found, selected and copied, and it fits the window.
import assert from 'node:assert/strict';
import { blocksOf, everyMarkdown, lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile } from './support/browser.mjs';
import { eventually } from './support/eventually.mjs';
import { layoutOf } from './support/layout.mjs';
import { serverForThisFile } from './support/server.mjs';

const files = { 'lantern.json': story, 'every.json': everyMarkdown, 'lantern.svg': lanternPicture };
const server = serverForThisFile(files, ['--pace-ms', '0']);
const { test } = chromiumForThisFile();

const paragraphs = blocksOf(story).filter(({ level }) => level === 0);

/** @param {import('./support/heidi_driver.mjs').Heidi} heidi */
const firstParagraph = (heidi) => heidi.part(heidi.articleElement, 'body').getByRole('paragraph').first();

test('what is hidden until it is found is found', async ({ heidi, page }) => {
  await page.route('**/hidden.html*', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><link rel="icon" href="data:,"><div hidden="until-found">
        <heidi-article src="${server.url}content/lantern.json" loading="eager"></heidi-article></div>
        <script async src="${server.url}heidi/heidi.js"></script>`,
    }),
  );
  await heidi.opens(new URL('/hidden.html', server.url).href);
  await heidi.articleElement.getByText('forty films of herring').waitFor({ state: 'attached' });
  const isHidden = () => page.locator('[hidden]').count();
  assert.equal(await isHidden(), 1);
  // The browser's own search of the page, as a link to a text starts it.
  await page.goto(new URL('/hidden.html#:~:text=forty%20films', server.url).href);
  await eventually(async () => (await isHidden()) === 0, 'the browser shows where it found it');
});

test('a paragraph that is selected and copied is one line of text', async ({ heidi, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await heidi.opensArticle(server.url, story.title);
  await firstParagraph(heidi).click({ clickCount: 3, position: { x: 60, y: 40 } });
  await page.keyboard.press('Control+c');
  const copied = await eventually(() => page.evaluate(() => navigator.clipboard.readText()), 'something was copied');
  assert.equal(copied.trim(), paragraphs[0].text);
});

test('a link can be followed with the keyboard', async ({ heidi, page }) => {
  await heidi.opensArticle(server.url, story.title);
  const link = heidi.article.getByRole('link', { name: 'survey of 212 archives' });
  await link.focus();
  const asked = page.waitForRequest(/news\.example\/survey/);
  await page.route('**/news.example/**', (route) => route.fulfill({ contentType: 'text/html', body: 'There.' }));
  await page.keyboard.press('Enter');
  await asked;
});

for (const width of [360, 768, 1280]) {
  for (const { id, title } of [story, everyMarkdown]) {
    test(`“${id}” fits a window of ${width} px`, async ({ heidi, page }) => {
      await page.setViewportSize({ width, height: 800 });
      await heidi.opensArticle(`${server.url}?article=${id}`, title);
      await heidi.isStill();
      const { scrollWidth, clientWidth } = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return { scrollWidth, clientWidth };
      });
      assert.ok(scrollWidth <= clientWidth, `the page scrolls sideways: ${scrollWidth} > ${clientWidth}`);
      await isInside(heidi, width);
    });
  }
}

/**
 * All of the article aside from what scrolls in a box of its own.
 * @param {import('./support/heidi_driver.mjs').Heidi} heidi
 * @param {number} width
 */
async function isInside(heidi, width) {
  const outside = await heidi.articleElement.evaluate((element, limit) => {
    const all = [...(element.shadowRoot?.querySelectorAll('.meaning .n') ?? [])];
    return all
      .filter((one) => !one.closest('.scroll'))
      .map((one) => ({ text: `${one.localName} ${one.textContent?.slice(0, 30)}`, box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.left < 0 || box.right > limit))
      .map(({ text, box }) => `${text}: ${box.left} to ${box.right}`);
  }, width);
  assert.deepEqual(outside, []);
}

test('when the window gets narrower the text is set anew', async ({ heidi, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await heidi.opensArticle(server.url, story.title);
  const linesOf = async () => (await layoutOf(firstParagraph(heidi))).filter(({ what }) => what === 'line').length;
  const before = await linesOf();
  await page.setViewportSize({ width: 360, height: 800 });
  await eventually(async () => (await linesOf()) > before, 'the paragraph has more lines');
  await isInside(heidi, 360);
  assert.equal(await firstParagraph(heidi).textContent(), paragraphs[0].text);
});

test(
  'on a phone the chat fills the screen',
  async ({ heidi, page }) => {
    await heidi.opensArticle(server.url, story.title);
    await heidi.opensChat();
    const box = await heidi.panel.boundingBox();
    assert.deepEqual(box, { x: 0, y: 0, width: 390, height: 844 });
    const composer = await heidi.composer.boundingBox();
    assert.ok(composer && composer.y + composer.height <= 844, 'the text field is on the screen');
    await heidi.asks('What did the survey of archives find last winter?');
    await heidi.seesAnswer(/survey of 212 archives/);
    await heidi.presses('Close');
    await heidi.panel.waitFor({ state: 'hidden' });
    await page.getByRole('heading', { level: 1 }).first().waitFor();
  },
  { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 3 },
);
