// What makes reading comfortable, beyond size and theme: loaded behind the article, one object for each. Everything can be
// left out by the element's `toolbar` attribute.

import type { ShownArticle } from './article.js';
import { headingsOf } from './article.js';
import { AskAbout } from './ask_about.js';
import { HeadingLinks, leastHeadings, showContents } from './contents.js';
import { canListen, Listening } from './listen.js';
import { enlargeOnClick, enlargePictureInSight, NotePreview, showKeys } from './pictures.js';
import { Place } from './place.js';
import { comfortsSheetText } from './styles.js';
import { say } from './words.js';

/** src/views/verbs.h */
const verbContents = 5;
const verbListen = 6;
const verbPrint = 7;
const verbHelp = 8;

export type Comfort =
  | 'ask'
  | 'contents'
  | 'listen'
  | 'print'
  | 'help'
  | 'progress'
  | 'resume'
  | 'notes'
  | 'pictures'
  | 'links';

export class Comforts {
  private readonly ending = new AbortController();
  private readonly listening: Listening | null;
  private readonly keys: [key: string, what: string, act: () => void][];
  private readonly sheet = new CSSStyleSheet();

  constructor(
    private readonly article: ShownArticle,
    wanted: ReadonlySet<Comfort>,
  ) {
    const { signal } = this.ending;
    this.sheet.replaceSync(comfortsSheetText);
    const { root } = article;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.sheet];
    signal.addEventListener('abort', () => {
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== this.sheet);
    });
    const hasContents = wanted.has('contents') && headingsOf(article).length >= leastHeadings;
    this.listening = wanted.has('listen') && canListen() ? new Listening(article, signal) : null;
    if (wanted.has('progress') || wanted.has('resume'))
      new Place(article, { progress: wanted.has('progress'), resume: wanted.has('resume') }, signal);
    if (wanted.has('ask')) new AskAbout(article, signal);
    if (wanted.has('notes')) new NotePreview(article, signal);
    if (wanted.has('pictures')) enlargeOnClick(article, signal);
    if (wanted.has('links')) new HeadingLinks(article, signal);
    this.keys = [
      ['?', say(article.words, 'key_help'), () => this.act(verbHelp)],
      ['c', say(article.words, 'key_contents'), () => this.act(verbContents)],
      ['l', say(article.words, 'key_listen'), () => this.act(verbListen)],
      ['e', say(article.words, 'key_enlarge'), () => enlargePictureInSight(article)],
    ];
    this.keys = this.keys.filter(
      ([key]) =>
        (key !== 'c' || hasContents) && (key !== 'l' || this.listening) && (key !== 'e' || wanted.has('pictures')),
    );
    if (wanted.has('help')) article.frame.addEventListener('keydown', (event) => this.keyPressed(event), { signal });
    // What the toolbar offers: only what would do something.
    const shown = [
      hasContents && 'contents',
      this.listening && 'listen',
      wanted.has('print') && 'print',
      wanted.has('help') && 'help',
    ];
    article.setting('comforts', shown.filter(Boolean).join(' '));
  }

  /** Whether the verb of a control was one of these. */
  act(verb: number): boolean {
    if (verb === verbContents) showContents(this.article);
    else if (verb === verbListen) this.listening?.toggle();
    else if (verb === verbPrint) print();
    else if (verb === verbHelp)
      showKeys(this.article, [
        ...this.keys.map(([key, what]): [string, string] => [key, what]),
        ['Esc', say(this.article.words, 'key_escape')],
      ]);
    else return false;
    return true;
  }

  stop(): void {
    this.ending.abort();
  }

  /** Single keys count only while focus is here and nobody types (WCAG 2.1.4). */
  private keyPressed(event: KeyboardEvent): void {
    const target = event.target as Element;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (target.closest('input, textarea, select, dialog, [contenteditable]')) return;
    const found = this.keys.find(([key]) => key === event.key);
    if (!found) return;
    event.preventDefault();
    found[2]();
  }
}

export function comfort(article: ShownArticle, wanted: ReadonlySet<Comfort>): Comforts {
  return new Comforts(article, wanted);
}
