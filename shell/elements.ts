// The custom elements, as light as they can be: they wait until they are needed, then load everything else, and hand over
// to a controller (controllers.ts). What a page pays before that is in this file and in what it imports.

import type { ChatPanel } from './chat_panel.js';
import type { FileAddress } from './files.js';
import type { First } from './first.js';
import { firstSheetText } from './first_styles.js';
import { languageOf, setDefaultLocale } from './languages.js';
import { launchers } from './launchers.js';
import type {
  HeidiArticleElement,
  HeidiChatElement,
  HeidiEventDetails,
  HeidiEventName,
  HeidiStatus,
} from './package/index.js';
import { sheetOf } from './sheets.js';
import type { ArticleController, ChatController, ChatVerb } from './widget.js';
import type { WidgetHost } from './widget_view.js';

type Controllers = ArticleController | ChatController;
type Widgets = typeof import('./widget.js');

let addressOf: FileAddress;

/** On a server there is none, and the module is only read. */
const Base = (globalThis.HTMLElement ?? Object) as typeof HTMLElement;

abstract class HeidiElement<Controller extends Controllers> extends Base {
  /** Resolves when the widget shows what it was asked for, or why it cannot. */
  readonly ready = new Promise<void>((resolve) => {
    this.addEventListener('heidi:ready', () => resolve());
  });
  readonly root = this.attachShadow({ mode: 'open' });
  /** Of what stands in the flow of the page. */
  readonly room = document.createElement('div');
  protected controller: Controller | null = null;
  /** Made with the first view: what is saved and typed outlasts the views. */
  host?: WidgetHost;

  constructor() {
    super();
    this.root.adoptedStyleSheets = [sheetOf(firstSheetText)];
    this.room.className = 'room';
  }

  get status(): HeidiStatus {
    return this.controller?.status ?? { painter: 'css', host: 'worker', revision: 0 };
  }

  disconnectedCallback(): void {
    this.controller?.destroy();
    this.controller = null;
    this.root.replaceChildren();
  }

  /** What the partner has put inside the element, until there is something better. */
  protected showFallback(): void {
    this.room.replaceChildren(document.createElement('slot'));
    this.root.append(this.room);
  }

  async show(): Promise<void> {
    const [first, widgets] = await Promise.all([
      this.load<First>('heidi-first.js'),
      this.load<Widgets>('heidi-widget.js'),
    ]);
    if (first && widgets && this.isConnected)
      this.controller ??= widgets.control(this, addressOf, languageOf, first) as Controller;
  }

  /** Undefined: it cannot be had, which the element tells. Whoever needs it next tries again. */
  protected async load<Module>(name: string): Promise<Module | undefined> {
    try {
      return (await import(/* webpackIgnore: true */ /* @vite-ignore */ addressOf(name))) as Module;
    } catch (error) {
      this.tell('error', { phase: 'load', code: 'load-failed', message: String(error) });
    }
  }

  tell<Name extends HeidiEventName>(name: Name, detail?: HeidiEventDetails[Name]): void {
    this.dispatchEvent(new CustomEvent(`heidi:${name}`, { detail, bubbles: true, composed: true }));
  }
}

export class HeidiArticle extends HeidiElement<ArticleController> implements HeidiArticleElement {
  connectedCallback(): void {
    this.showFallback();
    // It is there, or it will not come: no space is kept for it any longer.
    for (const name of ['heidi:ready', 'heidi:error'])
      this.addEventListener(name, () => this.toggleAttribute('data-settled', true));
    // It goes with the element, and to show twice is to show once.
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        observer.disconnect();
        this.show();
      },
      // A screen ahead, so that it is there when the reader is.
      { rootMargin: '100% 0px' },
    );
    if (this.getAttribute('loading') === 'eager') this.show();
    else observer.observe(this);
  }

  /** Shows the block that the address names ("…#heidi-paragraph-19") if this is its article; false otherwise. */
  reveal(href: string): boolean {
    return this.controller?.reveal(href) ?? false;
  }
}

export class HeidiChat extends HeidiElement<ChatController> implements HeidiChatElement {
  static readonly observedAttributes = ['locale', 'open'];
  /** In the shadow root as long as the element is on the page. */
  launcher!: HTMLButtonElement;
  /** Where focus goes when the panel closes. */
  opener?: HTMLElement | null;
  token?: string;
  /** It outlasts the controllers. */
  panel?: ChatPanel;

  get isOpen(): boolean {
    return this.hasAttribute('open');
  }

  open(): Promise<void> {
    this.opener = document.activeElement as HTMLElement | null;
    this.toggleAttribute('open', true);
    return this.ready;
  }

  close(): void {
    this.toggleAttribute('open', false);
  }

  /** For endpoints that want one: goes with every request as a bearer token. `heidi:token-wanted` asks for it. */
  setToken(token: string): void {
    this.token = token;
    this.controller?.setToken(token);
  }

  override async show(): Promise<void> {
    const first = await this.load<First>('heidi-first.js');
    if (!first) return this.close();
    await first.showPanel(this, addressOf, languageOf);
    await super.show();
  }

  /** What the page asks of the chat. */
  async perform(verb: ChatVerb, ...args: unknown[]): Promise<unknown> {
    await this.show();
    if (!this.controller) throw new Error('The chat could not be loaded.');
    return this.controller.perform(verb, args);
  }

  attributeChangedCallback(): void {
    if (this.launcher?.isConnected) this.update();
  }

  connectedCallback(): void {
    const launcher = document.createElement('button');
    this.launcher = launcher;
    launcher.className = launcher.part = 'launcher';
    launcher.dir = 'auto';
    launcher.ariaHasPopup = 'dialog';
    launcher.ariaExpanded = 'false';
    launcher.onclick = () => {
      this.opener = launcher;
      this.toggleAttribute('open', true);
    };
    this.root.append(launcher);
    this.update();
    if (this.getAttribute('mode') !== 'inline') return;
    launcher.hidden = true;
    this.showFallback();
    this.show();
  }

  /** The launcher says what the attributes say, in the language of the chat; a change of `open` is told and carried out. */
  private update(): void {
    const { launcher, isOpen } = this;
    const { locale, language } = languageOf(this);
    launcher.textContent = launchers[language] as string;
    launcher.lang = locale;
    if (launcher.ariaExpanded === String(isOpen)) return;
    launcher.ariaExpanded = String(isOpen);
    // Whoever presses it sees it until the panel is there.
    launcher.hidden = isOpen && this.opener !== launcher;
    this.tell(isOpen ? 'open' : 'close');
    this.panel?.openChanged();
    if (isOpen) this.show();
  }
}

/** @param locale of elements that have none of their own */
export function defineElements(files: FileAddress, locale: string): void {
  addressOf = files;
  setDefaultLocale(locale);
  customElements.define('heidi-article', HeidiArticle);
  customElements.define('heidi-chat', HeidiChat);
}
