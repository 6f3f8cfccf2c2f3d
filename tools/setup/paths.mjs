// Where everything lives. Only .toolchain/, build/, dist/ and node_modules/ are ever written, and git ignores all four.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const inRoot = (...parts) => join(root, ...parts);

export const toolchain = inRoot('.toolchain');
export const inToolchain = (...parts) => join(toolchain, ...parts);
