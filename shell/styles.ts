// The style sheet of the shadow roots. Everything that the core draws has its colours from here: the custom properties
// below resolve a partner's wishes, dark mode and forced colours, and theme.ts tells the core what came out.

/** In the order of the enumeration Ink in src/semantics/node.h, from 1. */
export const inkNames = [
  'text',
  'muted',
  'faint',
  'accent',
  'on-accent',
  'paper',
  'raised',
  'line',
  'danger',
  'danger-paper',
  'mark',
  'hover',
] as const;

/** In the order of the enumeration Family in src/views/typography.h. */
export const familyNames = ['body', 'heading', 'interface', 'mono'] as const;

const flow = `
/* A line under the text of the page goes through all that is in its flow, and a float is not. */
.frame { float: left; width: 100%; }
.frame.waiting { height: 0; overflow: clip; }
slot { display: flow-root; clear: both; }
`;

const probes = `
.probes { position: absolute; width: 0; height: 0; overflow: hidden; visibility: hidden; contain: strict; }
.probes span { transition: color 1ms; }
.probes .measure { display: block; width: var(--heidi-measure, 680px); height: var(--heidi-radius, 16px);
  scroll-padding-left: var(--heidi-measure, 680px); scroll-padding-top: var(--heidi-radius, 16px); }
`;

// Line boxes of the semantic layer: the text wraps nowhere but at the core's line ends, which are forced breaks made by
// generated content, so that finding, copying and reading aloud run on across them. Read aloud a line end is a space, but
// where a word goes on, as between Han characters, it is nothing. Places are counted from the left on any page; what reads
// from the right says so itself (dir). The line of a sup or sub is that of the text around it, and how high it stands is said in
// src/views/typography.cpp too.
const meaning = `
.surface { direction: ltr; unicode-bidi: isolate; position: relative; overflow: clip; background: var(--_paper); font-size: 16px; }
.surface, .surface * { box-sizing: border-box; }
.pixels { position: absolute; inset: 0; pointer-events: none; overflow: clip; user-select: none; }
.pixels canvas { position: absolute; display: block; }
.meaning { position: relative; -webkit-text-fill-color: transparent; text-rendering: geometricPrecision; font-kerning: normal;
  -webkit-text-size-adjust: none; text-size-adjust: none; }
.meaning * { margin: 0; padding: 0; border: 0; background: none; font: inherit; letter-spacing: inherit; text-indent: 0; text-transform: none; }
.n { display: block; white-space: nowrap; text-align: start; text-decoration: none; overflow-wrap: normal; tab-size: 4; }
.n.group { display: flow-root; position: relative; }
figure > p.n { display: flow-root; }
.n.group:not([dir]) { direction: ltr; }
li.n { display: list-item; position: relative; }
.n.absolute.absolute { position: absolute; }
li.plain, li.task { list-style: none; }
li::marker { color: var(--_muted); }
ol > li::marker { color: inherit; }
pre.n, pre .n { white-space: pre; }
pre.n { display: flow-root; position: relative; }
table.n { display: table; table-layout: fixed; border-collapse: separate; border-spacing: 0; }
thead.n { display: table-header-group; } tbody.n { display: table-row-group; } tr.n { display: table-row; }
th.n, td.n { display: table-cell; vertical-align: top; direction: ltr; }
.line-end::after { content: "\\A"; white-space: pre; }
.line-end:empty::after { content: "\\A"; content: "\\A" / ""; }
.line-end.hyphen::after { content: "-\\A"; content: "-\\A" / ""; }
.turn::after { content: attr(data-turn); content: attr(data-turn) / ""; }
.inline { text-decoration: none; line-height: 0; }
.underline { text-decoration: underline 1px; text-underline-offset: 2px; text-decoration-color: transparent; text-decoration-skip-ink: none; }
.strike { text-decoration: line-through 1px; text-decoration-color: transparent; }
code.inline, kbd.inline, mark.inline { padding: 0 3px; margin: 0 -3px; }
sup.inline { vertical-align: 0.5em; vertical-align: round(0.5em, 1px); }
sub.inline { vertical-align: -0.25em; vertical-align: calc(-1 * round(0.25em, 1px)); }
:is(sup, sub).inline.inline.inline, :is(sup, sub).inline > .inline.inline.inline { line-height: 0; }
/* What is apart has its styles contained. Where that begins or ends, Chromium looks through the whole document for counters, unless the element is new. */
.shelf { contain: style; }
.apart { content-visibility: auto; overflow-clip-margin: 6px; }
.picture { display: block; object-fit: cover; }
img { object-fit: cover; -webkit-text-fill-color: currentcolor; }
.scroll { overflow: auto; overscroll-behavior-x: contain; }
.scroll > .pixels { inset: 0 auto auto 0; }
[role="log"].scroll { overflow: hidden auto; overscroll-behavior: contain; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
::selection { background: color-mix(in srgb, var(--_accent) 30%, transparent); -webkit-text-fill-color: inherit; }
`;

const controls = `
button.n, a.n, select.n { cursor: pointer; -webkit-tap-highlight-color: transparent; }
button.n, select.n, textarea.n { appearance: none; text-align: start; }
button[aria-disabled="true"] { cursor: default; }
a, button, select, textarea, input, .scroll { outline: 2px solid transparent; outline-offset: 2px; border-radius: 4px; }
:focus-visible { outline-color: var(--_accent) !important; }
h1.n:focus-visible { outline: none; }
textarea.n { unicode-bidi: plaintext; resize: none; overflow: hidden auto; white-space: pre-wrap; overflow-wrap: anywhere; color: var(--_text);
  -webkit-text-fill-color: currentcolor; outline: none; }
/* Of one element only: whatever may be a subject of :has() is looked through whenever something in it changes. */
.surface .box:has(> textarea.n:focus-visible) { outline: 2px solid var(--_accent); }
textarea.n::placeholder { color: var(--_muted); opacity: 1; -webkit-text-fill-color: currentcolor; }
select.n { -webkit-text-fill-color: currentcolor; color: var(--_text); padding-inline: 10px 26px;
  background: linear-gradient(45deg, transparent 50%, var(--_muted) 50%) right 15px center / 5px 5px no-repeat,
    linear-gradient(-45deg, transparent 50%, var(--_muted) 50%) right 10px center / 5px 5px no-repeat; }
select.n[dir="rtl"] { background-position: left 10px center, left 15px center; }
option { -webkit-text-fill-color: currentcolor; color: var(--_text); background: var(--_paper); }
input.n { accent-color: var(--_accent); margin: 0; }
.typing::before { content: ""; display: block; width: 42px; height: 8px; margin: 13px 11px;
  background: radial-gradient(circle, var(--_muted) 3px, transparent 3.5px) 0 0 / 14px 8px repeat-x; animation: heidi-typing 1.2s infinite; }
.skip { clip-path: inset(50%); }
.skip:focus { width: auto !important; height: auto !important; padding: 8px 14px; z-index: 1; clip-path: none; background: var(--_accent);
  color: var(--_on-accent); -webkit-text-fill-color: currentcolor; }
@keyframes heidi-typing { 50% { opacity: 0.35; } }
@media (prefers-reduced-motion: reduce) { .typing::before { animation: none; } }
`;

// The CSS painter: the same layer made visible. The looks' rules are written by looks.ts.
const painter = `
.surface.css > .pixels, .surface.css .scroll > .pixels { display: none; }
.surface.css .meaning, .bare { -webkit-text-fill-color: currentcolor; }
:is(.surface.css, .bare) :is(.underline, .strike) { text-decoration-color: currentcolor; }
.surface.css .control:hover { background-color: color-mix(in srgb, var(--_text) 8%, var(--look-fill, transparent)); }
/* Text that is not as the core measured it is set by the browser: its lines, its heights, its places in a row. */
.page.natural { height: auto !important; }
.page.natural .n, .natural [role="log"] .n { height: auto !important; white-space: normal !important; }
.natural pre.n, .natural pre .n { white-space: pre !important; }
.page.natural .n.absolute.absolute:not(.spoken, .skip), .natural [role="log"] .n.absolute.absolute:not(.spoken, .skip) {
  position: static; display: inline-block; width: auto !important; vertical-align: top; margin-inline-end: 8px; }
.natural :is(button, a).n.absolute { padding: 5px 12px; }
.natural :is(.line-end, .turn)::after { content: none; }
@media print {
  .pixels { display: none; }
  .meaning { -webkit-text-fill-color: currentcolor; }
  .underline, .strike { text-decoration-color: currentcolor; }
  .surface, .scroll { overflow: visible; }
  .apart { content-visibility: visible; }
  .page :is(button, select), [part~="share"] { visibility: hidden; }
  /* Paper does not scroll: what is too wide for the column wraps, and what is below moves down. */
  .page, [part~="body"], [part~="body"] :is(.group, li, .scroll, .scroll .n) { height: auto !important; }
  .scroll:not([role="log"]), .scroll:not([role="log"]) .n { width: auto !important; max-width: 100%; white-space: pre-wrap !important; overflow-wrap: anywhere !important; }
}
`;

const note = `
.note { position: sticky; inset-block-end: 16px; width: fit-content; margin: -40px auto 0; padding: 8px 14px; border-radius: 8px; font: 14px/20px var(--_family-interface);
  color: var(--_paper); background: var(--_text); -webkit-text-fill-color: currentcolor; animation: heidi-note 2.5s forwards; }
@keyframes heidi-note { 90% { opacity: 1; } 100% { opacity: 0; } }
`;

export const sheetText = flow + probes + meaning + controls + painter + note;
