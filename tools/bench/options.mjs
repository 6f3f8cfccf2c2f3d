// What `npm run bench` is asked for.

import { parseArgs } from 'node:util';

/**
 * @typedef {{names: string[], rounds: number, long: boolean, write: boolean, draw: boolean, say: (text: string) => void}} Options
 *   `long`: peers also where they take many minutes; `write`: the results go into the project; `draw`: nothing is measured
 */

// Throws what node:util says of arguments that are none.
export function readOptions(args, say) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '3' },
      long: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      draw: { type: 'boolean', default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds ${values.rounds}: a number from 1.`);
  return { names: positionals, rounds, long: values.long, write: values.write || values.draw, draw: values.draw, say };
}
