// Links within a text: to a note and back, past the article. A browser looks for their targets in the page and not in a
// shadow root.

/** Goes where the link leads if that is inside; false otherwise. */
export function followInside(link: HTMLAnchorElement, root: ShadowRoot): boolean {
  const written = link.getAttribute('href') ?? '';
  const target = written.startsWith('#') ? root.getElementById(written.slice(1)) : null;
  if (!target) return false;
  // As a browser does: what is read aloud and where Tab goes on is there.
  if (!target.matches('a')) target.tabIndex = -1;
  target.scrollIntoView({ block: 'center' });
  target.focus({ preventScroll: true });
  return true;
}
