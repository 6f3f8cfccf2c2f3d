// The only list of what the page and the core say to each other. The core may be in a worker or on the page: the
// messages are the same.

/** What the page tells the core: the name of a call of the module (core/module.ts), a widget, and its arguments. */
export interface CoreCalls {
  create(widget: number, kind: WidgetKind): void;
  /**
   * Everything is set. `key` names the record of its saved state, "" if it has none; `held` is a saved state that the page
   * itself has kept, where nothing may be stored.
   */
  start(widget: number, key: string, held: string): void;
  destroy(widget: number): void;
  setting(widget: number, name: string, value: string): void;
  /** CSS pixels; the height is a panel's. */
  resize(widget: number, width: number, height: number, devicePixelRatio: number): void;
  /** The visible part, in CSS pixels of the widget. */
  viewport(widget: number, x: number, y: number, width: number, height: number): void;
  scroll(widget: number, node: number, x: number, y: number): void;
  activate(widget: number, node: number, value: string): void;
  pointer(widget: number, node: number, pressed: number): void;
  picture(widget: number, src: string, width: number, height: number): void;
  typed(widget: number, textHeight: number): void;
  token(widget: number, token: string): void;
  /** What stands in the text field, to be kept with the saved state. */
  draft(widget: number, text: string): void;
  submit(widget: number, text: string): void;
  /** What a page's script asks for: see Wished in src/app/events.h. */
  wish(widget: number, what: string, value: string): void;
  page(widget: number, fact: PageFact): void;
  /** The answer to 'convert'; "" where the format is unknown. */
  converted(widget: number, request: number, json: string): void;
  /** Marks a block of the article's body, by its index from 0. */
  reveal(widget: number, block: number): void;
}

export type CoreCall = {
  [Name in keyof CoreCalls]: [name: Name, ...args: Parameters<CoreCalls[Name]>];
}[keyof CoreCalls];

export type ToCore =
  /**
   * With the addresses of the module, and of what not every page needs: the names of characters, and what orders mixed directions,
   * which is loaded with the module where the page reads from the right.
   */
  | { to: 'boot'; wasm: string; names: string; bidi: string; fromTheRight: boolean; graphics: boolean }
  | { to: 'call'; call: CoreCall }
  /** What had to wait for the core, in order. */
  | { to: 'all'; messages: ToCore[] }
  /** A frame has been shown, which took the page so many milliseconds: the next may be made. */
  | { to: 'shown'; cost: number }
  /** Widths of a text in CSS fonts; answered by "measured" with the same number. */
  | { to: 'measure'; question: number; fonts: string[]; text: string }
  /** Fonts of the page for a core in a worker, which has none of them; answered by "measured" when they are there. */
  | { to: 'fonts'; question: number; fonts: PageFont[] };

/** What an @font-face rule says, with absolute addresses. */
export interface PageFont {
  family: string;
  source: string;
  descriptors: FontFaceDescriptors;
}

export type FromCore =
  | { from: 'booted'; paints: boolean }
  | { from: 'frame'; widget: number; frame: string; pictures: ImageBitmap[] }
  | { from: 'news'; widget: number; name: string; detail: string }
  /** An article in another format than ours: only a page can parse HTML. */
  | { from: 'convert'; widget: number; request: number; format: string; src: string; text: string }
  /** To be kept by the page: where the core runs, nothing can be stored. */
  | { from: 'save'; widget: number; bytes: string | null }
  | { from: 'measured'; question: number; widths: number[] }
  /** The graphics context was lost, or is back. */
  | { from: 'graphics'; paints: boolean }
  /** The core has failed and does nothing any more. */
  | { from: 'fatal'; message: string };

export enum WidgetKind {
  Article = 0,
  Chat = 1,
}

/** In the order of the enumeration in src/port/browser/exports.cpp. */
export enum PageFact {
  Hidden = 0,
  Visible = 1,
  Offline = 2,
  Online = 3,
  Left = 4,
  Returned = 5,
  FontsChanged = 6,
  /** Something new stands below what the reader sees of the transcript. */
  TranscriptLeft = 7,
  TranscriptReached = 8,
  /** Another tab has the saved state. */
  TakenOver = 9,
}

/** A frame's text, parsed: see src/app/surface.h and src/semantics/mounted_tree.h, which write it. */
export interface Frame {
  revision: number;
  width: number;
  height: number;
  paints: boolean;
  fonts: [id: number, css: string][];
  looks: Look[];
  patch: Operation[];
  tiles: [layer: number, column: number, row: number, x: number, y: number, width: number, height: number][];
  drops: [layer: number, column: number, row: number][];
}

export type Look = [
  fill: number,
  stroke: number,
  strokeWidth: number,
  radius: number,
  bar: number,
  /** Negative: along the right edge. */
  barWidth: number,
  rule: number,
];

export type Attributes = Record<string, string | null>;

export type Phrase =
  | string
  | number
  | []
  | [space: string]
  | [
      element: string,
      font: number,
      ink: number,
      decoration: number,
      look: number,
      attributes: Attributes,
      width?: number,
      height?: number,
      gap?: number,
    ];

export type Operation =
  | ['+', id: number, parent: number, before: number, element: string, placement: number, scrolls: number]
  | ['-', id: number]
  | ['b', id: number, gap: number, x: number, y: number, width: number, height: number]
  | ['c', id: number, width: number, height: number]
  | ['a', id: number, attributes: Attributes]
  | ['s', id: number, font: number, ink: number, align: number, lineHeight: number]
  | ['l', id: number, look: number]
  | ['t', id: number, phrases: Phrase[]]
  | ['v', id: number, verb: number];
