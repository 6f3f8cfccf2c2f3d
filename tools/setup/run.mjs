// Running other programs: quietly while all goes well, with their last words when it does not.

import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { inToolchain, root } from './paths.mjs';

// What a person can act on. Tools print its message without a stack.
export class Failure extends Error {}

const longStep = 15_000;
const lastWords = 40;

export const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

export function say(text) {
  process.stdout.write(`${text}\n`);
}

// Returns the full path of a command, or undefined.
export function commandPath(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {}
  }
  return undefined;
}

// Returns what a quick command prints, or undefined when it is missing or fails.
export function outputOf(command, args, options = {}) {
  const run = spawnSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], ...options });
  return run.status === 0 ? run.stdout : undefined;
}

// Runs a command that may take long: one line when it starts, one each 15 s, one with its time when it is done. Its own
// output goes to a log in .toolchain/log, of which the end is shown when it fails.
export async function runLong(label, command, args, options = {}) {
  const start = performance.now();
  say(`  ${label} …`);
  const ticker = setInterval(() => say(`    still at it (${seconds(start)})`), longStep);
  try {
    await captured(label, command, args, options);
  } finally {
    clearInterval(ticker);
  }
  say(`  ${label}: done (${seconds(start)})`);
}

async function captured(label, command, args, options) {
  const { status, text } = await collect(command, args, options);
  const log = logPath(label);
  writeFileSync(log, text);
  if (status === 0) return;
  const end = text.trimEnd().split('\n').slice(-lastWords).join('\n');
  throw new Failure(`${label} failed (exit code ${status}). Its last lines, all of them in ${log}:\n${end}`);
}

function logPath(label) {
  mkdirSync(inToolchain('log'), { recursive: true });
  return inToolchain('log', `${label.replace(/[^a-z0-9]+/gi, '-').slice(0, 60)}.log`);
}

function collect(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let text = '';
    const add = (chunk) => {
      text += chunk;
    };
    child.stdout.on('data', add);
    child.stderr.on('data', add);
    child.on('error', (error) => resolve({ status: -1, text: `${text}${error.message}\n` }));
    child.on('close', (status) => resolve({ status: status ?? -1, text }));
  });
}

// Runs a command whose output is the point (a compiler, a test runner). Returns its exit code.
export function runShown(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options });
    child.on('error', (error) => {
      say(`${command}: ${error.message}`);
      resolve(-1);
    });
    child.on('close', (status) => resolve(status ?? -1));
  });
}

// Runs the body of a tool: a Failure is told in its own words, anything else is a bug of ours and keeps its stack.
export async function main(body) {
  try {
    process.exitCode = (await body(process.argv.slice(2))) ?? 0;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    process.stderr.write(`\n${error.message}\n`);
    process.exitCode = 1;
  }
}
