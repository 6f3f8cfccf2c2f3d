// Bundles the examples that need it (React, Vue) as a partner would: with Vite, from the package.

import vue from '@vitejs/plugin-vue';
import { build } from 'vite';
import { assemblePackage } from './pack.mjs';
import { inRoot } from './setup/paths.mjs';

const isCustomElement = (tag) => tag.startsWith('heidi-');

const examples = [
  { name: 'react', plugins: [] },
  { name: 'vue', plugins: [vue({ template: { compilerOptions: { isCustomElement } } })] },
];

export async function buildExamples() {
  const folder = await assemblePackage();
  for (const { name, plugins } of examples)
    await build({
      configFile: false,
      root: inRoot('web', 'examples', name),
      base: `/examples/${name}/`,
      // It would tell us of each style sheet that the server has and the bundler has not.
      logLevel: 'error',
      plugins,
      resolve: { alias: { 'ask-heidi': `${folder}/index.js` } },
      build: { outDir: inRoot('build', 'examples', name), emptyOutDir: true },
    });
}
