// The npm packages, exactly as package-lock.json has them.

import { createHash } from 'node:crypto';
import { inRoot } from './paths.mjs';
import { runLong } from './run.mjs';
import { textOf, writeWhole } from './state.mjs';

// Inside node_modules, so that removing that folder is enough to have it made anew.
const stamp = inRoot('node_modules', '.installed-lock-hash');

export async function ensureNpmPackages() {
  const wanted = createHash('sha256')
    .update(textOf(inRoot('package-lock.json')))
    .digest('hex');
  if (textOf(stamp) === wanted) return;
  await runLong('npm ci', 'npm', ['ci', '--no-audit', '--no-fund']);
  writeWhole(stamp, wanted);
}
