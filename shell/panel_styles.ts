// The style sheet of a chat's panel, and of what is in it before the core is there.

const panel = `
.panel { position: fixed; z-index: var(--heidi-z-index, 2147483000); inset: auto 20px calc(20px + var(--_covered, 0px)) auto; width: min(408px, calc(100vw - 40px));
  height: min(660px, calc(var(--_visible-height, 100dvh) - 40px)); display: block; overflow: hidden; border-radius: var(--heidi-radius, 16px); background: var(--_paper);
  box-shadow: 0 0 0 1px var(--_line), 0 12px 40px #0000003d; }
.launcher[data-unread]::after { content: attr(data-unread); position: absolute; inset: -6px -4px auto auto; min-width: 22px; padding: 0 5px; box-sizing: border-box;
  border-radius: 11px; font-size: 13px; line-height: 22px; background: #c22f2f; }
.panel.left { inset: auto auto calc(20px + var(--_covered, 0px)) 20px; }
.panel.inline { position: relative; inset: auto; width: 100%; height: 560px; z-index: auto; box-shadow: 0 0 0 1px var(--_line); }
.panel[hidden] { display: none; }
.panel .error-bar { position: absolute; inset: auto 12px 12px 12px; z-index: 1; }
@media (max-width: 480px) { .panel:not(.inline) { inset: var(--_visible-top, 0px) 0 auto; width: 100%; height: 100%; height: var(--_visible-height, 100dvh); border-radius: 0; box-shadow: none; } }
`;

// As src/views/chat_view.cpp places header and composer, and src/views/typography.cpp sets them: nothing moves when the core's own
// come. What stands between them is the conversation's, which only the core knows. The cross is no character here: few fonts have one, and
// to look for another font takes the browser longer than all the rest.
const first = `
.first { --_s: var(--_scale, 1); --_header: max(54px, 20px * var(--_s) + 28px); position: absolute; inset: 0; z-index: 1; box-sizing: border-box; padding: 0 16px 16px; border-radius: inherit; color: var(--_text); font-family: var(--_family-interface);
  background: linear-gradient(var(--_line), var(--_line)) 0 calc(var(--_header) + 41px) / 100% 1px no-repeat, var(--_paper); }
.first * { box-sizing: border-box; margin: 0; border: 0; padding: 0; color: inherit; font: inherit; background: none; text-rendering: geometricPrecision; }
.first :is(.close, .box, .send) { position: absolute; border-radius: calc(var(--heidi-radius, 16px) / 2); }
.first h2 { width: fit-content; max-width: calc(100% - 40px); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font: 700 calc(17px * var(--_s)) / var(--_header) var(--_family-interface); }
.first button { font: 600 calc(14px * var(--_s)) / calc(20px * var(--_s)) var(--_family-interface); cursor: pointer; }
.first .close { inset-block-start: calc((var(--_header) - 20px * var(--_s)) / 2 - 8px); inset-inline-end: 8px; width: calc(22px + 12px * var(--_s)); height: calc(20px * var(--_s) + 16px); color: var(--_muted); }
.first .close::before { content: ""; position: absolute; inset: 0 0 2px; margin: auto; width: calc(9px * var(--_s)); height: calc(9px * var(--_s));
  background: linear-gradient(45deg, transparent 42%, currentcolor 42% 58%, transparent 58%), linear-gradient(-45deg, transparent 42%, currentcolor 42% 58%, transparent 58%); }
.first .box { display: flex; inset: auto 16px 16px; gap: 12px; align-items: end; padding: 6px; padding-inline-start: 14px; border-radius: calc(var(--heidi-radius, 16px) * 0.875);
  box-shadow: inset 0 0 0 1px var(--_line); }
.first textarea { flex: 1; min-width: 0; max-height: 6lh; margin-block: 6px; resize: none; outline: none; overflow: hidden auto; field-sizing: content; white-space: pre-wrap; overflow-wrap: anywhere;
  unicode-bidi: plaintext; text-align: start; font: max(16px, calc(15.5px * var(--_s))) / calc(23px * var(--_s)) var(--_family-interface); }
.first textarea::placeholder { color: var(--_muted); opacity: 1; }
.first .send { position: static; margin-block-start: -1px; padding: 8px 16px; border-radius: calc(var(--heidi-radius, 16px) * 0.625); color: var(--_on-accent); background: var(--_accent); }
.first :focus-visible { outline: 2px solid var(--_accent); outline-offset: 2px; }
.first .box:has(textarea:focus-visible) { outline: 2px solid var(--_accent); }
.first textarea:focus-visible { outline: none; }
.first .send[aria-disabled="true"] { opacity: 0.6; cursor: default; }
/* Who has waited for a second sees that more is to come. A class, because answers are busy too: a rule that begins with the attribute has
   the browser look through all of a long one at its end. */
.waits > .first::after { content: ""; position: absolute; inset: calc(50% - 4px) auto auto calc(50% - 21px); width: 42px; height: 8px;
  background: radial-gradient(circle, var(--_muted) 3px, transparent 3.5px) 0 0 / 14px 8px repeat-x; animation: heidi-first-waits 1.2s 1s infinite backwards; }
@keyframes heidi-first-waits { 0%, 100% { opacity: 0; } 50% { opacity: 1; } }
@media (prefers-reduced-motion: reduce) { .waits > .first::after { animation-duration: 1ms; animation-iteration-count: 1; } }
`;

export const panelSheetText = panel + first;
