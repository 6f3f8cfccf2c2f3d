// Runs test files with node's own runner, two at a time: a browser and the server that it talks to keep a core busy each.
// Files whose tests mostly wait, for a link that stays silent or a wait that grows, have a lane of their own beside them.

import { readdirSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { Transform } from 'node:stream';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { inRoot, root } from './setup/paths.mjs';
import { Failure, say } from './setup/run.mjs';

/** @typedef {{file: string, passed: number, failed: string[]}} Outcome `failed`: the names of tests */

/**
 * Fails when a test does.
 * @param {string} folder holds the *.test.mjs, at any depth
 * @param {object} [how]
 * @param {boolean} [how.again] files with a failed test run once more, by themselves. What passes then is named as unsteady:
 *     a browser on a machine whose cores are taken can miss any deadline; a defect shows twice
 * @param {string[]} [how.longest] names of files that are begun first
 * @param {string[]} [how.waiting] names of files whose tests mostly wait
 */
export async function runNodeTests(folder, { again = false, longest = [], waiting = [] } = {}) {
  const files = readdirSync(inRoot(folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.m?js$/.test(name))
    .sort()
    .map((name) => inRoot(folder, name));
  if (files.length === 0) throw new Failure(`No *.test.mjs in ${folder}.`);
  const mostlyWaits = (/** @type {string} */ file) => waiting.includes(basename(file));
  const isLong = (/** @type {string} */ file) => longest.includes(basename(file));
  const works = files.filter((file) => !mostlyWaits(file));
  const working = [...works.filter(isLong), ...works.filter((file) => !isLong(file))];
  const failed = await failedOf([working, working, files.filter(mostlyWaits)]);
  if (failed.length === 0) return;
  if (!again) throw new Failure(`Failed: ${named(failed)}`);
  say(`\n=== once more, one at a time: ${failed.map(({ file }) => relative(root, file)).join(', ')}`);
  const twice = await failedOf([failed.map(({ file }) => file)]);
  if (twice.length > 0) throw new Failure(`Failed twice: ${named(twice)}`);
  say(`Unsteady: ${named(failed)}`);
}

/** @param {Outcome[]} outcomes */
const named = (outcomes) =>
  outcomes.map(({ file, failed }) => `${relative(root, file)} (${failed.join('; ')})`).join(', ');

/** @param {string[][]} lanes files that run one after the other, beside the other lanes' @returns {Promise<Outcome[]>} those with a failed test */
async function failedOf(lanes) {
  const begun = new Set();
  /** @type {Outcome[]} */
  const outcomes = [];
  const follow = async (/** @type {string[]} */ lane) => {
    for (const file of lane) {
      if (begun.has(file)) continue;
      begun.add(file);
      outcomes.push(await runFile(file));
    }
  };
  await Promise.all(lanes.map(follow));
  const failed = outcomes.filter((outcome) => outcome.failed.length > 0);
  const passes = outcomes.reduce((sum, { passed }) => sum + passed, 0);
  const failures = failed.reduce((sum, outcome) => sum + outcome.failed.length, 0);
  say(`${passes} passed, ${failures} failed`);
  return failed;
}

// Totals come once, for all files.
const isTotal = ({ type, data }) =>
  type === 'test:diagnostic' && /^(tests|suites|pass|fail|cancelled|skipped|todo) \d/.test(data.message);

/** @param {string} file @returns {Promise<Outcome>} */
async function runFile(file) {
  const outcome = { file, passed: 0, failed: /** @type {string[]} */ ([]) };
  const count = new Transform({
    objectMode: true,
    transform(event, _encoding, done) {
      if (event.type === 'test:pass' && !event.data.skip) outcome.passed += 1;
      if (event.type === 'test:fail') outcome.failed.push(event.data.name);
      done(null, isTotal(event) ? undefined : event);
    },
  });
  say(`\n--- ${relative(root, file)}`);
  const events = run({ files: [file] });
  for await (const text of events.compose(count).compose(new spec())) process.stdout.write(text);
  return outcome;
}
