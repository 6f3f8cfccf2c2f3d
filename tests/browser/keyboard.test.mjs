// With the keyboard alone: into the widgets, through them and out; text selected; words composed from many keys.
import assert from 'node:assert/strict';
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile } from './support/browser.mjs';
import { becomes, eventually } from './support/eventually.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';

/** @typedef {import('./support/browser.mjs').Scene} Scene */

const site = siteForThisFile();
const { test } = chromiumForThisFile();

/** A page with a link before and after both widgets. @param {Scene} scene */
async function opens({ heidi }) {
  site.serves('/story.json', story);
  site.serves('/lantern.svg', lanternPicture);
  site.answers('/ask', async (request, response) => {
    await request.toArray();
    const reply = 'Norway won **by far**.\n\n- the jump\n- the sprint';
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ reply }));
  });
  const tag = widgetTag({ article: '/story.json', chat: '/ask', attributes: 'async data-protocol="json"' });
  const page = site.page('/page.html', `<a href="#before">before</a>${tag}<a href="#after">after</a>`);
  await heidi.opensArticle(page, story.title);
  await heidi.isStill();
}

/** What has focus, by role or element and name, through shadow roots. @param {import('playwright-core').Page} page */
const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element || element === document.body) return 'nothing';
    const { outlineStyle, outlineColor } = getComputedStyle(element);
    const ring = outlineStyle !== 'none' && !/, 0\)$/.test(outlineColor);
    const around = element.parentElement && getComputedStyle(element.parentElement);
    const seen = ring || (around?.outlineStyle === 'solid' && !/, 0\)$/.test(around.outlineColor));
    return `${element.localName} ${element.ariaLabel || element.textContent?.trim()}${seen ? '' : ' (no ring)'}`;
  });

const inOrder = [
  'a before',
  'button Listen',
  'button Print',
  'button ? Keys',
  'button A− Smaller text',
  'button A+ Larger text',
  'select Theme',
  'a survey of 212 archives',
  'button Copy link',
  'a E-mail',
  'a WhatsApp',
  'a Facebook',
  'a X',
  'a LinkedIn',
  'a after',
  'button Ask Heidi 👋',
];

test('Tab goes through page and widgets in the order in which they are read, and back', async (scene) => {
  const { page } = scene;
  await opens(scene);
  assert.equal(await focused(page), 'nothing', 'nothing has focus at load');
  const there = [];
  for (const _ of inOrder) {
    await page.keyboard.press('Tab');
    there.push(await focused(page));
  }
  assert.deepEqual(there, inOrder);
  const back = [];
  for (const _ of inOrder.slice(1)) {
    await page.keyboard.press('Shift+Tab');
    back.push(await focused(page));
  }
  assert.deepEqual(back, inOrder.slice(0, -1).reverse());
});

test('the panel is entered, gone through and left with the keyboard', async (scene) => {
  const { heidi, page } = scene;
  await opens(scene);
  await heidi.launcher.focus();
  await page.keyboard.press('Enter');
  await heidi.seesPanel();
  await becomes(() => focused(page), 'textarea Your message', 'the text field has focus');
  await page.keyboard.type('Who won?');
  await page.keyboard.press('Enter');
  await heidi.seesAnswer(/by far/);
  const seen = new Set();
  while (!seen.has('button Close')) {
    await page.keyboard.press('Shift+Tab');
    seen.add(await focused(page));
    assert.ok(seen.size < 12, [...seen].join(', '));
  }
  for (const one of seen) assert.doesNotMatch(one, /no ring/);
  assert.ok(
    [...seen].some((one) => /^select Topic/.test(one)),
    [...seen].join(', '),
  );
  await page.keyboard.press('Escape');
  await becomes(() => focused(page), 'button Ask Heidi 👋', 'focus is where it came from');
});

test('a selection grows by Shift and arrows, over headings and paragraphs', async (scene) => {
  const { heidi, page, context } = scene;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await opens(scene);
  const heading = heidi.part(heidi.articleElement, 'body').getByRole('heading', { name: 'Nine months of films' });
  await heading.dblclick({ position: { x: 12, y: 14 } });
  const selected = () => page.evaluate(() => getSelection()?.toString() ?? '');
  const copied = async () => {
    await page.keyboard.press('ControlOrMeta+C');
    return (await page.evaluate(() => navigator.clipboard.readText())).trim();
  };
  assert.equal(await copied(), 'Nine');
  for (const _ of ' months') await page.keyboard.press('Shift+ArrowRight');
  assert.equal(await copied(), 'Nine months');
  for (let i = 0; i < 2; i += 1) await page.keyboard.press('Shift+ArrowDown');
  await eventually(async () => /Nine months of films\s+The studio behind/.test(await copied()), 'it reaches below');
  await page.keyboard.press('Shift+ArrowUp');
  assert.ok((await selected()).length > 0);
});

test('text in a bubble is selected and copied like any other', async (scene) => {
  const { heidi, page, context } = scene;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await opens(scene);
  await heidi.opensChat();
  await heidi.asks('Who won?');
  const answer = await heidi.seesAnswer(/by far/);
  const from = await answer.getByText('Norway won').boundingBox();
  const to = await answer.getByText('the sprint').boundingBox();
  assert.ok(from && to);
  await page.mouse.move(from.x + 1, from.y + 6);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width - 1, to.y + to.height - 6, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.press('ControlOrMeta+C');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied.trim(), 'Norway won by far.\n\nthe jump\nthe sprint');
});

test('words that are composed are not sent before they are whole', async (scene) => {
  const { heidi, page, context } = scene;
  await opens(scene);
  await heidi.opensChat();
  const ime = await context.newCDPSession(page);
  const compose = (/** @type {string} */ text) =>
    ime.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  for (const text of ['n', 'に', 'にh', 'にほ', 'にほん']) await compose(text);
  assert.equal(await heidi.composer.inputValue(), 'にほん');
  // Enter takes what is composed; it does not send.
  const enter = { type: /** @type {const} */ ('rawKeyDown'), key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 };
  await ime.send('Input.dispatchKeyEvent', enter);
  assert.equal(await heidi.questions.count(), 0);
  await ime.send('Input.insertText', { text: '日本' });
  assert.equal(await heidi.composer.inputValue(), '日本');
  await page.keyboard.press('Enter');
  await heidi.seesQuestion('日本');
  assert.equal(await heidi.composer.inputValue(), '');
});

test('an Enter that ends a composition is told by its key code where the browser says nothing else', async (scene) => {
  const { heidi } = scene;
  await opens(scene);
  await heidi.opensChat();
  await heidi.composer.fill('half a wo');
  // Safari: the composition has ended when the key arrives, and only 229 tells.
  await heidi.composer.evaluate((field) =>
    field.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, composed: true, cancelable: true }),
    ),
  );
  assert.equal(await heidi.composer.inputValue(), 'half a wo');
  await heidi.composer.press('Enter');
  await heidi.seesQuestion('half a wo');
});

test('what was typed can be undone, and pasted text keeps its lines', async (scene) => {
  const { heidi, page, context } = scene;
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await opens(scene);
  await heidi.opensChat();
  await heidi.composer.pressSequentially('one');
  await page.evaluate(() => navigator.clipboard.writeText('two\nthree <b>'));
  await page.keyboard.press('ControlOrMeta+V');
  await becomes(() => heidi.composer.inputValue(), 'onetwo\nthree <b>', 'it is pasted');
  await page.keyboard.press('ControlOrMeta+Z');
  await becomes(() => heidi.composer.inputValue(), 'one', 'it is undone');
});
