// Plots as SVG that can be read on a light page and on a dark one. No script, no font of our own.

/**
 * @typedef {{name: string, svg: string}} Plot
 * @typedef {{label: string, value: number, isOurs: boolean, isMore?: boolean}} Bar `isMore`: it was stopped there, it is longer
 * @typedef {{label: string, isOurs: boolean, points: {x: number, y: number, isMore?: boolean}[]}} Line
 */

const width = 720;
const styles = `text { font: 13px system-ui, sans-serif; fill: #24292f; } .title { font-weight: 600; font-size: 15px; }
.axis { stroke: #8c959f; } .grid { stroke: #8c959f; stroke-opacity: .3; } .quiet { fill: #57606a; }
.c0 { --c: #0a5bd3; } .c1 { --c: #b35900; } .c2 { --c: #7d3cc9; } .c3 { --c: #2e7d32; }
rect { fill: var(--c); } path { fill: none; stroke: var(--c); stroke-width: 2; } .ours path { stroke-width: 3.5; }
circle { fill: var(--c); } circle.more { fill: none; stroke: var(--c); stroke-width: 2; } .name { fill: var(--c); font-weight: 600; }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3; } .quiet { fill: #9da7b3; }
.c0 { --c: #6cb0ff; } .c1 { --c: #ffa657; } .c2 { --c: #cfa6ff; } .c3 { --c: #7ee787; } }`;

const escaped = (/** @type {unknown} */ text) =>
  String(text).replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign);

/** @param {number} x @param {number} y @param {unknown} content @param {string} [attributes] */
const text = (x, y, content, attributes = '') => `<text x="${x}" y="${y}" ${attributes}>${escaped(content)}</text>`;

/** @param {string} title @param {number} height @param {string[]} parts */
const document = (title, height, parts) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<style>${styles}</style>
${text(16, 24, title, 'class="title"')}
${parts.join('\n')}
</svg>
`;

export const shortNumber = (/** @type {number} */ value) => {
  if (value >= 1_000_000) return `${Number((value / 1_000_000).toPrecision(2))} M`;
  if (value >= 10_000) return `${Math.round(value / 1_000)} k`;
  return value >= 100 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(2)));
};

/** @param {string} name of the file @param {{title: string, bars: Bar[]}} what @returns {Plot} */
export function bars(name, { title, bars: all }) {
  const [left, right, top, rowHeight] = [190, 90, 44, 30];
  const most = Math.max(...all.map(({ value }) => value), 1e-9);
  const parts = all.map(({ label, value, isOurs, isMore }, i) => {
    const y = top + i * rowHeight;
    const length = Math.max(1, (value / most) * (width - left - right));
    return `<g class="c${isOurs ? 0 : 1}">${text(left - 10, y + 15, label, 'text-anchor="end"')}<rect x="${left}" y="${y}" width="${length.toFixed(1)}" height="20" rx="2"/>${text(left + length + 8, y + 15, `${isMore ? '> ' : ''}${shortNumber(value)}`)}</g>`;
  });
  return { name, svg: document(title, top + all.length * rowHeight + 12, parts) };
}

/**
 * Lines over two logarithmic axes: a line of slope one is cost in proportion.
 * @param {string} name of the file @param {{title: string, x: string, y: string, lines: Line[]}} what @returns {Plot}
 */
export function lines(name, { title, x, y, lines: all }) {
  const [left, right, top, bottom, height] = [70, 170, 60, 56, 400];
  const points = all.flatMap((line) => line.points).filter((point) => point.y > 0);
  if (points.length === 0) return { name, svg: document(title, 60, [text(16, 48, 'Nothing was measured.')]) };
  const across = logScale(
    points.map((point) => point.x),
    left,
    width - right,
  );
  const up = logScale(
    points.map((point) => point.y),
    height - bottom,
    top,
  );
  const grid = [
    ...across.ticks.map(
      (tick) =>
        `<line class="grid" x1="${across.at(tick)}" x2="${across.at(tick)}" y1="${top}" y2="${height - bottom}"/>${text(across.at(tick), height - bottom + 20, shortNumber(tick), 'text-anchor="middle" class="quiet"')}`,
    ),
    ...up.ticks.map(
      (tick) =>
        `<line class="grid" x1="${left}" x2="${width - right}" y1="${up.at(tick)}" y2="${up.at(tick)}"/>${text(left - 8, up.at(tick) + 4, shortNumber(tick), 'text-anchor="end" class="quiet"')}`,
    ),
    text(left, height - 12, x, 'class="quiet"'),
    text(16, 46, y, 'class="quiet"'),
  ];
  const labels = spreadOut(all.map((line) => up.at(line.points.at(-1)?.y ?? 1)));
  const drawn = all.map((line, i) => drawLine(line, i, across, up, labels[i]));
  return { name, svg: document(title, height, [...grid, ...drawn]) };
}

/** @param {Line} line @param {number} i @param {Scale} across @param {Scale} up @param {number} labelY */
function drawLine({ label, points, isOurs }, i, across, up, labelY) {
  const shown = points.filter((point) => point.y > 0);
  const last = shown.at(-1);
  if (!last) return '';
  const path = shown.map((point, at) => `${at ? 'L' : 'M'}${across.at(point.x)} ${up.at(point.y)}`).join('');
  const dots = shown.map(
    ({ x, y, isMore }) => `<circle ${isMore ? 'class="more"' : ''} cx="${across.at(x)}" cy="${up.at(y)}" r="4"/>`,
  );
  return `<g class="c${i % 4}${isOurs ? ' ours' : ''}"><path d="${path}"/>${dots.join('')}${text(across.at(last.x) + 10, labelY + 4, label, 'class="name"')}</g>`;
}

/** @typedef {ReturnType<typeof logScale>} Scale */

/** @param {number[]} values @param {number} from @param {number} to pixels */
function logScale(values, from, to) {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const at = (/** @type {number} */ value) =>
    Number((from + ((Math.log10(value) - low) / (high - low)) * (to - from)).toFixed(1));
  return { at, ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)) };
}

/** Names beside the ends of their lines, none upon another. @param {number[]} wanted */
function spreadOut(wanted) {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a] - wanted[b]);
  const placed = [...wanted];
  for (const [rank, i] of order.entries()) if (rank > 0) placed[i] = Math.max(placed[i], placed[order[rank - 1]] + 17);
  return placed;
}
