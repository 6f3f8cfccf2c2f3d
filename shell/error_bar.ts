// Shown when the core has failed, so it is plain elements: there is nobody left to draw it.

export function makeErrorBar(actions: { reload(): void; dismiss(): void }): HTMLElement {
  const bar = document.createElement('div');
  bar.className = 'error-bar';
  bar.part.add('error-bar');
  bar.role = 'alert';
  const text = document.createElement('p');
  text.textContent = 'An unhandled error has occurred.';
  bar.append(text, button('Reload', '', actions.reload), button('🗙', 'Dismiss', actions.dismiss));
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
