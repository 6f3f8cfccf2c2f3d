// One browser for the tests of a file, a fresh context for each test. A test fails on whatever the browser complains
// about (errors, warnings, violated policies) unless it said before that it expects it.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { commandPath } from '../../../tools/setup/run.mjs';
import { patienceMs } from './eventually.mjs';
import { Heidi } from './heidi_driver.mjs';
import { bringUpEverything, shareInThisFile } from './lifetime.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContext} BrowserContext */
/** @typedef {{page: Page, context: BrowserContext, heidi: Heidi, trouble: Trouble}} Scene */

const failures = fileURLToPath(new URL('../../../build/browser-failures', import.meta.url));
const names = ['chromium', 'chromium-browser', 'google-chrome'];

// WebGL in software: the same pixels on every machine, with or without a graphics card.
export const softwareGraphics = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'];
// Only WebGL: the browser's own pictures are put together without it, as on a machine that has no graphics card. By SwiftShader
// they would be the same (each word of scripts.test.mjs differs from CSS's to 0.1 of 255 as before) for twice the work: 119 s
// of processor time became 67 s there, 117 s 56 s in painters.test.mjs, with what is left out below. Where the
// core runs on the page the driver then complains there, now and then, that the canvas is read (in a worker nobody hears it):
// such tests take the other.
export const softwareWebGl = ['--use-gl=angle', '--use-angle=swiftshader-webgl', '--enable-unsafe-swiftshader'];
const calm = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
export const withoutGraphics = ['--disable-gpu', '--disable-software-rasterizer', '--disable-3d-apis'];

// The last two: Chromium 156 loads two pages for what drops down from its address bar into each window, so for each test, which
// nobody sees in a headless one; they were a sixth of all work. The others are what playwright switches off (its
// chromiumSwitches.ts): of several lists Chromium takes the last.
const switchedOff = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'DialMediaRouteProvider',
  'GlobalMediaControls',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'BlockOriginHeaderModificationOnRedirect',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'Translate',
  'AutoDeElevate',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
];

/** What the browser complained about. */
class Trouble {
  #seen = /** @type {string[]} */ ([]);
  #expected = /** @type {RegExp[]} */ ([]);

  /** @param {BrowserContext} context */
  constructor(context) {
    context.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()))
        this.#seen.push(`${message.type()}: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => this.#seen.push(`uncaught: ${error.error().stack}`));
  }

  /** @param {RegExp} complaint */
  expects(complaint) {
    this.#expected.push(complaint);
  }

  unexpected() {
    return this.#seen.filter((complaint) => !this.#expected.some((pattern) => pattern.test(complaint)));
  }
}

/** A server that is down or refuses, as the browser words it. */
export const failedRequest = /Failed to load resource|net::ERR_/;

/** @param {{args?: string[], keepsPagesInCache?: boolean}} [options] */
export function openChromium({ args = softwareWebGl, keepsPagesInCache = false } = {}) {
  const executablePath = process.env.CHROMIUM ?? names.map(commandPath).find(Boolean);
  const ignoreDefaultArgs = keepsPagesInCache ? ['--disable-back-forward-cache'] : [];
  return chromium.launch({
    executablePath,
    args: [...calm, `--disable-features=${switchedOff}`, ...args],
    ignoreDefaultArgs,
  });
}

/** @param {{args?: string[], keepsPagesInCache?: boolean}} [options] playwright switches the back/forward cache off */
export function chromiumForThisFile({ args = softwareWebGl, keepsPagesInCache = false } = {}) {
  return browserForThisFile(() => openChromium({ args, keepsPagesInCache }));
}

/** @typedef {import('playwright-core').Browser} Browser */

/**
 * @param {() => Promise<Browser>} open
 * @param {(context: BrowserContext) => Promise<unknown>} [prepare] has the page report what only it can know
 */
export function browserForThisFile(open, prepare = (context) => context.addInitScript(reportViolations)) {
  /** @type {Browser | undefined} */
  let browser;
  const launch = async () => {
    browser ??= await open();
    return browser;
  };
  shareInThisFile(launch, async () => browser?.close());

  /** @param {import('playwright-core').BrowserContextOptions} options */
  const openScene = async (options) => {
    await bringUpEverything();
    const context = await (await launch()).newContext({
      viewport: { width: 1024, height: 768 },
      locale: 'en-US',
      ...options,
    });
    context.setDefaultTimeout(patienceMs);
    await prepare(context);
    const trouble = new Trouble(context);
    const page = await context.newPage();
    return { page, context, heidi: new Heidi(page), trouble };
  };

  return {
    openScene,
    /**
     * @param {string} sentence what the test shows
     * @param {(scene: Scene, t: import('node:test').TestContext) => Promise<void>} body
     * @param {import('playwright-core').BrowserContextOptions} [options]
     */
    test(sentence, body, options = {}) {
      test(sentence, { timeout: 120_000 }, async (t) => {
        const scene = await openScene(options);
        try {
          await body(scene, t);
          // What WebKit complained about is told with the next thing that it is asked.
          await scene.page.title();
          assert.deepEqual(scene.trouble.unexpected(), [], 'what the browser complained about');
        } catch (error) {
          await keepPicture(scene.page, sentence);
          for (const complaint of scene.trouble.unexpected()) t.diagnostic(`The browser complained: ${complaint}`);
          throw error;
        } finally {
          await scene.context.close();
        }
      });
    },
  };
}

/** Runs in the page. */
function reportViolations() {
  document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
    console.error(`policy violated: ${violatedDirective} ${blockedURI} ${sample}`),
  );
}

/** @param {Page} page @param {string} sentence */
async function keepPicture(page, sentence) {
  mkdirSync(failures, { recursive: true });
  const name = sentence.replace(/\W+/g, '-').slice(0, 90);
  await page.screenshot({ path: join(failures, `${name}.png`), timeout: 5_000 }).catch(() => {});
}
