// <heidi-article> on the page: takes the width it is given, has its natural height, and flows with the page.

import { AskAbout } from './ask_about.js';
import { oneOf } from './attributes.js';
import type { CoreLink } from './core_link.js';
import type { HeidiChat } from './elements.js';
import { WidgetKind } from './messages.js';
import { changeScale, chooseTheme, preferences } from './preferences.js';
import { canShare } from './share.js';
import { blockIn, withoutFragment } from './sources.js';
import { Viewport } from './viewport.js';
import { type WidgetHost, WidgetView } from './widget_view.js';

export class ArticleView extends WidgetView {
  private readonly frameElement = document.createElement('div');
  private readonly fallback = document.createElement('slot');
  private readonly viewport: Viewport;
  private src = '';
  private hasArticle = false;
  /** The page that the article belongs to, without fragment. */
  private address = '';
  private revealing = false;

  constructor(host: WidgetHost, link: CoreLink) {
    super(host, link, WidgetKind.Article);
    this.surface.element.classList.add('page');
    host.root.append(this.frameElement, this.fallback);
    this.viewport = new Viewport(this.surface.element, (v) =>
      this.link.call('viewport', this.widget, v.x, v.y, v.width, v.height),
    );
    this.endings.push(() => {
      this.viewport.stop();
      this.frameElement.remove();
      this.fallback.remove();
    });
    const asking = new AskAbout(host.root, this.surface.layer.element, () => this.chatToAsk());
    this.endings.push(() => asking.stop());
    this.setting('can-share', String(canShare()));
    this.setting('page-url', location.href);
    this.on(window, 'hashchange', () => this.reveal(location.href));
    this.attributesChanged();
    this.begin(this.frameElement);
    this.start();
  }

  attributesChanged(): void {
    const { element } = this.host;
    const written = element.getAttribute('src') ?? '';
    this.src = written ? new URL(written, document.baseURI).href : '';
    this.setting('src', this.src);
    this.setting('toolbar', oneOf(element, 'toolbar', ['full', 'none']));
    oneOf(element, 'loading', ['lazy', 'eager']);
    this.applyPreferences(preferences());
  }

  protected override resized(): void {
    const width = this.frameElement.getBoundingClientRect().width;
    if (width > 0) this.link.call('resize', this.widget, width, 0, devicePixelRatio);
    this.viewport.check();
  }

  protected override shown(): void {
    this.viewport.check();
    if (this.revealing) this.showMarked();
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

  /** The page's chat takes the passage, and opens. */
  private chatToAsk(): ((passage: string) => void) | null {
    const chat = document.querySelector<HeidiChat>('heidi-chat');
    if (!chat?.perform) return null;
    return (quote) => void chat.perform(true, 'ask', '', { quote, article: this.address });
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
      this.address = withoutFragment(new URL(String(detail.url), this.baseUrl()).href);
      this.reveal(location.href);
    } else if (name === 'theme-chosen') {
      return chooseTheme(String(detail.theme));
    } else if (name === 'text-size-wanted') {
      return changeScale(Number(detail.steps));
    } else if (name === 'error' && !this.hasArticle) {
      // What the partner put inside stays readable below the card that says what is wrong.
      this.host.root.append(this.fallback);
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
