// The browser's own accessibility tree: what assistive technology gets of an element.

/** What holds others and says nothing by itself. */
const transparent = new Set(['generic', 'none', 'InlineTextBox', 'RootWebArea', 'LayoutTableBody']);
const states = ['level', 'checked', 'disabled', 'pressed', 'expanded', 'busy'];

/**
 * A node a line, indented by its depth: role, name, states; neighbouring texts as one.
 * @param {import('playwright-core').Page} page
 * @param {string} expression finds the element, in the page
 * @returns {Promise<string[]>}
 */
export async function meaningOf(page, expression) {
  const session = await page.context().newCDPSession(page);
  await session.send('Accessibility.enable');
  const { result } = await session.send('Runtime.evaluate', { expression });
  const { node } = await session.send('DOM.describeNode', { objectId: result.objectId });
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const byId = new Map(nodes.map((one) => [one.nodeId, one]));
  const start = nodes.find(({ backendDOMNodeId }) => backendDOMNodeId === node.backendNodeId);
  if (!start) throw new Error(`${expression} has no place in the accessibility tree`);
  const lines = /** @type {{depth: number, text?: string, line?: string}[]} */ ([]);
  for (const id of start.childIds ?? []) addLines(lines, id, 0, byId);
  return lines
    .map(({ depth, text, line }) => '  '.repeat(depth) + (line ?? `“${squeezed(text)}”`))
    .filter(saysSomething);
}

/** @param {string} [text] */
const squeezed = (text = '') => text.replace(/\s+/g, ' ').trim();

/** @param {string} line */
const saysSomething = (line) => line.trim() !== '“”';

/**
 * @param {{depth: number, text?: string, line?: string}[]} lines
 * @param {string} id
 * @param {number} depth
 * @param {Map<string, any>} byId
 */
function addLines(lines, id, depth, byId) {
  const node = byId.get(id);
  const role = node?.role?.value;
  if (!node || role === 'InlineTextBox') return;
  if (!node.ignored && (role === 'StaticText' || role === 'LineBreak')) return addText(lines, node.name?.value, depth);
  const shown = !node.ignored && !transparent.has(role);
  if (shown) lines.push({ depth, line: described(node) });
  // Its text is all there is to it, and its name.
  if (role === 'ListMarker') return;
  for (const child of node.childIds ?? []) addLines(lines, child, shown ? depth + 1 : depth, byId);
}

/** @param {{depth: number, text?: string}[]} lines @param {string} text @param {number} depth */
function addText(lines, text, depth) {
  const last = lines[lines.length - 1];
  if (last?.text !== undefined && last.depth === depth) last.text += text;
  else lines.push({ depth, text });
}

/** @param {any} node */
function described({ role, name, properties = [] }) {
  const told = properties
    .filter(
      (property) =>
        states.includes(property.name) && property.value.value !== false && property.value.value !== 'false',
    )
    .map((property) => `${property.name}=${property.value.value}`);
  const words = squeezed(name?.value);
  return [role.value, words && JSON.stringify(words), ...told].filter(Boolean).join(' ');
}
