// Bundles the TypeScript of shell/ into what partners load.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { computedModules } from './computed_modules.mjs';
import { inRoot } from './setup/paths.mjs';
import { Failure, runLong } from './setup/run.mjs';
import { textOf } from './setup/state.mjs';

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
const core = { from: 'build/wasm/heidi-core.wasm', to: 'heidi-core.wasm', stamp: 'build/wasm/squeezed.txt' };
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
  const missing = [...bundles, core].map(({ from }) => from).filter((from) => !existsSync(inRoot(from)));
  if (missing.length > 0) throw new Failure(`Cannot bundle, missing: ${missing.join(', ')}`);
  mkdirSync(inRoot('dist'), { recursive: true });
  await Promise.all(bundles.map(bundleOne));
  await squeezeIfChanged(core);
  copyLocales();
}

// English is compiled in.
function copyLocales() {
  mkdirSync(inRoot('dist', 'locales'), { recursive: true });
  for (const name of readdirSync(inRoot('shell', 'locales')).filter((file) => file !== 'en.json')) {
    const texts = JSON.parse(readFileSync(inRoot('shell', 'locales', name), 'utf8'));
    const target = inRoot('dist', 'locales', name);
    writeFileSync(`${target}.new`, JSON.stringify(texts));
    renameSync(`${target}.new`, target);
  }
}

async function bundleOne({ from, to, format }) {
  try {
    await build({ ...options, entryPoints: [inRoot(from)], outfile: inRoot('dist', to), format });
  } catch (error) {
    // esbuild has already printed what is wrong and where.
    throw new Failure(`Could not bundle ${from}: ${error.errors?.length ?? 0} errors.`);
  }
}

/** @type {import('esbuild').BuildOptions} */
const options = {
  bundle: true,
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

async function squeezeIfChanged({ from, to, stamp }) {
  const target = inRoot('dist', to);
  const fingerprint = () => `${hashOf(inRoot(from))} ${passes.join(' ')} ${hashOf(target)}`;
  if (textOf(inRoot(stamp)) === fingerprint()) return;
  // By rename, so that a server running beside the build never hands out half a file.
  const tool = inRoot('node_modules', 'binaryen', 'bin', 'wasm-opt');
  const options = [...features.map((feature) => `--enable-${feature}`), ...passes, inRoot(from), '-o', `${target}.new`];
  await runLong('wasm-opt', process.execPath, [tool, ...options]);
  renameSync(`${target}.new`, target);
  writeFileSync(inRoot(stamp), fingerprint());
}

const hashOf = (path) => (existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : '');
