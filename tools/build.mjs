// npm run build: from a fresh clone to the partner files in dist/.

import { pathToFileURL } from 'node:url';
import { buildPreset } from './cmake.mjs';
import { main, say, seconds } from './setup/run.mjs';
import { setup } from './setup.mjs';

export async function buildAll() {
  await timed('Setup', () => setup(['build']));
  await timed('WebAssembly core', () => buildPreset('wasm'));
  await timed('Shell', async () => {
    // Imported only now: before the setup there is no esbuild.
    const { bundle } = await import('./bundle.mjs');
    await bundle();
  });
}

export async function timed(label, step) {
  const start = performance.now();
  say(`${label} …`);
  await step();
  say(`${label}: done (${seconds(start)})`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    await buildAll();
    say('The partner files are in dist/.');
  });
}
