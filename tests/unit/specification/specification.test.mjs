// Every example of the CommonMark and GitHub specifications: the semantic layer has the structure and the text of the HTML
// that stands there, but for what differences.mjs lists with its reason.
//
//   Markdown ──► scene_trees (parser, views) ──► tree ─┐
//   HTML ──────► parse5 ───────────────────────► tree ─┴─► the same lines
//
// Run by ctest (tests/unit/CMakeLists.txt), which says where program and specifications are.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { commonMarkDifferences, gfmDifferences } from './differences.mjs';
import { examplesIn } from './examples.mjs';
import { asDecided, linesOf, treesOfHtml } from './trees.mjs';

const { SCENE_TREES = '', GFM_SPECIFICATION = '' } = process.env;
const commonMark = createRequire(import.meta.url).resolve('commonmark-spec/spec.txt');

/** @param {string[]} markdown @returns {{raw_html: boolean, wide: import('./trees.mjs').Tree[], narrow: import('./trees.mjs').Tree[]}[]} */
function scenesOf(markdown) {
  const maxBuffer = 64 * 1024 * 1024;
  return JSON.parse(execFileSync(SCENE_TREES, { input: JSON.stringify(markdown), encoding: 'utf8', maxBuffer }));
}

/**
 * @param {string} specification its text
 * @param {Record<number, string>} differences reasons by the number of the example
 */
function compare(specification, differences) {
  const examples = examplesIn(specification);
  const scenes = scenesOf(examples.map(({ markdown }) => markdown));
  const withRawHtml = examples.filter((_, i) => scenes[i].raw_html).length;
  const unexpected = examples.flatMap((example, i) => {
    if (scenes[i].raw_html) return [];
    const expected = linesOf(asDecided(treesOfHtml(example.html)));
    const shown = [scenes[i].wide, scenes[i].narrow].map(linesOf);
    const wrong = shown.find((lines) => lines.join('\n') !== expected.join('\n'));
    const same = wrong === undefined;
    const listed = example.number in differences;
    if (same && listed)
      return [`${titleOf(example)}: is the same now, though it is listed: “${differences[example.number]}”`];
    if (same || listed) return [];
    return [[titleOf(example), example.markdown, ...expected, '--- but is', ...wrong].join('\n')];
  });
  return { count: examples.length, withRawHtml, unexpected };
}

/** @param {import('./examples.mjs').Example} example */
const titleOf = ({ number, section }) => `Example ${number} (${section})`;

test('CommonMark 0.31.2', () => {
  const { count, withRawHtml, unexpected } = compare(readFileSync(commonMark, 'utf8'), commonMarkDifferences);
  assert.deepEqual(unexpected.join('\n\n'), '');
  // So that nobody passes by comparing nothing.
  assert.deepEqual([count, withRawHtml], [652, 72]);
});

test('GitHub Flavored Markdown 0.29', () => {
  const { count, withRawHtml, unexpected } = compare(readFileSync(GFM_SPECIFICATION, 'utf8'), gfmDifferences);
  assert.deepEqual(unexpected.join('\n\n'), '');
  assert.deepEqual([count, withRawHtml], [672, 72]);
});
