// Who weighs what in heidi-core.wasm: by room of ours and by library. For that the module is linked once more with its
// functions' names; optimising leaves those names on whatever it keeps. A function that was inlined counts for its caller.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { emscripten } from '../setup/emscripten.mjs';
import { inRoot } from '../setup/paths.mjs';
import { Failure, outputOf, runShown } from '../setup/run.mjs';
import { readWasm } from './wasm_file.mjs';

const build = (...parts) => inRoot('build', 'wasm', ...parts);

// The file with this ending of what linkWithNames makes.
export const namedModule = (ending) => build(`heidi-core-named${ending}`);

// Returns [{ owner, code, data, brotli }], the heaviest first; `brotli` is brotli of that part alone and as it is before
// tools/packer packs it, so the sum is more than the whole's.
export async function weighRooms() {
  await linkWithNames();
  const { functions, segments } = readWasm(fileOrFailure(namedModule('.wasm')));
  const map = fileOrFailure(namedModule('.map')).toString();
  const ownerOf = ownerFinder();
  const parts = new Map();
  const add = (owner, kind, bytes) => {
    const part = parts.get(owner) ?? { owner, code: [], data: [] };
    parts.set(owner, part);
    part[kind].push(bytes);
  };
  for (const { name, bytes } of functions) add(ownerOf(name), 'code', bytes);
  for (const { symbol, bytes } of placedData(map, segments)) add(ownerOf(symbol), 'data', bytes);
  return [...parts.values()].map(weigh).sort((a, b) => b.brotli - a.brotli);
}

export async function linkWithNames() {
  const status = await runShown('cmake', ['--build', '--preset', 'wasm', '--target', 'heidi-core-named'], {
    env: emscripten().env,
  });
  if (status !== 0) throw new Failure('Could not link the module with names: `npm run build` first.');
}

function fileOrFailure(path) {
  if (!existsSync(path)) throw new Failure(`Missing: ${path}`);
  return readFileSync(path);
}

function weigh({ owner, code, data }) {
  const codeBytes = Buffer.concat(code);
  const dataBytes = Buffer.concat(data);
  const brotli = brotliCompressSync(Buffer.concat([codeBytes, dataBytes])).length;
  return { owner, code: codeBytes.length, data: dataBytes.length, brotli };
}

// --- Whose symbol it is

const stringLiterals = 'string literals';

// Templates instantiated by several rooms belong to none of them.
const shared = 'C++ templates of several rooms';

// Returns who owns a symbol: "room text", "cmark_gfm", …
export function ownerFinder() {
  const strong = new Map();
  const weak = new Map();
  for (const { library, symbol, isWeak } of definedSymbols()) {
    if (!isWeak) strong.set(symbol, library);
    else weak.set(symbol, weak.has(symbol) && weak.get(symbol) !== library ? shared : library);
  }
  return (name) => {
    if (name === stringLiterals) return name;
    const symbol = name.replace(/^\.L(__const\.|switch\.table\.)/, '').replace(/\.(llvm\.)?\d+$/, '');
    const known = strong.get(symbol) ?? strong.get(symbol.split('.')[0]);
    // Ahead of the rooms in which its templates are instantiated.
    if (!known && symbol.includes('nlohmann')) return 'nlohmann_json';
    return known ?? weak.get(symbol) ?? ofSystem(symbol);
  };
}

const ofSystem = (symbol) => (/^_Z|^__cxa|^__cxx/.test(symbol) ? 'libc++' : 'libc and runtime');

function definedSymbols() {
  const port = build('src', 'port', 'browser', 'CMakeFiles', 'heidi_browser.dir');
  const archives = ['', 'src'].flatMap((folder) => filesIn(build(folder), /\.a$/));
  return [...archives, ...filesIn(port, /\.o$/)].flatMap((file) => {
    const library = file.startsWith(port) ? 'room port' : libraryName(file);
    return symbolLines(file).map(([, kind, symbol]) => ({ library, symbol, isWeak: 'VWvw'.includes(kind) }));
  });
}

const filesIn = (folder, pattern) =>
  readdirSync(folder)
    .filter((name) => pattern.test(name))
    .map((name) => `${folder}/${name}`);

const libraryName = (file) => basename(file, '.a').replace('libheidi_', 'room ').replace(/^lib/, '');

function symbolLines(file) {
  const { root, env } = emscripten();
  const listing = outputOf(`${root}/emnm`, ['--defined-only', file], { env, maxBuffer: 1e9 });
  if (listing === undefined) throw new Failure(`emnm cannot read ${file}.`);
  return [...listing.matchAll(/^\S+ (\S) (\S+)$/gm)];
}

// --- Where it is

// The linker's map says at which address each piece of data lies; the optimised module has the bytes (long runs of zeros
// have been left out there).
function* placedData(map, segments) {
  const places = [...map.matchAll(/^ +([0-9a-f]+) +[0-9a-f]+ +([0-9a-f]+) +\S+:\(\.(?:ro)?data\.?(\S*)\)$/gm)];
  for (const [, address, size, name] of places) {
    const start = Number.parseInt(address, 16);
    const end = start + Number.parseInt(size, 16);
    const symbol = name === '' || /^\.L?str/.test(name) ? stringLiterals : name;
    for (const segment of segments) {
      const bytes = segment.bytes.subarray(Math.max(0, start - segment.address), Math.max(0, end - segment.address));
      if (bytes.length > 0) yield { symbol, bytes };
    }
  }
}
