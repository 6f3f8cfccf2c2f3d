// What the comforts say.

import type { Words } from '../languages.js';
import {
  ask_about,
  close,
  contents,
  copy_heading,
  key_contents,
  key_enlarge,
  key_escape,
  key_help,
  key_listen,
  keys,
  keys_where,
  picture,
  resume_reading,
} from '../locales/en.json';
import { inWords } from '../own_words.js';

const english = {
  ask_about,
  close,
  contents,
  copy_heading,
  key_contents,
  key_enlarge,
  key_escape,
  key_help,
  key_listen,
  keys,
  keys_where,
  picture,
  resume_reading,
};

export function say(words: Words, name: keyof typeof english): string {
  return inWords(words, name, english[name]);
}
