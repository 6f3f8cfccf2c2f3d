// What a reader does and sees, in sentences. Things are found by their role and name, as assistive technology finds
// them, or by the parts that are documented for tests; whatever is expected is waited for.
import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { becomes, eventually, patienceMs } from './eventually.mjs';
import { english } from './languages.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Locator} Locator */

export class Heidi {
  /** How much of what the strip has said is behind us. */
  #stripSeen = 0;

  /** @param {Page} page @param {import('./languages.mjs').Texts} [texts] what the widget says in its language */
  constructor(page, texts = english) {
    this.page = page;
    this.texts = texts;
    this.articleElement = page.locator('heidi-article').first();
    this.article = this.articleElement.getByRole('article');
    this.articleError = this.articleElement.getByRole('alert');
    this.chatElement = page.locator('heidi-chat').first();
    this.launcher = this.chatElement.getByRole('button', { name: texts.launcher });
    this.panel = this.chatElement.getByRole('dialog', { name: texts.chat_title });
    this.composer = this.panel.getByRole('textbox', { name: texts.message_label });
    this.transcript = this.panel.getByRole('log', { name: texts.conversation });
    this.answers = this.transcript.getByRole('article', { name: texts.heidi_said });
    this.questions = this.transcript.getByRole('article', { name: texts.you_said });
    this.typing = this.transcript.getByRole('img', { name: texts.typing });
    this.strip = this.part(this.chatElement, 'strip');
    this.chatErrorBar = this.part(this.chatElement, 'error-bar');
  }

  /** @param {Locator} element @param {string} name one of those in the documentation */
  part(element, name) {
    return element.locator(`[part~="${name}"]`);
  }

  // ---- the page

  /** @param {string} url */
  async opens(url) {
    await this.page.goto(url);
  }

  /** @param {string} url @param {string} title */
  async opensArticle(url, title) {
    await this.opens(url);
    await this.seesTitle(title);
  }

  /** @param {string} title */
  async seesTitle(title) {
    await this.article.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  }

  /** @param {string[]} texts */
  async seesInArticle(...texts) {
    for (const text of texts) await this.article.getByText(text, { exact: true }).waitFor();
  }

  /** The card in the article's place. @param {RegExp} problem */
  async seesArticleProblem(problem) {
    await this.articleError.filter({ hasText: problem }).waitFor();
  }

  async retriesArticle() {
    await this.articleError.getByRole('button', { name: this.texts.retry }).click();
  }

  /** @returns {Promise<{painter: string, host: string, revision: number}>} */
  status() {
    return this.articleElement.evaluate((element) => /** @type {any} */ (element).status);
  }

  /** Until nothing of it changes any more: pictures are there and every tile is painted. @param {Locator} [element] */
  async isStill(element = this.articleElement) {
    let last = '';
    let equal = 0;
    await eventually(async () => {
      const now = await element.evaluate(lookAfterTwoRefreshes);
      equal = now === last && !now.includes('loading') ? equal + 1 : 0;
      last = now;
      // What is on its way from the core would have been shown by then, also where the machine is busy.
      return equal >= 8;
    }, 'the widget came to rest');
  }

  // ---- the chat

  async opensChat() {
    await this.launcher.click();
    await this.seesPanel();
  }

  /** With the conversation in it; first_panel.test.mjs is about what comes before. */
  async seesPanel() {
    await this.transcript.waitFor();
    this.#stripSeen = 0;
    await this.chatElement.evaluate(rememberWhatIsShown, this.texts.typing);
  }

  /** Types and presses Enter. @param {string} question */
  async asks(question) {
    await this.composer.fill(question);
    await this.composer.press('Enter');
  }

  async sends() {
    await this.panel.getByRole('button', { name: this.texts.send }).click();
  }

  /** @param {string} name */
  async presses(name) {
    await this.panel.getByRole('button', { name, exact: true }).click();
  }

  /** @param {string} question */
  async seesQuestion(question) {
    await this.questions.filter({ hasText: question }).waitFor();
  }

  /** A whole answer: Heidi has stopped writing. @param {RegExp} text */
  async seesAnswer(text) {
    const answer = this.answers.filter({ hasText: text }).last();
    const isWhole = async () => (await answer.count()) === 1 && (await answer.getAttribute('aria-busy')) === null;
    await eventually(isWhole, `a whole answer with ${text}`).catch(async (error) => {
      throw new Error(`${error.message}. The transcript is: ${await this.transcript.innerText()}`);
    });
    return answer;
  }

  /** The first words of an answer that is still being written. */
  async seesAnswerBegin() {
    const begun = this.transcript.locator('[aria-busy="true"]').filter({ hasText: /\w/ });
    await eventually(async () => (await begun.count()) > 0, 'an answer began');
  }

  /** Shows or has shown, since the panel was opened, that the answer is on its way. */
  async seesTyping() {
    await eventually(async () => (await this.#remembered()).typing, this.texts.typing);
  }

  // ---- the strip

  /**
   * Waits until the strip says this, or finds that it has said it since the last sentence that was asked for: what is
   * shown for a moment only is not missed, and the order counts.
   * @param {string | RegExp} text all of it, buttons aside
   */
  async seesStrip(text, { within = patienceMs } = {}) {
    const matches = (said) => (typeof text === 'string' ? said === text : text.test(said));
    const said = await eventually(
      async () => {
        const all = (await this.#remembered()).strip;
        const index = all.findIndex((one, i) => i >= this.#stripSeen && matches(one));
        if (index >= 0) this.#stripSeen = index;
        return index >= 0 && all;
      },
      () => `the strip said ${text}`,
      { within },
    ).catch(async (error) => {
      const all = (await this.#remembered()).strip;
      throw new Error(`The strip never said ${text}. It said: ${JSON.stringify(all.slice(this.#stripSeen))}`, {
        cause: error,
      });
    });
    return said[this.#stripSeen];
  }

  async seesNoStrip() {
    await becomes(() => this.strip.innerText(), '', 'the strip is gone');
  }

  /** @returns {Promise<{strip: string[], typing: boolean, said: [string, string][]}>} everything since the panel was opened */
  #remembered() {
    return this.page.evaluate(() => /** @type {any} */ (globalThis).shownByHeidi);
  }

  /** What the strip's buttons are called, by their visible words. */
  async seesButtons(...labels) {
    const buttons = this.strip.getByRole('button');
    await becomes(() => buttons.allInnerTexts(), labels, 'the buttons of the strip');
  }

  /** What a screen reader was told since the panel was opened. @param {'status' | 'alert'} role */
  async announcements(role) {
    return (await this.#remembered()).said.filter(([by]) => by === role).map(([, text]) => text);
  }

  /** @param {'status' | 'alert'} role @param {string | RegExp} text */
  async isTold(role, text) {
    const matches = (said) => (typeof text === 'string' ? said === text : text.test(said));
    await eventually(
      async () => (await this.announcements(role)).some(matches),
      () => `"${text}" was announced`,
    ).catch(async (error) => {
      throw new Error(`${error.message}; this was: ${JSON.stringify(await this.announcements(role))}`);
    });
  }

  /** The name of what has focus inside a widget. */
  focused(element = this.chatElement) {
    return element.evaluate(({ shadowRoot }) => {
      const { activeElement } = /** @type {ShadowRoot} */ (shadowRoot);
      return activeElement?.ariaLabel || activeElement?.textContent || '';
    });
  }

  /** The conversation as the core has saved it; null where none is. @returns {Promise<any>} */
  async saved() {
    const bytes = await this.page.evaluate(savedBytes);
    return bytes ? JSON.parse(bytes) : null;
  }

  /** Until the reader's transcript is the server's, byte for byte. @param {import('./server.mjs').ReferenceServer} server */
  async hasTheTranscriptOf(server) {
    const told = ({ id, role, text }) => ({ id, role, text });
    let known;
    const agree = async () => {
      const saved = await this.saved();
      const snapshot = await server.snapshot(saved);
      known = { here: saved.logged.map(told), there: snapshot.messages.map(told), unsent: saved.outbox.length };
      return isDeepStrictEqual(known.here, known.there) && known.unsent === 0 && snapshot.turn === null;
    };
    await eventually(agree, 'the transcripts agree').catch((error) => {
      assert.deepEqual(known?.here, known?.there, error.message);
      throw error;
    });
    return known.there;
  }

  async seesErrorBar(element = this.chatElement) {
    const bar = this.part(element, 'error-bar');
    await bar.getByText(this.texts.error_happened).waitFor();
    assert.equal(await bar.getAttribute('role'), 'alert');
    return bar;
  }
}

/** Runs in the page: what would differ if anything did. @param {any} element */
async function lookAfterTwoRefreshes(element) {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const root = element.shadowRoot;
  const canvases = [...root.querySelectorAll('canvas')].map(({ style, width, height }) => [
    style.cssText,
    width,
    height,
  ]);
  const pictures = [...root.querySelectorAll('img')].map((image) => (image.complete ? image.naturalHeight : 'loading'));
  return JSON.stringify([element.status, canvases, root.querySelectorAll('*').length, pictures]);
}

/**
 * Runs in the page. What is shown for a moment only is easily missed by looking now and then.
 * @param {any} element
 * @param {string} typing the name of the dots
 */
function rememberWhatIsShown(element, typing) {
  const shown = { strip: [], typing: false, said: [] };
  const heard = new Map();
  const look = () => {
    const paragraphs = [...element.shadowRoot.querySelectorAll('[part~="strip"] p')];
    const text = paragraphs.map(({ textContent }) => textContent).join(' ');
    if (text !== shown.strip.at(-1)) shown.strip.push(text);
    for (const region of element.shadowRoot.querySelectorAll('.spoken')) {
      const { textContent } = region;
      if (textContent && heard.get(region) !== textContent) shown.said.push([region.role, textContent]);
      heard.set(region, textContent);
    }
    shown.typing ||= element.shadowRoot.querySelector(`[role="img"][aria-label="${typing}"]`) !== null;
  };
  look();
  new MutationObserver(look).observe(element.shadowRoot, { subtree: true, childList: true, characterData: true });
  /** @type {any} */ (globalThis).shownByHeidi = shown;
}

/** Runs in the page: the one record that the core keeps. @returns {Promise<string | null>} */
function savedBytes() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('heidi', 1);
    opening.onerror = () => reject(opening.error);
    // Nobody has made it yet: then nothing is saved, and nothing is to be made by looking.
    opening.onupgradeneeded = () => opening.transaction?.abort();
    opening.onsuccess = () => {
      const all = opening.result.transaction('conversations').objectStore('conversations').getAll();
      all.onsuccess = () => {
        opening.result.close();
        resolve(all.result[0]?.bytes ?? null);
      };
    };
  });
}
