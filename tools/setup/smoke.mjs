// Compiles and runs a tiny program with the switches of the real build: a broken toolchain is told here, by name, rather
// than as a strange error in the middle of our own code.

import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { emscripten } from './emscripten.mjs';
import { inRoot, inToolchain } from './paths.mjs';
import { Failure, runLong } from './run.mjs';
import { textOf, versions, writeWhole } from './state.mjs';

const flags = '-std=c++20 -Oz -flto -fno-exceptions -fno-rtti --no-entry -sSTANDALONE_WASM -sWASM_BIGINT'.split(' ');

const stamp = inToolchain('smoke-tested.txt');

export async function ensureToolchainWorks() {
  const tested = `${emscripten().root} ${versions().emscripten}\n`;
  if (textOf(stamp) === tested) return;
  const folder = inToolchain('tmp', 'smoke');
  mkdirSync(folder, { recursive: true });
  const module = join(folder, 'smoke.wasm');
  const source = inRoot('tools', 'setup', 'smoke.cpp');
  await runLong('smoke test of emcc', emscripten().emcc, [source, ...flags, '-o', module], { env: emscripten().env });
  checkModule(module);
  rmSync(folder, { recursive: true, force: true });
  writeWhole(stamp, tested);
}

// Node's types do not have it.
const { WebAssembly } = /** @type {any} */ (globalThis);

function checkModule(path) {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(path)));
  exports._initialize();
  const number = BigInt.asUintN(64, exports.smallest_great_number());
  if (number !== 7540113804746346429n || exports.length_of_greeting() !== 15) {
    throw new Failure(`The smoke test's module computes wrongly (${number}): the toolchain is not usable.`);
  }
}
