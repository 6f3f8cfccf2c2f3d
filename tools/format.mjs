// npm run lint: checks the layout of all code and what Biome's linter finds.   npm run format: sets it right.

import { pathToFileURL } from 'node:url';
import { projectFiles } from './files.mjs';
import { inRoot } from './setup/paths.mjs';
import { Failure, main, runShown } from './setup/run.mjs';
import { setup } from './setup.mjs';

export async function format({ write }) {
  const cpp = projectFiles().filter((path) => /^(src|tests|tools)\/.*\.(h|cpp|c)$/.test(path));
  const ways = write ? ['-i'] : ['--dry-run', '-Werror'];
  const laidOut = cpp.length === 0 || (await runShown('clang-format', [...ways, '--style=file', ...cpp])) === 0;
  const biome = inRoot('node_modules', '@biomejs', 'biome', 'bin', 'biome');
  const args = ['check', '--error-on-warnings', ...(write ? ['--write'] : [])];
  const clean = (await runShown(process.execPath, [biome, ...args])) === 0;
  if (!laidOut || !clean) throw new Failure('`npm run format` sets right what can be set right by itself.');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async (args) => {
    await setup(['format']);
    await format({ write: args.includes('--write') });
  });
}
