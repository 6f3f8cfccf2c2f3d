// The files of the project: tracked by git, or new and not ignored.

import { existsSync } from 'node:fs';
import { inRoot, root } from './setup/paths.mjs';
import { Failure, outputOf } from './setup/run.mjs';

export function projectFiles() {
  const list = outputOf('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  if (list === undefined) throw new Failure('This step asks git for the files of the project; is this a git clone?');
  return list.split('\0').filter((path) => path !== '' && existsSync(inRoot(path)));
}
