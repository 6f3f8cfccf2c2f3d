// Types of the package ask-heidi: the two elements, their attributes and events, and the one global.

export type HeidiTheme = 'auto' | 'light' | 'dark' | 'sepia' | 'contrast';

/** Attributes of <heidi-article>. All are texts, as attributes are. */
export interface HeidiArticleAttributes {
  /** Address of the article's JSON. */
  src?: string;
  /** What `src` gives; recognised by itself where it is not said. */
  format?: 'auto' | 'heidi' | 'json-feed' | 'wordpress' | 'ghost' | 'json-ld';
  theme?: HeidiTheme;
  /** Language tag for the widget's own words, dates and numbers; the page's language by default. */
  locale?: string;
  /** `lazy`: loaded when it comes near the screen. */
  loading?: 'lazy' | 'eager';
  /** A factor of the designed size, from 0.5 to 3. */
  'text-size'?: string | number;
  /** `full`, `none`, or names with spaces between them. */
  toolbar?: string;
}

/** Attributes of <heidi-chat>. */
export interface HeidiChatAttributes {
  /** Where questions go. */
  endpoint?: string;
  /** What the endpoint speaks. */
  protocol?: 'heidi' | 'json' | 'openai';
  /** Model to ask for, with protocol `openai`. */
  model?: string;
  mode?: 'bubble' | 'inline';
  position?: 'right' | 'left';
  open?: boolean | '';
  /** Items with commas between them, or a JSON array. */
  topics?: string;
  topic?: string;
  greeting?: string;
  /** Items with commas between them, or a JSON array. */
  suggestions?: string;
  /** Address of the article that is asked about. */
  article?: string;
  theme?: HeidiTheme;
  locale?: string;
  'text-size'?: string | number;
  /** Where the conversation is kept. */
  persist?: 'local' | 'session' | 'none';
}

export interface HeidiStatus {
  painter: 'canvas' | 'css';
  host: 'worker' | 'page';
  /** Grows with each frame that is shown. */
  revision: number;
}

interface HeidiElement extends HTMLElement {
  /** Resolves when the widget shows what it was asked for, or why it cannot. */
  readonly ready: Promise<void>;
  readonly status: HeidiStatus;
}

export interface HeidiArticleElement extends HeidiElement {
  /** Shows the block that an address names (`…#heidi-paragraph-19`); false where it is of another article. */
  reveal(href: string): boolean;
}

export interface HeidiChatElement extends HeidiElement {
  readonly isOpen: boolean;
  open(): Promise<void>;
  close(): void;
  /** Goes with every request to the endpoint as a bearer token. */
  setToken(token: string): void;
}

export interface HeidiSource {
  title: string;
  url: string;
}

export interface HeidiMessage {
  id: string;
  role: 'user' | 'assistant';
  /** Markdown, where it is the assistant's. */
  text: string;
  status: 'complete' | 'streaming' | 'interrupted' | 'failed' | 'unsent';
  quote?: string;
  sources?: HeidiSource[];
}

/** What each event tells. On the elements and above them the names begin with `heidi:`. */
export interface HeidiEventDetails {
  ready: Record<string, never>;
  open: null;
  close: null;
  message: { id: string; role: 'assistant'; text: string; status: 'complete' };
  'message-sent': { clientId: string; id: string };
  'message-failed': { clientId: string; message: string };
  unread: { count: number };
  'stream-start': { id: string };
  'stream-end': { id: string };
  /** `state` is a condition of the connection: Idle, Connecting, Live, Waiting, Failed, … */
  connection: { state: string; attempt: number; nextInMs?: number };
  'article-open': { id: string; title: string; url: string };
  /** A list of articles: how many are shown, and which of them was opened last. */
  'feed-open': { title: string; items: number; from: number };
  'token-wanted': Record<string, never>;
  error: { phase: string; code: string; message: string };
  /** `preventDefault()` keeps the text in its field. */
  'before-send': { text: string };
  /** `preventDefault()` keeps the link from being followed. */
  link: { href: string };
  /** `preventDefault()` keeps the widget from starting anew. */
  reload: Record<string, never>;
}

export type HeidiEventName = keyof HeidiEventDetails;
export type HeidiEvents = { [Name in HeidiEventName as `heidi:${Name}`]: CustomEvent<HeidiEventDetails[Name]> };
export type HeidiListener<Name extends HeidiEventName> = (detail: HeidiEventDetails[Name]) => void;

export interface HeidiVerbs {
  open(): Promise<void>;
  close(): Promise<void>;
  toggle(): Promise<void>;
  show(): Promise<void>;
  hide(): Promise<void>;
  /** Asks for the reader. */
  sendMessage(text: string): Promise<void>;
  /** Puts text behind what stands in the text field. */
  prefill(text: string): Promise<void>;
  /** Asks about a passage; without a question the reader writes one. */
  ask(question?: string, about?: { quote?: string; article?: string }): Promise<void>;
  newConversation(): Promise<void>;
  reconnect(): Promise<void>;
  stop(): Promise<void>;
  getTranscript(format?: 'text' | 'markdown'): Promise<string>;
  getTranscript(format: 'json'): Promise<HeidiMessage[]>;
  /** In the page's first article. */
  openArticle(src: string): Promise<void>;
  setTheme(theme: HeidiTheme): Promise<void>;
  setLocale(locale: string): Promise<void>;
  setUser(user: { token?: string }): Promise<void>;
  on<Name extends HeidiEventName>(name: Name, listener: HeidiListener<Name>): Promise<void>;
  once<Name extends HeidiEventName>(name: Name, listener: HeidiListener<Name>): Promise<void>;
  off<Name extends HeidiEventName>(name: Name, listener: HeidiListener<Name>): Promise<void>;
  /** Removes all widgets of the page, and every listener. */
  destroy(): Promise<void>;
}

export interface HeidiApi extends HeidiVerbs {
  /** `Heidi('open')` is `Heidi.open()`. */
  <Verb extends keyof HeidiVerbs>(verb: Verb, ...args: Parameters<HeidiVerbs[Verb]>): ReturnType<HeidiVerbs[Verb]>;
  readonly version: string;
  readonly ready: Promise<HeidiApi>;
}

/** The page's one `Heidi`. On a server, where there is no page, its promises are rejected. */
export declare const Heidi: HeidiApi;

declare global {
  interface HTMLElementTagNameMap {
    'heidi-article': HeidiArticleElement;
    'heidi-chat': HeidiChatElement;
  }
  interface HTMLElementEventMap extends HeidiEvents {}
  interface DocumentEventMap extends HeidiEvents {}
}
