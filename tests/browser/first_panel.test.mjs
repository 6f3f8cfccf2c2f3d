// What is there before the core is: a panel that can be written in. What the reader does in it is not lost, and nothing jumps.
import assert from 'node:assert/strict';
import { chromiumForThisFile, failedRequest } from './support/browser.mjs';
import { becomes, eventually } from './support/eventually.mjs';
import { Heidi } from './support/heidi_driver.mjs';
import { english, textsIn } from './support/languages.mjs';
import { siteForThisFile, widgetTag } from './support/pages.mjs';
import { serverForThisFile } from './support/server.mjs';

/** @typedef {import('./support/browser.mjs').Scene} Scene */

const server = serverForThisFile({});
const site = siteForThisFile();
const { test } = chromiumForThisFile();

const question = 'What did the survey find?';

/**
 * A page whose chat the reader has opened; all but its first file is held back.
 * @param {Scene} scene @param {string} [attributes]
 * @returns {Promise<() => Promise<void>>} lets the rest come, and waits for the conversation
 */
async function opensBeforeTheCore({ heidi, page }, attributes = '') {
  /** @type {() => void} */
  let letGo = () => {};
  const released = new Promise((resolve) => {
    letGo = () => resolve(undefined);
  });
  await page.route('**/heidi-widget.js', async (route) => {
    await released;
    await route.continue();
  });
  await heidi.opens(site.page('/page.html', widgetTag({ chat: `${server.url}api/heidi`, attributes })));
  await heidi.launcher.click();
  await heidi.composer.waitFor();
  return async () => {
    letGo();
    await heidi.seesPanel();
  };
}

/** @param {Heidi} heidi @returns {Promise<string>} */
const composerHasFocus = (heidi) =>
  heidi.composer.evaluate((field) => {
    const { activeElement } = /** @type {ShadowRoot} */ (field.getRootNode());
    return activeElement === field ? 'has focus' : `${activeElement?.localName} has focus`;
  });

test('the text field can be written in at once, and goes on where it was when the core comes', async (scene) => {
  const { heidi, page } = scene;
  const theRestComes = await opensBeforeTheCore(scene);
  assert.equal(await heidi.transcript.count(), 0, 'there is no conversation yet');
  await page.keyboard.type('What did survey');
  await page.keyboard.press('Control+ArrowLeft');
  const field = await heidi.composer.elementHandle();
  await theRestComes();
  assert.equal(await composerHasFocus(heidi), 'has focus');
  await page.keyboard.type('the ');
  await becomes(() => heidi.composer.inputValue(), 'What did the survey', 'the cursor stayed between the words');
  assert.ok(await heidi.composer.evaluate((now, before) => now === before, field), 'it is the same element');
});

test('the first panel costs one file and ten elements, and nothing more is asked for before it is painted', async (scene) => {
  const { heidi, page } = scene;
  // A page that never paints: what waits for that waits until it gives up.
  await page.addInitScript(() => {
    /** @type {any} */ (globalThis).requestAnimationFrame = () => 0;
    const { setTimeout } = globalThis;
    /** @type {any} */ (globalThis).setTimeout = (work, ms = 0) => (ms > 0 ? 0 : setTimeout(work, ms));
  });
  await heidi.opens(site.page('/page.html', widgetTag({ chat: `${server.url}api/heidi` })));
  const before = site.asked.length;
  await heidi.launcher.click();
  await heidi.composer.waitFor();
  assert.deepEqual(site.asked.slice(before), ['/heidi/heidi-first.js']);
  const elements = await heidi.panel.evaluate((panel) => panel.querySelectorAll('*').length);
  assert.ok(elements <= 10, `${elements} elements`);
});

test('a word that an input method is composing goes on being composed', async (scene) => {
  const { heidi, page, context } = scene;
  const theRestComes = await opensBeforeTheCore(scene);
  const ime = await context.newCDPSession(page);
  const composes = (/** @type {string} */ text) =>
    ime.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
  await composes('に');
  await theRestComes();
  await composes('にほ');
  await composes('にほん');
  await ime.send('Input.insertText', { text: '日本' });
  await becomes(() => heidi.composer.inputValue(), '日本', 'the word');
});

test('a question that is sent before the core is there is asked when it comes, once', async (scene) => {
  const { heidi, page } = scene;
  const theRestComes = await opensBeforeTheCore(scene);
  await page.keyboard.type(question);
  await page.keyboard.press('Enter');
  assert.equal(await heidi.composer.inputValue(), question, 'it stays until somebody has it');
  const send = heidi.panel.getByRole('button', { name: english.send });
  assert.equal(await send.getAttribute('aria-disabled'), 'true');
  await theRestComes();
  await heidi.seesQuestion(question);
  await becomes(() => heidi.composer.inputValue(), '', 'the field is empty');
  await heidi.hasTheTranscriptOf(server);
  assert.equal(await heidi.questions.count(), 1);
});

test('the first panel closes by Escape and by its button, and gives focus back', async (scene) => {
  const { heidi, page } = scene;
  const theRestComes = await opensBeforeTheCore(scene);
  await page.keyboard.type('half a question');
  await page.keyboard.press('Escape');
  await heidi.panel.waitFor({ state: 'hidden' });
  assert.equal(await heidi.focused(), english.launcher);
  await heidi.launcher.click();
  await heidi.presses(english.close);
  await heidi.panel.waitFor({ state: 'hidden' });
  await heidi.launcher.click();
  await theRestComes();
  assert.equal(await heidi.composer.inputValue(), 'half a question');
});

test('where the rest cannot be loaded the panel says so, offers to try again, and keeps what was typed', async (scene) => {
  const { heidi, page, trouble } = scene;
  trouble.expects(failedRequest);
  let isBroken = true;
  await page.route('**/heidi-widget.js', (route) => (isBroken ? route.abort() : route.continue()));
  await heidi.opens(site.page('/page.html', widgetTag({ chat: `${server.url}api/heidi` })));
  await heidi.launcher.click();
  const bar = await heidi.seesErrorBar();
  await heidi.composer.fill(question);
  await heidi.composer.press('Enter');
  isBroken = false;
  await bar.getByRole('button', { name: english.reload }).click();
  await heidi.seesPanel();
  await heidi.seesQuestion(question);
  await heidi.chatErrorBar.waitFor({ state: 'detached' });
});

test('where the core is broken the panel says so, and what was typed is there when it is mended', async (scene) => {
  const { heidi, trouble } = scene;
  trouble.expects(/Failed to load|falling back/);
  site.changes('heidi-core.wasm', () => 'this is not WebAssembly');
  await heidi.opens(site.page('/page.html', widgetTag({ chat: `${server.url}api/heidi` })));
  await heidi.launcher.click();
  await heidi.composer.fill('half a question');
  const bar = await heidi.seesErrorBar().finally(() => site.changes('heidi-core.wasm', null));
  await bar.getByRole('button', { name: english.reload }).click();
  await heidi.seesPanel();
  await heidi.chatErrorBar.waitFor({ state: 'detached' });
  assert.equal(await heidi.composer.inputValue(), 'half a question');
  assert.equal(await composerHasFocus(heidi), 'has focus');
});

test('a draft of an earlier visit comes behind what the reader has typed by then', async (scene) => {
  const { heidi, page } = scene;
  await (await opensBeforeTheCore(scene))();
  await heidi.asks(question);
  await heidi.hasTheTranscriptOf(server);
  await heidi.composer.fill('Not finished');
  await eventually(() => page.evaluate(draftInStorage), 'the draft is kept');
  await page.unrouteAll();
  await page.reload();
  const theRestComes = await opensBeforeTheCore(scene);
  await page.keyboard.type('First of all');
  await theRestComes();
  await becomes(() => heidi.composer.inputValue(), 'First of all\nNot finished', 'nothing of it is lost');
});

/** Runs in the page. @returns {Promise<boolean>} */
function draftInStorage() {
  return new Promise((resolve) => {
    const opening = indexedDB.open('heidi', 1);
    opening.onsuccess = () => {
      const all = opening.result.transaction('conversations').objectStore('conversations').getAll();
      all.onsuccess = () => {
        opening.result.close();
        resolve(all.result.some(({ draft }) => draft === 'Not finished'));
      };
    };
  });
}

/** Where what stays is seen: left and right end and middle of its height, CSS pixels. @param {Heidi} heidi */
function places({ panel, composer, texts }) {
  const places = {
    title: panel.getByRole('heading', { name: texts.chat_title }),
    close: panel.getByRole('button', { name: texts.close }),
    field: composer,
    send: panel.getByRole('button', { name: texts.send }),
  };
  const boxOf = async (/** @type {import('playwright-core').Locator} */ part) => {
    // Of a heading its text: it may be as wide as the panel.
    const { x, y, width, height } = await part.evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return (element instanceof HTMLHeadingElement ? range : element).getBoundingClientRect();
    });
    return [x, x + width, y + height / 2];
  };
  return Promise.all(Object.entries(places).map(async ([name, part]) => ({ name, box: await boxOf(part) })));
}

const looks = [
  { name: 'on a desktop', options: {} },
  { name: 'on a phone', options: { viewport: { width: 390, height: 844 } } },
  { name: 'in larger text', options: {}, scale: 1.5 },
  { name: 'in Arabic', options: {}, language: 'ar' },
];

for (const { name, options, scale, language } of looks)
  test(
    `nothing moves when the core's own comes: ${name}`,
    async (scene) => {
      const { page } = scene;
      const heidi = new Heidi(page, language ? textsIn(language) : english);
      if (scale)
        await page.addInitScript((json) => localStorage.setItem('heidi reading', json), JSON.stringify({ scale }));
      const theRestComes = await opensBeforeTheCore({ ...scene, heidi }, language ? `data-locale="${language}"` : '');
      const before = await places(heidi);
      await theRestComes();
      const after = await places(heidi);
      for (const [i, { name: part, box }] of before.entries())
        for (const [side, value] of box.entries())
          assert.ok(Math.abs(value - (after[i]?.box[side] ?? 0)) <= 2, `${part}: ${box} became ${after[i]?.box}`);
    },
    options,
  );
