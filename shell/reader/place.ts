// How far the reader is, and where he stopped the last time.

import { speak } from '../own_words.js';
import { blocksOf, button, firstInSight, goTo, type ShownArticle, shelvesOf } from './article.js';
import { say } from './words.js';

const key = 'heidi places';
/** Articles whose places are kept; the oldest goes first. */
const mostPlaces = 100;
/** Who has read less than this will not look for it: blocks. */
const leastBlocks = 3;
/** The reader has come to rest, ms. */
const rest = 500;

type Places = Record<string, number>;

/** Untrusted: other scripts of the site write there too. */
function places(): Places {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    const entries = Object.entries(read && typeof read === 'object' ? read : {});
    return Object.fromEntries(entries.filter((entry): entry is [string, number] => Number.isInteger(entry[1])));
  } catch {
    return {};
  }
}

function keep(address: string, block: number): void {
  const { [address]: _, ...others } = places();
  const kept = Object.entries(others).slice(1 - mostPlaces);
  if (block >= leastBlocks) kept.push([address, block]);
  try {
    localStorage.setItem(key, JSON.stringify(Object.fromEntries(kept)));
  } catch {
    // Refused: then it is not remembered.
  }
}

export class Place {
  private readonly bar = document.createElement('div');
  private resting: ReturnType<typeof setTimeout> | undefined;
  private offer: HTMLElement | null = null;

  constructor(
    private readonly article: ShownArticle,
    private readonly wants: { progress: boolean; resume: boolean },
    signal: AbortSignal,
  ) {
    this.bar.className = 'progress';
    this.bar.ariaHidden = 'true';
    if (wants.progress) article.frame.prepend(this.bar);
    document.addEventListener('scroll', () => this.scrolled(), { signal, passive: true, capture: true });
    signal.addEventListener('abort', () => {
      clearTimeout(this.resting);
      this.bar.remove();
      this.takeBack();
    });
    this.showProgress();
    if (wants.resume) this.offerPlace();
  }

  private scrolled(): void {
    if (this.wants.progress) this.showProgress();
    if (!this.wants.resume) return;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.remember(), rest);
  }

  private showProgress(): void {
    const { top, height } = this.article.frame.getBoundingClientRect();
    const part = Math.min(Math.max(-top / Math.max(1, height - innerHeight), 0), 1);
    this.bar.style.setProperty('--_read', part.toFixed(3));
  }

  private remember(): void {
    const { top, bottom } = this.article.frame.getBoundingClientRect();
    if (bottom < 0 || top > innerHeight) return;
    const at = firstInSight(shelvesOf(this.article));
    if (this.offer && at < leastBlocks) return;
    this.takeBack();
    keep(this.article.address(), at);
  }

  private offerPlace(): void {
    const block = places()[this.article.address()];
    const target = block === undefined ? undefined : blocksOf(this.article)[block];
    // Who follows a link to a paragraph, or is on his way already, knows where he wants to be.
    if (!target || location.hash !== '' || scrollY > innerHeight / 2) return;
    const offer = document.createElement('div');
    offer.className = 'resume';
    speak(offer, this.article.words);
    const go = button(say(this.article.words, 'resume_reading'), () => {
      this.takeBack();
      goTo(target);
    });
    const close = button('✕', () => this.takeBack());
    close.ariaLabel = say(this.article.words, 'close');
    offer.append(go, close);
    this.offer = offer;
    this.article.frame.append(offer);
  }

  private takeBack(): void {
    this.offer?.remove();
    this.offer = null;
  }
}
