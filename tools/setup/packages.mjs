// The Debian packages we need and how to tell that one is there without Debian: by a command on the PATH or a file.

import { existsSync } from 'node:fs';
import { commandPath, Failure, outputOf, runLong, say } from './run.mjs';

const command =
  (...names) =>
  () =>
    names.some((name) => commandPath(name) !== undefined);
const file =
  (...paths) =>
  () =>
    paths.some((path) => existsSync(path));
const nowhereElse = () => false;
const clangRuntime = (name) =>
  file(...['x86_64', 'aarch64'].map((cpu) => `/usr/lib/llvm-19/lib/clang/19/lib/linux/${name}-${cpu}.a`));

const graphicsDriver = (...names) =>
  file(...['x86_64', 'aarch64'].flatMap((cpu) => names.map((name) => `/usr/lib/${cpu}-linux-gnu/${name}`)));

// Add a package here. Group "build" is what `npm start` needs, "llvm" what our unpacked Emscripten needs besides,
// "test" the rest of `npm test`, "engines" its browsers beside Chromium, with a display and WebGL in software, "fuzz" its
// fuzzers: clang, the runtime they link, and names instead of addresses in what they report.
const groups = {
  build: {
    cmake: command('cmake'),
    'ninja-build': command('ninja'),
    python3: command('python3'),
    'xz-utils': command('xz'),
    'ca-certificates': file(
      '/etc/ssl/certs/ca-certificates.crt',
      '/etc/ssl/cert.pem',
      '/etc/pki/tls/certs/ca-bundle.crt',
    ),
    'nlohmann-json3-dev': file('/usr/include/nlohmann/json.hpp', '/usr/local/include/nlohmann/json.hpp'),
  },
  llvm: {
    'clang-19': file('/usr/bin/clang-19'),
    'lld-19': file('/usr/bin/wasm-ld-19'),
    'llvm-19': file('/usr/bin/llvm-ar-19'),
  },
  fuzz: {
    'clang-19': file('/usr/bin/clang++-19'),
    'libclang-rt-19-dev': clangRuntime('libclang_rt.fuzzer'),
    'llvm-19': file('/usr/bin/llvm-symbolizer-19'),
  },
  format: {
    'clang-format': command('clang-format'),
  },
  test: {
    'g++': command('g++'),
    'doctest-dev': file('/usr/include/doctest/doctest.h', '/usr/local/include/doctest/doctest.h'),
    'unicode-data': file('/usr/share/unicode/auxiliary/LineBreakTest.txt'),
    chromium: command('chromium', 'chromium-browser', 'google-chrome'),
    'poppler-utils': command('pdftotext'),
    'fonts-noto-core': nowhereElse,
    'fonts-noto-cjk': nowhereElse,
    'fonts-noto-color-emoji': nowhereElse,
  },
  engines: {
    'firefox-esr': command('firefox-esr', 'firefox'),
    'webkit2gtk-driver': command('WebKitWebDriver'),
    xvfb: command('Xvfb'),
    'libgl1-mesa-dri': graphicsDriver('dri/swrast_dri.so', 'dri/kms_swrast_dri.so', 'dri/libdril_dri.so'),
    libegl1: graphicsDriver('libEGL.so.1'),
  },
};

export async function ensurePackages(names) {
  const probes = Object.assign({}, ...names.map((name) => groups[name]));
  const missing = missingAmong(probes);
  if (missing.length === 0) return;
  // Fonts only change what a picture looks like; without Debian nobody can tell whether they are there.
  const needed = onDebian() ? missing : missing.filter((name) => probes[name] !== nowhereElse);
  if (needed.length === 0) return;
  if (!canInstall()) throw new Failure(askForPackages(needed));
  await install(needed);
  const still = missingAmong(probes);
  if (still.length > 0) throw new Failure(`apt-get reported success, yet these are still missing: ${still.join(' ')}`);
}

function missingAmong(probes) {
  const installed = installedAmong(Object.keys(probes));
  return Object.keys(probes).filter((name) => !installed.has(name) && !probes[name]());
}

function installedAmong(names) {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders are dpkg-query's.
  const query = ['-W', '-f', '${Package} ${db:Status-Status}\n', ...names];
  // dpkg-query fails when any one of the names is unknown, and still prints the others.
  const text = onDebian() ? outputOf('sh', ['-c', 'dpkg-query "$@" 2>/dev/null || true', 'sh', ...query]) : '';
  return new Set(
    (text ?? '')
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
}

const onDebian = () => commandPath('dpkg-query') !== undefined;
const isRoot = () => process.getuid?.() === 0;
const canInstall = () => isRoot() && commandPath('apt-get') !== undefined;

function askForPackages(names) {
  const list = names.join(' ');
  if (commandPath('apt-get') === undefined) {
    return `Please install these first (their names in Debian): ${list}`;
  }
  return `Some Debian packages are missing, and only root can install them. Please run:\n  sudo apt-get install ${list}`;
}

// Another apt-get may be at work on this machine: wait for it rather than fail.
const patience = ['-o', 'DPkg::Lock::Timeout=600', '-o', 'Acquire::Retries=3'];

async function install(names) {
  say(`Debian packages missing: ${names.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runLong('apt-get update', 'apt-get', [...patience, 'update', '-q'], { env });
  const args = [...patience, 'install', '-q', '-y', '--no-install-recommends', ...names];
  await runLong(`apt-get install (${names.length})`, 'apt-get', args, { env });
}
