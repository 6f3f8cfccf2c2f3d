// npm run size: what each partner file weighs, and whether the budgets hold. kB are 1000 bytes.
//
//   npm run size -- --rooms    also who weighs what in the WebAssembly: our rooms, the libraries
//   npm run size -- --peers    writes our sizes, beside those of others, into README.md

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { inRoot } from './setup/paths.mjs';
import { Failure, main, say } from './setup/run.mjs';
import { checkTable, writeTable } from './size/peers.mjs';
import { weighRooms } from './size/rooms.mjs';

// The loader is what every page view pays; article and chat are what the first reader who needs the widget waits for; what
// comes behind an article keeps nobody waiting; the others come only where they are needed: what reads other formats than ours where
// an article is in one, the names of all characters where a text uses one that is not built in, what orders mixed directions
// where a word reads from the right.
const behind = ['heidi-reader.js'];
const formats = ['heidi-formats.js'];
const names = ['heidi-entities.txt'];
const directions = ['heidi-bidi.wasm'];
const budgets = [
  { label: 'loader', bytes: 3_000, counts: (name) => name === 'heidi.js' },
  {
    label: 'article and chat',
    bytes: 150_000,
    counts: (name) => ![...behind, ...formats, ...names, ...directions].includes(name) && !isLocale(name),
  },
  { label: 'what comes behind an article', bytes: 8_000, counts: (name) => behind.includes(name) },
  { label: 'other formats', bytes: 10_000, counts: (name) => formats.includes(name) },
  { label: 'names of characters', bytes: 10_000, counts: (name) => names.includes(name) },
  { label: 'what orders mixed directions', bytes: 6_500, counts: (name) => directions.includes(name) },
];

// A reader loads one of them, or none.
const largestLocale = 3_000;
const isLocale = (name) => name.startsWith('locales/');

export function checkSizes() {
  const files = weighAll();
  printTable(files);
  const kept = budgets.map((budget) => keepsBudget(budget, files));
  const [heaviest] = files.filter(({ name }) => isLocale(name)).sort((a, b) => b.brotli - a.brotli);
  if (heaviest)
    kept.push(
      keepsBudget(
        { label: `a language (${heaviest.name})`, bytes: largestLocale, counts: (name) => name === heaviest.name },
        files,
      ),
    );
  if (kept.includes(false)) throw new Failure('Over budget.');
  checkTable(ours(files));
}

/** What every page view pays, and what stands between a reader and the widget. */
function ours(files) {
  const [before, usable] = budgets.map(({ counts }) =>
    sum(
      files.filter(({ name }) => counts(name)),
      'brotli',
    ),
  );
  return { before, usable };
}

function weighAll() {
  const names = existsSync(inRoot('dist')) ? readdirSync(inRoot('dist'), { recursive: true, encoding: 'utf8' }) : [];
  const counted = names.filter((name) => /\.(js|mjs|wasm|css|txt)$/.test(name) || isLocale(name)).sort();
  if (counted.length === 0) throw new Failure('Nothing in dist/ yet: `npm run build` first.');
  return counted.map(weigh);
}

function weigh(name) {
  const content = readFileSync(inRoot('dist', name));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  const brotli = brotliCompressSync(content, { params }).length;
  return { name, raw: content.length, gzip: gzipSync(content, { level: 9 }).length, brotli };
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const row = (...cells) =>
  say(cells.map((cell, column) => (column === 0 ? cell.padEnd(32) : cell.padStart(11))).join(''));
const sum = (files, column) => files.reduce((total, file) => total + file[column], 0);

function printTable(files) {
  const columns = ['raw', 'gzip', 'brotli'];
  row('', ...columns);
  for (const file of files) row(file.name, ...columns.map((column) => kilobytes(file[column])));
  const together = files.filter(({ name }) => !isLocale(name));
  row('together, without languages', ...columns.map((column) => kilobytes(sum(together, column))));
}

async function printRooms() {
  const parts = await weighRooms();
  const columns = ['code', 'data', 'brotli'];
  say('');
  row('heidi-core.wasm, not yet packed', 'code', 'data', 'alone');
  for (const part of parts) row(part.owner, ...columns.map((column) => kilobytes(part[column])));
  row('together', ...columns.map((column) => kilobytes(sum(parts, column))));
}

function keepsBudget({ label, bytes, counts }, files) {
  const used = sum(
    files.filter(({ name }) => counts(name)),
    'brotli',
  );
  const kept = used <= bytes;
  say(`${kept ? 'within' : 'OVER  '} the budget of ${label}: ${kilobytes(used)} of ${kilobytes(bytes)} brotli`);
  return kept;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async (options) => {
    if (options.includes('--rooms')) await printRooms();
    if (options.includes('--peers')) writeTable(ours(weighAll()));
    checkSizes();
  });
}
