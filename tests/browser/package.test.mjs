// The npm package as a partner has it: installed from its tarball into a project with a bundler and a type checker.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test as plainTest } from 'node:test';
import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { build } from 'vite';
import { pack } from '../../tools/pack.mjs';
import { lanternPicture, lanternStory as story } from './support/articles.mjs';
import { chromiumForThisFile } from './support/browser.mjs';
import { siteForThisFile } from './support/pages.mjs';
import { serverForThisFile } from './support/server.mjs';

const server = serverForThisFile({ 'lantern.json': story, 'lantern.svg': lanternPicture }, ['--pace-ms', '0']);
const site = siteForThisFile();
const { test } = chromiumForThisFile();

const root = fileURLToPath(new URL('../..', import.meta.url));
const scratch = join(root, 'build', 'scratch-project');
const installed = join(scratch, 'node_modules', 'ask-heidi');
const json = (/** @type {string} */ path) => JSON.parse(readFileSync(path, 'utf8'));

before(async () => {
  const tarball = await pack();
  rmSync(scratch, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  writeFileSync(join(scratch, 'package.json'), JSON.stringify({ name: 'scratch', private: true, type: 'module' }));
  const args = ['install', '--offline', '--no-audit', '--no-fund', '--no-package-lock', '--no-save', tarball];
  const { status, stderr } = spawnSync('npm', args, { cwd: scratch, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
});

plainTest('the package brings nothing along and runs nothing when it is installed', () => {
  const { scripts, dependencies, peerDependencies, exports } = json(join(installed, 'package.json'));
  assert.deepEqual([scripts, dependencies, peerDependencies], [undefined, undefined, undefined]);
  for (const entry of Object.values(exports).flatMap((one) => (typeof one === 'string' ? [one] : Object.values(one))))
    if (!entry.includes('*')) readFileSync(join(installed, entry));
  assert.deepEqual(readdirSync(join(scratch, 'node_modules')).sort(), ['.package-lock.json', 'ask-heidi']);
});

plainTest('the manifest has the size and the hash of every file for a CDN', () => {
  const { version, files } = json(join(installed, 'manifest.json'));
  assert.equal(version, json(join(root, 'package.json')).version);
  const dist = readdirSync(join(installed, 'dist'), { recursive: true, withFileTypes: true });
  const names = dist.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  assert.deepEqual(Object.keys(files), names.map((name) => name.slice(installed.length + 1)).sort());
  for (const [name, { bytes, integrity }] of Object.entries(files)) {
    const content = readFileSync(join(installed, name));
    assert.equal(content.length, bytes);
    assert.equal(integrity, `sha384-${createHash('sha384').update(content).digest('base64')}`);
  }
});

plainTest('on a server the module can be imported, and its verbs are refused', () => {
  const script = `import { Heidi } from 'ask-heidi'; await Heidi.open().catch((error) => console.log(Heidi.version, error.name));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: scratch,
    encoding: 'utf8',
  });
  assert.equal(stdout.trim(), `${json(join(root, 'package.json')).version} ReferenceError`, stderr);
});

const wellTyped = `
import { Heidi, type HeidiMessage } from 'ask-heidi';
import type {} from 'ask-heidi/react';

const chat = document.createElement('heidi-chat');
chat.addEventListener('heidi:before-send', (event) => event.detail.text.length > 400 && event.preventDefault());
document.querySelector('heidi-article')?.ready.then(() => chat.open());
void Heidi.on('connection', ({ state, attempt, nextInMs }) => console.log(state, attempt + (nextInMs ?? 0)));
const messages: HeidiMessage[] = await Heidi.getTranscript('json');
void Heidi('prefill', messages[0]?.text ?? '');
export const page = (
  <>
    <heidi-article src="a.json" theme="sepia" onheidi:article-open={({ detail }) => console.log(detail.title)} />
    <heidi-chat endpoint="/api" mode="inline" />
  </>
);
`;

/** @type {[what: string, line: string, complaint: RegExp][]} */
const misuses = [
  ['a verb that does not exist', 'Heidi.opne();', /'opne' does not exist/],
  ['an event that does not exist', "Heidi.on('opened', () => {});", /"opened"' is not assignable/],
  ['a detail that an event does not have', "Heidi.on('unread', ({ number }) => number);", /'number' does not exist/],
  ['a theme that does not exist', '<heidi-article src="a.json" theme="pink" />;', /"pink"' is not assignable/],
];

/** What tsc says of a file that is as strict as it can be. @param {string} name @param {string} text */
function complaintsAbout(name, text) {
  writeFileSync(join(scratch, name), text);
  const config = {
    compilerOptions: {
      target: 'ES2022',
      module: 'ESNext',
      moduleResolution: 'Bundler',
      lib: ['ES2022', 'DOM'],
      types: [],
      jsx: 'react-jsx',
      strict: true,
      noEmit: true,
    },
    files: [name],
  };
  writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  return spawnSync(process.execPath, [tsc, '-p', scratch], { encoding: 'utf8' }).stdout;
}

plainTest('the types know the elements, their events and the verbs', () => {
  assert.equal(complaintsAbout('well-typed.tsx', wellTyped), '');
});

plainTest('the types refuse what does not exist', () => {
  const imports = ["import { Heidi } from 'ask-heidi';", "import type {} from 'ask-heidi/react';", 'Heidi.ready;'];
  const told = complaintsAbout('misuse.tsx', [...imports, ...misuses.map(([, line]) => line)].join('\n'));
  misuses.forEach(([what, , complaint], i) => {
    const ofLine = told.split('\n').filter((text) => text.includes(`misuse.tsx(${imports.length + 1 + i},`));
    assert.match(ofLine.join('\n'), complaint, `${what}: ${told}`);
  });
});

/** @type {Record<string, Record<string, string>>} */
const projects = {
  'no framework': {
    'main.js': `import { Heidi } from 'ask-heidi'; Heidi.ready.then(() => { document.title = Heidi.version; });`,
    'index.html': `<heidi-article src="/lantern.json"></heidi-article><heidi-chat endpoint="ENDPOINT"></heidi-chat>
      <script type="module" src="./main.js"></script>`,
  },
  React: {
    'main.jsx': `import 'ask-heidi';
      import { createRoot } from 'react-dom/client';
      import { useState } from 'react';
      function Page() {
        const [title, setTitle] = useState('');
        return <><h1>{title}</h1>
          <heidi-article src="/lantern.json" onheidi:article-open={(event) => setTitle('Reading: ' + event.detail.title)} />
          <heidi-chat endpoint="ENDPOINT" /></>;
      }
      createRoot(document.getElementById('app')).render(<Page />);`,
    'index.html': '<div id="app"></div><script type="module" src="./main.jsx"></script>',
  },
  Vue: {
    'Page.vue': `<script setup>import { ref } from 'vue'; const title = ref('');</script>
      <template><h1>{{ title }}</h1>
        <heidi-article src="/lantern.json" @heidi:article-open="title = 'Reading: ' + $event.detail.title" />
        <heidi-chat endpoint="ENDPOINT" /></template>`,
    'main.js': `import 'ask-heidi'; import { createApp } from 'vue'; import Page from './Page.vue'; createApp(Page).mount('#app');`,
    'index.html': '<div id="app"></div><script type="module" src="./main.js"></script>',
  },
};

/** Builds it, puts it on the site; returns the address. @param {string} name */
async function builtProject(name) {
  const folder = join(scratch, name.toLowerCase().replace(' ', '-'));
  mkdirSync(folder);
  for (const [file, text] of Object.entries(projects[name]))
    writeFileSync(join(folder, file), text.replaceAll('ENDPOINT', `${server.url}api/heidi`));
  const isCustomElement = (/** @type {string} */ tag) => tag.startsWith('heidi-');
  const plugins = name === 'Vue' ? [vue({ template: { compilerOptions: { isCustomElement } } })] : [];
  await build({ root: folder, plugins, logLevel: 'warn', configFile: false });
  const dist = join(folder, 'dist');
  for (const asset of readdirSync(join(dist, 'assets')))
    site.serves(`/assets/${asset}`, readFileSync(join(dist, 'assets', asset)));
  const locales = readdirSync(join(installed, 'dist', 'locales')).map((file) => file.replace('.json', ''));
  const built = readdirSync(join(dist, 'assets')).join(' ');
  for (const locale of locales) assert.match(built, new RegExp(`\\b${locale}-[\\w-]+\\.json`));
  site.serves('/lantern.json', story);
  site.serves('/lantern.svg', lanternPicture);
  return site.page('/page.html', readFileSync(join(dist, 'index.html'), 'utf8'));
}

for (const name of Object.keys(projects)) {
  test(`a page built with Vite from the package (${name}) shows the article and the chat`, async ({ heidi, page }) => {
    await heidi.opensArticle(await builtProject(name), story.title);
    if (name === 'no framework') assert.equal(await page.title(), json(join(installed, 'package.json')).version);
    else await page.getByRole('heading', { name: `Reading: ${story.title}` }).waitFor();
    await heidi.opensChat();
    await heidi.asks('What did the survey of archives find last winter?');
    await heidi.seesAnswer(/survey of 212 archives/);
    await heidi.isStill();
    const { host, painter } = await heidi.status();
    assert.deepEqual({ host, painter }, { host: 'worker', painter: 'canvas' });
  });
}
