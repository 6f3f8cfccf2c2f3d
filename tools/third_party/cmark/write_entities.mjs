// Writes cmark-gfm's table of HTML's names of characters as src/markdown/character_names.h reads it: a name a line, in the order of
// their bytes, and the code points that it stands for. All of them, those that are built in too, so that the file goes with
// every version of the core.
//
//   node write_entities.mjs entities.inc heidi-entities.txt

import { readFileSync, writeFileSync } from 'node:fs';

const [from = '', to = ''] = process.argv.slice(2);

// {(unsigned char*)"NotEqualTilde", {226, 137, 130, 204, 184, 0}},
const row = /\{\(unsigned char\*\)"(\w+)", \{([\d, ]+), 0\}\}/g;
const source = readFileSync(from, 'utf8');
const lines = [...source.matchAll(row)].map(([, name, bytes = '']) => {
  const text = Buffer.from(bytes.split(',').map(Number)).toString();
  return `${name} ${[...text].map((character) => character.codePointAt(0)?.toString(16)).join(' ')}\n`;
});
const expected = Number(/CMARK_NUM_ENTITIES (\d+)/.exec(source)?.[1]);
if (lines.length !== expected) throw new Error(`${lines.length} names were read from ${from}, which says ${expected}.`);
writeFileSync(to, lines.sort().join(''));
