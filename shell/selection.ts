// What the reader has selected inside a shadow root.

interface SelectionOwner {
  getSelection?(): Selection | null;
}

/** Chromium asks the shadow root, others the document. */
export function selectedRange(root: ShadowRoot): Range | null {
  const own = (root as SelectionOwner).getSelection?.();
  if (own) return own.rangeCount > 0 ? own.getRangeAt(0) : null;
  const composed = getSelection()?.getComposedRanges?.({ shadowRoots: [root] })[0];
  if (!composed) return null;
  const range = document.createRange();
  range.setStart(composed.startContainer, composed.startOffset);
  range.setEnd(composed.endContainer, composed.endOffset);
  return range;
}

/** Null where it is empty or reaches out of `layer`: then it is the browser's. */
export function rangeInside(root: ShadowRoot, layer: Element): Range | null {
  const range = selectedRange(root);
  if (!range || range.collapsed) return null;
  return layer.contains(range.startContainer) && layer.contains(range.endContainer) ? range : null;
}
