// Runs test files with node's own runner, two at a time: a browser and the server that it talks to keep a core busy each.

import { readdirSync } from 'node:fs';
import { relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { inRoot, root } from './setup/paths.mjs';
import { Failure, say } from './setup/run.mjs';

/**
 * Fails when a test does.
 * @param {string} folder holds the *.test.mjs, at any depth
 * @param {{again?: boolean}} [how] `again`: files with a failed test run once more, by themselves. What passes then is
 *     named as unsteady: a browser on a machine whose cores are taken can miss any deadline; a defect shows twice
 */
export async function runNodeTests(folder, { again = false } = {}) {
  const files = readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.m?js$/.test(name))
    .sort()
    .map((name) => inRoot(folder, name));
  if (files.length === 0) throw new Failure(`No *.test.mjs in ${folder}.`);
  const first = await failuresOf(files, 2);
  if (first.size === 0) return;
  if (!again) throw new Failure(`${first.size} of ${files.length} files failed.`);
  say(`\n=== once more, one at a time:${names(first.keys())}`);
  const second = await failuresOf([...first.keys()], 1);
  for (const [file, tests] of first) if (!second.has(file)) say(`unsteady: ${names([file])}: ${tests.join('; ')}`);
  if (second.size > 0) throw new Failure(`Failed twice:${names(second.keys())}`);
}

const names = (files) => [...files].map((file) => ` ${relative(root, file)}`).join(',');

/** @returns {Promise<Map<string, string[]>>} by file, the names of the tests that failed */
async function failuresOf(files, concurrency) {
  /** @type {Map<string, string[]>} */
  const failures = new Map();
  const events = run({ files, concurrency });
  events.on('test:fail', ({ name, file = name }) => failures.set(file, [...(failures.get(file) ?? []), name]));
  for await (const text of events.compose(new spec())) process.stdout.write(text);
  return failures;
}
