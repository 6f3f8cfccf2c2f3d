// Starts reference servers for tests: in this process, or as one of their own that can be killed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startServer } from '../../../web/server/server.mjs';

const mainFile = fileURLToPath(new URL('../../../web/server/main.mjs', import.meta.url));

/** @type {WeakMap<object, (() => unknown)[]>} */
const cleanups = new WeakMap();

// Last come, first gone: node:test runs its own hooks in the order they were given, which would delete the folder of
// a server that still runs.
/** @param {import('node:test').TestContext} t @param {() => unknown} cleanup */
function cleanUpAfter(t, cleanup) {
  const known = cleanups.get(t);
  if (known) return void known.push(cleanup);
  const list = [cleanup];
  cleanups.set(t, list);
  t.after(async () => {
    for (const each of list.reverse()) await each();
  });
}

/**
 * A server in this process, stopped when the test ends. Fast: answers have no pace unless the test wants one.
 * @param {import('node:test').TestContext} t
 * @param {Partial<import('../../../web/server/options.mjs').Options>} [options]
 * @returns {Promise<string>} its address
 */
export async function runningServer(t, options = {}) {
  const server = await startServer({ port: 0, paceMs: 0, drainMs: 50, ...options });
  cleanUpAfter(t, () => server.stop());
  return server.url;
}

/**
 * The same with switches that break it.
 * @param {import('node:test').TestContext} t
 * @param {Partial<import('../../../web/server/options.mjs').Options>} [options]
 */
export async function breakableServer(t, options = {}) {
  const { url, faults, stop } = await startServer({ port: 0, paceMs: 0, drainMs: 50, faults: true, ...options });
  cleanUpAfter(t, stop);
  return { url, faults: /** @type {NonNullable<typeof faults>} */ (faults) };
}

/** @param {import('node:test').TestContext} t */
export function temporaryFolder(t) {
  const folder = mkdtempSync(join(tmpdir(), 'heidi-test-'));
  cleanUpAfter(t, () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * A server as a process of its own. Killed when the test ends, if it still runs.
 * @param {import('node:test').TestContext} t
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
export async function serverProcess(t, args, env = {}) {
  const child = spawn(process.execPath, [mainFile, '--port', '0', ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const output = { lines: /** @type {string[]} */ ([]), errors: '' };
  child.stderr.on('data', (chunk) => {
    output.errors += chunk;
  });
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => output.lines.push(line));
  cleanUpAfter(t, async () => {
    child.kill('SIGKILL');
    await exited;
  });
  await Promise.race([once(lines, 'line'), exited]);
  return {
    url: /http:\/\/\S+/.exec(output.lines[0] ?? '')?.[0] ?? '',
    output,
    /** @param {NodeJS.Signals} signal */
    end: async (signal) => {
      child.kill(signal);
      return (await exited)[0];
    },
    exitCode: async () => (await exited)[0],
  };
}
