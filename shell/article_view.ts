// <heidi-article> on the page: takes the width it is given, has its natural height, and flows with the page.

import { formatNames } from './conversions.js';
import { copiedText } from './copy.js';
import type { CoreLink } from './core_link.js';
import type { HeidiChat } from './elements.js';
import { WidgetKind } from './messages.js';
import type { Comfort, Comforts } from './reader/comforts.js';
import { rangeInside } from './selection.js';
import { canShare, copyLink } from './share.js';
import { blockIn, withoutFragment } from './sources.js';
import { Viewport } from './viewport.js';
import { type WidgetHost, WidgetView } from './widget_view.js';

/** What `toolbar` may name: drawn by the core, and what the page does behind the article (reader/comforts.ts). */
const ofTheCore = ['size', 'theme'] as const;
const ofThePage: Comfort[] = [
  'contents',
  'listen',
  'print',
  'help',
  'progress',
  'resume',
  'notes',
  'pictures',
  'links',
  'ask',
];

export class ArticleView extends WidgetView {
  private readonly frameElement = document.createElement('div');
  private readonly fallback = document.createElement('slot');
  private readonly viewport: Viewport;
  private src = '';
  private hasArticle = false;
  /** The page that the article belongs to, without fragment. */
  private address = '';
  private revealing = false;
  private comfortsWanted: Set<string> = new Set();
  private comforts: Comforts | null = null;
  private comfortsDue = false;
  /** Grows with each article: comforts that were on their way are for another one. */
  private articles = 0;
  private isList = false;
  /** What gets focus when the next frame shows it. */
  private focusWanted = '';

  constructor(host: WidgetHost, link: CoreLink) {
    super(host, link, WidgetKind.Article, [host.first.themeSheetText]);
    this.surface.element.classList.add('page');
    this.surface.flows = true;
    host.room.append(this.frameElement, this.fallback);
    this.frameElement.className = 'frame';
    // Two things are not shown for one: what the partner has written stays where it is until the article is there.
    this.frameElement.classList.toggle('waiting', host.element.childNodes.length > 0);
    this.viewport = new Viewport(this.surface.element, (v) =>
      this.link.call('viewport', this.widget, v.x, v.y, v.width, v.height),
    );
    this.endings.push(() => {
      this.comforts?.stop();
      this.viewport.stop();
      this.frameElement.remove();
      this.fallback.remove();
    });
    this.setting('can-share', String(canShare()));
    this.setting('page-url', location.href);
    this.on(window, 'hashchange', () => this.reveal(location.href));
    this.attributesChanged();
    this.begin(this.frameElement);
    this.start();
  }

  attributesChanged(): void {
    const { element, first } = this.host;
    const written = element.getAttribute('src') ?? '';
    this.src = written ? new URL(written, document.baseURI).href : '';
    this.setting('format', first.oneOf(element, 'format', formatNames));
    this.setting('src', this.src);
    this.comfortsWanted = first.someOf(element, 'toolbar', [...ofTheCore, ...ofThePage]);
    this.setting('toolbar', [...this.comfortsWanted].join(' '));
    if (this.hasArticle) this.makeComfortable();
    first.oneOf(element, 'loading', ['lazy', 'eager']);
    this.preferencesChanged(first.preferences());
  }

  override wordsChanged(): void {
    super.wordsChanged();
    if (this.hasArticle) this.makeComfortable();
  }

  protected override resized(): void {
    const width = this.frameElement.getBoundingClientRect().width;
    if (width > 0) this.link.call('resize', this.widget, width, 0, devicePixelRatio);
    this.viewport.check();
  }

  protected override shown(): void {
    this.viewport.check();
    if (this.comfortsDue) this.makeComfortable();
    if (this.revealing) this.showMarked();
    if (this.focusWanted) this.giveFocus();
  }

  /** After a change of what is shown: the reader goes on from there, by keyboard and by ear. */
  private giveFocus(): void {
    const wanted = this.surface.layer.element.querySelector<HTMLElement>(this.focusWanted);
    if (!wanted) return;
    this.focusWanted = '';
    wanted.focus({ preventScroll: true });
    const { top, bottom } = wanted.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) (wanted.tagName === 'H1' ? this.frameElement : wanted).scrollIntoView();
  }

  /** Marks the block that an address of this article names, and brings it into view. False: it is of another article. */
  reveal(href: string): boolean {
    const block = blockIn(href);
    if (block < 0 || withoutFragment(href) !== this.address) return false;
    this.revealing = true;
    this.link.call('reveal', this.widget, block);
    // It may be marked already: then there is no frame.
    this.showMarked();
    return true;
  }

  /** Returns the number of the article that is shown from here on. */
  private stopComforts(): number {
    this.comfortsDue = false;
    this.comforts?.stop();
    this.comforts = null;
    return ++this.articles;
  }

  /** Behind the article, which is there without it. */
  private makeComfortable(): void {
    const article = this.stopComforts();
    const wanted = new Set(ofThePage.filter((name) => this.comfortsWanted.has(name)));
    if (wanted.size === 0) return;
    const { layer, element } = this.surface;
    import(/* @vite-ignore */ this.host.addressOf('heidi-reader.js')).then(
      (reader: typeof import('./reader/comforts.js')) => {
        if (article !== this.articles || !this.frameElement.isConnected) return;
        const shown = {
          root: this.host.root,
          frame: element,
          layer: layer.element,
          address: () => this.address,
          setting: (name: string, value: string) => this.setting(name, value),
          selected: () => rangeInside(this.host.root, layer.element),
          textOf: copiedText,
          ask: () => this.chatToAsk(),
          copy: (text: string) => copyLink(text, element, this.host),
          words: this.host.words,
        };
        this.comforts = reader.comfort(shown, wanted);
      },
      // The article is there all the same.
      () => {},
    );
  }

  protected override clicked(event: MouseEvent): void {
    const control = this.surface.layer.controlAt(event.target);
    if (!control || !this.comforts?.act(control.verb)) super.clicked(event);
  }

  /** The page's chat takes the passage, and opens. */
  private chatToAsk(): ((passage: string) => void) | null {
    const chat = document.querySelector<HeidiChat>('heidi-chat');
    if (!chat?.perform) return null;
    return (quote) => void chat.perform('ask', '', { quote, article: this.address });
  }

  private showMarked(): void {
    const marked = this.surface.layer.element.querySelector<HTMLElement>('[part~="marked"]');
    if (!marked) return;
    this.revealing = false;
    marked.scrollIntoView({ block: 'center' });
    marked.focus({ preventScroll: true });
  }

  protected override happened(name: string, detail: Record<string, unknown>): void {
    if (name === 'article-open') {
      this.hasArticle = true;
      this.fallback.remove();
      this.frameElement.classList.remove('waiting');
      this.address = withoutFragment(new URL(String(detail.url), this.baseUrl()).href);
      this.reveal(location.href);
      if (this.isList) this.focusWanted = '[part~="title"]';
      this.isList = false;
    } else if (name === 'article-whole') {
      // With the frame that shows its end.
      this.comfortsDue = true;
      return;
    } else if (name === 'feed-open') {
      this.hasArticle = this.isList = true;
      this.stopComforts();
      this.fallback.remove();
      if (Number(detail.from) >= 0)
        this.focusWanted = `[part~="feed"] li:nth-of-type(${Number(detail.from) + 1}) > .control`;
    } else if (name === 'theme-chosen') {
      return this.host.first.chooseTheme(String(detail.theme));
    } else if (name === 'text-size-wanted') {
      return this.host.first.changeScale(Number(detail.steps));
    } else if (name === 'error' && !this.hasArticle) {
      // What the partner put inside stays readable below the card that says what is wrong.
      this.host.room.append(this.fallback);
      this.frameElement.classList.remove('waiting');
    }
    this.emit(name, detail);
  }

  protected override baseUrl(): string {
    return this.src || document.baseURI;
  }

  protected override errorPlace(): HTMLElement {
    return this.frameElement;
  }
}
