// npm run walk: random walks over the conversation's reducer, more than `npm test` takes.
//
//   npm run walk -- --schedules 100000            so many walks
//   npm run walk -- --schedules 1 --seed 4711     one of them again
//   npm run walk -- --steps 2000                  longer ones

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildPreset } from './cmake.mjs';
import { inRoot } from './setup/paths.mjs';
import { Failure, main, runShown } from './setup/run.mjs';
import { setup } from './setup.mjs';

const { values } = parseArgs({
  options: { schedules: { type: 'string' }, steps: { type: 'string' }, seed: { type: 'string' } },
});
for (const [name, value] of Object.entries(values))
  if (!/^\d{1,12}$/.test(value ?? '')) throw new Failure(`--${name} needs a whole number, not "${value}".`);

await main(async () => {
  await setup(['build', 'test']);
  await buildPreset('native', ['unit_session']);
  const { schedules = '100000', steps = '400', seed = '1' } = values;
  const env = { ...process.env, HEIDI_WALK_SCHEDULES: schedules, HEIDI_WALK_STEPS: steps, HEIDI_WALK_FIRST_SEED: seed };
  const program = join(inRoot('build', 'native'), 'tests', 'unit', 'unit_session');
  const status = await runShown(program, ['--test-case=whatever reader*', '--success=false'], { env });
  if (status !== 0) throw new Failure('A walk failed: its seed and its shortest failing sequence are above.');
});
