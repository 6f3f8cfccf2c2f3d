// What the shell itself says; everything else is said by the core, and some of this too. Computed when it is bundled.

import { englishTexts } from './english_texts.js';

export const english = englishTexts(
  'chat_title',
  'close',
  'code_copied',
  'code_not_copied',
  'dismiss',
  'error_happened',
  'link_copied',
  'link_not_copied',
  'message_label',
  'message_placeholder',
  'reload',
  'send',
);
