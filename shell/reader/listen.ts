// The article read aloud by the browser's own voices, the spoken sentence marked.

import { blocksOf, firstInSight, type ShownArticle, shelvesOf, wantsLessMotion } from './article.js';

const highlightName = 'heidi-spoken';
/** Text that is not read: what only controls something, and code. */
const silent = 'button, select, pre, .spoken, [aria-hidden="true"], sup';

interface Sentence {
  text: string;
  range: Range;
}

export const canListen = () => typeof speechSynthesis !== 'undefined' && typeof SpeechSynthesisUtterance === 'function';

/** The text nodes of a block as one text, and back: where a part of the text is in them. */
function textOf(block: Element): { text: string; rangeOf(begin: number, end: number): Range } {
  const nodes: [begin: number, node: Text][] = [];
  let text = '';
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    if (node.parentElement?.closest(silent)) continue;
    nodes.push([text.length, node]);
    text += node.data;
  }
  const at = (offset: number): [Text, number] => {
    const [begin, node] = [...nodes].reverse().find(([start]) => start <= offset) ?? (nodes[0] as [number, Text]);
    return [node, Math.min(offset - begin, node.length)];
  };
  const rangeOf = (begin: number, end: number) => {
    const range = document.createRange();
    range.setStart(...at(begin));
    // Behind the last character, not in front of the next text.
    const [node, offset] = at(Math.max(begin, end - 1));
    range.setEnd(node, Math.min(offset + 1, node.length));
    return range;
  };
  return { text, rangeOf };
}

function sentencesOf(block: Element, language: string): Sentence[] {
  const segmenter =
    typeof Intl.Segmenter === 'function'
      ? new Intl.Segmenter(language || undefined, { granularity: 'sentence' })
      : null;
  const inner = [...block.querySelectorAll('li, td, th, p, h1, h2, h3, h4, h5, h6')];
  const leaves = inner.filter((element) => !element.querySelector('li, td, th, p'));
  return (leaves.length > 0 ? leaves : [block]).flatMap((part) => {
    const { text, rangeOf } = textOf(part);
    const segments = segmenter ? [...segmenter.segment(text)] : [{ segment: text, index: 0 }];
    return segments
      .filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment))
      .map(({ segment, index }) => ({ text: segment.trim(), range: rangeOf(index, index + segment.trimEnd().length) }));
  });
}

export class Listening {
  /** Blocks that are still to be read. */
  private blocks: Element[] = [];
  /** Of the block that is being read: those still to be spoken, the spoken one first. */
  private sentences: Sentence[] = [];
  private state: 'silent' | 'speaking' | 'paused' = 'silent';
  private utterance: SpeechSynthesisUtterance | null = null;

  constructor(
    private readonly article: ShownArticle,
    signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.stop());
  }

  toggle(): void {
    if (this.state === 'speaking') {
      // Not pause(): Android has none, and others forget to go on.
      this.change('paused');
      this.utterance = null;
      speechSynthesis.cancel();
      return;
    }
    if (this.state === 'silent') {
      this.blocks = blocksOf(this.article).slice(Math.max(0, firstInSight(shelvesOf(this.article))));
      this.sentences = [];
      this.readOn();
      const seen = this.sentences.findIndex(({ range }) => range.getBoundingClientRect().bottom > 0);
      this.sentences.splice(0, seen);
    }
    if (this.sentences.length === 0) return;
    this.change('speaking');
    this.speak();
  }

  /** To the next block that has something to say. */
  private readOn(): void {
    for (let block = this.blocks.shift(); block; block = this.blocks.shift()) {
      this.sentences = sentencesOf(block, this.language());
      if (this.sentences.length > 0) return;
    }
  }

  stop(): void {
    if (this.state === 'silent') return;
    this.utterance = null;
    speechSynthesis.cancel();
    CSS.highlights?.delete(highlightName);
    this.change('silent');
  }

  private speak(): void {
    if (this.sentences.length === 0) this.readOn();
    const [sentence] = this.sentences;
    if (!sentence) return this.stop();
    const utterance = new SpeechSynthesisUtterance(sentence.text);
    utterance.lang = this.language();
    utterance.onend = () => {
      if (this.utterance !== utterance) return;
      this.sentences.shift();
      this.speak();
    };
    utterance.onerror = () => {
      if (this.utterance === utterance) this.stop();
    };
    this.utterance = utterance;
    this.mark(sentence.range);
    speechSynthesis.speak(utterance);
  }

  private mark(range: Range): void {
    if (typeof Highlight === 'function') CSS.highlights.set(highlightName, new Highlight(range));
    const { top, bottom } = range.getBoundingClientRect();
    if (top >= 0 && bottom <= innerHeight) return;
    range.startContainer.parentElement?.scrollIntoView({
      block: 'center',
      behavior: wantsLessMotion() ? 'auto' : 'smooth',
    });
  }

  private language(): string {
    return this.article.layer.querySelector('[lang]')?.getAttribute('lang') || document.documentElement.lang;
  }

  private change(state: Listening['state']): void {
    this.state = state;
    this.article.setting('listening', String(state === 'speaking'));
  }
}
