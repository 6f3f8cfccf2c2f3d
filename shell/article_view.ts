// <heidi-article> on the page: takes the width it is given, has its natural height, and flows with the page.

import type { CoreLink } from './core_link.js';
import { WidgetKind } from './messages.js';
import { canShare } from './share.js';
import { Viewport } from './viewport.js';
import { type WidgetHost, WidgetView } from './widget_view.js';

export class ArticleView extends WidgetView {
  private readonly frameElement = document.createElement('div');
  private readonly fallback = document.createElement('slot');
  private readonly viewport: Viewport;
  private src = '';
  private hasArticle = false;

  constructor(host: WidgetHost, link: CoreLink) {
    super(host, link, WidgetKind.Article);
    host.root.append(this.frameElement, this.fallback);
    this.viewport = new Viewport(this.surface.element, (v) =>
      this.link.call('viewport', this.widget, v.x, v.y, v.width, v.height),
    );
    this.endings.push(() => {
      this.viewport.stop();
      this.frameElement.remove();
      this.fallback.remove();
    });
    this.setting('can-share', String(canShare()));
    this.setting('page-url', location.href);
    this.attributesChanged();
    this.begin(this.frameElement);
    this.start();
  }

  attributesChanged(): void {
    const { element } = this.host;
    const written = element.getAttribute('src') ?? '';
    this.src = written ? new URL(written, document.baseURI).href : '';
    this.setting('src', this.src);
  }

  protected override resized(): void {
    const width = this.frameElement.getBoundingClientRect().width;
    if (width > 0) this.link.call('resize', this.widget, width, 0, devicePixelRatio);
    this.viewport.check();
  }

  protected override shown(): void {
    this.viewport.check();
  }

  protected override happened(name: string, detail: Record<string, unknown>): void {
    if (name === 'article-open') {
      this.hasArticle = true;
      this.fallback.remove();
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
