// Sharing and copying happen inside the reader's gesture, on the page: browsers ask for that.

import type { First } from './first.js';
import type { Sentence } from './own_words.js';
import type { Words } from './words.js';

/** How what happened is said. */
type Speech = { readonly first: First; readonly words: Words };

/** src/views/verbs.h */
const verbShare = 1;
const verbCopyLink = 2;
const verbCopyCode = 3;

export function canShare(): boolean {
  return typeof navigator.share === 'function';
}

export function handleShare(verb: number, control: HTMLElement, surface: HTMLElement, speech: Speech): void {
  const note = (name: Sentence) => () => say(surface, name, speech);
  if (verb === verbCopyCode) {
    // The button stands beside its code, in the same box.
    const code = control.parentElement?.querySelector('code')?.textContent ?? '';
    copy(code).then(note('code_copied'), note('code_not_copied'));
    return;
  }
  const url = control.dataset.command;
  if (!url) return;
  if (verb === verbShare) {
    const title = surface.querySelector('h1')?.textContent ?? document.title;
    // The reader closing the sheet is no error.
    navigator.share({ title, url }).catch(() => {});
  } else if (verb === verbCopyLink) {
    copyLink(url, surface, speech);
  }
}

export function copyLink(url: string, surface: HTMLElement, speech: Speech): void {
  copy(url).then(
    () => say(surface, 'link_copied', speech),
    () => say(surface, 'link_not_copied', speech),
  );
}

async function copy(text: string): Promise<void> {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Insecure pages have no clipboard API.
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (!copied) throw new Error('refused');
}

/** A short note that goes by itself, said politely. */
function say(surface: HTMLElement, name: Sentence, { first, words }: Speech): void {
  const note = document.createElement('div');
  note.className = 'note';
  note.role = 'status';
  first.speak(note, words);
  surface.append(note);
  note.textContent = first.sentence(words, name);
  note.addEventListener('animationend', () => note.remove());
}
