// What an operator sees in the terminal.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { optionsFromCommandLine } from '../../web/server/options.mjs';
import { dataFile } from '../../web/server/store/store.mjs';
import { serverProcess } from './support/servers.mjs';

test('it prints one line with the address that works', async (t) => {
  const { url, output, end } = await serverProcess(t, []);
  assert.match(output.lines[0], /^Ask Heidi is at http:\/\/localhost:\d+\/$/);
  assert.equal((await fetch(url)).status, 200);
  assert.equal(await end('SIGTERM'), 0);
  assert.equal(output.lines.length, 1);
  assert.equal(output.errors, '');
});

test('a taken port is explained, without a stack trace', async (t) => {
  const other = createServer().listen(0, '127.0.0.1');
  t.after(() => other.close());
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address();
  const { output, exitCode } = await serverProcess(t, ['--port', String(port)]);
  assert.equal(await exitCode(), 1);
  assert.match(output.errors, new RegExp(`^Port ${port} is taken .*--port`));
  assert.equal(output.errors.trim().split('\n').length, 1);
});

test('what cannot be an option is named', () => {
  assert.match(optionsFromCommandLine(['--prot', '80'], {}).problem, /--prot/);
  assert.match(optionsFromCommandLine(['--port', 'http'], {}).problem, /--port needs a whole number, not "http"/);
  assert.match(optionsFromCommandLine(['--port', '70000'], {}).problem, /--port/);
  assert.match(optionsFromCommandLine(['--chat-path', 'api'], {}).problem, /--chat-path needs a path/);
  assert.match(optionsFromCommandLine([], { HEIDI_UPSTREAM: 'model' }).problem, /--upstream needs a URL/);
  assert.match(optionsFromCommandLine(['stray'], {}).problem, /stray/);
});

test('an option wins over its environment variable, which wins over the default', () => {
  const read = (args, env) => optionsFromCommandLine(args, env).options;
  assert.equal(read([], {}).port, 8080);
  assert.equal(read([], { PORT: '9000' }).port, 9000);
  assert.equal(read(['--port', '0'], { PORT: '9000' }).port, 0);
  assert.deepEqual(
    read(['--allow-origin', 'https://a.example', '--allow-origin', 'https://b.example'], {}).allowOrigin,
    ['https://a.example', 'https://b.example'],
  );
});

test('a server on a port of its own keeps its conversations; one on any port keeps none, unless told where', () => {
  assert.match(dataFile({ data: 'auto', port: 8080 }), /\.data\/port-8080\.db$/);
  assert.equal(dataFile({ data: 'auto', port: 0 }), '');
  assert.equal(dataFile({ data: 'none', port: 8080 }), '');
  assert.equal(dataFile({ data: 'my.db', port: 0 }), 'my.db');
});

test('a data file that cannot be used is explained', async (t) => {
  const { output, exitCode } = await serverProcess(t, ['--data', '/dev/null/heidi.db']);
  assert.equal(await exitCode(), 1);
  assert.match(output.errors, /^The server could not start: .*\/dev\/null/);
});
