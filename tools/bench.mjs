// npm run bench: what things cost, measured side by side with what others do.
//
//   npm run bench                          everything; takes most of an hour
//   npm run bench -- streaming idle        only these
//   npm run bench -- --rounds 1            quickly, without medians
//   npm run bench -- streaming --long      peers too where they take many minutes
//   npm run bench -- --write               what was measured goes into tests/bench/results and README.md
//   npm run bench -- --draw                the same from what was measured last, without measuring
//
// Nothing is asserted: figures depend on the machine. Each benchmark's last figures are kept in build/bench, and
// where they are written with the tables.

import { existsSync } from 'node:fs';
import { readOptions } from './bench/options.mjs';
import { keep, kept, told, writeResults } from './bench/report.mjs';
import { inRoot } from './setup/paths.mjs';
import { Failure, main, say } from './setup/run.mjs';

// In the order in which a reader meets what they measure.
const order = ['loader', 'start', 'streaming', 'article', 'scrolling', 'idle', 'memory', 'rooms'];

await main(async (args) => {
  const options = optionsOrFailure(args);
  const names = options.names.length > 0 ? options.names : order;
  const modules = new Map();
  for (const name of order) modules.set(name, await import(`../tests/bench/${name}.mjs`));
  if (!options.draw) for (const name of names) await measure(name, modules.get(name), options);
  if (options.write)
    writeResults(order.filter(kept).map((name) => ({ name, module: modules.get(name), ...kept(name) })));
});

function optionsOrFailure(args) {
  try {
    const options = readOptions(args, say);
    const unknown = options.names.filter((name) => !order.includes(name));
    if (unknown.length > 0)
      throw new Error(`No such benchmark: ${unknown.join(', ')}. There are: ${order.join(', ')}.`);
    if (!existsSync(inRoot('dist', 'heidi.js'))) throw new Error('Nothing in dist/ yet: `npm run build` first.');
    return options;
  } catch (error) {
    throw new Failure(error.message);
  }
}

async function measure(name, module, options) {
  say(`\n=== ${name}: ${module.title}`);
  const rows = await module.run(options);
  keep(name, rows, options);
  say(told(module, rows));
}
