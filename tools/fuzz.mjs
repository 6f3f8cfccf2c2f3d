// npm run fuzz: bad input for all that reads what others send (tests/fuzz), more of it than `npm test` takes.
//
//   npm run fuzz                                        a minute, split over the targets
//   npm run fuzz -- --seconds 600                       ten minutes
//   npm run fuzz -- --target conversation               only this one
//   npm run fuzz -- --target conversation --input FILE  one input again
//
// What it finds interesting is kept in build/fuzz/corpus, where the next run goes on from it.

import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildPreset } from './cmake.mjs';
import { inRoot, root } from './setup/paths.mjs';
import { Failure, main, runShown, say } from './setup/run.mjs';
import { setup } from './setup.mjs';

// `longest`: an input of this many bytes reaches all there is; longer ones only take longer.
const targets = [
  { name: 'event_stream', longest: 2_000 },
  { name: 'unpack', longest: 2_000 },
  { name: 'wire_json', longest: 3_000 },
  { name: 'conversation', longest: 4_000 },
];
const told = 15_000;
const lastWords = 60;
const inputSeconds = 10;
const megabytes = 1_024;

/** @param {{ seconds: number, target?: string }} what */
export async function fuzz({ seconds, target }) {
  const chosen = targets.filter(({ name }) => !target || name === target);
  if (chosen.length === 0)
    throw new Failure(`No such target: ${target}. There are: ${targets.map((t) => t.name).join(', ')}.`);
  await buildPreset('fuzz');
  for (const one of chosen) await fuzzOne(one, Math.max(1, Math.floor(seconds / chosen.length)));
}

const program = (name) => inRoot('build', 'fuzz', 'tests', 'fuzz', `fuzz_${name}`);

// Names instead of addresses in what the sanitizers say.
const env = { ...process.env, ASAN_SYMBOLIZER_PATH: '/usr/bin/llvm-symbolizer-19' };

const limits = [`-timeout=${inputSeconds}`, `-rss_limit_mb=${megabytes}`];

async function fuzzOne({ name, longest }, seconds) {
  const place = (...parts) => inRoot('build', 'fuzz', ...parts);
  const corpus = place('corpus', name);
  const findings = place('findings');
  for (const folder of [corpus, findings]) mkdirSync(folder, { recursive: true });
  const before = new Set(readdirSync(findings));
  const args = [
    ...limits,
    `-max_total_time=${seconds}`,
    `-max_len=${longest}`,
    `-dict=${inRoot('tests', 'fuzz', `${name}.dict`)}`,
    `-artifact_prefix=${findings}/${name}-`,
    corpus,
    inRoot('tests', 'fuzz', 'corpus', name),
  ];
  say(`  ${name}: ${seconds} s …`);
  const { status, text, last } = await watched(name, args);
  const log = place(`${name}.log`);
  writeFileSync(log, text);
  if (status === 0) return say(`  ${name}: nothing found (${last})`);
  const [input] = readdirSync(findings).filter((file) => file.startsWith(name) && !before.has(file));
  throw new Failure(report({ name, text, log, input: input && join(findings, input) }));
}

// One line each 15 s: how many inputs, how much of the code they reach.
function watched(name, args) {
  return new Promise((resolve) => {
    const child = spawn(program(name), args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    const last = () => words(text);
    const ticker = setInterval(() => say(`    ${last()}`), told);
    const add = (chunk) => {
      text += chunk;
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('error', (error) => add(`${error.message}\n`));
    child.on('close', (status) => {
      clearInterval(ticker);
      resolve({ status: status ?? -1, text, last: last() });
    });
  });
}

// "#4096 pulse  cov: 812 ft: 3010 corp: 211/14Kb lim: 81 exec/s: 1365 rss: 71Mb"
function words(text) {
  const lines = text.match(/^#\d+\t.*$/gm) ?? [];
  const [, inputs, cov, rate] = /^#(\d+).*cov: (\d+).*exec\/s: (\d+)/.exec(lines.at(-1) ?? '') ?? [];
  return inputs ? `${inputs} inputs, ${cov} places reached, ${rate} a second` : 'nothing yet';
}

function report({ name, text, log, input }) {
  const lines = text.trimEnd().split('\n');
  const first = lines.findIndex((line) => /^Broken: |ERROR: |runtime error: /.test(line));
  const shown = (first < 0 ? lines.slice(-lastWords) : lines.slice(first, first + lastWords)).join('\n');
  const again = input && `\nThis input again: npm run fuzz -- --target ${name} --input ${relative(root, input)}`;
  return `${shown}\nThe fuzzer ${name} found something; all it said is in ${log}.${again ?? ''}`;
}

async function again(target, input) {
  if (!targets.some(({ name }) => name === target)) throw new Failure('--input needs the --target it is for.');
  await buildPreset('fuzz');
  const status = await runShown(program(target), [...limits, input], { env, cwd: process.cwd() });
  if (status !== 0) throw new Failure('It still fails.');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    const { values } = parseArgs({
      options: { seconds: { type: 'string' }, target: { type: 'string' }, input: { type: 'string' } },
    });
    const { seconds = '60', target, input } = values;
    if (!/^[1-9]\d{0,6}$/.test(seconds)) throw new Failure(`--seconds needs a whole number, not "${seconds}".`);
    await setup(['build', 'fuzz']);
    if (input) await again(target, input);
    else await fuzz({ seconds: Number(seconds), target });
  });
}
