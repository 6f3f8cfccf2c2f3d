// WebKitGTK in its MiniBrowser, by plain WebDriver, with as much of playwright's interface as the driver and the stories
// use: a browser, contexts (a session each) and one page in each of them.
import { EventEmitter } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDisplay } from './display.mjs';
import { Driver } from './webdriver.mjs';
import { Page } from './webdriver_page.mjs';

/** @typedef {import('./webdriver.mjs').Session} Session */

export async function openWebKit() {
  const display = await openDisplay();
  const env = { ...process.env, DISPLAY: display.name, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1' };
  return new Browser(display, await Driver.start('WebKitWebDriver', env));
}

class Browser {
  #display;
  #driver;

  /** @param {import('./display.mjs').Display} display @param {Driver} driver */
  constructor(display, driver) {
    this.#display = display;
    this.#driver = driver;
  }

  /** One at a time: the driver has no more. @param {{viewport: {width: number, height: number}}} options */
  async newContext({ viewport }) {
    const browser = { binary: miniBrowser(), args: ['--automation'] };
    return new Context(await this.#driver.open({ 'webkitgtk:browserOptions': browser }), viewport);
  }

  async close() {
    await this.#driver.stop();
    await this.#display.close();
  }
}

class Context extends EventEmitter {
  #session;
  #viewport;

  /** @param {Session} session @param {{width: number, height: number}} viewport */
  constructor(session, viewport) {
    super();
    this.#session = session;
    this.#viewport = viewport;
  }

  /** Everything waits for `patienceMs` here. */
  setDefaultTimeout() {}

  async newPage() {
    const page = new Page(this.#session, (complaint) => this.emit('console', messageOf(complaint)));
    await page.setViewportSize(this.#viewport);
    return page;
  }

  async close() {
    await this.#session.end();
  }
}

/** @param {string} complaint */
const messageOf = (complaint) => ({
  type: () => 'error',
  text: () => complaint,
  location: () => ({ url: 'the page' }),
});

/** Debian has it beside WebKit's other programs, in a folder named after the processor. */
function miniBrowser() {
  const folders = readdirSync('/usr/lib').flatMap((folder) =>
    ['webkit2gtk-4.1', 'webkitgtk-6.0'].map((webkit) => join('/usr/lib', folder, webkit, 'MiniBrowser')),
  );
  return process.env.MINIBROWSER ?? folders.find(existsSync);
}

/**
 * For the head of every page: WebDriver tells nothing of the console and runs nothing before the page's own scripts. What
 * is remembered here is told with the next thing that is asked of the page.
 */
export const complaintsRemembered = `<script>(${rememberComplaints})()</script>`;

/** Runs in the page. */
function rememberComplaints() {
  const complaints = /** @type {string[]} */ ([]);
  Object.defineProperty(globalThis, 'complaints', { value: complaints });
  for (const level of /** @type {const} */ (['error', 'warn'])) {
    const say = console[level];
    console[level] = (...words) => {
      complaints.push(`${level}: ${words.join(' ')}`);
      say.apply(console, words);
    };
  }
  addEventListener('error', ({ message, error }) => complaints.push(`uncaught: ${error?.stack ?? message}`));
  addEventListener('unhandledrejection', ({ reason }) => complaints.push(`rejected: ${reason}`));
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
    complaints.push(`policy violated: ${violatedDirective} ${blockedURI}`),
  );
}
