// Bundles the TypeScript of shell/ into what partners load.

import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { inRoot } from './setup/paths.mjs';
import { Failure } from './setup/run.mjs';

// What ends up in dist/. `iife` is a classic script that any page can load; `esm` is loaded later by import() or as a
// module worker.
/** @type {{ from: string, to: string, format: import('esbuild').Format }[]} */
const bundles = [
  { from: 'shell/heidi.ts', to: 'heidi.js', format: 'iife' },
  { from: 'shell/widget.ts', to: 'heidi-widget.js', format: 'esm' },
  { from: 'shell/reader/comforts.ts', to: 'heidi-reader.js', format: 'esm' },
  { from: 'shell/formats/formats.ts', to: 'heidi-formats.js', format: 'esm' },
  { from: 'shell/core/core.ts', to: 'heidi-core.js', format: 'esm' },
];

const copies = [{ from: 'build/wasm/heidi-core.wasm', to: 'heidi-core.wasm' }];

export async function bundle() {
  const missing = [...bundles, ...copies].map(({ from }) => from).filter((from) => !existsSync(inRoot(from)));
  if (missing.length > 0) throw new Failure(`Cannot bundle, missing: ${missing.join(', ')}`);
  mkdirSync(inRoot('dist'), { recursive: true });
  await Promise.all(bundles.map(bundleOne));
  copies.forEach(copyIfChanged);
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
  minify: true,
  platform: 'browser',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
};

// By rename, so that a server running beside the build never hands out half a file.
function copyIfChanged({ from, to }) {
  const target = inRoot('dist', to);
  if (existsSync(target) && readFileSync(target).equals(readFileSync(inRoot(from)))) return;
  copyFileSync(inRoot(from), `${target}.new`);
  renameSync(`${target}.new`, target);
}
