// "Ask Heidi about this": what the reader selects in an article can be asked about in the page's chat.

import { copiedText } from './copy.js';
import { rangeInside } from './selection.js';

/** Less is a slip of the mouse, or a word that the reader looks up: characters. */
const leastText = 12;

export class AskAbout {
  private readonly button = document.createElement('button');
  private readonly ending = new AbortController();
  private waiting: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param layer what may be asked about; the button comes below what is selected of it
   * @param label writes on the button
   * @param ask gets the selected text, as it would be copied; null: nobody can be asked
   */
  constructor(
    private readonly root: ShadowRoot,
    private readonly layer: HTMLElement,
    private readonly label: (button: HTMLElement) => void,
    private readonly ask: () => ((passage: string) => void) | null,
  ) {
    this.button.type = 'button';
    this.button.className = 'ask-about';
    const { signal } = this.ending;
    // A press must not take the selection away before it is read.
    this.button.addEventListener('pointerdown', (event) => event.preventDefault());
    this.button.addEventListener('click', () => this.pressed());
    document.addEventListener('selectionchange', () => this.changed(), { signal });
  }

  stop(): void {
    this.ending.abort();
    clearTimeout(this.waiting);
    this.button.remove();
  }

  /** While it is being drawn a selection changes with every move. */
  private changed(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.show(), 150);
  }

  private show(): void {
    const range = rangeInside(this.root, this.layer);
    if (!range || range.toString().trim().length < leastText || !this.ask()) return this.button.remove();
    const { left, bottom } = range.getBoundingClientRect();
    const origin = this.layer.getBoundingClientRect();
    // Behind the text for those who read with the keyboard: after the selection comes the button.
    this.label(this.button);
    if (!this.button.isConnected) this.layer.after(this.button);
    const most = Math.max(0, origin.width - this.button.offsetWidth - 8);
    this.button.style.left = `${Math.min(Math.max(8, left - origin.left), most)}px`;
    this.button.style.top = `${bottom - origin.top + 6}px`;
  }

  private pressed(): void {
    const range = rangeInside(this.root, this.layer);
    const passage = range && copiedText(range);
    this.button.remove();
    if (passage) this.ask()?.(passage);
  }
}
