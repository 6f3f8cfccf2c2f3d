// What a reviewer would otherwise have to look for in every change.

import { readFileSync, statSync } from 'node:fs';
import { projectFiles } from './files.mjs';
import { inRoot } from './setup/paths.mjs';
import { Failure, say } from './setup/run.mjs';

const largest = 1_000_000;
const isCpp = (path) => /\.(h|cpp|c)$/.test(path);
const isOurCpp = (path) => /^(src|tests)\//.test(path) && isCpp(path);
const belowPort = (path) => path.startsWith('src/') && !path.startsWith('src/port/') && isCpp(path);

// Lines that must not occur in a file.
const rules = [
  {
    // Where packages come from is each machine's own business (see .npmrc and tools/setup/apt.mjs).
    name: 'names the host of a package registry or mirror',
    applies: () => true,
    pattern:
      /\b(registry|mirrors?|deb|ftp|snapshot|packages|artifactory|nexus)\.[a-z0-9-]+(\.[a-z0-9-]+)*\.?(org|com|net|io|dev|internal)\b/i,
  },
  {
    name: 'records where a package was downloaded from',
    applies: (path) => path === 'package-lock.json',
    pattern: /"resolved":/,
  },
  {
    // Include paths are how src/CMakeLists.txt draws the arrows between rooms; ".." walks around them.
    name: 'includes by way of ".."',
    applies: isOurCpp,
    pattern: /#\s*include\s*"\.\.\//,
  },
  {
    name: 'knows of Emscripten outside src/port',
    applies: belowPort,
    pattern: /__EMSCRIPTEN__|#\s*include\s*<emscripten|\bEM_(JS|ASM)/,
  },
];

export function checkHygiene() {
  const files = projectFiles();
  const findings = files.flatMap((path) => [...sizeFindings(path), ...lineFindings(path)]);
  findings.forEach(say);
  if (findings.length > 0) throw new Failure(`${findings.length} findings in ${files.length} files.`);
  say(`${files.length} files are clean.`);
}

function sizeFindings(path) {
  const { size } = statSync(inRoot(path));
  return size > largest ? [`${path}: ${size} bytes; files of the project stay under ${largest}`] : [];
}

function lineFindings(path) {
  const applying = rules.filter(({ applies }) => applies(path));
  const lines = readFileSync(inRoot(path), 'latin1').split('\n');
  return applying.flatMap(({ name, pattern }) =>
    lines.flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}: ${name}`] : [])),
  );
}
