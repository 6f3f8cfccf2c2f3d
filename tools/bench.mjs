// npm run bench: what things cost, measured. `npm run bench -- streaming` measures one of them.

import { existsSync, readdirSync } from 'node:fs';
import { inRoot } from './setup/paths.mjs';
import { Failure, main, say } from './setup/run.mjs';

await main(async (names) => {
  const all = readdirSync(inRoot('tests', 'bench'))
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => name.slice(0, -4));
  const unknown = names.filter((name) => !all.includes(name));
  if (unknown.length > 0) throw new Failure(`No such benchmark: ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
  if (!existsSync(inRoot('dist', 'heidi.js'))) throw new Failure('Nothing in dist/ yet: `npm run build` first.');
  for (const name of names.length > 0 ? names : all) {
    const { run, print } = await import(`../tests/bench/${name}.mjs`);
    say(`\n=== ${name}`);
    say(print(await run()));
  }
});
