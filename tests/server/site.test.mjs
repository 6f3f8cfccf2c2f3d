// Everything that is not the chat: pages, the widget's files, articles and images.
import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { runningServer, temporaryFolder } from './support/servers.mjs';
import { eventually } from './support/waiting.mjs';

const article = (title, more = {}) => JSON.stringify({ title, body_markdown: `About ${title}.`, ...more });

/** A path exactly as written: fetch would tidy it up. */
function rawGet(url, path, { method = 'GET', headers = {} } = {}) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const sent = request({ hostname, port, path, method, headers }, async (response) => {
      const chunks = [];
      for await (const chunk of response) chunks.push(chunk);
      resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) });
    });
    sent.on('error', reject).end();
  });
}

function folders(t) {
  const root = temporaryFolder(t);
  const [content, dist] = ['content', 'dist'].map((name) => join(root, name));
  for (const folder of [content, dist]) mkdirSync(folder);
  writeFileSync(join(root, 'secret.json'), '"secret"');
  return { root, content, dist };
}

test('the demo page shows the articles of the content folder, newest first, without any script', async (t) => {
  const { content, dist } = folders(t);
  writeFileSync(join(content, 'b.json'), article('An <i>older</i> one', { published: '2026-01-01' }));
  writeFileSync(join(content, 'a.json'), article('The newest', { published: '2026-02-01', dek: 'In short' }));
  const url = await runningServer(t, { content, dist });
  const html = await (await fetch(url)).text();
  assert.match(html, /data-article="\/content\/a\.json"/);
  assert.ok(html.indexOf('The newest') < html.indexOf('An &lt;i&gt;older'));
  assert.match(html, /<noscript>[\s\S]*About The newest\.[\s\S]*<\/noscript>/);
  const chosen = await (await fetch(`${url}?article=b`)).text();
  assert.match(chosen, /data-article="\/content\/b\.json"/);
  assert.match(chosen, /href="\?article=b"[^>]*aria-current="page"/);
  assert.match(await (await fetch(`${url}?article=unknown`)).text(), /data-article="\/content\/a\.json"/);
});

test('the demo page has a strict policy and nothing inline', async (t) => {
  const response = await fetch(await runningServer(t));
  const policy = response.headers.get('Content-Security-Policy');
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'/);
  assert.doesNotMatch(policy, /unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')/);
  const html = await response.text();
  assert.doesNotMatch(html, /<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)/);
});

test('the page loads the panel that breaks the connection only where there is something to break', async (t) => {
  const page = async (options) => (await fetch(await runningServer(t, options))).text();
  assert.match(await page({ faults: true }), /<script type="module" src="\/fault-panel\.mjs"><\/script>/);
  assert.doesNotMatch(await page({}), /fault-panel|heidi:faults/);
});

test('all four demo articles are listed and are what they should be', async (t) => {
  const url = await runningServer(t);
  const { articles } = await (await fetch(`${url}content/index.json`)).json();
  assert.equal(articles.length, 4);
  for (const { id, title, url: path } of articles) {
    const json = await (await fetch(new URL(path, url))).json();
    assert.deepEqual([json.id, json.title], [id, title]);
    assert.equal(json.labels.length, 3);
    const image = await fetch(new URL(json.image.src, new URL(path, url)));
    assert.equal(image.headers.get('Content-Type'), 'image/svg+xml');
    assert.ok((await image.arrayBuffer()).byteLength < 10_000);
    assert.ok(json.image.alt.length > 20);
  }
});

test('an article that is added, changed or broken is noticed without a restart', async (t) => {
  const { content, dist } = folders(t);
  writeFileSync(join(content, 'a.json'), article('First'));
  const url = await runningServer(t, { content, dist });
  const titles = async () => {
    const { articles } = await (await fetch(`${url}content/index.json`)).json();
    return articles.map(({ title }) => title).join();
  };
  assert.equal(await titles(), 'First');
  writeFileSync(join(content, 'b.json'), article('Second'));
  await eventually(async () => (await titles()) === 'First,Second', 'the second article is listed');
  writeFileSync(join(content, 'a.json'), article('First, improved'));
  await eventually(async () => (await titles()) === 'First, improved,Second', 'the change is seen');
  const complaints = t.mock.method(process.stderr, 'write', () => true);
  writeFileSync(join(content, 'a.json'), '{"title": 5}');
  await eventually(async () => (await titles()) === 'Second', 'the broken one is left out');
  assert.match(complaints.mock.calls.map((call) => call.arguments[0]).join(), /a\.json: "title" must be a string/);
});

test('content and the widget may be used from any origin, and are revalidated', async (t) => {
  const { content, dist } = folders(t);
  writeFileSync(join(content, 'a.json'), article('First'));
  writeFileSync(join(dist, 'heidi.js'), 'export {};');
  writeFileSync(join(dist, 'heidi-core.wasm'), Buffer.from('0061736d01000000', 'hex'));
  const url = await runningServer(t, { content, dist });
  for (const [path, type] of [
    ['content/a.json', 'application/json; charset=utf-8'],
    ['content/index.json', 'application/json; charset=utf-8'],
    ['heidi/heidi.js', 'text/javascript; charset=utf-8'],
    ['heidi/heidi-core.wasm', 'application/wasm'],
  ]) {
    const { status, headers } = await fetch(url + path);
    assert.equal(status, 200);
    assert.equal(headers.get('Content-Type'), type);
    assert.equal(headers.get('Access-Control-Allow-Origin'), '*');
    assert.equal(headers.get('Cross-Origin-Resource-Policy'), 'cross-origin');
    assert.equal(headers.get('Cache-Control'), 'no-cache');
    const etag = headers.get('ETag');
    const again = await rawGet(url, `/${path}`, { headers: { 'If-None-Match': `"other", ${etag}` } });
    assert.deepEqual([again.status, again.body.length], [304, 0]);
  }
  const since = { 'If-Modified-Since': new Date(Date.now() + 60_000).toUTCString() };
  assert.equal((await rawGet(url, '/heidi/heidi.js', { headers: since })).status, 304);
});

test('text, scripts and WebAssembly are compressed as the client likes; images are not', async (t) => {
  const { content, dist } = folders(t);
  const script = '/* a line that repeats itself */\n'.repeat(200);
  writeFileSync(join(dist, 'heidi.js'), script);
  writeFileSync(join(content, 'photo.jpg'), Buffer.alloc(5000));
  const url = await runningServer(t, { content, dist });
  const get = (accept, path = '/heidi/heidi.js') => rawGet(url, path, { headers: { 'Accept-Encoding': accept } });
  const brotli = await get('gzip, deflate, br, zstd');
  assert.equal(brotli.headers['content-encoding'], 'br');
  assert.equal(brotliDecompressSync(brotli.body).toString(), script);
  const gzip = await get('gzip, br;q=0');
  assert.equal(gunzipSync(gzip.body).toString(), script);
  const plain = await get('identity');
  assert.equal(plain.body.toString(), script);
  assert.equal(new Set([brotli, gzip, plain].map(({ headers }) => headers.etag)).size, 3);
  assert.equal(brotli.headers.vary, 'Accept-Encoding');
  assert.equal((await get('br', '/content/photo.jpg')).headers['content-encoding'], undefined);
});

test('no path leads out of the folders', async (t) => {
  const { root, content, dist } = folders(t);
  writeFileSync(join(content, '.hidden.json'), '{}');
  symlinkSync(join(root, 'secret.json'), join(content, 'link.json'));
  const url = await runningServer(t, { content, dist });
  const complaints = t.mock.method(process.stderr, 'write', () => true);
  for (const path of [
    '/content/../secret.json',
    '/content/%2e%2e/secret.json',
    '/content/..%2fsecret.json',
    '/content/%2e%2e%2fsecret.json',
    '/content/..\\secret.json',
    '/content/..%5csecret.json',
    '/content//etc/passwd',
    '/content/link.json',
    '/content/.hidden.json',
    '/content/%00.json',
    '/content/%zz',
    '/content/',
    '/heidi/../content/a.json',
    '/server/main.mjs',
    '/%73erver/main.mjs',
    '/server%2fmain.mjs',
    '/examples/../server/main.mjs',
    '/../package.json',
    '/nothing.html',
  ]) {
    const { status, body } = await rawGet(url, path);
    assert.equal(status, 404, path);
    assert.doesNotMatch(body.toString(), /secret"|import/, path);
  }
  assert.equal(
    complaints.mock.calls.filter((call) => /at /.test(String(call.arguments[0]))).length,
    0,
    'no stack traces',
  );
});

test('files are read with GET and HEAD, and with nothing else', async (t) => {
  const url = await runningServer(t);
  const head = await rawGet(url, '/demo.css', { method: 'HEAD' });
  const get = await rawGet(url, '/demo.css');
  assert.deepEqual([head.status, head.body.length], [200, 0]);
  assert.equal(head.headers['content-length'], get.headers['content-length']);
  for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
    const { status, headers } = await rawGet(url, '/demo.css', { method });
    assert.deepEqual([status, headers.allow], [405, 'GET, HEAD']);
  }
});

test('the smallest example holds the one tag and nothing else of ours', async (t) => {
  const html = await (await fetch(`${await runningServer(t)}examples/plain.html`)).text();
  assert.equal(html.match(/<script/g).length, 1);
  assert.match(
    html,
    /<script src="\/heidi\/heidi\.js" data-article="\/content\/[\w-]+\.json" data-chat="\/api\/heidi">/,
  );
});
