// The widget speaks the language that it is told to, that of the page, or the reader's; numbers, dates and plurals are that
// language's, and one that is written from the right has its panel turned round.
import assert from 'node:assert/strict';
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile, failedRequest } from './support/browser.mjs';
import { becomes, eventually } from './support/eventually.mjs';
import { Heidi } from './support/heidi_driver.mjs';
import { english, textsIn } from './support/languages.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';

/** @typedef {import('./support/browser.mjs').Scene} Scene */

const site = siteForThisFile();
const chromium = chromiumForThisFile();

/** @param {string} attributes of the tag @param {object} [article] */
function pageWith(attributes, article = story) {
  site.serves('/story.json', article);
  site.serves('/lantern.svg', lanternPicture);
  site.answers('/ask', async (request, response) => {
    await request.toArray();
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"reply":"Norway."}');
  });
  const tag = widgetTag({
    article: '/story.json',
    chat: '/ask',
    attributes: `async data-protocol="json" ${attributes}`,
  });
  return site.page('/page.html', tag);
}

/** The same reader, who expects another language. @param {Scene} scene @param {string} language */
const speaking = (scene, language) => new Heidi(scene.page, textsIn(language));

/** @param {Heidi} heidi */
const facts = (heidi) => heidi.part(heidi.articleElement, 'facts').innerText();

/** @param {() => Promise<unknown>} work @returns {Promise<string[]>} the locale files that were asked for */
async function localesAskedForBy(work) {
  const before = site.asked.length;
  await work();
  return site.asked.slice(before).filter((path) => path.includes('/locales/'));
}

chromium.test('in English no language is loaded', async ({ heidi }) => {
  const asked = await localesAskedForBy(async () => {
    await heidi.opensArticle(pageWith(''), story.title);
    await heidi.opensChat();
  });
  assert.deepEqual(asked, []);
  assert.equal(await facts(heidi), 'March 30, 2026 · 1 min read (236 words) · 1 view');
});

chromium.test('German: one file for both widgets, German plurals, dates and numbers', async (scene) => {
  const heidi = speaking(scene, 'de');
  const address = pageWith('data-locale="de-AT"', { ...story, views: 12345 });
  const asked = await localesAskedForBy(async () => {
    await heidi.opensArticle(address, story.title);
    await heidi.opensChat();
  });
  assert.deepEqual(asked, ['/heidi/locales/de.json']);
  assert.equal(
    await facts(heidi),
    '30. März 2026 · 1 Min. Lesezeit (236 Wörter) · 12.345 Aufrufe'.replace(
      '12.345',
      new Intl.NumberFormat('de-AT').format(12345),
    ),
  );
  await heidi.article.getByRole('group', { name: 'Leseeinstellungen' }).waitFor();
  await heidi.article.getByRole('button', { name: 'Link kopieren' }).click();
  await heidi.articleElement.getByText('Link kopiert', { exact: true }).waitFor();
});

chromium.test('one view has a singular', async (scene) => {
  const heidi = speaking(scene, 'de');
  await heidi.opensArticle(pageWith('data-locale="de"', { ...story, word_count: 1 }), story.title);
  assert.equal(await facts(heidi), '30. März 2026 · 1 Min. Lesezeit (1 Wort) · 1 Aufruf');
});

chromium.test('the page says its language, and the widget speaks it', async (scene) => {
  const heidi = speaking(scene, 'fr');
  const address = pageWith('');
  site.serves(
    '/french.html',
    `<!doctype html><html lang="fr"><title>Une page</title><link rel="icon" href="data:,">${widgetTag({ chat: '/ask' })}</html>`,
  );
  await heidi.opens(new URL('/french.html', address).href);
  await heidi.opensChat();
  await heidi.panel.getByText('Comment puis-je vous aider').waitFor();
});

chromium.test(
  'a page that says none gets the reader’s',
  async (scene) => {
    const heidi = speaking(scene, 'pt');
    const address = pageWith('');
    site.serves(
      '/silent.html',
      `<!doctype html><title>?</title><link rel="icon" href="data:,">${widgetTag({ chat: '/ask' })}`,
    );
    await heidi.opens(new URL('/silent.html', address).href);
    await heidi.opensChat();
  },
  { locale: 'pt-BR' },
);

chromium.test('a language that nobody has translated, and what is none, are English', async ({ heidi }) => {
  for (const locale of ['nb-NO', 'klingon!', 'x', 'constructor']) {
    await heidi.opensArticle(pageWith(`data-locale="${locale}"`), story.title);
    assert.equal(await facts(heidi), 'March 30, 2026 · 1 min read (236 words) · 1 view', locale);
    await heidi.launcher.waitFor();
  }
});

chromium.test('a file that is not there, or broken, leaves English and one warning', async (scene) => {
  const { heidi, trouble } = scene;
  const warning = /^warning: Heidi speaks English: her words in "de" could not be loaded/;
  trouble.expects(warning);
  trouble.expects(failedRequest);
  for (const [body, status] of /** @type {const} */ ([
    ['Gone.', 404],
    ['<!doctype html><p>Welcome', 200],
    ['["Senden"]', 200],
  ])) {
    await scene.page.route('**/locales/de.json', (route) => route.fulfill({ status, body }));
    const warned = /** @type {string[]} */ ([]);
    scene.page.on('console', (message) => warned.push(`${message.type()}: ${message.text()}`));
    await heidi.opensArticle(pageWith('data-locale="de"'), story.title);
    assert.equal(await facts(heidi), 'March 30, 2026 · 1 min read (236 words) · 1 view');
    // The launcher's words are there without the file.
    await speaking(scene, 'de').launcher.click();
    await heidi.composer.waitFor();
    assert.equal(warned.filter((text) => warning.test(text)).length, 1, body);
    await scene.page.unroute('**/locales/de.json');
    scene.page.removeAllListeners('console');
  }
});

chromium.test('a file that does not come does not keep the article back', async ({ heidi, page, trouble }) => {
  trouble.expects(/Heidi speaks English/);
  await page.route('**/locales/de.json', () => {});
  await heidi.opensArticle(pageWith('data-locale="de"'), story.title);
  assert.match(await facts(heidi), /1 min read/);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

chromium.test('texts that a file lacks stay English', async (scene) => {
  const { send, ...others } = textsIn('de');
  assert.equal(send, 'Senden');
  await scene.page.route('**/locales/de.json', (route) => route.fulfill({ json: others }));
  const heidi = new Heidi(scene.page, { ...textsIn('de'), send: english.send });
  await heidi.opensArticle(pageWith('data-locale="de"'), story.title);
  await heidi.opensChat();
  await heidi.panel.getByRole('button', { name: 'Send', exact: true }).waitFor();
});

chromium.test('the locale can be changed while the widgets are shown', async (scene) => {
  await scene.heidi.opensArticle(pageWith(''), story.title);
  await scene.heidi.opensChat();
  await scene.heidi.asks('Who won?');
  await scene.heidi.seesAnswer(/Norway/);
  for (const language of ['ja', 'ar', 'de']) {
    const heidi = speaking(scene, language);
    await scene.page.evaluate((locale) => /** @type {any} */ (globalThis).Heidi.setLocale(locale), language);
    await heidi.seesAnswer(/Norway/);
    await heidi.panel.getByRole('button', { name: heidi.texts.new_conversation }).waitFor();
    await eventually(
      async () => (await facts(heidi)).includes(language === 'ja' ? '2026年' : '2026') || language === 'ar',
      'the date is in the language',
    );
    assert.equal(await heidi.panel.getAttribute('lang'), language);
    assert.equal(await heidi.composer.getAttribute('placeholder'), heidi.texts.message_placeholder);
    await heidi.article.getByRole('button', { name: heidi.texts.copy_link }).waitFor();
  }
  const heidi = speaking(scene, 'de');
  await heidi.presses(heidi.texts.close);
  await heidi.launcher.waitFor();
  assert.equal(await heidi.launcher.getAttribute('lang'), 'de');
});

chromium.test('the error bar too, and what is announced', async (scene) => {
  scene.trouble.expects(/Out of luck/);
  const heidi = speaking(scene, 'ar');
  await heidi.opens(pageWith('data-locale="ar"'));
  await heidi.opensChat();
  await heidi.asks('Who won?');
  await heidi.seesAnswer(/Norway/);
  await heidi.isTold('status', 'هايدي: Norway.');
  await scene.page.workers()[0].evaluate(() => {
    setTimeout(() => {
      throw new Error('Out of luck');
    });
  });
  const bar = await heidi.seesErrorBar();
  assert.equal(await bar.evaluate((element) => getComputedStyle(element).direction), 'rtl');
  await scene.page.evaluate(() => /** @type {any} */ (globalThis).Heidi.setLocale('de'));
  await speaking(scene, 'de').seesErrorBar();
});

/** @param {Heidi} heidi @param {import('playwright-core').Locator} part */
async function sidesOf(heidi, part) {
  const [panel, box] = await Promise.all([heidi.panel.boundingBox(), part.boundingBox()]);
  assert.ok(panel && box);
  return { left: Math.round(box.x - panel.x), right: Math.round(panel.x + panel.width - box.x - box.width) };
}

chromium.test('in Arabic and Hebrew the panel is the English one in a mirror', async (scene) => {
  await scene.heidi.opens(pageWith(''));
  await scene.heidi.opensChat();
  const close = await sidesOf(scene.heidi, scene.heidi.panel.getByRole('button', { name: 'Close' }));
  assert.ok(close.right < close.left);
  for (const language of ['ar', 'he']) {
    const heidi = speaking(scene, language);
    await heidi.opens(pageWith(`data-locale="${language}"`));
    await heidi.opensChat();
    await heidi.asks('Who won?');
    await heidi.seesAnswer(/Norway/);
    const turned = await sidesOf(heidi, heidi.panel.getByRole('button', { name: heidi.texts.close }));
    assert.equal(turned.left, close.right);
    const send = await sidesOf(heidi, heidi.panel.getByRole('button', { name: heidi.texts.send }));
    assert.ok(send.left < send.right);
    const title = await sidesOf(heidi, heidi.panel.getByRole('heading', { name: heidi.texts.chat_title }));
    assert.equal(title.right, 16);
    const question = await sidesOf(heidi, heidi.questions.getByText('Who won?').last());
    assert.ok(question.left < question.right, 'the reader’s own words are at the left');
  }
});

chromium.test(
  'an article keeps its own direction, and says where the widget’s words are in another language',
  async (scene) => {
    const heidi = speaking(scene, 'ar');
    await heidi.opensArticle(pageWith('data-locale="ar"'), story.title);
    const langs = () =>
      heidi.article.evaluate((article) =>
        [...article.querySelectorAll('[lang]')].map((part) => [
          part.getAttribute('part') ?? part.role,
          part.getAttribute('lang'),
        ]),
      );
    await becomes(
      langs,
      [
        ['group', 'ar'],
        ['facts', 'ar'],
        ['share', 'ar'],
      ],
      'the parts in Arabic',
    );
    const title = await heidi
      .part(heidi.articleElement, 'title')
      .evaluate((element) => getComputedStyle(element).direction);
    assert.equal(title, 'ltr');
  },
);
