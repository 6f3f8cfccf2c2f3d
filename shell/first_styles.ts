// The styles of an element that waits: a launcher, or the room that an article will take. They are in the loader, so
// they are few; those of a widget that is shown come with it (styles.ts).

import { holdNothing } from './host_page.js';

// A screen's height until the article is there: what stands below it does not shift in sight.
const article = `
:host(heidi-article) { display: block; columns: auto !important; }
:host(heidi-article:not([data-settled])) .room { min-height: var(--heidi-room, 100vh); }
`;

// Of the page the launcher takes only whether it is there. Its language decides how Han characters look, and belongs to
// "all" in Blink and WebKit.
const chat = `${holdNothing}
:host(heidi-chat) .room { height: 560px; overflow: auto; }
.launcher { all: initial; visibility: inherit; pointer-events: inherit; -webkit-locale: revert-layer;
  position: fixed; inset: auto 20px 20px auto; z-index: var(--heidi-z-index, 2147483000); padding: 13px 20px; border-radius: calc(var(--heidi-radius, 16px) * 1.625);
  font: 600 16px/24px "Inter", "Helvetica Neue", "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; color: #fff; background: var(--heidi-accent, #0b57b0);
  box-shadow: 0 4px 16px #0000004d; text-align: center; cursor: pointer; user-select: none; max-width: calc(100vw - 80px); }
:host([position=left i]) .launcher { inset: auto auto 20px 20px; }
.launcher:hover { filter: brightness(1.1); }
.launcher:focus-visible { outline: 3px solid var(--heidi-accent, #0b57b0); outline-offset: 3px; }
.launcher[hidden] { display: none; }
@media print { .launcher { display: none; } }
`;

export const firstSheetText = `.room, slot { display: flow-root; }${article}${chat}`;
