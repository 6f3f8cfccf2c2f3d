// What an element hands over to when it is needed: makes its view in the page's core, in the right language, and makes it
// anew after a failure. A controller goes when its element leaves the page; its WidgetHost stays for the next one.

import { ArticleView } from './article_view.js';
import { ChatView } from './chat_view.js';
import type { CoreLink } from './core_link.js';
import type { HeidiArticle, HeidiChat } from './elements.js';
import type { FileAddress } from './files.js';
import type { First } from './first.js';
import type { Language } from './languages.js';
import type { HeidiArticleAttributes, HeidiChatAttributes } from './package/index.js';
import { savedText } from './saved_texts.js';
import { sharedCore, stopIfUnused } from './shared_core.js';
import type { WidgetHost, WidgetStatus } from './widget_view.js';

/** What `Heidi` asks of a chat, by the names that ChatView has for it. The reader sees it happen where it is said openly. */
const openVerbs = ['sendMessage', 'prefill', 'ask'] as const;
export type ChatVerb = (typeof openVerbs)[number] | 'newConversation' | 'reconnect' | 'stop' | 'getTranscript';

const watchedOfArticle = [
  'src',
  'format',
  'theme',
  'locale',
  'text-size',
  'toolbar',
] satisfies (keyof HeidiArticleAttributes)[];

const watchedOfChat = [
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
] satisfies (keyof HeidiChatAttributes)[];

type LanguageOf = (element: Element) => Language;

abstract class Controller<Owner extends HeidiArticle | HeidiChat, View extends ArticleView | ChatView> {
  protected view: View | null = null;
  protected readonly host: WidgetHost;
  /** Settles when there is a view, or none is wanted any more. */
  protected made: Promise<void>;
  private core: CoreLink;
  private isGone = false;
  private readonly attributes = new MutationObserver(() => {
    this.view?.attributesChanged();
    void this.show();
  });

  constructor(
    protected readonly element: Owner,
    addressOf: FileAddress,
    private readonly languageOf: LanguageOf,
    first: First,
    watched: string[],
  ) {
    element.host ??= makeHost(element, addressOf, first, this.storageKey());
    this.host = element.host;
    this.host.reload = () => {
      this.dropView();
      this.made = this.show();
    };
    this.attributes.observe(element, { attributeFilter: watched });
    // It starts while the words are on their way.
    this.core = sharedCore(addressOf);
    this.made = this.show();
  }

  get status(): WidgetStatus | undefined {
    return this.view?.status;
  }

  destroy(): void {
    this.isGone = true;
    this.attributes.disconnect();
    this.dropView();
  }

  /** Sets `view`. */
  protected abstract makeView(core: CoreLink): void;

  /** The element's name for what outlives the page; "": nothing does. */
  protected storageKey(): string {
    return '';
  }

  /** With words from the start: nobody sees a widget change its language, unless the page changes it. */
  private async show(): Promise<void> {
    const { host, element } = this;
    const language = this.languageOf(element);
    if (this.view && host.words.wished === language.wished) return;
    const words = await host.first.wordsIn(language, host.addressOf);
    if (this.isGone || (this.view && host.words.wished === words.wished)) return;
    // Of several wishes the last holds.
    if (this.languageOf(element).wished !== language.wished) return this.show();
    host.words = words;
    if (this.view) return this.wordsChanged();
    // The one that was started for us, unless it has failed or another widget has stopped it.
    this.core = sharedCore(host.addressOf);
    this.makeView(this.core);
  }

  private dropView(): void {
    this.view?.destroy();
    this.view = null;
    stopIfUnused(this.core);
  }

  protected wordsChanged(): void {
    this.view?.wordsChanged();
  }
}

function makeHost(
  element: HeidiArticle | HeidiChat,
  addressOf: FileAddress,
  first: First,
  storageKey: string,
): WidgetHost {
  const persist = element.getAttribute('persist');
  const name = persist === 'none' ? '' : storageKey;
  // With a key the core keeps the conversation and its draft, for all tabs of the site and beyond.
  const key = persist === 'session' ? '' : name;
  return {
    element,
    root: element.root,
    room: element.room,
    addressOf,
    first,
    words: { wished: '', locale: '', json: '', texts: {} },
    reload: () => {},
    saved: { key, ...savedText(name) },
    savedDraft: savedText(key ? '' : name && `${name} draft`),
  };
}

class ArticleController extends Controller<HeidiArticle, ArticleView> {
  reveal(href: string): boolean {
    return this.view?.reveal(href) ?? false;
  }

  protected override makeView(core: CoreLink): void {
    this.element.room.replaceChildren();
    this.view = new ArticleView(this.host, core);
  }
}

class ChatController extends Controller<HeidiChat, ChatView> {
  private unread = 0;

  setToken(token: string): void {
    this.view?.setToken(token);
  }

  async perform(verb: ChatVerb, args: unknown[]): Promise<unknown> {
    await (openVerbs.some((open) => open === verb) ? this.element.open() : this.made);
    if (!this.view) throw new Error('The chat has left the page.');
    return (this.view[verb] as (...args: unknown[]) => unknown)(...args);
  }

  protected override makeView(core: CoreLink): void {
    const { element } = this;
    const { panel } = element;
    if (!panel) throw new Error('A chat has its panel first.');
    element.room.remove();
    this.view = new ChatView(this.host, core, panel, (count) => this.unreadChanged(count));
    this.view.setToken(element.token ?? '');
  }

  protected override storageKey(): string {
    const { id } = this.element;
    return `heidi ${new URL(this.element.getAttribute('endpoint') || '.', document.baseURI).href} ${id}`.trim();
  }

  private unreadChanged(count: number): void {
    this.unread = count;
    this.showUnread();
    this.element.tell('unread', { count });
  }

  protected override wordsChanged(): void {
    super.wordsChanged();
    this.showUnread();
  }

  /** On the launcher: answers that came while the panel was closed. */
  private showUnread(): void {
    const { unread } = this;
    const { launcher } = this.element;
    if (unread === 0) delete launcher.dataset.unread;
    else launcher.dataset.unread = String(unread);
    // A name that begins with what is seen of it (WCAG 2.5.3).
    launcher.ariaLabel = unread === 0 ? null : `${launcher.textContent}: ${unread}`;
  }
}

export type { ArticleController, ChatController };

/**
 * @param languageOf the loader's, so that there is one opinion of what an element is to speak
 * @param first what has been loaded before, or beside
 */
export function control(
  element: Element,
  addressOf: FileAddress,
  languageOf: LanguageOf,
  first: First,
): ArticleController | ChatController {
  return element.localName === 'heidi-chat'
    ? new ChatController(element as HeidiChat, addressOf, languageOf, first, watchedOfChat)
    : new ArticleController(element as HeidiArticle, addressOf, languageOf, first, watchedOfArticle);
}
