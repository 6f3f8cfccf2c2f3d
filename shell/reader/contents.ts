// The table of contents, and links to headings.

import { addressOf, button, goTo, headingsOf, popup, type ShownArticle } from './article.js';
import { say } from './words.js';

/** Fewer are seen at a glance. */
export const leastHeadings = 3;

export function showContents(article: ShownArticle): void {
  const headings = headingsOf(article);
  const top = Math.min(...headings.map(({ level }) => level));
  const list = document.createElement('ol');
  const dialog = popup(article, say(article.words, 'contents'), [list]);
  for (const { block, level, element } of headings) {
    const item = document.createElement('li');
    item.style.paddingInlineStart = `${(level - top) * 16}px`;
    const text = element.textContent ?? '';
    const link = document.createElement('a');
    link.href = addressOf(article, block);
    link.textContent = text;
    link.addEventListener('click', (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      dialog.close();
      goTo(element);
    });
    const copy = button('#', () => article.copy(addressOf(article, block)));
    copy.ariaLabel = `${say(article.words, 'copy_heading')}: ${text}`;
    item.append(link, copy);
    list.append(item);
  }
  list.querySelector('a')?.focus();
}

/** Beside the heading that the pointer is on. */
export class HeadingLinks {
  private readonly button = button('#', () => this.pressed());
  private over: HTMLElement | null = null;

  constructor(
    private readonly article: ShownArticle,
    signal: AbortSignal,
  ) {
    this.button.className = 'heading-link';
    this.button.title = say(article.words, 'copy_heading');
    this.button.ariaLabel = say(article.words, 'copy_heading');
    // With the keyboard the table of contents has the same.
    this.button.tabIndex = -1;
    article.frame.addEventListener('pointerover', (event) => this.moved(event.target as Element), { signal });
    signal.addEventListener('abort', () => this.button.remove());
  }

  private moved(target: Element): void {
    if (target === this.button) return;
    const heading = target.closest<HTMLElement>(
      '[part~="body"] > :is(h1, h2, h3, h4, h5, h6), .apart > :is(h1, h2, h3, h4, h5, h6)',
    );
    if (heading === this.over) return;
    this.over = heading;
    if (!heading) return this.button.remove();
    this.article.frame.append(this.button);
    const box = heading.getBoundingClientRect();
    const frame = this.article.frame.getBoundingClientRect();
    const fromRight = getComputedStyle(heading).direction === 'rtl';
    const left = fromRight ? box.right + 2 : box.left - this.button.offsetWidth - 2;
    const most = frame.width - this.button.offsetWidth;
    this.button.style.left = `${Math.min(Math.max(0, left - frame.left), most)}px`;
    this.button.style.top = `${box.top - frame.top + (Number.parseFloat(getComputedStyle(heading).lineHeight) - this.button.offsetHeight) / 2}px`;
  }

  private pressed(): void {
    const found = headingsOf(this.article).find(({ element }) => element === this.over);
    if (found) this.article.copy(addressOf(this.article, found.block));
  }
}
