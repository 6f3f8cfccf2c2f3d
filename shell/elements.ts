// The custom elements, as light as they can be: they wait until they are needed, then load everything else.

import type { FileAddress } from './files.js';
import { inheritNothing } from './host_page.js';
import { english, launcherText, setDefaultLocale, wishedLocale, wordsFor } from './languages.js';
import { makeLauncher, nameLauncher, showUnread } from './launcher.js';
import type {
  HeidiArticleAttributes,
  HeidiArticleElement,
  HeidiChatAttributes,
  HeidiChatElement,
  HeidiEventDetails,
  HeidiEventName,
} from './package/index.js';
import type { ArticleView, ChatView } from './widget.js';
import type { WidgetHost } from './widget_view.js';

type Widgets = typeof import('./widget.js');
type ChatVerb = 'submit' | 'prefill' | 'ask' | 'newConversation' | 'reconnect' | 'stop' | 'getTranscript';

let addressOf: FileAddress = (name) => name;
let widgets: Promise<Widgets> | undefined;

function loadWidgets(): Promise<Widgets> {
  widgets ??= import(/* webpackIgnore: true */ /* @vite-ignore */ addressOf('heidi-widget.js')) as Promise<Widgets>;
  return widgets;
}

interface Status {
  painter: 'canvas' | 'css';
  host: 'worker' | 'page';
  revision: number;
}

/** On a server there is none, and the module is only read. */
const Base = (globalThis.HTMLElement ?? Object) as typeof HTMLElement;

abstract class HeidiElement extends Base {
  /** Resolves when the widget shows what it was asked for, or why it cannot. */
  readonly ready = new Promise<void>((resolve) => {
    this.addEventListener('heidi:ready', () => resolve(), { once: true });
  });
  protected view: { attributesChanged(): void; wordsChanged(): void; destroy(): void; readonly status: Status } | null =
    null;
  /** Grows whenever the element leaves or comes back: what was on its way then is for nobody. */
  protected life = 0;
  private widgetHost: WidgetHost | null = null;
  /** Of what stands in the flow of the page. */
  protected readonly room = document.createElement('div');

  get status(): Status {
    return this.view?.status ?? { painter: 'css', host: 'worker', revision: 0 };
  }

  connectedCallback(): void {
    if (!this.shadowRoot) this.attachShadow({ mode: 'open' });
    this.life++;
    this.arrive();
  }

  disconnectedCallback(): void {
    this.life++;
    this.leave();
    this.view?.destroy();
    this.view = null;
  }

  attributeChangedCallback(name: string): void {
    this.view?.attributesChanged();
    if (name === 'locale') void this.renewWords();
  }

  protected abstract arrive(): void;
  protected abstract leave(): void;
  protected abstract make(widgets: Widgets): NonNullable<HeidiElement['view']>;

  protected async show(): Promise<void> {
    if (this.view) return;
    const { life } = this;
    const loading = loadWidgets().catch((error: unknown) => {
      widgets = undefined;
      this.tell('error', { phase: 'load', code: 'load-failed', message: String(error) });
    });
    // Together, and before anything is shown: nobody sees a widget change its language.
    const [loaded, words] = await Promise.all([loading, wordsFor(this, addressOf)]);
    if (!loaded || this.life !== life || this.view) return;
    this.host().words = words;
    this.view = this.make(loaded);
    void this.renewWords();
  }

  /** What is shown changes its language; of several wishes the last holds. */
  private async renewWords(): Promise<void> {
    if (!this.view || this.host().words.wished === wishedLocale(this)) return;
    const words = await wordsFor(this, addressOf);
    if (!this.view || words.wished !== wishedLocale(this)) return;
    this.host().words = words;
    this.view.wordsChanged();
  }

  /** Lives as long as the element: what is saved and typed outlasts the views. */
  protected host(): WidgetHost {
    const persist = this.getAttribute('persist');
    const name = persist === 'none' ? '' : this.storageKey();
    // With a key the core keeps the conversation and its draft, for all tabs of the site and beyond.
    const key = persist === 'session' ? '' : name;
    this.widgetHost ??= {
      element: this,
      root: this.shadowRoot as ShadowRoot,
      room: this.room,
      addressOf,
      words: english,
      draft: '',
      token: '',
      reload: () => {
        this.view?.destroy();
        this.view = null;
        void this.show();
      },
      saved: { key, ...keptText(name) },
      savedDraft: keptText(key ? '' : name && `${name} draft`),
    };
    return this.widgetHost;
  }

  protected tell<Name extends HeidiEventName>(name: Name, detail?: HeidiEventDetails[Name]): void {
    this.dispatchEvent(new CustomEvent(`heidi:${name}`, { detail, bubbles: true, composed: true }));
  }

  /** Of what outlives the page; "": nothing does. */
  protected storageKey(): string {
    return '';
  }
}

/** A text that this tab keeps; without a name: as long as the element lives. */
function keptText(name: string): { read(): string | null; write(text: string | null): void } {
  let held: string | null = null;
  return {
    read: () => held ?? (name ? stored(() => sessionStorage.getItem(name)) : null),
    write: (text) => {
      held = text;
      if (name) stored(() => (text ? sessionStorage.setItem(name, text) : sessionStorage.removeItem(name)));
    },
  };
}

/** Storage may be refused: then what is saved lives as long as the page. */
function stored<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}

export class HeidiArticle extends HeidiElement implements HeidiArticleElement {
  static readonly observedAttributes = [
    'src',
    'format',
    'theme',
    'locale',
    'text-size',
    'toolbar',
  ] satisfies (keyof HeidiArticleAttributes)[];
  private observer: IntersectionObserver | null = null;

  protected arrive(): void {
    const root = this.shadowRoot as ShadowRoot;
    root.adoptedStyleSheets = [articleSheet()];
    showFallback(this.room);
    root.append(this.room);
    // It is there, or it will not come: no space is kept for it any longer.
    for (const name of ['heidi:ready', 'heidi:error'])
      this.addEventListener(name, () => this.toggleAttribute('data-settled', true), { once: true });
    if (this.getAttribute('loading') === 'eager') return void this.show();
    this.observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        this.observer?.disconnect();
        void this.show();
      },
      // A screen ahead, so that it is there when the reader is.
      { rootMargin: '100% 0px' },
    );
    this.observer.observe(this);
  }

  protected leave(): void {
    this.observer?.disconnect();
  }

  /** Shows the block that the address names ("…#heidi-paragraph-19") if this is its article; false otherwise. */
  reveal(href: string): boolean {
    return (this.view as ArticleView | null)?.reveal(href) ?? false;
  }

  protected make(loaded: Widgets): ArticleView {
    this.room.replaceChildren();
    return loaded.showArticle(this.host());
  }
}

/** A screen's height until the article is there: what stands below it does not shift in sight. */
function articleSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`${inheritNothing}
:host { display: block; text-decoration: none !important; columns: auto !important; }
.room, slot { display: flow-root; }
.room { min-height: var(--heidi-room, 100vh); }
:host([data-settled]) .room { min-height: 0; }`);
  return sheet;
}

/** What the partner has put inside the element, until there is something better. */
function showFallback(room: HTMLElement): void {
  room.className = 'room';
  room.replaceChildren(document.createElement('slot'));
}

export class HeidiChat extends HeidiElement implements HeidiChatElement {
  static readonly observedAttributes = [
    'endpoint',
    'protocol',
    'model',
    'mode',
    'position',
    'topics',
    'topic',
    'greeting',
    'suggestions',
    'theme',
    'locale',
    'open',
  ] satisfies (keyof HeidiChatAttributes)[];
  private launcher: HTMLButtonElement | null = null;
  /** Where focus goes when the panel closes. */
  private opener: HTMLElement | null = null;

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
    this.host().token = token;
    (this.view as ChatView | null)?.setToken(token);
  }

  /** What the page asks of the chat, by the names that ChatView has for it; the reader sees it happen where `openly`. */
  async perform<Verb extends ChatVerb>(
    openly: boolean,
    verb: Verb,
    ...args: Parameters<ChatView[Verb]>
  ): Promise<unknown> {
    if (openly) await this.open();
    else await this.show();
    const view = this.view as ChatView | null;
    if (!view) throw new Error('The chat could not be loaded.');
    return (view[verb] as (...args: unknown[]) => unknown)(...args);
  }

  override attributeChangedCallback(name: string, before?: string | null, now?: string | null): void {
    super.attributeChangedCallback(name);
    if (name === 'locale' && this.launcher) nameLauncher(this.launcher, launcherText(this));
    if (name === 'open' && (before === null) !== (now === null) && this.launcher) this.openChanged();
  }

  protected arrive(): void {
    this.launcher = makeLauncher(this.shadowRoot as ShadowRoot, this.getAttribute('position') === 'left', () => {
      this.open();
      this.opener = this.launcher;
    });
    nameLauncher(this.launcher, launcherText(this));
    const inline = this.getAttribute('mode') === 'inline';
    this.launcher.hidden = inline;
    if (inline) {
      showFallback(this.room);
      this.shadowRoot?.append(this.room);
      void this.show();
    } else if (this.isOpen) this.openChanged();
  }

  protected leave(): void {
    this.launcher?.remove();
    this.room.remove();
    this.launcher = null;
  }

  /** Each endpoint has a conversation; two chats on one page are told apart by their ids. */
  protected override storageKey(): string {
    return `heidi ${new URL(this.getAttribute('endpoint') || '.', document.baseURI).href} ${this.id}`.trim();
  }

  protected make(loaded: Widgets): ChatView {
    this.room.remove();
    const view = loaded.showChat(
      this.host(),
      () => this.close(),
      (count) => this.setUnread(count),
    );
    view.panel.hidden = this.getAttribute('mode') !== 'inline' && !this.isOpen;
    if (!view.panel.hidden && this.opener) view.focusComposer();
    return view;
  }

  private setUnread(count: number): void {
    const { launcher } = this;
    if (launcher) showUnread(launcher, count);
    this.tell('unread', { count });
  }

  private async openChanged(): Promise<void> {
    const { isOpen, launcher } = this;
    if (launcher) launcher.ariaExpanded = String(isOpen);
    this.tell(isOpen ? 'open' : 'close');
    const view = this.view as ChatView | null;
    if (!isOpen) {
      if (view) view.panel.hidden = true;
      if (launcher) launcher.hidden = false;
      this.opener?.focus({ preventScroll: true });
      this.opener = null;
      return;
    }
    await this.show();
    const made = this.view as ChatView | null;
    if (!made || !this.isOpen) return;
    made.panel.hidden = false;
    made.seen();
    if (launcher) launcher.hidden = true;
    if (this.opener) made.focusComposer();
  }
}

/** @param locale of elements that have none of their own */
export function defineElements(files: FileAddress, locale: string): void {
  addressOf = files;
  setDefaultLocale(locale);
  customElements.define('heidi-article', HeidiArticle);
  customElements.define('heidi-chat', HeidiChat);
}
