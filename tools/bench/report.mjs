// What was measured, for the terminal, for tests/bench/results and for README.md.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { inRoot } from '../setup/paths.mjs';
import { commandPath, Failure, outputOf, say } from '../setup/run.mjs';
import { textOf } from '../setup/state.mjs';
import { n8nChatVersion } from './n8n_chat.mjs';

const measuredFile = (name) => inRoot('build', 'bench', `${name}.json`);
const results = (...parts) => inRoot('tests', 'bench', 'results', ...parts);
// All that the tables are made of, so that one benchmark can be measured again without the others.
const figuresFile = results('figures.json');

// --- Kept between runs

export function keep(name, rows, { rounds }) {
  mkdirSync(inRoot('build', 'bench'), { recursive: true });
  writeFileSync(measuredFile(name), `${JSON.stringify({ rows, rounds, machine: machine() }, null, 1)}\n`);
}

// Returns { rows, rounds, machine }, or undefined where it was never measured: here, or where the figures come from that are written.
export function kept(name) {
  const text = textOf(measuredFile(name));
  return text ? JSON.parse(text) : JSON.parse(textOf(figuresFile) ?? '{}')[name];
}

function machine() {
  const browser = ['chromium', 'chromium-browser', 'google-chrome'].map(commandPath).find(Boolean);
  const version = outputOf(process.env.CHROMIUM ?? browser ?? '', ['--version'])?.match(/[\d.]+/)?.[0] ?? '?';
  return {
    cores: cpus().length,
    chromium: version,
    on: new Date().toISOString().slice(0, 10),
    load: Number(loadavg()[0].toFixed(1)),
  };
}

const conditionsOf = ({ cores, chromium, on, load }, rounds) =>
  `${on}, ${cores} cores (load ${load} at the end), Chromium ${chromium} headless with WebGL in software, ${rounds} ${rounds === 1 ? 'round' : 'rounds'}`;

// --- In the terminal

export function told(module, rows) {
  const parts = module
    .tables(rows)
    .map(({ caption = '', head, rows: cells }) => `${caption}\n${columns([head, ...cells])}`);
  const verdicts = (module.verdicts?.(rows) ?? []).map(
    ({ what, wanted, got, kept: isKept }) => `${sign(isKept)} ${what}: ${got}${wanted ? `, wanted ${wanted}` : ''}`,
  );
  return [...parts, ...verdicts].join('\n');
}

const sign = (isKept) => (isKept === undefined ? '     ' : isKept ? 'kept ' : 'NOT  ');

function columns(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => String(row[column] ?? '').length)));
  const line = (row) =>
    row.map((cell, i) => (i ? String(cell).padStart(widths[i] + 2) : String(cell).padEnd(widths[i]))).join('');
  return rows.map(line).join('\n');
}

// --- In the project

const [begin, end] = ['<!-- bench: npm run bench -- --write -->', '<!-- end of bench -->'];

const conditions = `The main thread runs at a quarter of its speed (CDP's \`Emulation.setCPUThrottlingRate\`), as on a weak phone. There is no such brake
for workers: their times are those of the machine itself. Busy times are the threads' processor time
in the browser's own tracing, so that what else the machine did is not in them, but where "elapsed" is said; each figure is the median of the rounds, in which
everybody takes turns. Tasks and their microtasks alone are recorded: to record every event of the timeline costs a walk over the document for each layout.`;

// Writes the tables, the plots and README.md's part. `measured` is a list of { name, module, rows, rounds, machine }.
export function writeResults(measured) {
  rmSync(results(), { recursive: true, force: true });
  mkdirSync(results(), { recursive: true });
  writeFileSync(results('README.md'), resultsPage(measured));
  const figures = measured.map(({ name, rows, rounds, machine: where }) => [name, { rows, rounds, machine: where }]);
  writeFileSync(figuresFile, `${JSON.stringify(Object.fromEntries(figures), rounded, 1)}\n`);
  for (const { module, rows } of measured)
    for (const { name, svg } of module.plots?.(rows) ?? []) writeFileSync(results(`${name}.svg`), svg);
  writeReadme(measured);
  say('Written: tests/bench/results, README.md');
}

const rounded = (_, value) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value);

const row = (cells) =>
  `| ${cells.map((cell) => String(cell).replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
const table = ({ caption = '', head, rows }) =>
  [...(caption ? [caption, ''] : []), row(head), `|---${'|---:'.repeat(head.length - 1)}|`, ...rows.map(row)].join(
    '\n',
  );

function resultsPage(measured) {
  const sections = measured.map(({ name, module, rows, rounds, machine: where }) =>
    [
      `## ${module.title}`,
      module.note,
      ...(module.plots?.(rows) ?? []).map((plot) => `![${module.title}](${plot.name}.svg)`),
      ...module.tables(rows).map(table),
      `\`npm run bench -- ${name}\` · ${conditionsOf(where, rounds)}`,
    ].join('\n\n'),
  );
  return `${['# What things cost', 'Written by `npm run bench -- --write`.', conditions, ...sections].join('\n\n')}\n`;
}

function writeReadme(measured) {
  const verdicts = measured.flatMap(({ module, rows }) => module.verdicts?.(rows) ?? []);
  const cells = verdicts.map(({ what, wanted, got, kept: isKept }) => [
    what,
    got,
    wanted,
    isKept === undefined ? '' : isKept ? 'yes' : 'not yet',
  ]);
  if (measured.length === 0) throw new Failure('Nothing was measured yet: `npm run bench` first.');
  const images = ['streaming', 'article'].filter((plot) => textOf(results(`${plot}.svg`)));
  const text = [
    begin,
    table({ head: ['what', 'measured', 'wanted', 'reached'], rows: cells }),
    '',
    ...images.map((plot) => `![${plot}](tests/bench/results/${plot}.svg)`),
    '',
    `Each benchmark side by side on one machine, the main thread slowed down fourfold; @n8n/chat ${n8nChatVersion}, the others as in package.json. All figures,`,
    'what they count, when and in how many rounds: [`tests/bench/results`](tests/bench/results/README.md).',
    end,
  ].join('\n');
  const readme = readFileSync(inRoot('README.md'), 'utf8');
  const [from, to] = [readme.indexOf(begin), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Failure(`README.md has no place for the figures: ${begin} … ${end}`);
  writeFileSync(inRoot('README.md'), readme.slice(0, from) + text + readme.slice(to + end.length));
}
