// The table in README.md: what a page loads for us, beside what it loads for others. Ours is measured with each build; that
// of the others was, once, with the same compressor at the same level.

import { readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from '../setup/paths.mjs';
import { Failure } from '../setup/run.mjs';

// Bytes of brotli at level 11, on 22 November 2026, of the packages as they were published. `before`: what each page view
// loads, where that is less than all; `usable`: all that is loaded until somebody can write.
const peers = [
  { name: 'Persona 4.17.0', before: 17_397, usable: 173_613, what: 'chat' },
  { name: 'nlux 2.17.1, core', usable: 38_919, what: 'chat, the smallest found' },
  { name: 'deep-chat 2.4.2', usable: 91_852, what: 'chat' },
  { name: 'Papercups 1.3.1, with React', usable: 132_782, what: 'the frame of a chat' },
  { name: 'Botpress webchat 4.5.2', usable: 161_481, what: 'chat, without the React it needs' },
  { name: 'rasa-webchat 1.0.1', usable: 173_616, what: 'chat' },
  { name: 'n8n chat 1.37.0', usable: 480_863, what: 'chat' },
  { name: 'Bot Framework Web Chat 4.18.1', usable: 639_416, what: 'chat' },
];

const [begin, end] = ['<!-- sizes: npm run size -- --peers -->', '<!-- end of sizes -->'];

// A change that a reader of the table would not notice need not be written down.
const tolerance = 0.03;

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/** @typedef {{ before: number, usable: number }} Ours bytes of brotli */

export function tableWith(/** @type {Ours} */ ours) {
  const row = (...cells) => `| ${cells.join(' | ')} |`;
  const lines = peers.map(({ name, before, usable, what }) =>
    row(name, before ? kilobytes(before) : 'the same', kilobytes(usable), what),
  );
  return [
    row('brotli', 'each page view', 'until it can be used', ''),
    '|---|---:|---:|---|',
    row('**Ask Heidi**', `**${kilobytes(ours.before)}**`, `**${kilobytes(ours.usable)}**`, 'article reader and chat'),
    ...lines,
  ].join('\n');
}

export function writeTable(/** @type {Ours} */ ours) {
  const { before, after } = readmeParts();
  writeFileSync(inRoot('README.md'), `${before}${begin}\n${tableWith(ours)}\n${end}${after}`);
}

/** Fails where README.md tells of other sizes than those of the build. */
export function checkTable(/** @type {Ours} */ ours) {
  const told = [...readmeParts().table.matchAll(/\*\*([\d.]+) kB\*\*/g)].map((match) => Number(match[1]) * 1000);
  const isStale = told.length !== 2 || !(isNear(told[0], ours.before) && isNear(told[1], ours.usable));
  if (isStale)
    throw new Failure('The sizes in README.md are not those of dist/: `npm run size -- --peers` writes them.');
}

const isNear = (told, measured) => Math.abs(told - measured) <= measured * tolerance;

function readmeParts() {
  const text = readFileSync(inRoot('README.md'), 'utf8');
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Failure(`README.md has no place for the sizes: ${begin} … ${end}`);
  return {
    before: text.slice(0, from),
    table: text.slice(from, to),
    after: text.slice(to + end.length),
  };
}
