// Loaded when a widget is needed, before or beside everything else (widget.ts): a chat's panel, and what both files need. It is
// handed over by `control`: a bundler gives each file a name of its own, so that one could not import the other.

// A wrong value is told once a page.
export { oneOf, someOf } from './attributes.js';
export { showPanel } from './chat_panel.js';
export { makeErrorBar } from './error_bar.js';
export { sentence, speak } from './own_words.js';
// What the reader has chosen is known once a page.
export * from './preferences.js';
export { themeSheetText } from './theme_styles.js';
export { wordsIn } from './words.js';

export type First = typeof import('./first.js');
