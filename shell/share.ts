// Sharing and copying happen inside the reader's gesture, on the page: browsers ask for that.

/** src/views/verbs.h */
const verbShare = 1;
const verbCopyLink = 2;
const verbCopyCode = 3;

export function canShare(): boolean {
  return typeof navigator.share === 'function';
}

export function handleShare(verb: number, control: HTMLElement, surface: HTMLElement): void {
  if (verb === verbCopyCode) {
    // The button stands beside its code, in the same box.
    const code = control.parentElement?.querySelector('code')?.textContent ?? '';
    copy(code).then(
      () => say(surface, 'Code copied'),
      () => say(surface, 'The code could not be copied'),
    );
    return;
  }
  const url = control.dataset.command;
  if (!url) return;
  if (verb === verbShare) {
    const title = surface.querySelector('h1')?.textContent ?? document.title;
    // The reader closing the sheet is no error.
    navigator.share({ title, url }).catch(() => {});
  } else if (verb === verbCopyLink) {
    copyLink(url, surface);
  }
}

export function copyLink(url: string, surface: HTMLElement): void {
  copy(url).then(
    () => say(surface, 'Link copied'),
    () => say(surface, 'The link could not be copied'),
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
function say(surface: HTMLElement, text: string): void {
  const note = document.createElement('div');
  note.className = 'note';
  note.role = 'status';
  surface.append(note);
  note.textContent = text;
  note.addEventListener('animationend', () => note.remove());
}
