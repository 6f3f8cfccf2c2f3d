// In a language of accents and long words every text of the widgets is in that language, and has room: on a phone and on
// a wide screen, in every state.
import assert from 'node:assert/strict';
import { chromiumForThisFile } from './support/browser.mjs';
import { Heidi } from './support/heidi_driver.mjs';
import { plainWordsOf, pseudoLocale, textsIn } from './support/languages.mjs';
import { content, statesForThisFile } from './support/states.mjs';

/** @typedef {import('./support/browser.mjs').Scene} Scene */
/** @typedef {import('playwright-core').Locator} Locator */

const chromium = chromiumForThisFile();
const { articleStates, chatStates } = statesForThisFile({ attributes: 'data-locale="pt"' });
const texts = pseudoLocale();

const brands = 'Heidi WhatsApp Facebook LinkedIn Esc';
const ofTheServer = 'Tell me about; says, under';
const known = new Set(`${content} ${brands} ${ofTheServer}`.match(/\p{L}{2,}/gu));

/** Everything that can be read or heard of a widget, but for dates and for what is said to the publisher. @param {Locator} element */
function saidBy(element) {
  return element.evaluate((host) => {
    const said = /** @type {string[]} */ ([]);
    const visit = (/** @type {Node} */ node) => {
      if (node instanceof Text) said.push(node.data);
      if (!(node instanceof Element) || node.matches('style, time, [part~="error"] [lang="en"]')) return;
      for (const name of ['aria-label', 'placeholder', 'title', 'alt']) said.push(node.getAttribute(name) ?? '');
      node.childNodes.forEach(visit);
    };
    host.shadowRoot?.childNodes.forEach(visit);
    return said.filter((text) => text.trim() !== '');
  });
}

/** What has no room, in words: controls that are too narrow for their label, that reach out of the widget, or over each other. @param {Locator} element */
function crampedIn(element) {
  return element.evaluate((host) => {
    const root = /** @type {ShadowRoot} */ (host.shadowRoot);
    const complaints = /** @type {string[]} */ ([]);
    const named = (/** @type {Element} */ one) =>
      `${one.localName} “${(one.textContent || one.ariaLabel || '').slice(0, 40)}”`;
    const isShown = (/** @type {Element} */ one) => one.checkVisibility() && !one.matches('.spoken, .spoken *, .skip');
    const outer = (
      root.querySelector('.panel:not([hidden])') ?? root.querySelector('.surface')
    )?.getBoundingClientRect();
    const reaches = (/** @type {DOMRect} */ inner, /** @type {DOMRect} */ around) =>
      inner.left < around.left - 1 || inner.right > around.right + 1;
    for (const control of root.querySelectorAll('button, a.n, h2')) {
      if (!isShown(control)) continue;
      const box = control.getBoundingClientRect();
      const range = document.createRange();
      range.selectNodeContents(control);
      for (const line of range.getClientRects())
        if (line.width > 0 && (reaches(line, box) || line.bottom > box.bottom + 4))
          complaints.push(`${named(control)} is too small`);
    }
    for (const part of root.querySelectorAll('.n')) {
      const scroller = part.closest('pre, .scroll, table');
      if (!isShown(part) || !outer || (scroller && scroller.role !== 'log')) continue;
      if (reaches(part.getBoundingClientRect(), outer)) complaints.push(`${named(part)} reaches out of the widget`);
    }
    for (const select of root.querySelectorAll('select')) {
      const free = /** @type {HTMLSelectElement} */ (select.cloneNode(true));
      const { font, padding } = getComputedStyle(select);
      Object.assign(free.style, { font, padding, position: 'absolute', width: 'auto', height: 'auto' });
      // Not into the layer: there it would count as a translator's.
      root.append(free);
      if (free.offsetWidth > select.offsetWidth + 1)
        complaints.push(`${named(select)} needs ${free.offsetWidth}px of ${select.offsetWidth}px`);
      free.remove();
    }
    for (const field of root.querySelectorAll('textarea'))
      if (field.scrollHeight > field.clientHeight + 1) complaints.push(`“${field.placeholder}” is cut off`);
    // What floats over the text until the reader is done with it.
    const floats = (/** @type {Element} */ one) => one.closest('.error-bar, .resume, dialog') !== null;
    const controls = [...root.querySelectorAll('button, select, textarea, h2, .error-bar p')].filter(isShown);
    controls.forEach((one, i) => {
      for (const other of controls.slice(i + 1)) {
        const [a, b] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 1 && high > 1 && floats(one) === floats(other))
          complaints.push(`${named(one)} and ${named(other)} are over each other`);
      }
    });
    return complaints;
  });
}

/** @param {Scene} scene @param {(scene: Scene) => Promise<unknown>} comesTo @param {(heidi: Heidi) => Locator} widget */
async function isTranslatedWithRoom(scene, comesTo, widget) {
  await scene.context.route('**/locales/pt.json', (route) =>
    route.fulfill({ json: texts, headers: { 'Access-Control-Allow-Origin': '*' } }),
  );
  // The launcher speaks by itself.
  const heidi = new Heidi(scene.page, { ...texts, launcher: textsIn('pt').launcher });
  await comesTo({ ...scene, heidi });
  const element = widget(heidi);
  for (const width of [1280, 320]) {
    await scene.page.setViewportSize({ width, height: 700 });
    await heidi.isStill(element);
    const plain = (await saidBy(element)).filter((text) => text !== heidi.texts.launcher);
    const untranslated = plain.filter((text) => plainWordsOf(text).some((word) => !known.has(word)));
    assert.deepEqual(untranslated, [], `not translated, ${width}px`);
    assert.deepEqual(await crampedIn(element), [], `without room, ${width}px`);
  }
}

for (const [name, comesTo] of Object.entries(articleStates))
  chromium.test(name, (scene) => isTranslatedWithRoom(scene, comesTo, (heidi) => heidi.articleElement));

for (const [name, comesTo] of Object.entries(chatStates))
  chromium.test(name, (scene) => isTranslatedWithRoom(scene, comesTo, (heidi) => heidi.chatElement));

chromium.test('what is not translated is found', async () => {
  assert.deepEqual(plainWordsOf('Séñdöü a message'), ['message']);
});
