// Where the semantic layer's elements and lines of text are, to compare one layout with another.

/** @typedef {{what: string, text: string, x: number, y: number, width: number, height: number}} Box in CSS pixels of the page */

/**
 * Every element of the layer and every line of its text, in the order of the document.
 * @param {import('playwright-core').Locator} locator the widget, or an element of its layer
 * @returns {Promise<Box[]>}
 */
export function layoutOf(locator) {
  return locator.evaluate((start) => {
    const boxes = [];
    const rounded = (/** @type {number} */ value) => Math.round(value * 100) / 100;
    const add = (/** @type {string} */ what, /** @type {string} */ text, /** @type {DOMRect} */ rect) =>
      boxes.push({
        what,
        text,
        x: rounded(rect.x + scrollX),
        y: rounded(rect.y + scrollY),
        width: rounded(rect.width),
        height: rounded(rect.height),
      });
    const visit = (/** @type {Node} */ node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const rect of range.getClientRects()) if (rect.width > 0) add('line', node.textContent ?? '', rect);
        return;
      }
      if (!(node instanceof Element) || node.matches('.pixels, .line-end, br')) return;
      if (node.matches('.n, .picture')) add(node.localName, '', node.getBoundingClientRect());
      node.childNodes.forEach(visit);
    };
    visit(start.shadowRoot?.querySelector('.meaning') ?? start);
    return boxes;
  });
}

/**
 * Every word of the layer's text, and each of its parts where it is in several: on two lines, or turned round.
 * @param {import('playwright-core').Locator} locator the widget
 * @returns {Promise<Box[]>}
 */
export function wordsOf(locator) {
  return locator.evaluate((host) => {
    const boxes = [];
    const root = host.shadowRoot?.querySelector('.meaning') ?? host;
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode())
      for (const { 0: text, index } of (node.textContent ?? '').matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + text.length);
        for (const { x, y, width, height } of range.getClientRects())
          if (width > 1) boxes.push({ what: 'word', text, x: x + scrollX, y: y + scrollY, width, height });
      }
    return boxes;
  });
}

/**
 * The boxes that are not where they were, in words.
 * @param {Box[]} before
 * @param {Box[]} after the same elements
 * @param {number} tolerance CSS pixels
 */
export function shiftsBetween(before, after, tolerance) {
  return before.flatMap((box, i) => {
    const moved = /** @type {const} */ (['x', 'y', 'width', 'height']).filter(
      (side) => Math.abs(box[side] - after[i][side]) > tolerance,
    );
    const words = moved.map((side) => `${side} ${box[side]} → ${after[i][side]}`);
    return words.length > 0 ? [`${box.what} “${box.text.slice(0, 40)}”: ${words.join(', ')}`] : [];
  });
}
