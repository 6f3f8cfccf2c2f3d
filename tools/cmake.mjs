// Configures, builds and tests a preset of CMakePresets.json.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { emscripten } from './setup/emscripten.mjs';
import { inRoot } from './setup/paths.mjs';
import { Failure, runShown } from './setup/run.mjs';
import { textOf, writeWhole } from './setup/state.mjs';

// All of it, or only these targets.
export async function buildPreset(preset, targets = []) {
  await configure(preset);
  await cmake(preset, ['--build', '--preset', preset, ...(targets.length > 0 ? ['--target', ...targets] : [])]);
}

export async function testPreset(preset) {
  await must('ctest', ['--preset', preset, '--no-tests=error']);
}

const cmake = (preset, args) => must('cmake', args, preset.startsWith('wasm') ? { env: emscripten().env } : {});

async function must(command, args, options) {
  const status = await runShown(command, args, options);
  if (status !== 0) throw new Failure(`${command} ${args.join(' ')} failed (exit code ${status}).`);
}

// Ninja configures again by itself when a CMake file changes, but it cannot see that a preset, the Emscripten or the set of
// folders with a CMakeLists.txt has.
async function configure(preset) {
  const stamp = inRoot('build', preset, 'configured-for.txt');
  const wanted = fingerprint();
  if (textOf(stamp) === wanted && existsSync(inRoot('build', preset, 'build.ninja'))) return;
  // --fresh: CMake would keep a compiler it once found.
  await cmake(preset, ['--fresh', '--preset', preset]);
  writeWhole(stamp, wanted);
}

function fingerprint() {
  const parts = [textOf(inRoot('CMakePresets.json')), emscripten().root, emscripten().version];
  parts.push(...['src', 'tests/unit', 'tests/fuzz'].filter((folder) => existsSync(inRoot(folder, 'CMakeLists.txt'))));
  return createHash('sha256').update(parts.join('\n')).digest('hex');
}
