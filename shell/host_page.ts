// What keeps a page's styles out. Selectors of the page do not reach into a shadow root, but what is inherited comes in, and
// the page styles the element itself as it likes.

/**
 * For all that stands in a shadow root but what the partner has put inside the element. Letters and words stay set apart as the reader has
 * them (WCAG 1.4.12), and whoever hides an element hides all of it. In a layer: any rule of ours goes before it.
 */
export const inheritNothing = `
@layer {
  :host > :not(.room), .room > :not(slot) { font: 16px/normal serif; font-synthesis: weight style small-caps; color: #000; -webkit-text-fill-color: currentcolor;
    -webkit-text-stroke: 0 currentcolor; text-shadow: none; text-align: start; text-align-last: auto; text-indent: 0; text-transform: none; text-wrap: wrap;
    text-rendering: auto; text-emphasis: none; text-underline-offset: auto; text-underline-position: auto; text-decoration-skip-ink: auto; white-space: normal;
    word-break: normal; overflow-wrap: normal; line-break: auto; hyphens: manual; tab-size: 8; quotes: auto; list-style: disc; writing-mode: horizontal-tb;
    border-collapse: separate; border-spacing: 0; caption-side: top; empty-cells: show; orphans: 2; widows: 2; cursor: auto; user-select: text;
    caret-color: auto; accent-color: auto; scrollbar-color: auto; image-rendering: auto; -webkit-user-modify: read-only; -webkit-text-security: none; }
}
`;

/** For an element whose children are fixed to the screen: it has no box, and nothing that would hold them. */
export const holdNothing = `
:host(heidi-chat) { display: contents; position: static !important; float: none !important; opacity: 1 !important; transform: none !important; translate: none !important;
  rotate: none !important; scale: none !important; filter: none !important; backdrop-filter: none !important; perspective: none !important; contain: none !important;
  container-type: normal !important; content-visibility: visible !important; clip-path: none !important; mask: none !important; will-change: auto !important;
  mix-blend-mode: normal !important; margin: 0 !important; padding: 0 !important; border: 0 !important; outline: 0 !important; background: none !important;
  box-shadow: none !important; transition: none !important; animation: none !important; }
:host([hidden]) { display: none !important; }
`;
