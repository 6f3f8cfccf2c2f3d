// The button that opens the chat: plain elements and a dozen lines of style, so that a page pays nothing for it.

import { holdNothing, inheritNothing } from './host_page.js';

const style = `${inheritNothing}${holdNothing}
.room { display: flow-root; height: 560px; overflow: auto; }
.launcher { position: fixed; inset: auto 20px 20px auto; z-index: var(--heidi-z-index, 2147483000); padding: 13px 20px; border: 0; border-radius: calc(var(--heidi-radius, 16px) * 1.625);
  font: 600 16px/24px "Inter", "Helvetica Neue", "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; color: #fff; background: var(--heidi-accent, #0b57b0);
  box-shadow: 0 4px 16px #0000004d; text-align: center; cursor: pointer; user-select: none; max-width: calc(100vw - 40px); }
.launcher.left { inset: auto auto 20px 20px; }
.launcher:hover { filter: brightness(1.1); }
.launcher:focus-visible { outline: 3px solid var(--heidi-accent, #0b57b0); outline-offset: 3px; }
.launcher[hidden] { display: none; }
.launcher[data-unread]::after { content: attr(data-unread); position: absolute; inset: -6px -4px auto auto; min-width: 22px; padding: 0 5px; box-sizing: border-box;
  border-radius: 11px; font-size: 13px; line-height: 22px; background: #c22f2f; }
@media print { .launcher { display: none; } }
`;

export function makeLauncher(root: ShadowRoot, left: boolean, open: () => void): HTMLButtonElement {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  const button = document.createElement('button');
  button.type = 'button';
  button.part.add('launcher');
  button.ariaHasPopup = 'dialog';
  button.ariaExpanded = 'false';
  button.className = left ? 'launcher left' : 'launcher';
  button.addEventListener('click', open);
  root.append(button);
  return button;
}

/** In the language of the chat. */
export function nameLauncher(button: HTMLButtonElement, { text, locale }: { text: string; locale: string }): void {
  button.textContent = text;
  button.lang = locale;
  button.dir = 'auto';
  showUnread(button, Number(button.dataset.unread ?? 0));
}

/** Answers that came while the panel was closed. @param count 0 takes the number away */
export function showUnread(button: HTMLButtonElement, count: number): void {
  if (count === 0) delete button.dataset.unread;
  else button.dataset.unread = String(count);
  // A name that begins with what is seen of it (WCAG 2.5.3).
  button.ariaLabel = count === 0 ? null : `${button.textContent}: ${count}`;
}
