// npm test: everything that CI runs, in the order in which it is cheapest to fail.
//
//   npm test                    all steps
//   npm test -- unit browser    only these

import { existsSync } from 'node:fs';
import { buildAll } from './build.mjs';
import { buildPreset, testPreset } from './cmake.mjs';
import { format } from './format.mjs';
import { fuzz } from './fuzz.mjs';
import { checkHygiene } from './hygiene.mjs';
import { runNodeTests } from './node_tests.mjs';
import { inRoot } from './setup/paths.mjs';
import { Failure, main, runShown, say, seconds } from './setup/run.mjs';
import { setup } from './setup.mjs';
import { checkSizes } from './size.mjs';

// By processor time: from 190 s to 50 s, of 1,170 s for all. What is begun last is short, so both lanes end together.
const longest = ['axe', 'examples', 'scripts', 'pseudo_locale', 'painters'].map((name) => `${name}.test.mjs`);

const waiting = [
  'core_failure',
  'fault_panel',
  'giving_up',
  'idle',
  'nothing_lost',
  'pausing',
  'plain_endpoints',
  'reconnection',
  'strip',
  'tabs',
].map((name) => `${name}.test.mjs`);

// `expects`: what must exist for the step to mean anything; a step that silently tests nothing is worse than a failing one.
// `packages`: groups of Debian packages, see tools/setup/packages.mjs.
const steps = [
  { name: 'hygiene', expects: [], packages: [], run: checkHygiene },
  { name: 'format', expects: ['src'], packages: ['format'], run: () => format({ write: false }) },
  { name: 'types', expects: ['shell'], packages: [], run: checkTypes },
  { name: 'unit', expects: ['tests/unit'], packages: ['build', 'test'], run: () => runUnitTests('native') },
  { name: 'fuzz', expects: ['tests/fuzz'], packages: ['build', 'fuzz'], run: () => fuzz({ seconds: 30 }) },
  { name: 'unit-wasm', expects: ['tests/unit'], packages: ['build', 'test'], run: () => runUnitTests('wasm-tests') },
  { name: 'build', expects: ['src', 'shell'], packages: ['build'], run: buildAll },
  {
    name: 'packer',
    expects: ['tests/packer', 'build/wasm/heidi-unpacker.wasm'],
    packages: [],
    run: () => runNodeTests('tests/packer'),
  },
  { name: 'size', expects: ['dist'], packages: [], run: checkSizes },
  { name: 'server', expects: ['tests/server'], packages: [], run: () => runNodeTests('tests/server') },
  {
    name: 'browser',
    expects: ['tests/browser', 'dist'],
    packages: ['test', 'engines'],
    run: () => runNodeTests('tests/browser', { again: true, longest, waiting }),
  },
];

async function checkTypes() {
  for (const project of ['.', 'tools']) {
    const tsc = inRoot('node_modules', 'typescript', 'bin', 'tsc');
    const status = await runShown(process.execPath, [tsc, '--noEmit', '-p', project]);
    if (status !== 0) throw new Failure(`Exit code ${status}.`);
  }
}

async function runUnitTests(preset) {
  await buildPreset(preset);
  await testPreset(preset);
}

await main(async (names) => {
  const chosen = chooseSteps(names);
  const groups = [...new Set(chosen.flatMap((step) => step.packages))];
  const all = [{ name: 'setup', expects: [], run: () => setup(groups) }, ...chosen];
  const start = performance.now();
  const { passed, failure } = await runUntilFailure(all);
  say('');
  if (failure) tellFailure(failure, all.slice(passed.length + 1));
  say(`All of it took ${seconds(start)}.`);
  say(`${passed.length} passed, ${failure ? 1 : 0} failed`);
  return failure ? 1 : 0;
});

function chooseSteps(names) {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    throw new Failure(`No such step: ${unknown.join(', ')}. There are: ${steps.map((step) => step.name).join(', ')}.`);
  }
  return names.length === 0 ? steps : steps.filter((step) => names.includes(step.name));
}

async function runUntilFailure(all) {
  const passed = [];
  for (const step of all) {
    const error = await runStep(step);
    if (error) return { passed, failure: { step, error } };
    passed.push(step);
  }
  return { passed };
}

// Returns what went wrong, if anything did.
async function runStep({ name, expects, run }) {
  const start = performance.now();
  say(`\n=== ${name}`);
  try {
    const missing = expects.filter((path) => !existsSync(inRoot(path)));
    if (missing.length > 0) throw new Failure(`Missing: ${missing.join(', ')}`);
    await run();
  } catch (error) {
    say(`=== ${name}: FAILED (${seconds(start)})`);
    return error;
  }
  say(`=== ${name}: passed (${seconds(start)})`);
  return undefined;
}

function tellFailure({ step, error }, notRun) {
  say(`${step.name} failed: ${error instanceof Failure ? error.message : error.stack}`);
  if (notRun.length > 0) say(`Not run: ${notRun.map(({ name }) => name).join(', ')}`);
  if (step.name !== 'setup') say(`Only this step again: npm test -- ${step.name}`);
}
