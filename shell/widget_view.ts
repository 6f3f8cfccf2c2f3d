// What both widgets are on the page: a shadow root with a surface, linked to the core. Every listener it adds is taken
// off again by destroy(), the listeners of elements inside the shadow root aside, which go with them.

import { converted } from './conversions.js';
import { copySelection } from './copy.js';
import type { CoreLink, CoreListener } from './core_link.js';
import { Fidelity } from './fidelity.js';
import type { FileAddress } from './files.js';
import type { First } from './first.js';
import type { Conversion } from './formats/formats.js';
import { followInside } from './inner_links.js';
import { PageFact, type WidgetKind } from './messages.js';
import type { Preferences } from './preferences.js';
import { handleShare } from './share.js';
import { sheetOf } from './sheets.js';
import { openSource } from './sources.js';
import { sheetText } from './styles.js';
import { Surface } from './surface.js';
import { Theme } from './theme.js';
import type { Words } from './words.js';

export interface WidgetStatus {
  painter: 'canvas' | 'css';
  host: 'worker' | 'page';
  revision: number;
}

/** What the page's element keeps for its view: it lives longer than a view, which Reload makes anew. */
export interface WidgetHost {
  readonly element: HTMLElement;
  readonly root: ShadowRoot;
  /** Where what flows with the page stands: as high as expected until there is something to show. */
  readonly room: HTMLElement;
  readonly addressOf: FileAddress;
  readonly first: First;
  words: Words;
  /** Makes the view again from what was saved. */
  reload(): void;
  /** Where the core may store nothing, the page keeps it; `key` is "" where nothing is to outlive the page. */
  readonly saved: { readonly key: string; read(): string | null; write(bytes: string | null): void };
  /** Where the core keeps none. */
  readonly savedDraft: { read(): string | null; write(text: string | null): void };
}

const forcedColors = matchMedia('(forced-colors: active)');

/** Milliseconds between looks at the page's fonts: what the reader has asked for comes first. */
const fidelityDelay = 100;

let sharedSheet: CSSStyleSheet | undefined;

export abstract class WidgetView implements CoreListener {
  readonly surface: Surface;
  protected readonly theme: Theme;
  protected readonly widget: number;
  protected readonly endings: (() => void)[] = [];
  private readonly resizes: ResizeObserver;
  private errorBar: HTMLElement | null = null;
  private over = 0;
  private corePaints = false;
  /** Why the browser sets the text itself, if it does. */
  private readonly natural = { changed: false, unfaithful: false };
  private readonly fidelity: Fidelity;
  private isFidelityKnown = false;
  private fidelityTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    protected readonly host: WidgetHost,
    protected readonly link: CoreLink,
    kind: WidgetKind,
    /** What the widget's own styles go before. */
    baseSheets: string[] = [],
  ) {
    this.surface = new Surface(
      {
        scrolled: (node, x, y) => this.scrolled(node, x, y),
        pictureLoaded: (src, width, height) => this.link.call('picture', this.widget, src, width, height),
        controlMade: (element) => this.controlMade(element),
        textField: () => this.textField(),
        changedByOthers: () => this.setNatural({ changed: true }),
      },
      () => this.baseUrl(),
    );
    sharedSheet ??= sheetOf(sheetText);
    // Behind those of the element, which are there before and after us.
    const { root } = this.host;
    const own = [...root.adoptedStyleSheets];
    root.adoptedStyleSheets = [...own, ...baseSheets.map(sheetOf), sharedSheet, this.surface.looks.sheet];
    this.endings.push(() => {
      root.adoptedStyleSheets = own;
    });
    this.widget = link.add(this);
    link.call('create', this.widget, kind);
    this.theme = new Theme((name, value) => link.call('setting', this.widget, name, value), this.surface.element);
    this.resizes = new ResizeObserver(() => this.resized());
    this.fidelity = new Fidelity(
      link,
      (isFaithful) => this.setNatural({ unfaithful: !isFaithful }),
      () => link.call('page', this.widget, PageFact.FontsChanged),
    );
  }

  /** `frame` is the element that the surface fills; it is in the shadow root already. */
  protected begin(frame: HTMLElement): void {
    frame.append(this.surface.element);
    this.host.root.append(this.theme.element, this.fidelity.element);
    this.setting('page-locale', document.documentElement.lang || navigator.language);
    this.wordsChanged();
    const { preferences, onPreferences } = this.host.first;
    this.preferencesChanged(preferences());
    this.endings.push(onPreferences((chosen) => this.preferencesChanged(chosen)));
    this.theme.watch(this.host.element);
    this.resizes.observe(frame);
    this.listen();
    this.watchDevicePixelRatio();
    // It is told of its first size with the next layout, but not in what the browser skips, and that can be searched.
    if (document.visibilityState !== 'visible' || !this.host.element.checkVisibility?.({ contentVisibilityAuto: true }))
      this.resized();
    if (document.fonts.size > 0) this.checkFidelity();
  }

  protected preferencesChanged(chosen: Preferences): void {
    this.setting('theme-choice', chosen.theme || 'auto');
    this.setting('text-scale', String(this.host.first.applyPreferences(this.host.element, chosen)));
  }

  private checkFidelity(): void {
    this.isFidelityKnown = true;
    clearTimeout(this.fidelityTimer);
    void this.fidelity.check(this.theme.resolvedFamilies);
    // WebKitGTK 2.50 never says `loadingdone`, and its `ready` may be that of an earlier loading.
    if (document.fonts.status === 'loading') this.fidelityTimer = setTimeout(() => this.awaitFonts(), fidelityDelay);
  }

  private awaitFonts(): void {
    if (document.fonts.status !== 'loading') return this.fontsLoaded();
    this.fidelityTimer = setTimeout(() => this.awaitFonts(), fidelityDelay);
  }

  private fontsLoaded(): void {
    if (!this.host.element.isConnected) return;
    this.link.call('page', this.widget, PageFact.FontsChanged);
    this.checkFidelity();
  }

  private setNatural(why: Partial<WidgetView['natural']>): void {
    const before = this.isNatural;
    Object.assign(this.natural, why);
    // Naming the painter anew has everything painted anew.
    if (this.isNatural === before) return;
    this.surface.natural = this.isNatural;
    this.choosePainter();
  }

  private get isNatural(): boolean {
    return this.natural.changed || this.natural.unfaithful;
  }

  protected start(): void {
    const { key, read } = this.host.saved;
    this.link.call('start', this.widget, key, read() ?? '');
  }

  get status(): WidgetStatus {
    return {
      painter: this.surface.element.classList.contains('css') ? 'css' : 'canvas',
      host: this.link.host,
      revision: this.surface.revision,
    };
  }

  setting(name: string, value: string): void {
    this.link.call('setting', this.widget, name, value);
  }

  destroy(): void {
    for (const end of this.endings.splice(0)) end();
    clearTimeout(this.fidelityTimer);
    this.resizes.disconnect();
    this.theme.stop();
    this.link.remove(this.widget);
    this.theme.element.remove();
    this.fidelity.element.remove();
    this.surface.stop();
    this.surface.element.remove();
    this.errorBar?.remove();
  }

  // ---- from the core

  frame(json: string, pictures: ImageBitmap[]): void {
    this.surface.show(json, pictures);
    this.shown();
    // A page without fonts of its own disagrees so seldom that asking, which has it laid out, can wait for the first frame.
    if (!this.isFidelityKnown) this.fidelityTimer ??= setTimeout(() => this.checkFidelity(), fidelityDelay);
  }

  news(name: string, detail: string): void {
    this.happened(name, JSON.parse(detail) as Record<string, unknown>);
  }

  save(bytes: string | null): void {
    this.host.saved.write(bytes);
  }

  async convert(request: number, conversion: Conversion): Promise<void> {
    this.link.call('converted', this.widget, request, await converted(this.host.addressOf, conversion));
  }

  paintingChanged(paints: boolean): void {
    this.corePaints = paints;
    this.choosePainter();
  }

  /** Forced colours are the browser's business: it re-colours text and controls, but no canvas. */
  private choosePainter(): void {
    const canvas = this.corePaints && !forcedColors.matches && !this.isNatural;
    if (!canvas) this.surface.dropAllTiles();
    this.setting('painter', canvas ? 'canvas' : 'css');
  }

  failed(message: string): void {
    this.emit('error', { phase: 'core', code: 'core-failed', message });
    // A core that never came is invisible: what the partner put inside the element stays as it is.
    if (this.errorBar || !this.wasShown()) return;
    this.errorBar = this.makeErrorBar();
    this.errorPlace().append(this.errorBar);
  }

  private makeErrorBar(): HTMLElement {
    return this.host.first.makeErrorBar(this.host.words, {
      reload: () => this.emit('reload', {}, true) && this.host.reload(),
      dismiss: () => this.errorBar?.remove(),
    });
  }

  /** The host has other words for the widget. */
  wordsChanged(): void {
    const { locale, json } = this.host.words;
    this.setting('words-locale', locale);
    this.setting('words', json);
    if (!this.errorBar) return;
    const bar = this.makeErrorBar();
    this.errorBar.replaceWith(bar);
    this.errorBar = bar;
  }

  /** False when a listener of the host's called preventDefault(). */
  emit(name: string, detail: Record<string, unknown>, cancelable = false): boolean {
    return this.host.element.dispatchEvent(
      new CustomEvent(`heidi:${name}`, { detail, bubbles: true, composed: true, cancelable }),
    );
  }

  protected scrolled(node: number, x: number, y: number): void {
    this.link.call('scroll', this.widget, node, x, y);
  }

  // ---- for the widgets

  protected abstract resized(): void;
  protected abstract shown(): void;
  protected abstract happened(name: string, detail: Record<string, unknown>): void;
  protected abstract baseUrl(): string;
  /** Whether the reader has seen the widget, and must be told that it has failed. */
  protected wasShown(): boolean {
    return this.surface.revision > 0;
  }
  /** Where it is told that the core has failed. There, nobody waits for it any more. */
  protected abstract errorPlace(): HTMLElement | ShadowRoot;
  /** The field that the widget has already; null where the core's is the first. */
  protected textField(): HTMLTextAreaElement | null {
    return null;
  }
  private controlMade(element: HTMLElement): void {
    element.addEventListener('change', () => {
      const control = this.surface.layer.controlAt(element);
      if (control && element instanceof HTMLSelectElement)
        this.link.call('activate', this.widget, control.node, element.value);
    });
  }

  protected on<Name extends keyof WindowEventMap>(
    target: EventTarget,
    name: Name | string,
    listener: (event: never) => void,
    options: AddEventListenerOptions = {},
  ): void {
    target.addEventListener(name, listener as EventListener, options);
    this.endings.push(() => target.removeEventListener(name, listener as EventListener, options));
  }

  private listen(): void {
    const { layer, element } = this.surface;
    this.on(element, 'click', (event: MouseEvent) => this.clicked(event));
    this.on(element, 'pointerover', (event: PointerEvent) =>
      this.pointer(layer.controlAt(event.target)?.node ?? 0, false),
    );
    this.on(
      element,
      'pointerdown',
      (event: PointerEvent) => this.pointer(layer.controlAt(event.target)?.node ?? 0, true),
      { passive: true },
    );
    this.on(element, 'pointerup', (event: PointerEvent) =>
      this.pointer(layer.controlAt(event.target)?.node ?? 0, false),
    );
    this.on(element, 'copy', (event: ClipboardEvent) => {
      if (!(event.target instanceof HTMLTextAreaElement)) copySelection(event, this.host.root, layer.element);
    });
    this.on(element, 'pointerleave', () => this.pointer(0, false));
    const fact = (what: PageFact) => () => this.link.call('page', this.widget, what);
    this.on(document, 'visibilitychange', () =>
      fact(document.visibilityState === 'visible' ? PageFact.Visible : PageFact.Hidden)(),
    );
    this.on(window, 'online', fact(PageFact.Online));
    this.on(window, 'offline', fact(PageFact.Offline));
    this.on(window, 'pagehide', fact(PageFact.Left));
    this.on(window, 'pageshow', fact(PageFact.Returned));
    this.on(document.fonts, 'loadingdone', () => this.fontsLoaded());
    this.on(forcedColors, 'change', () => this.choosePainter());
    const dark = matchMedia('(prefers-color-scheme: dark)');
    this.on(dark, 'change', () => this.theme.read());
    if (document.visibilityState !== 'visible') fact(PageFact.Hidden)();
    if (!navigator.onLine) fact(PageFact.Offline)();
  }

  protected clicked(event: MouseEvent): void {
    const control = this.surface.layer.controlAt(event.target);
    if (!control) return this.linkClicked(event);
    if (control.element.ariaDisabled === 'true' || control.element instanceof HTMLSelectElement) return;
    if (control.element instanceof HTMLAnchorElement && !this.opensHere(event, control.element)) return;
    handleShare(control.verb, control.element, this.surface.element, this.host);
    this.link.call('activate', this.widget, control.node, '');
  }

  /** A link to what the widget can show itself. False: the browser or the page is to follow it. */
  private opensHere(event: MouseEvent, { href }: HTMLAnchorElement): boolean {
    if (isForElsewhere(event)) return false;
    event.preventDefault();
    return this.emit('link', { href }, true);
  }

  private linkClicked(event: MouseEvent): void {
    const link = (event.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null;
    if (!link) return;
    const elsewhere = isForElsewhere(event);
    if (!elsewhere && followInside(link, this.host.root)) return event.preventDefault();
    if (!this.emit('link', { href: link.href }, true) || (!elsewhere && openSource(link.href))) {
      event.preventDefault();
      this.followed();
    }
  }

  /** The page has shown on its own what a link leads to. */
  protected followed(): void {}

  private pointer(node: number, pressed: boolean): void {
    if (node === this.over && node === 0) return;
    this.over = node;
    this.link.call('pointer', this.widget, node, pressed ? 1 : 0);
  }

  private watchDevicePixelRatio(): void {
    let query: MediaQueryList;
    const changed = () => {
      query.removeEventListener('change', changed);
      this.resized();
      watch();
    };
    const watch = () => {
      query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
      query.addEventListener('change', changed);
    };
    watch();
    this.endings.push(() => query.removeEventListener('change', changed));
  }
}

/** Ctrl-click and its kin: a new tab or window. */
function isForElsewhere(event: MouseEvent): boolean {
  return event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey;
}
