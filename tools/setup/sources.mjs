// The sources CMake compiles along with ours. On Debian they are Debian's own source packages; elsewhere they are left to
// CMake's FetchContent (tools/cmake/ThirdParty.cmake), which clones the projects' repositories.

import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { aptIsUsable, downloadSource } from './apt.mjs';
import { inToolchain } from './paths.mjs';
import { Failure, runLong } from './run.mjs';
import { recordVersion, replaceFolder, versions } from './state.mjs';

// imgui: 1.92 brought textures and fonts that change at run time, which we build on. Only Debian testing has it so far,
// and sheenbidi at all.
const sources = [
  { name: 'imgui', suite: 'forky', accepts: /^1\.92\.(2b|[3-9]|\d\d)/ },
  { name: 'cmark-gfm', suite: 'trixie', accepts: /^0\.29\.0\.gfm\.\d+/ },
  { name: 'libunibreak', suite: 'trixie', accepts: /^[56]\./ },
  { name: 'sheenbidi', suite: 'forky', accepts: /^3\./ },
];

const folderOf = (name) => inToolchain('src', name);

export async function ensureSources() {
  const had = versions();
  const missing = sources.filter(({ name, accepts }) => !(accepts.test(had[name] ?? '') && existsSync(folderOf(name))));
  if (!aptIsUsable()) return;
  for (const source of missing) await fetchSource(source);
}

async function fetchSource({ name, suite, accepts }) {
  const temporary = inToolchain('tmp', name);
  const tarball = await downloadSource(name, suite, join(temporary, 'download'));
  const version = basename(tarball)
    .replace(/^.*?_/, '')
    .replace(/\.orig\.tar\..*$/, '');
  if (!accepts.test(version)) throw new Failure(`Debian ${suite} now has ${name} ${version}; we need ${accepts}.`);
  const unpacked = join(temporary, 'unpacked');
  mkdirSync(unpacked, { recursive: true });
  await runLong(`unpack ${name} ${version}`, 'tar', ['-xf', tarball, '-C', unpacked, '--strip-components=1']);
  mkdirSync(inToolchain('src'), { recursive: true });
  replaceFolder(unpacked, folderOf(name));
  recordVersion(name, version);
  rmSync(temporary, { recursive: true, force: true });
}
