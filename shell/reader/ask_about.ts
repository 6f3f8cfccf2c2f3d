// "Ask Heidi about this": what the reader selects in an article can be asked about in the page's chat.

import { button, type ShownArticle } from './article.js';
import { say } from './words.js';

/** Less is a slip of the mouse, or a word that the reader looks up: characters. */
const leastText = 12;

export class AskAbout {
  /** Comes below what is selected. */
  private readonly button = button('', () => this.pressed());
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly article: ShownArticle,
    signal: AbortSignal,
  ) {
    this.button.className = 'ask-about';
    this.button.textContent = say(article.words, 'ask_about');
    // A press must not take the selection away before it is read.
    this.button.addEventListener('pointerdown', (event) => event.preventDefault());
    document.addEventListener('selectionchange', () => this.changed(), { signal });
    signal.addEventListener('abort', () => {
      clearTimeout(this.waiting);
      this.button.remove();
    });
  }

  /** While it is being drawn a selection changes with every move. */
  private changed(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.show(), 150);
  }

  private show(): void {
    const range = this.article.selected();
    if (!range || range.toString().trim().length < leastText || !this.article.ask()) return this.button.remove();
    const { left, bottom } = range.getBoundingClientRect();
    const origin = this.article.layer.getBoundingClientRect();
    // Behind the text for those who read with the keyboard: after the selection comes the button.
    if (!this.button.isConnected) this.article.layer.after(this.button);
    const most = Math.max(0, origin.width - this.button.offsetWidth - 8);
    this.button.style.left = `${Math.min(Math.max(8, left - origin.left), most)}px`;
    this.button.style.top = `${bottom - origin.top + 6}px`;
  }

  private pressed(): void {
    const range = this.article.selected();
    const passage = range && this.article.textOf(range);
    this.button.remove();
    if (passage) this.article.ask()?.(passage);
  }
}
