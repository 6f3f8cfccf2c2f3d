// Gets files of newer Debian releases without touching the system's own package lists.
//
// apt reads a sources list of ours, in .toolchain/apt, and checks signatures and hashes as it always does. The mirror's
// address is asked of the system's apt at run time: nobody's mirror belongs in this repository.

import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inToolchain } from './paths.mjs';
import { commandPath, Failure, outputOf, runLong } from './run.mjs';

const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
const folder = (...parts) => inToolchain('apt', ...parts);

export const aptIsUsable = () =>
  ['apt-get', 'dpkg', 'xz'].every((name) => commandPath(name) !== undefined) && existsSync(keyring);

// Downloads the one binary package into `target`; returns the path of the .deb file.
export async function downloadPackage(name, suite, target) {
  await refreshLists();
  await apt(`download ${name} of Debian ${suite}`, ['download', `${name}/${suite}`], target);
  return join(target, only(target, /\.deb$/));
}

// Downloads the upstream tarball of a source package; returns its path.
export async function downloadSource(name, suite, target) {
  await refreshLists();
  // --tar-only: we want upstream's source, and some packaging files are not on every mirror.
  const args = ['source', '--tar-only', '--download-only', `${name}/${suite}`];
  await apt(`source of ${name} from Debian ${suite}`, args, target);
  return join(target, only(target, /\.orig\.tar\.(gz|xz|bz2)$/));
}

function only(target, pattern) {
  const found = readdirSync(target).filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Failure(`Expected one file like ${pattern} in ${target}, found ${found.length}.`);
  return found[0];
}

async function apt(label, args, target) {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  await runLong(label, 'apt-get', [...options(), '-q', ...args], { cwd: target });
}

const options = () =>
  [
    `Dir::Etc::SourceList=${folder('sources.list')}`,
    'Dir::Etc::SourceParts=/dev/null',
    'Dir::Etc::Preferences=/dev/null',
    'Dir::Etc::PreferencesParts=/dev/null',
    `Dir::State::Lists=${folder('lists')}`,
    `Dir::Cache=${folder('cache')}`,
    'Acquire::Languages=none',
    'Acquire::Retries=3',
    // The folders are ours, not apt's own user's.
    'APT::Sandbox::User=root',
  ].flatMap((option) => ['-o', option]);

let refreshed;

function refreshLists() {
  refreshed ??= updateLists();
  return refreshed;
}

async function updateLists() {
  const site = debianSite();
  const entry = (type, suite) => `${type} [signed-by=${keyring}] ${site} ${suite} main\n`;
  for (const part of ['lists/partial', 'cache/archives/partial']) mkdirSync(folder(part), { recursive: true });
  writeFileSync(
    folder('sources.list'),
    entry('deb', 'trixie') + entry('deb-src', 'trixie') + entry('deb-src', 'forky'),
  );
  await runLong('lists of Debian trixie and forky', 'apt-get', [...options(), 'update', '-q']);
}

function debianSite() {
  const targets = outputOf('apt-get', ['indextargets', '--format', '$(ORIGIN)|$(LABEL)|$(SITE)']) ?? '';
  const sites = targets.split('\n').map((line) => line.split('|'));
  const debian = sites.find(([origin, label]) => origin === 'Debian' && label === 'Debian');
  if (!debian) throw new Failure('apt knows no Debian mirror yet: run `apt-get update` as root, then try again.');
  return debian[2];
}
