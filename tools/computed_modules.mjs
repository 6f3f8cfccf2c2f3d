// A plugin for esbuild: modules of the shell that hold nothing but texts (…styles.ts, launchers.ts, english.ts) are computed when they
// are bundled, not in each reader's browser. Style sheets are minified: in the sources they stay readable.

import { build, transform } from 'esbuild';

/** @type {import('esbuild').Plugin} */
export const computedModules = {
  name: 'computed modules',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]shell[\\/].*(styles|launchers|english)\.ts$/ }, async ({ path }) => {
      const lines = Object.entries(await exportsOf(path)).map(
        async ([name, value]) => `export const ${name} = ${await asSource(name, value)};`,
      );
      return { contents: (await Promise.all(lines)).join('\n'), loader: 'js' };
    });
  },
};

async function exportsOf(path) {
  const { outputFiles } = await build({
    entryPoints: [path],
    bundle: true,
    format: 'esm',
    charset: 'utf8',
    write: false,
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

async function asSource(name, value) {
  if (!/sheetText$/i.test(name)) return JSON.stringify(value);
  const { code, warnings } = await transform(value, { loader: 'css', minify: true, charset: 'utf8' });
  if (warnings.length > 0) throw new Error(`${name}: ${warnings[0].text}`);
  return JSON.stringify(code.trim());
}
