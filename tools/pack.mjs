// npm run pack: the npm package in build/: an ES module with its types, and the files for a CDN with their hashes.

import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { buildAll } from './build.mjs';
import { computedModules } from './computed_modules.mjs';
import { inRoot } from './setup/paths.mjs';
import { Failure, main, outputOf, say } from './setup/run.mjs';

const target = (...parts) => inRoot('build', 'package', ...parts);
const source = (...parts) => inRoot('shell', 'package', ...parts);

const asTheyAre = ['index.d.ts', 'react.d.ts', 'vue.d.ts', 'custom-elements.json', 'README.md'];

/** Puts the package together from dist/, which must be there. Returns its folder. */
export async function assemblePackage() {
  if (!existsSync(inRoot('dist', 'heidi.js'))) throw new Failure('Nothing in dist/ yet: `npm run build` first.');
  rmSync(target(), { recursive: true, force: true });
  mkdirSync(target(), { recursive: true });
  cpSync(inRoot('dist'), target('dist'), { recursive: true });
  for (const name of asTheyAre) copyFileSync(source(name), target(name));
  copyFileSync(inRoot('LICENSE'), target('LICENSE'));
  const files = filesIn(target('dist'));
  writeFileSync(target('files.js'), addresses(files));
  writeJson('manifest.json', manifest(files));
  writeJson('package.json', description());
  await bundleEntry();
  return target();
}

/** Returns the path of the tarball. */
export async function pack() {
  await assemblePackage();
  for (const old of readdirSync(inRoot('build')).filter((name) => name.endsWith('.tgz')))
    rmSync(inRoot('build', old), { force: true });
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', inRoot('build')];
  const told = outputOf('npm', args, { cwd: target() });
  if (told === undefined) throw new Failure('`npm pack` failed.');
  return inRoot('build', JSON.parse(told)[0].filename);
}

/** Paths with slashes, below the folder. */
function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
  return paths.map((path) => path.slice(folder.length + 1)).sort();
}

// Each address is written out, because that is the form in which bundlers recognise a file.
function addresses(files) {
  const loaded = files.filter((name) => name !== 'heidi.js');
  const lines = loaded.map((name) => `  '${name}': new URL('./dist/${name}${kept(name)}', import.meta.url).href,`);
  return `export const files = {\n${lines.join('\n')}\n};\n`;
}

// Vite makes small files part of the script, as data: addresses, from which strict policies let nothing be fetched.
const kept = (name) => (name.endsWith('.json') ? '?no-inline' : '');

function manifest(files) {
  const { version } = ours();
  const described = files.map((name) => {
    const content = readFileSync(target('dist', name));
    const integrity = `sha384-${createHash('sha384').update(content).digest('base64')}`;
    return [`dist/${name}`, { bytes: content.length, integrity }];
  });
  return { version, files: Object.fromEntries(described) };
}

const ours = () => JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));

function description() {
  const { name, version, description: words, license } = ours();
  return {
    name,
    version,
    description: words,
    license,
    keywords: ['article', 'reader', 'chat', 'custom-elements', 'webassembly'],
    type: 'module',
    main: './index.js',
    types: './index.d.ts',
    exports: {
      '.': { types: './index.d.ts', default: './index.js' },
      './react': { types: './react.d.ts' },
      './vue': { types: './vue.d.ts' },
      './custom-elements.json': './custom-elements.json',
      './manifest.json': './manifest.json',
      './package.json': './package.json',
      './dist/*': './dist/*',
    },
    // To import it is to define the elements.
    sideEffects: ['./index.js', './dist/*.js'],
    customElements: './custom-elements.json',
    unpkg: './dist/heidi.js',
    jsdelivr: './dist/heidi.js',
  };
}

// Not minified: whoever bundles it does that, and comments tell bundlers what to leave alone.
async function bundleEntry() {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [source('entry.ts')],
    outfile: target('index.js'),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    external: ['./files.js'],
    logLevel: 'warning',
    plugins: [computedModules],
  });
}

function writeJson(name, content) {
  writeFileSync(target(name), `${JSON.stringify(content, null, 2)}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    await buildAll();
    const tarball = await pack();
    say(`The package is ${tarball}.`);
  });
}
