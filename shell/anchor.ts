// Keeps what the reader reads where it is while what is above it changes its height: another width or text size, a picture
// that has come. Browsers that anchor scrolling do not do it for a box whose own height is set (CSS Scroll Anchoring §2.2).

/** The first block that reaches into the window; null where the beginning of `content` can be seen. */
export function blockInSight(content: Element): Element | null {
  if (content.getBoundingClientRect().top >= 0) return null;
  let found: Element | null = null;
  for (let inside: Element | null = content; inside; ) {
    inside = [...inside.children].find((child) => child.matches('.flow') && isBelowTop(child)) ?? null;
    found = inside ?? found;
  }
  return found;
}

function isBelowTop(element: Element): boolean {
  const { bottom, height } = element.getBoundingClientRect();
  return height > 0 && bottom > 0;
}

/** Does `change`, and scrolls by as much as that has moved `block`. */
export function anchored(block: Element | null, change: () => void): void {
  const before = block?.getBoundingClientRect().top ?? 0;
  change();
  if (!block?.isConnected) return;
  const moved = block.getBoundingClientRect().top - before;
  if (Math.abs(moved) >= 1) scrollerOf(block).scrollBy({ top: moved, behavior: 'instant' });
}

function scrollerOf(element: Element): Element | Window {
  for (let around = parentOf(element); around; around = parentOf(around)) {
    if (around === document.body || around === document.documentElement) return window;
    const scrolls = around.scrollHeight > around.clientHeight && /auto|scroll/.test(getComputedStyle(around).overflowY);
    if (scrolls) return around;
  }
  return window;
}

function parentOf(element: Element): Element | null {
  const root = element.getRootNode();
  return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}
