// A page and its locators by WebDriver. What they have in common with playwright's means the same: things are waited for,
// a locator that is acted upon must find exactly one element, and only what can be seen has a role.
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { PNG } from 'pngjs';
import { eventually } from '../eventually.mjs';
import { pressOf, typingOf } from './keys.mjs';
import { elementId } from './webdriver.mjs';

/** @typedef {import('./webdriver.mjs').Session} Session */
/** @typedef {import('./finder.mjs').Step} Step */
/** @typedef {string | RegExp} Words */

const finder = buildSync({
  entryPoints: [fileURLToPath(new URL('finder.mjs', import.meta.url))],
  bundle: true,
  minify: true,
  write: false,
  format: 'iife',
  globalName: 'finder',
}).outputFiles[0].text;

export class Page {
  #session;
  #complains;

  /** @param {Session} session @param {(complaint: string) => void} complains */
  constructor(session, complains) {
    this.#session = session;
    this.#complains = complains;
    this.keyboard = new Keyboard(session);
    this.mouse = new Mouse(session);
  }

  /** @param {string} url */
  async goto(url) {
    await this.title();
    await this.#session.post('/url', { url });
  }

  async reload() {
    await this.title();
    await this.#session.post('/refresh');
  }

  title() {
    return this.evaluate(() => document.title);
  }

  /** @param {Function} body runs in the page @param {unknown} [argument] @returns {Promise<any>} */
  evaluate(body, argument) {
    return this.run(`(argument) => (${body})(argument)`, argument);
  }

  /** `body` is the source of a function that may use `finder`. @param {string} body @param {...unknown} args */
  async run(body, ...args) {
    const script = `${finder}
      return Promise.resolve((${body})(...arguments)).then((value) => ({
        value, complaints: (globalThis.complaints ?? []).splice(0) }));`;
    const { value, complaints } = await this.#session.run(script, args);
    complaints.forEach(this.#complains);
    return value;
  }

  /** The window has a bar of its own, so its size is found by trying. @param {{width: number, height: number}} size */
  async setViewportSize({ width, height }) {
    let [outerWidth, outerHeight] = [width, height];
    await eventually(async () => {
      const [innerWidth, innerHeight] = await this.evaluate(() => [globalThis.innerWidth, globalThis.innerHeight]);
      if (innerWidth === width && innerHeight === height) return true;
      outerWidth += width - innerWidth;
      outerHeight += height - innerHeight;
      await this.#session.post('/window/rect', { width: outerWidth, height: outerHeight });
      return false;
    }, `the window is ${width} × ${height}`);
  }

  async screenshot() {
    return Buffer.from(await this.#session.get('/screenshot'), 'base64');
  }

  /** @param {string} css @param {{hasText?: Words}} [options] */
  locator(css, options) {
    return new Locator(this, this.#session, []).locator(css, options);
  }

  /** @param {string} role @param {RoleOptions} [options] */
  getByRole(role, options) {
    return new Locator(this, this.#session, []).getByRole(role, options);
  }
}

/** @typedef {{name?: Words, exact?: boolean, level?: number}} RoleOptions */

export class Locator {
  #page;
  #session;
  #steps;

  /** @param {Page} page @param {Session} session @param {Step[]} steps */
  constructor(page, session, steps) {
    this.#page = page;
    this.#session = session;
    this.#steps = steps;
  }

  // ---- narrowing down

  /** @param {Step} step */
  #then(step) {
    return new Locator(this.#page, this.#session, [...this.#steps, step]);
  }

  /** @param {string} css @param {{hasText?: Words}} [options] */
  locator(css, options = {}) {
    return this.#then({ css }).filter(options);
  }

  /** @param {string} role @param {RoleOptions} [options] */
  getByRole(role, { name, ...rest } = {}) {
    return this.#then({ role, ...rest, ...(name === undefined ? {} : { name: sent(name) }) });
  }

  /** @param {Words} text @param {{exact?: boolean}} [options] */
  getByText(text, { exact } = {}) {
    return this.#then({ text: sent(text), exact });
  }

  /** @param {{hasText?: Words}} options */
  filter({ hasText }) {
    return hasText === undefined ? this : this.#then({ hasText: sent(hasText) });
  }

  /** @param {number} index from the end where it is negative */
  nth(index) {
    return this.#then({ nth: index });
  }

  first() {
    return this.nth(0);
  }

  last() {
    return this.nth(-1);
  }

  // ---- looking

  /** @returns {Promise<number>} */
  count() {
    return this.#page.run('(steps) => finder.find(steps).length', this.#steps);
  }

  async all() {
    return Array.from({ length: await this.count() }, (_, index) => this.nth(index));
  }

  /** @returns {Promise<string[]>} */
  allInnerTexts() {
    return this.#page.run('(steps) => finder.find(steps).map(({ innerText }) => innerText)', this.#steps);
  }

  /** @returns {Promise<string[]>} */
  allTextContents() {
    return this.#page.run('(steps) => finder.find(steps).map(({ textContent }) => textContent)', this.#steps);
  }

  /**
   * Waits for the element.
   * @param {Function} body runs in the page with the element and the argument
   * @param {unknown} [argument]
   * @returns {Promise<any>}
   */
  async evaluate(body, argument) {
    const source = `async (steps, argument) => {
      const found = finder.find(steps);
      return { count: found.length, value: found.length === 1 ? await (${body})(found[0], argument) : null };
    }`;
    const { count, value } = await eventually(async () => {
      const answer = await this.#page.run(source, this.#steps, argument);
      return answer.count > 0 && answer;
    }, `there is ${this}`);
    if (count > 1) throw new Error(`${count} elements are ${this}`);
    return value;
  }

  innerText() {
    return this.evaluate((/** @type {HTMLElement} */ { innerText }) => innerText);
  }

  textContent() {
    return this.evaluate((/** @type {Element} */ { textContent }) => textContent);
  }

  inputValue() {
    return this.evaluate((/** @type {HTMLInputElement} */ { value }) => value);
  }

  /** @param {string} name */
  getAttribute(name) {
    return this.evaluate(
      (/** @type {Element} */ element, /** @type {string} */ name) => element.getAttribute(name),
      name,
    );
  }

  /** @returns {Promise<{x: number, y: number, width: number, height: number}>} */
  boundingBox() {
    return this.evaluate((/** @type {Element} */ element) => element.getBoundingClientRect().toJSON());
  }

  /** What the browser's own accessibility tree has. */
  async computed() {
    const path = `/element/${await this.#id()}`;
    const [role, name] = [
      await this.#session.get(`${path}/computedrole`),
      await this.#session.get(`${path}/computedlabel`),
    ];
    return { role, name: name.replace(/\s+/g, ' ') };
  }

  /** As far as it is in the window, and cut out of that: WebKitGTK's own picture of an element has no canvases in it. */
  async screenshot() {
    await this.scrollIntoViewIfNeeded();
    await this.#page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const { x, y, width, height } = await this.boundingBox();
    const window = PNG.sync.read(await this.#page.screenshot());
    const [right, bottom] = [Math.min(x + width, window.width), Math.min(y + height, window.height)];
    const [left, top] = [Math.max(0, Math.round(x)), Math.max(0, Math.round(y))];
    const cut = new PNG({ width: Math.round(right) - left, height: Math.round(bottom) - top });
    PNG.bitblt(window, cut, left, top, cut.width, cut.height, 0, 0);
    return PNG.sync.write(cut);
  }

  /** @param {{state?: 'visible' | 'hidden' | 'attached' | 'detached'}} [options] */
  async waitFor({ state = 'visible' } = {}) {
    const matches = {
      visible: '(steps) => finder.find(steps).some(finder.isVisible)',
      hidden: '(steps) => !finder.find(steps).some(finder.isVisible)',
      attached: '(steps) => finder.find(steps).length > 0',
      detached: '(steps) => finder.find(steps).length === 0',
    }[state];
    await eventually(() => this.#page.run(matches, this.#steps), `${state}: ${this}`);
  }

  // ---- acting

  /** Again until nothing is in the way and it stays where it is. */
  async click() {
    await eventually(async () => {
      await this.#session.post(`/element/${await this.#id()}/click`);
      return true;
    }, `${this} can be clicked`);
  }

  async focus() {
    await this.waitFor();
    await this.evaluate((/** @type {HTMLElement} */ element) => element.focus());
  }

  async scrollIntoViewIfNeeded() {
    await this.evaluate((/** @type {Element} */ element) => element.scrollIntoView({ block: 'nearest' }));
  }

  /** @param {string} text */
  async fill(text) {
    await this.focus();
    await this.evaluate((/** @type {HTMLTextAreaElement} */ field) => field.select());
    if (text === '') await this.#page.keyboard.press('Delete');
    else await this.#page.keyboard.type(text);
  }

  /** @param {string} keys */
  async press(keys) {
    await this.focus();
    await this.#page.keyboard.press(keys);
  }

  async #id() {
    return elementId(await this.evaluate((/** @type {Element} */ element) => element));
  }

  toString() {
    return this.#steps.map((step) => JSON.stringify(step)).join(' › ');
  }
}

class Keyboard {
  #session;

  /** @param {Session} session */
  constructor(session) {
    this.#session = session;
  }

  /** @param {string} keys as "Control+a" */
  press(keys) {
    return this.#acts(pressOf(keys));
  }

  /** @param {string} text */
  type(text) {
    return this.#acts(typingOf(text));
  }

  /** @param {object[]} actions */
  #acts(actions) {
    return this.#session.post('/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }
}

class Mouse {
  #session;
  #at = { x: 0, y: 0 };

  /** @param {Session} session */
  constructor(session) {
    this.#session = session;
  }

  /** In CSS pixels of the window. @param {number} x @param {number} y @param {{steps?: number}} [how] */
  async move(x, y, { steps = 1 } = {}) {
    const from = this.#at;
    const along = (/** @type {number} */ share) => ({
      x: Math.round(from.x + (x - from.x) * share),
      y: Math.round(from.y + (y - from.y) * share),
    });
    this.#at = along(1);
    const moves = Array.from({ length: steps }, (_, i) => along((i + 1) / steps));
    await this.#acts(moves.map((place) => ({ type: 'pointerMove', duration: 0, origin: 'viewport', ...place })));
  }

  down() {
    return this.#acts([{ type: 'pointerDown', button: 0 }]);
  }

  up() {
    return this.#acts([{ type: 'pointerUp', button: 0 }]);
  }

  /** @param {object[]} actions */
  #acts(actions) {
    const mouse = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions };
    return this.#session.post('/actions', { actions: [mouse] });
  }
}

/** @param {Words} words @returns {import('./finder.mjs').Text} */
const sent = (words) => (typeof words === 'string' ? words : { source: words.source, flags: words.flags });
