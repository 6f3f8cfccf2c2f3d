// Emscripten: the one on the PATH if it is new enough, otherwise Debian 13's package unpacked into .toolchain/emscripten.
//
// Debian 13's package is all scripts and prebuilt WebAssembly libraries, so it runs on any Debian. What it calls comes from
// elsewhere: LLVM 19 from the system's own packages, Binaryen, acorn and Closure from npm.

import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { aptIsUsable, downloadPackage } from './apt.mjs';
import { inRoot, inToolchain } from './paths.mjs';
import { commandPath, Failure, outputOf, runLong } from './run.mjs';
import { recordVersion, replaceFolder, textOf, versions, writeIfChanged } from './state.mjs';

const oldestAccepted = [3, 1, 69];
const unpackedRoot = inToolchain('emscripten');
const configFile = join(unpackedRoot, '.emscripten');

// The one place that remembers which Emscripten was chosen; tools/cmake/Emscripten.cmake reads it.
const rootFile = inToolchain('emscripten-root.txt');

// Returns the version of an acceptable emcc on the PATH, or undefined.
export function versionOnPath() {
  if (!commandPath('emcc')) return undefined;
  const version = /\d+\.\d+\.\d+/.exec(outputOf('emcc', ['--version']) ?? '')?.[0];
  return version && isAccepted(version) ? version : undefined;
}

function isAccepted(version) {
  const parts = version.split('.').map(Number);
  const differing = parts.findIndex((part, index) => part !== oldestAccepted[index]);
  return differing < 0 || parts[differing] > oldestAccepted[differing];
}

export async function ensureEmscripten(pathVersion) {
  if (pathVersion) {
    useRoot(outputOf('em-config', ['EMSCRIPTEN_ROOT']).trim(), pathVersion);
    return;
  }
  if (!existsSync(join(unpackedRoot, 'emcc'))) await unpackDebianPackage();
  writeIfChanged(configFile, configuration());
  // Emscripten's .js files are CommonJS; without this they would take "type": "module" from our own package.json.
  writeIfChanged(inToolchain('package.json'), '{ "type": "commonjs" }\n');
  useRoot(unpackedRoot, textOf(join(unpackedRoot, 'emscripten-version.txt')).replace(/["\s]/g, ''));
}

function useRoot(root, version) {
  writeIfChanged(rootFile, root);
  if (versions().emscripten !== version) recordVersion('emscripten', version);
}

// Where emcc is and the environment to call it in.
export function emscripten() {
  const root = textOf(rootFile);
  if (!root) throw new Failure('No Emscripten yet: run `node tools/setup.mjs`.');
  const env = root === unpackedRoot ? { PYTHON: python(), ...process.env, EM_CONFIG: configFile } : process.env;
  return { root, emcc: join(root, 'emcc'), version: versions().emscripten, env };
}

let interpreter;

// The `python3` on the PATH may be a script that looks for the right one: pyenv's takes 0.07 s of processor time of emcc’s 0.21 s,
// for each source.
function python() {
  interpreter ??= outputOf('python3', ['-c', 'import sys; print(sys.executable)'])?.trim() || 'python3';
  return interpreter;
}

async function unpackDebianPackage() {
  if (!aptIsUsable()) {
    throw new Failure(`Please install Emscripten ${oldestAccepted.join('.')} or newer, so that emcc is on the PATH.`);
  }
  const temporary = inToolchain('tmp', 'emscripten');
  const deb = await downloadPackage('emscripten', 'trixie', join(temporary, 'download'));
  const unpacked = join(temporary, 'unpacked');
  mkdirSync(unpacked, { recursive: true });
  await runLong('unpack emscripten', 'dpkg', ['-x', deb, unpacked]);
  const ready = join(unpacked, 'usr', 'share', 'emscripten');
  trim(ready);
  replaceFolder(ready, unpackedRoot);
  rmSync(temporary, { recursive: true, force: true });
}

// Takes away what we never link: threads, position-independent code and Emscripten's own tests are 1.3 of 1.6 GB.
function trim(folder) {
  const libraries = join(folder, 'cache', 'sysroot', 'lib', 'wasm32-emscripten');
  const unused = ['test', 'docs', 'media'].map((name) => join(folder, name));
  unused.push(join(libraries, 'pic'), join(libraries, 'lto-pic'));
  for (const place of [libraries, join(libraries, 'lto')]) {
    const threaded = readdirSync(place).filter((name) => /-(mt|ww)\b/.test(name));
    unused.push(...threaded.map((name) => join(place, name)));
  }
  for (const path of unused) rmSync(path, { recursive: true, force: true });
}

// Written anew when the project folder has moved: Emscripten wants absolute paths.
function configuration() {
  const npm = (...parts) => JSON.stringify(inRoot('node_modules', ...parts));
  return `# Written by tools/setup/emscripten.mjs.
LLVM_ROOT = '/usr/bin'
LLVM_ADD_VERSION = '19'
CLANG_ADD_VERSION = '19'
BINARYEN_ROOT = ${npm('binaryen')}
NODE_JS = ${JSON.stringify(process.execPath)}
# The package brings every system library prebuilt, and we took some of them away: never build any.
FROZEN_CACHE = True
`;
}
