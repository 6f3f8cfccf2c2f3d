// Pictures as large as the screen, and footnotes where their references are.

import { button, popup, type ShownArticle } from './article.js';
import { say } from './words.js';

/** Inside of a link a picture leads where the link does. */
const enlargeable = 'img[src]:not(a img)';

function enlarge(article: ShownArticle, picture: HTMLImageElement): void {
  const large = document.createElement('img');
  large.src = picture.currentSrc || picture.src;
  large.alt = picture.alt;
  const dialog = popup(article, picture.alt || say(article.words, 'picture'), [large]);
  dialog.classList.add('lightbox');
  large.addEventListener('click', () => dialog.close());
}

/** The one that shows most of itself; for the keyboard. */
export function enlargePictureInSight(article: ShownArticle): void {
  const shown = (picture: Element) => {
    const { top, bottom } = picture.getBoundingClientRect();
    return Math.min(bottom, innerHeight) - Math.max(top, 0);
  };
  const pictures = [...article.layer.querySelectorAll<HTMLImageElement>(enlargeable)].filter((one) => shown(one) > 0);
  const most = pictures.sort((a, b) => shown(b) - shown(a))[0];
  if (most) enlarge(article, most);
}

export function enlargeOnClick(article: ShownArticle, signal: AbortSignal): void {
  const clicked = (event: MouseEvent) => {
    const picture = (event.target as Element).closest<HTMLImageElement>(enlargeable);
    if (picture && event.button === 0) enlarge(article, picture);
  };
  article.layer.addEventListener('click', clicked, { signal });
}

/** Below the reference that the pointer or focus is on; for a finger instead of the way to the note and back. */
export class NotePreview {
  private readonly box = document.createElement('div');
  private leaving: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly article: ShownArticle,
    signal: AbortSignal,
  ) {
    this.box.className = 'note-preview';
    this.box.role = 'note';
    const on = (name: string, listener: (event: never) => void, options: AddEventListenerOptions = {}) =>
      article.frame.addEventListener(name, listener as EventListener, { signal, ...options });
    on('pointerover', (event: PointerEvent) => this.over(event.target as Element));
    on('focusin', (event: FocusEvent) => this.over(event.target as Element));
    on('pointerleave', () => this.hide());
    on('focusout', () => this.hide());
    on('keydown', (event: KeyboardEvent) => event.key === 'Escape' && this.hide());
    on('click', (event: PointerEvent) => this.tapped(event), { capture: true });
    signal.addEventListener('abort', () => this.hide());
  }

  private noteOf(target: Element): { reference: HTMLElement; text: string } | null {
    const reference = target.closest<HTMLElement>('sup a[href^="#"]');
    const note = reference && this.article.root.getElementById(reference.getAttribute('href')?.slice(1) ?? '');
    if (!reference || !note) return null;
    const copy = note.cloneNode(true) as HTMLElement;
    for (const back of copy.querySelectorAll('a[href^="#"]')) back.remove();
    return { reference, text: copy.textContent?.trim() ?? '' };
  }

  private over(target: Element): void {
    const found = this.noteOf(target);
    clearTimeout(this.leaving);
    if (found) return this.show(found.reference, found.text);
    // Who wants to select something in it must be able to get there.
    if (this.box.isConnected && !this.box.contains(target)) this.leaving = setTimeout(() => this.hide(), 250);
  }

  private tapped(event: PointerEvent): void {
    const found = event.pointerType === 'touch' && this.noteOf(event.target as Element);
    if (!found) return;
    event.preventDefault();
    event.stopPropagation();
    this.show(found.reference, found.text);
  }

  private show(reference: HTMLElement, text: string): void {
    this.box.textContent = text;
    this.article.frame.append(this.box);
    const at = reference.getBoundingClientRect();
    const frame = this.article.frame.getBoundingClientRect();
    const most = Math.max(8, frame.width - this.box.offsetWidth - 8);
    this.box.style.left = `${Math.min(Math.max(8, at.left - frame.left - 20), most)}px`;
    this.box.style.top = `${at.bottom - frame.top + 6}px`;
  }

  private hide(): void {
    clearTimeout(this.leaving);
    this.box.remove();
  }
}

export function showKeys(article: ShownArticle, keys: [key: string, what: string][]): void {
  const list = document.createElement('dl');
  for (const [key, what] of keys) {
    const term = document.createElement('dt');
    const cap = document.createElement('kbd');
    cap.textContent = key;
    term.append(cap);
    const meaning = document.createElement('dd');
    meaning.textContent = what;
    list.append(term, meaning);
  }
  const where = document.createElement('p');
  where.textContent = say(article.words, 'keys_where');
  const dialog = popup(article, say(article.words, 'keys'), [where, list]);
  const close = button(say(article.words, 'close'), () => dialog.close());
  dialog.append(close);
  close.focus();
}
