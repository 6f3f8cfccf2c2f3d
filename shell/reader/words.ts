import { inWords } from '../own_words.js';
import type { Words } from '../words.js';
import { english } from './english.js';

/** What the comforts say, in the widget's language. */
export function say(words: Words, name: keyof typeof english): string {
  return inWords(words, name, english[name]);
}
