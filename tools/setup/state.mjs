// What is installed in .toolchain, and the lock that keeps two setups from installing at once.

import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { inToolchain, toolchain } from './paths.mjs';
import { say } from './run.mjs';

const versionsFile = inToolchain('versions.json');

export function versions() {
  return JSON.parse(textOf(versionsFile) ?? '{}');
}

export function recordVersion(name, version) {
  writeWhole(versionsFile, `${JSON.stringify({ ...versions(), [name]: version }, null, 2)}\n`);
}

export function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

// A reader sees the old text or the new, never half of it, even when this run is interrupted.
export function writeWhole(path, text) {
  writeFileSync(`${path}.new`, text);
  renameSync(`${path}.new`, path);
}

export function writeIfChanged(path, text) {
  if (textOf(path) !== text) writeWhole(path, text);
}

// A folder exists under its name only when it is complete: it is filled elsewhere and then renamed.
export function replaceFolder(from, to) {
  rmSync(to, { recursive: true, force: true });
  renameSync(from, to);
}

// The lock names its owner and is touched every few seconds: after a crash a process of another kind may have the owner's
// number, but nobody touches the lock any more.
const lockFile = inToolchain('setup.lock');
const touchEvery = 2_000;
const abandonedAfter = 20_000;

export async function withLock(body) {
  mkdirSync(toolchain, { recursive: true });
  await takeLock();
  const touching = setInterval(() => utimesSync(lockFile, new Date(), new Date()), touchEvery);
  try {
    return await body();
  } finally {
    clearInterval(touching);
    rmSync(lockFile, { force: true });
  }
}

async function takeLock() {
  for (let told = false; !triedToTake(); ) {
    if (isAbandoned()) {
      rmSync(lockFile, { force: true });
      continue;
    }
    if (!told) say(`Another setup is at work here (process ${textOf(lockFile)}): waiting for it.`);
    told = true;
    await sleep(200);
  }
}

function triedToTake() {
  try {
    writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAbandoned() {
  try {
    return Date.now() - statSync(lockFile).mtimeMs > abandonedAfter || !isRunning(Number(textOf(lockFile)));
  } catch {
    return false; // Its owner has just removed it.
  }
}

// A lock without a number yet is being written.
function isRunning(pid) {
  try {
    return pid === 0 || process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
