// What the comforts say. Computed when it is bundled.

import { englishTexts } from '../english_texts.js';

export const english = englishTexts(
  'ask_about',
  'close',
  'contents',
  'copy_heading',
  'key_contents',
  'key_enlarge',
  'key_escape',
  'key_help',
  'key_listen',
  'keys',
  'keys_where',
  'picture',
  'resume_reading',
);
