// What the reader has chosen for reading: the size of the text and the theme. Kept for this site, where that is allowed, and
// the same for all widgets of a page.

import { numberIn, oneOf } from './attributes.js';
import { unlessRefused } from './saved_texts.js';

const key = 'heidi reading';
export const themes = ['auto', 'light', 'dark', 'sepia', 'contrast'] as const;
/** Factors of the designed size. */
const scales = [0.85, 1, 1.15, 1.3, 1.5, 1.75, 2];

export interface Preferences {
  /** "": the partner's choice. */
  theme: string;
  /** Of the partner's size. */
  scale: number;
}

let known: Preferences | null = null;
const listeners = new Set<(preferences: Preferences) => void>();

export function preferences(): Preferences {
  known ??= fromJson(unlessRefused(() => localStorage.getItem(key)));
  return known;
}

/** Marks a widget with the reader's theme, for its styles. Returns the scale of its text. */
export function applyPreferences(element: HTMLElement, { theme, scale } = preferences()): number {
  if (theme) element.dataset.heidiTheme = theme;
  else delete element.dataset.heidiTheme;
  oneOf(element, 'theme', themes);
  return scale * numberIn(element, 'text-size', 0.5, 3, 1);
}

/** Untrusted: other scripts of the site write there too. */
function fromJson(json: string | null): Preferences {
  let read: Partial<Preferences> = {};
  try {
    read = JSON.parse(json ?? '{}') as Partial<Preferences>;
  } catch {
    // Not ours.
  }
  const theme = themes.find((name) => name === read?.theme) ?? '';
  const scale = scales.find((step) => step === read?.scale) ?? 1;
  return { theme, scale };
}

export function chooseTheme(theme: string): void {
  change({ theme });
}

/** One step up or down, as far as there are any. */
export function changeScale(steps: number): void {
  const at = scales.indexOf(preferences().scale) + steps;
  change({ scale: scales[Math.min(Math.max(at, 0), scales.length - 1)] ?? 1 });
}

/** Returns how to stop. */
export function onPreferences(listener: (preferences: Preferences) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function change(wish: Partial<Preferences>): void {
  known = { ...preferences(), ...wish };
  const json = JSON.stringify(known);
  unlessRefused(() => localStorage.setItem(key, json));
  for (const listener of listeners) listener(known);
}
