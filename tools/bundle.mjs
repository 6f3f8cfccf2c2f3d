// Bundles the TypeScript of shell/ into what partners load.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { minifySync } from 'vite';
import { computedModules } from './computed_modules.mjs';
import { packed } from './packer/packer.mjs';
import { unpackerOf } from './packer/self_extracting.mjs';
import { inRoot } from './setup/paths.mjs';
import { Failure, runLong } from './setup/run.mjs';
import { textOf, writeWhole } from './setup/state.mjs';

// What ends up in dist/. `iife` is a classic script that any page can load; `esm` is loaded later by import() or as a
// module worker.
/** @type {{ from: string, to: string, format: import('esbuild').Format }[]} */
const bundles = [
  { from: 'shell/heidi.ts', to: 'heidi.js', format: 'iife' },
  { from: 'shell/first.ts', to: 'heidi-first.js', format: 'esm' },
  { from: 'shell/widget.ts', to: 'heidi-widget.js', format: 'esm' },
  { from: 'shell/reader/comforts.ts', to: 'heidi-reader.js', format: 'esm' },
  { from: 'shell/formats/formats.ts', to: 'heidi-formats.js', format: 'esm' },
  { from: 'shell/core/core.ts', to: 'heidi-core.js', format: 'esm' },
];

// The linker's own -Oz has been there; these passes of Binaryen's take another 0.7 kB brotli off: what types and constants flow
// where, and control flow made anew.
const core = { from: 'build/wasm/heidi-core.wasm', to: 'heidi-core.wasm', stamp: 'build/wasm/packed.txt' };
// It then travels packed, in a module that unpacks it (src/unpack/unpack.h).
const unpacker = 'build/wasm/heidi-unpacker.wasm';
// What orders mixed directions comes only where it is needed, and is too small to be packed.
const bidi = { from: 'build/wasm/heidi-bidi.wasm', to: 'heidi-bidi.wasm', stamp: 'build/wasm/bidi.txt' };
// What the core asks for when a text uses a character's name that is not built in.
const entities = { from: 'build/wasm/cmark-gfm/heidi-entities.txt', to: 'heidi-entities.txt' };
const packerSources = ['tools/packer', 'tools/size/wasm_file.mjs', 'tools/bundle.mjs'];
const passes = ['--gufa-optimizing', '--flatten', '--rereloop', '-Oz', '-Oz'];
const features = [
  'bulk-memory',
  'nontrapping-float-to-int',
  'sign-ext',
  'mutable-globals',
  'multivalue',
  'reference-types',
];

export async function bundle() {
  const missing = [...bundles.map(({ from }) => from), core.from, entities.from, unpacker, bidi.from].filter(
    (from) => !existsSync(inRoot(from)),
  );
  if (missing.length > 0) throw new Failure(`Cannot bundle, missing: ${missing.join(', ')}`);
  mkdirSync(inRoot('dist'), { recursive: true });
  await Promise.all(bundles.map(bundleOne));
  await makeIfChanged(core, [core.from, unpacker, ...packerSources.flatMap(filesOf)], packedCore);
  await makeIfChanged(bidi, [bidi.from, 'tools/bundle.mjs'], () => squeezed(inRoot(bidi.from), passes));
  copyLocales();
  writeWhole(inRoot('dist', entities.to), readFileSync(inRoot(entities.from)));
}

// English is compiled in.
function copyLocales() {
  mkdirSync(inRoot('dist', 'locales'), { recursive: true });
  for (const name of readdirSync(inRoot('shell', 'locales')).filter((file) => file !== 'en.json')) {
    const texts = JSON.parse(readFileSync(inRoot('shell', 'locales', name), 'utf8'));
    writeWhole(inRoot('dist', 'locales', name), JSON.stringify(texts));
  }
}

async function bundleOne({ from, to, format }) {
  const code = await bundled(from, format);
  writeWhole(inRoot('dist', to), minifiedAgain(to, code, format === 'esm'));
}

async function bundled(from, format) {
  try {
    const { outputFiles } = await build({ ...options, entryPoints: [inRoot(from)], format });
    return outputFiles[0].text;
  } catch (error) {
    // esbuild has already printed what is wrong and where.
    throw new Failure(`Could not bundle ${from}: ${error.errors?.length ?? 0} errors.`);
  }
}

// After esbuild's own minifying the one that comes with Vite finds another 0.5 kB brotli in what everybody loads.
/** @param {string} name @param {string} code @param {boolean} module */
function minifiedAgain(name, code, module) {
  const compress = { target: options.target };
  const result = minifySync(name, code, { module, compress, mangle: { toplevel: module } });
  if (result.errors.length > 0) throw new Failure(`Could not minify ${name}: ${result.errors[0].message}`);
  return result.code;
}

/** @satisfies {import('esbuild').BuildOptions} */
const options = {
  bundle: true,
  write: false,
  // Modules are strict by themselves; the loader, which is none, would say so in ten of its bytes.
  tsconfigRaw: { compilerOptions: { alwaysStrict: false, useDefineForClassFields: false } },
  minify: true,
  platform: 'browser',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [computedModules],
};

/**
 * Makes a file of dist/ unless it is what these sources gave the last time.
 * @param {{ to: string, stamp: string }} file @param {string[]} sources @param {() => Promise<Buffer>} make
 */
async function makeIfChanged({ to, stamp }, sources, make) {
  const target = inRoot('dist', to);
  const from = sources.map((path) => hashOf(inRoot(path))).join(' ');
  const fingerprint = () => `${from} ${hashOf(target)}`;
  if (textOf(inRoot(stamp)) === fingerprint()) return;
  writeWhole(target, await make());
  writeFileSync(inRoot(stamp), fingerprint());
}

/** The core in the unpacker. */
async function packedCore() {
  const linked = unpackerOf(readFileSync(inRoot(unpacker)));
  const trimmed = inRoot(`${unpacker}.trimmed`);
  writeFileSync(trimmed, linked.bytes);
  const module = await squeezed(inRoot(core.from), passes);
  return packed(module, { bytes: await squeezed(trimmed, ['-Oz']), start: linked.start });
}

/** What Binaryen makes of a module. @param {string} path @param {string[]} passes @returns {Promise<Buffer>} */
async function squeezed(path, passes) {
  const tool = inRoot('node_modules', 'binaryen', 'bin', 'wasm-opt');
  const enabled = features.map((feature) => `--enable-${feature}`);
  await runLong('wasm-opt', process.execPath, [tool, ...enabled, ...passes, path, '-o', `${path}.squeezed`]);
  return readFileSync(`${path}.squeezed`);
}

/** A file, or those of a folder. @param {string} path @returns {string[]} */
const filesOf = (path) =>
  path.endsWith('.mjs')
    ? [path]
    : readdirSync(inRoot(path))
        .sort()
        .map((name) => `${path}/${name}`);

const hashOf = (path) => (existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : '');
