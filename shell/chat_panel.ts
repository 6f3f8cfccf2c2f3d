// <heidi-chat>'s panel: fixed in a corner, full screen on phones, or in the flow where a partner asks for it. It comes before all the
// rest, with a header and a text field that can be written in: nobody waits for the core to begin a question. Then a view
// (chat_view.ts) takes the text field over, and what the core draws stands in place of what was there at first. When the view
// goes, the panel is as it was at first; what the reader has typed outlasts them all.

import { oneOf } from './attributes.js';
import { Composer } from './composer.js';
import type { HeidiChat } from './elements.js';
import { makeErrorBar } from './error_bar.js';
import type { FileAddress } from './files.js';
import type { Language } from './languages.js';
import { sentence, speak } from './own_words.js';
import { panelSheetText } from './panel_styles.js';
import { applyPreferences } from './preferences.js';
import { sheetOf } from './sheets.js';
import { themeSheetText } from './theme_styles.js';
import { type Words, wordsIn } from './words.js';

/** Whoever carries out what the reader does: a view of the core's. */
export interface PanelUser {
  /** `height` is that of the text, up to six lines, in CSS pixels. */
  typed(text: string, height: number): void;
  submit(text: string): void;
  /** The reader has the conversation in front of him. */
  seen(): void;
}

/** What waits for the panel to be painted waits no longer, milliseconds: a frame that is out of sight paints nothing. */
const paintDeadline = 250;

export class ChatPanel {
  readonly element = document.createElement('div');
  readonly composer: Composer;
  /** Resolves when the reader can have seen it: what comes then is not in his way. */
  readonly isShown: Promise<void>;
  private user: PanelUser | null = null;
  private words: Words | null = null;
  /** What stands in the panel as long as the core has drawn nothing. */
  private first: HTMLElement | null = null;
  private readonly send = document.createElement('button');
  /** What the reader has sent before there was anybody to take it. */
  private sent = '';
  private errorBar: HTMLElement | null = null;
  /** To what may change where the panel is. */
  private listening = new AbortController();

  constructor(
    private readonly owner: HeidiChat,
    private readonly addressOf: FileAddress,
    private readonly languageOf: (element: Element) => Language,
  ) {
    this.composer = new Composer({
      typed: (text, height) => this.user?.typed(text, height),
      submit: (text) => this.submit(text),
    });
    const { element, send } = this;
    element.className = 'panel';
    element.part.add('panel');
    element.addEventListener('keydown', (event) => this.keyPressed(event));
    send.className = 'send';
    send.type = 'button';
    send.onclick = () => this.composer.submit();
    const { root } = owner;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheetOf(themeSheetText), sheetOf(panelSheetText)];
    owner.addEventListener('heidi:error', ({ detail }) => {
      if (detail.phase === 'load') this.failed();
    });
    this.attributesChanged();
    this.isShown = this.begin();
  }

  private async begin(): Promise<void> {
    this.say(await wordsIn(this.languageOf(this.owner), this.addressOf));
    if (!this.owner.isOpen) return;
    this.openChanged();
    await new Promise<void>((resolve) => {
      // With the second frame the first has left the page for good.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      setTimeout(resolve, paintDeadline);
    });
  }

  /** The attributes that say where and what the panel is. */
  attributesChanged(): void {
    const { element, owner } = this;
    const inline = oneOf(owner, 'mode', ['bubble', 'inline']) === 'inline';
    element.classList.toggle('inline', inline);
    element.classList.toggle('left', oneOf(owner, 'position', ['right', 'left']) === 'left');
    element.role = inline ? 'region' : 'dialog';
  }

  get isInline(): boolean {
    return this.element.classList.contains('inline');
  }

  say(words: Words): void {
    this.words = words;
    this.element.lang = words.locale;
    this.element.ariaLabel = sentence(words, 'chat_title');
    if (!this.user) this.draw(words);
  }

  /** The owner's attribute says whether the reader is to see the panel. */
  openChanged(): void {
    const { isOpen, launcher, opener } = this.owner;
    // Nobody sees it without words.
    if (!this.words) return;
    this.enter();
    this.element.hidden = !isOpen;
    launcher.hidden = isOpen;
    if (isOpen) {
      this.user?.seen();
      if (opener) this.composer.focus();
    } else {
      opener?.focus({ preventScroll: true });
      this.owner.opener = null;
    }
  }

  /** More is to come. */
  set waits(on: boolean) {
    this.element.classList.toggle('waits', on);
    this.element.ariaBusy = on ? 'true' : null;
  }

  close(): void {
    this.owner.close();
  }

  private enter(): void {
    if (this.element.isConnected) return;
    this.owner.root.append(this.element);
    this.composer.placed();
    this.listening.abort();
    this.listening = new AbortController();
    this.keepAboveKeyboard(this.listening.signal);
  }

  // ---- the view

  attach(user: PanelUser): void {
    const { element, owner } = this;
    this.user = user;
    this.dropErrorBar();
    const isNew = !element.isConnected;
    this.enter();
    element.hidden = !(owner.isOpen || this.isInline);
    if (isNew && owner.isOpen) this.openChanged();
  }

  /** The user can be told now what has been typed and sent before. */
  handOver(): void {
    if (this.composer.text) this.composer.tell();
    if (this.sent) this.user?.submit(this.sent);
    this.sent = '';
  }

  /** After a frame of the core's: where it has the text field, nothing of what was there at first is left. */
  drawn(): void {
    if (!this.first || this.first.contains(this.composer.field)) return;
    this.first.remove();
    this.first = null;
    this.waits = false;
  }

  detach(): void {
    this.user = null;
    if (!this.owner.isConnected) this.listening.abort();
    if (this.words) this.draw(this.words);
  }

  // ---- before there is one

  private draw(words: Words): void {
    const { composer, owner, send } = this;
    // On whatever: of what there was only the text field stays.
    const hadFocus = this.element.contains(owner.root.activeElement);
    this.element.style.setProperty('--_scale', String(applyPreferences(owner)));
    const title = document.createElement('h2');
    title.textContent = sentence(words, 'chat_title');
    const parts: HTMLElement[] = [title, this.box(words)];
    if (!this.isInline) parts.push(this.closeButton(words));
    send.textContent = sentence(words, 'send');
    send.ariaDisabled = null;
    const first = document.createElement('div');
    first.className = 'first';
    speak(first, words);
    first.append(...parts);
    this.first?.remove();
    this.first = first;
    this.element.append(first);
    this.waits = true;
    composer.placed();
    if (hadFocus) composer.focus();
  }

  private closeButton(words: Words): HTMLElement {
    const close = document.createElement('button');
    close.className = 'close';
    close.type = 'button';
    close.ariaLabel = sentence(words, 'close');
    close.onclick = () => this.close();
    return close;
  }

  private box(words: Words): HTMLElement {
    const { field } = this.composer;
    field.className = '';
    field.removeAttribute('style');
    field.rows = 1;
    field.enterKeyHint = 'send';
    field.ariaLabel = sentence(words, 'message_label');
    field.placeholder = sentence(words, 'message_placeholder');
    const box = document.createElement('div');
    box.className = 'box';
    box.part.add('composer');
    box.role = 'group';
    box.ariaLabel = field.ariaLabel;
    box.append(field, this.send);
    return box;
  }

  /** The field keeps the text until the core says that it has it. */
  private submit(text: string): void {
    if (this.user) return this.user.submit(text);
    this.sent = text;
    this.send.ariaDisabled = 'true';
  }

  /** The rest of the widget cannot be had. */
  private failed(): void {
    const { words, owner } = this;
    if (!words || this.user) return;
    this.dropErrorBar();
    this.waits = false;
    this.errorBar = makeErrorBar(words, {
      reload: () => {
        this.dropErrorBar();
        this.waits = true;
        void owner.show();
      },
      dismiss: () => this.dropErrorBar(),
    });
    this.element.append(this.errorBar);
  }

  private dropErrorBar(): void {
    this.errorBar?.remove();
    this.errorBar = null;
  }

  /** A soft keyboard covers the page without resizing it; only the visual viewport tells. */
  private keepAboveKeyboard(signal: AbortSignal): void {
    const { visualViewport } = window;
    if (!visualViewport) return;
    const fit = () => {
      if (!this.element.isConnected) return this.listening.abort();
      const { height, offsetTop, scale } = visualViewport;
      const covered = innerHeight - height - offsetTop;
      // Zoomed in, the reader looks at a part of the page, and nothing is covered.
      const keyboard = scale < 1.01 && innerHeight - height > 100;
      const { style } = this.element;
      for (const [name, value] of Object.entries({ 'visible-height': height, 'visible-top': offsetTop, covered }))
        if (keyboard) style.setProperty(`--_${name}`, `${Math.max(0, value)}px`);
        else style.removeProperty(`--_${name}`);
    };
    visualViewport.addEventListener('resize', fit, { signal });
    visualViewport.addEventListener('scroll', fit, { signal });
  }

  private keyPressed(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.isComposing || this.isInline) return;
    event.stopPropagation();
    this.close();
  }
}

type Of = ConstructorParameters<typeof ChatPanel>;

/** Resolves when the reader can have seen it. A chat has one panel, which outlasts its controllers. */
export function showPanel(...[owner, addressOf, languageOf]: Of): Promise<void> {
  owner.panel ??= new ChatPanel(owner, addressOf, languageOf);
  return owner.panel.isShown;
}
