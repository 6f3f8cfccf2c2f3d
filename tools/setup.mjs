// Installs what is missing to build and test Ask Heidi; does nothing, quickly, when nothing is.
//
//   node tools/setup.mjs              what `npm start` and `npm run build` need
//   node tools/setup.mjs build test   what `npm test` needs besides
//
// Only Node's own modules are used here and in tools/setup/: this runs before node_modules exists.

import { pathToFileURL } from 'node:url';
import { emscripten, ensureEmscripten, versionOnPath } from './setup/emscripten.mjs';
import { ensureNpmPackages } from './setup/npm.mjs';
import { ensurePackages } from './setup/packages.mjs';
import { main, say, seconds } from './setup/run.mjs';
import { ensureToolchainWorks } from './setup/smoke.mjs';
import { ensureSources } from './setup/sources.mjs';
import { versions, withLock } from './setup/state.mjs';

// Groups of Debian packages: see tools/setup/packages.mjs.
export async function setup(groups) {
  await withLock(async () => {
    const pathVersion = groups.includes('build') ? versionOnPath() : undefined;
    const ownLlvm = groups.includes('build') && !pathVersion ? ['llvm'] : [];
    await ensurePackages([...groups, ...ownLlvm]);
    await ensureNpmPackages();
    if (groups.includes('build')) await ensureCompilers(pathVersion);
  });
}

async function ensureCompilers(pathVersion) {
  await ensureEmscripten(pathVersion);
  await ensureSources();
  await ensureToolchainWorks();
}

function report(start) {
  const { root, env } = emscripten();
  say(
    `Ready (${seconds(start)}): ${Object.entries(versions())
      .map((pair) => pair.join(' '))
      .join(', ')}.`,
  );
  say(`Emscripten by hand: ${env.EM_CONFIG ? `EM_CONFIG=${env.EM_CONFIG} ` : ''}${root}/emcc`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const start = performance.now();
  await main(async (groups) => {
    await setup(groups.length > 0 ? groups : ['build']);
    report(start);
  });
}
