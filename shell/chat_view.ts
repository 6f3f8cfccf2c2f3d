// What <heidi-chat> shows of the core's: the conversation in its panel (chat_panel.ts).

import type { ChatPanel, PanelUser } from './chat_panel.js';
import type { Composer } from './composer.js';
import type { CoreLink } from './core_link.js';
import { PageFact, WidgetKind } from './messages.js';
import { isAtEnd } from './surface.js';
import { type WidgetHost, WidgetView } from './widget_view.js';

/** src/views/verbs.h */
const verbToEnd = 4;

/** Attributes that the core reads as they are; lists have an item a line there. */
const passedOn = ['topic', 'greeting', 'article', 'model'] as const;
const lists = ['topics', 'suggestions'] as const;

export class ChatView extends WidgetView implements PanelUser {
  private readonly panel: HTMLElement;
  private readonly composer: Composer;
  /** The end of the transcript comes into view with the next frame: at the start, and when the reader says something. */
  private followsNext = true;
  private transcriptHeight = 0;
  private behind = false;
  /** The core knows that the reader stays at the end. */
  private toldOfEnd = false;
  /** On its way to the core. */
  private submitting = '';
  private unread = 0;
  /** Who waits for the conversation as text, in the order in which it was asked for. */
  private readonly readers: ((text: string) => void)[] = [];

  constructor(
    host: WidgetHost,
    link: CoreLink,
    private readonly place: ChatPanel,
    /** Answers that came while the panel was closed. */
    private readonly tellUnread: (count: number) => void,
  ) {
    super(host, link, WidgetKind.Chat);
    this.panel = place.element;
    this.composer = place.composer;
    this.showReconnectState('hide');
    this.attributesChanged();
    place.attach(this);
    this.endings.push(() => place.detach());
    this.begin(this.panel);
    this.start();
    place.handOver();
    this.composer.keep(host.savedDraft.read() ?? '');
  }

  typed(text: string, height: number): void {
    this.link.call('typed', this.widget, height);
    this.link.call('draft', this.widget, text);
    this.host.savedDraft.write(text);
  }

  attributesChanged(): void {
    const { element, first } = this.host;
    const text = (name: string) => element.getAttribute(name) ?? '';
    this.place.attributesChanged();
    first.oneOf(element, 'persist', ['local', 'session', 'none']);
    this.setting('endpoint', new URL(text('endpoint') || '.', document.baseURI).href);
    this.setting('locale', this.host.words.wished);
    this.setting('mode', this.place.isInline ? 'inline' : 'bubble');
    this.setting('protocol', first.oneOf(element, 'protocol', ['heidi', 'json', 'openai']));
    for (const name of passedOn) if (element.hasAttribute(name)) this.setting(name, text(name));
    for (const name of lists) if (element.hasAttribute(name)) this.setting(name, listItems(text(name)).join('\n'));
  }

  override wordsChanged(): void {
    const { words } = this.host;
    super.wordsChanged();
    this.setting('locale', words.wished);
    this.place.say(words);
  }

  /** The host's token for its endpoint; "" is none. */
  setToken(token: string): void {
    if (token) this.link.call('token', this.widget, token);
  }

  /** The field keeps the text until the core says that it has it. */
  submit(text: string): void {
    if (this.link.hasFailed || this.submitting === text || !this.emit('before-send', { text }, true)) return;
    this.submitting = text;
    this.followsNext = true;
    this.link.call('submit', this.widget, text);
  }

  // ---- what the page's scripts ask for: Heidi's verbs

  sendMessage(text: string): void {
    this.submit(String(text));
  }

  /** Into the text field, behind what the reader has begun. */
  prefill(text: string): void {
    this.composer.add(String(text));
    this.composer.focus();
  }

  /** About a passage of an article; without a question it is the reader who asks. */
  ask(question = '', { quote = '', article = '' }: { quote?: string; article?: string } = {}): void {
    if (quote && article) this.wish('quote-source', new URL(article, document.baseURI).href);
    this.wish('quote', String(quote));
    if (question) this.submit(String(question));
    else this.composer.focus();
  }

  newConversation(): void {
    this.wish('new-conversation');
  }

  reconnect(): void {
    this.wish('reconnect');
  }

  stop(): void {
    this.wish('stop');
  }

  /** @param format "text", "markdown" or "json" */
  getTranscript(format = 'text'): Promise<unknown> {
    return new Promise((resolve) => {
      this.readers.push((text) => resolve(format === 'json' ? JSON.parse(text) : text));
      this.wish('transcript', format);
    });
  }

  private wish(what: string, value = ''): void {
    this.link.call('wish', this.widget, what, value);
  }

  /** The reader has the conversation in front of him. */
  seen(): void {
    this.countUnread(0);
  }

  private countUnread(count: number): void {
    if (this.unread === count) return;
    this.unread = count;
    this.tellUnread(count);
  }

  protected override textField(): HTMLTextAreaElement {
    return this.composer.field;
  }

  protected override resized(): void {
    const { width, height } = this.panel.getBoundingClientRect();
    if (width <= 0 || height <= 0) return this.link.call('viewport', this.widget, 0, 0, 0, 0);
    this.link.call('resize', this.widget, width, height, devicePixelRatio);
    this.link.call('viewport', this.widget, 0, 0, width, height);
  }

  override frame(json: string, pictures: ImageBitmap[]): void {
    const { root } = this.host;
    const { activeElement } = root;
    const inStrip = activeElement?.closest('[part~="strip"]') != null;
    super.frame(json, pictures);
    if (!activeElement || root.activeElement === activeElement) return;
    // What had focus is gone, or has lost it on its way: the strip's next question if it was there, otherwise where the reader writes.
    if (activeElement.isConnected && activeElement !== this.composer.field) return;
    const next = inStrip ? this.panel.querySelector<HTMLElement>('[part~="strip"] button') : null;
    if (next) next.focus({ preventScroll: true });
    else this.composer.focus();
  }

  protected override shown(): void {
    this.place.drawn();
    const transcript = this.transcript();
    if (!transcript) return;
    if (this.followsNext) this.toEnd(transcript);
    const height = transcript.scrollHeight;
    if (!isAtEnd(transcript) && height > this.transcriptHeight) this.tellBehind(true);
    this.transcriptHeight = height;
  }

  protected override scrolled(node: number, x: number, y: number): void {
    const transcript = this.transcript();
    const atEnd = transcript !== undefined && isAtEnd(transcript);
    if (atEnd) this.tellBehind(false);
    // The end, not where it is: by the time the core hears of it, it may be further down.
    if (this.surface.layer.scrollers.get(node)?.element !== transcript) return super.scrolled(node, x, y);
    if (!atEnd || !this.toldOfEnd) super.scrolled(node, x, atEnd ? Number.POSITIVE_INFINITY : y);
    this.toldOfEnd = atEnd;
  }

  private transcript(): HTMLElement | undefined {
    return [...this.surface.layer.scrollers.values()].find(({ element }) => element.role === 'log')?.element;
  }

  private toEnd(transcript: HTMLElement): void {
    this.followsNext = false;
    transcript.scrollTop = transcript.scrollHeight;
    this.tellBehind(false);
  }

  private tellBehind(behind: boolean): void {
    if (this.behind === behind) return;
    this.behind = behind;
    this.link.call('page', this.widget, behind ? PageFact.TranscriptLeft : PageFact.TranscriptReached);
  }

  protected override happened(name: string, detail: Record<string, unknown>): void {
    if (name === 'close-wanted') return this.place.close();
    if (name === 'submit-wanted') return this.composer.submit();
    if (name === 'taken') {
      this.submitting = '';
      return this.composer.letGo(String(detail.text ?? ''));
    }
    if (name === 'draft') return this.composer.keep(String(detail.text ?? ''));
    if (name === 'compose') return this.composer.restore(String(detail.text ?? ''));
    if (name === 'reload-wanted') {
      if (this.emit('reload', {}, true)) this.host.reload();
      return;
    }
    if (name === 'reconnect-state') return this.reconnectStateChanged(detail);
    if (name === 'transcript') return this.readers.shift()?.(String(detail.text));
    if (name === 'message' && this.panel.hidden) this.countUnread(this.unread + 1);
    this.emit(name, detail);
  }

  protected override clicked(event: MouseEvent): void {
    const transcript = this.transcript();
    if (transcript && this.surface.layer.controlAt(event.target)?.verb === verbToEnd) this.toEnd(transcript);
    else super.clicked(event);
  }

  /** A panel that fills the screen would hide it. */
  protected override followed(): void {
    if (this.panel.getBoundingClientRect().width >= innerWidth) this.place.close();
  }

  protected override baseUrl(): string {
    return document.baseURI;
  }

  /** An open panel was asked for by the reader. */
  protected override wasShown(): boolean {
    return true;
  }

  protected override errorPlace(): HTMLElement {
    this.place.waits = false;
    return this.panel;
  }

  /** For pages that style the dialog of the framework this design comes from: one class, one event. */
  private reconnectStateChanged(detail: Record<string, unknown>): void {
    this.showReconnectState(String(detail.state));
    this.host.element.dispatchEvent(new CustomEvent('components-reconnect-state-changed', { detail }));
  }

  private showReconnectState(state: string): void {
    const { classList } = this.host.element;
    for (const name of [...classList]) if (name.startsWith('components-reconnect-')) classList.remove(name);
    classList.add(`components-reconnect-${state}`);
  }
}

/** A JSON array of strings, or items with commas between them. */
export function listItems(written: string): string[] {
  if (written.trim().startsWith('[')) {
    try {
      const parsed: unknown = JSON.parse(written);
      if (Array.isArray(parsed)) return parsed.filter((item): item is string => typeof item === 'string');
    } catch {
      // Not JSON after all: a list with commas.
    }
  }
  return written
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}
