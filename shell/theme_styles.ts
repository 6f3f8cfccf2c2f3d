// What a widget looks like before there is anything of it to paint: nothing of the page's styles, its faces and colours, and the
// bar that says that it has failed. A chat has this with its panel (panel_styles.ts), an article with the rest (styles.ts).

import { inheritNothing } from './host_page.js';

// Faces by name, not system-ui: on macOS a canvas and the document resolve that one differently.
const families = `
  --_family-body: var(--heidi-font, Charter, "Bitstream Charter", "Iowan Old Style", Georgia, "Noto Serif", serif);
  --_family-heading: var(--heidi-heading-font, var(--heidi-font, Charter, "Bitstream Charter", "Iowan Old Style", Georgia, "Noto Serif", serif));
  --_family-interface: "Inter", "Helvetica Neue", "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif;
  --_family-mono: var(--heidi-mono-font, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Noto Sans Mono", monospace);
`;

const light = `
  --_text: var(--heidi-text, #1d1f22);
  --_muted: var(--heidi-muted, #5c6067);
  --_faint: #8b9098;
  --_accent: var(--heidi-accent, #0b57b0);
  --_on-accent: #ffffff;
  --_paper: var(--heidi-background, #ffffff);
  --_raised: #f1f2f4;
  --_line: #d7dade;
  --_danger: #a61b1b;
  --_danger-paper: #fdf0ee;
  --_mark: #fdf3d0;
  --_hover: #0000000f;
`;

const dark = `
  --_text: var(--heidi-text, #e9eaec);
  --_muted: var(--heidi-muted, #a9aeb6);
  --_faint: #7d838c;
  --_accent: var(--heidi-accent, #8ab8ff);
  --_on-accent: #0d1a2c;
  --_paper: var(--heidi-background, #16181b);
  --_raised: #24272c;
  --_line: #3a3e45;
  --_danger: #ffa79c;
  --_danger-paper: #3a1d1b;
  --_mark: #40380f;
  --_hover: #ffffff1a;
`;

const sepia = `
  --_text: var(--heidi-text, #3a2f21);
  --_muted: var(--heidi-muted, #6d5d48);
  --_faint: #94836b;
  --_accent: var(--heidi-accent, #8a3f0c);
  --_on-accent: #ffffff;
  --_paper: var(--heidi-background, #f8f0e1);
  --_raised: #efe4cf;
  --_line: #ddceb3;
  --_danger: #9c1f1f;
  --_danger-paper: #fbe6da;
  --_mark: #f7e3a1;
  --_hover: #3a2f2114;
`;

const contrast = `
  --_text: #000000;
  --_muted: #000000;
  --_faint: #000000;
  --_accent: #0000c0;
  --_on-accent: #ffffff;
  --_paper: #ffffff;
  --_raised: #ffffff;
  --_line: #000000;
  --_danger: #a00000;
  --_danger-paper: #ffffff;
  --_mark: #ffff99;
  --_hover: #0000001f;
`;

// What the reader has chosen (preferences.ts) goes before what the partner has.
const chosen = (theme: string) => `:is([data-heidi-theme="${theme}"], [theme="${theme}"]:not([data-heidi-theme]))`;
const chosenNone =
  ':is([data-heidi-theme="auto"], :not([data-heidi-theme], [theme="light"], [theme="dark"], [theme="sepia"], [theme="contrast"]))';

const theme = `
:host { display: block; contain: inline-size; text-decoration: none !important; ${families} ${light} --_scheme: light; color-scheme: light; }
:host > :not(.room), .room > :not(slot) { color-scheme: var(--_scheme); }
:host(${chosen('dark')}) { ${dark} --_scheme: dark; color-scheme: dark; }
:host(${chosen('sepia')}) { ${sepia} }
:host(${chosen('contrast')}) { ${contrast} }
@media (prefers-color-scheme: dark) { :host(${chosenNone}) { ${dark} --_scheme: dark; color-scheme: dark; } }
@media (prefers-contrast: more) { :host { --_muted: var(--_text) !important; --_faint: var(--_text) !important; --_line: var(--_text) !important; } }
:host([hidden]) { display: none; }
`;

const errorBar = `
.error-bar { display: flex; gap: 12px; align-items: center; box-sizing: border-box; padding: 10px 14px; margin: 0; font: 15px/22px var(--_family-interface);
  color: var(--_danger); background: var(--_danger-paper); border: 1px solid var(--_danger); border-radius: 8px; }
.error-bar p { margin: 0; flex: 1; }
.error-bar button { font: inherit; font-weight: 600; color: inherit; background: none; border: 0; padding: 4px 8px; border-radius: 6px; cursor: pointer;
  text-decoration: underline; text-underline-offset: 2px; }
.error-bar button:last-child { text-decoration: none; }
`;

export const themeSheetText = inheritNothing + theme + errorBar;
