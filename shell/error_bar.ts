// Shown when the core has failed, so it is plain elements: there is nobody left to draw it.

import { sentence, speak } from './own_words.js';
import type { Words } from './words.js';

export function makeErrorBar(words: Words, actions: { reload(): void; dismiss(): void }): HTMLElement {
  const bar = document.createElement('div');
  bar.className = 'error-bar';
  bar.part.add('error-bar');
  bar.role = 'alert';
  const text = document.createElement('p');
  speak(bar, words);
  text.textContent = sentence(words, 'error_happened');
  bar.append(
    text,
    button(sentence(words, 'reload'), '', actions.reload),
    button('🗙', sentence(words, 'dismiss'), actions.dismiss),
  );
  return bar;
}

function button(label: string, name: string, action: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  if (name) made.ariaLabel = name;
  made.addEventListener('click', action);
  return made;
}
