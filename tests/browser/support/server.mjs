// Reference servers for tests, as processes of their own: they can be killed like any process, and come back at the
// same address with what they kept.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.mjs';
import { shareInThisFile } from './lifetime.mjs';

const mainFile = fileURLToPath(new URL('../../../web/server/main.mjs', import.meta.url));
export const distFolder = process.env.HEIDI_DIST ?? fileURLToPath(new URL('../../../dist', import.meta.url));

const adminToken = 'only-for-tests';

/** @typedef {Record<string, string | object>} Files by name; objects become JSON */

export class ReferenceServer {
  #folder = mkdtempSync(join(tmpdir(), 'heidi-browser-test-'));
  #args;
  /** @type {import('node:child_process').ChildProcess | null} */
  #process = null;
  #port = '0';
  url = '';

  /** @param {Files} files @param {() => string[]} args asked for when it starts */
  constructor(files, args) {
    for (const [name, content] of Object.entries(files)) this.write(name, content);
    const data = join(this.#folder, 'conversations.db');
    const limits = ['--message-rate', '0', '--session-rate', '0'];
    const folders = ['--content', this.#folder, '--dist', distFolder, '--data', data];
    this.#args = () => [...folders, '--admin-token', adminToken, ...limits, ...args()];
  }

  /** Adds a file to the content, or changes one. @param {string} name @param {string | object} content */
  write(name, content) {
    writeFileSync(join(this.#folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }

  /** An article, until the server has seen it: it looks twice a second. @param {string} name @param {object} article */
  async publishes(name, article) {
    this.write(name, article);
    const listed = async () => (await fetch(new URL('/content/index.json', this.url))).text();
    await eventually(async () => (await listed()).includes(`/${name}`), `${name} is listed`);
  }

  /** Does nothing where it runs already. */
  async start() {
    if (this.#process) return;
    const child = spawn(process.execPath, [mainFile, '--port', this.#port, ...this.#args()], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#process = child;
    const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), once(child, 'exit')]);
    const url = /http:\/\/\S+/.exec(String(line))?.[0];
    assert.ok(url, `The reference server did not start: ${line}`);
    this.url = url;
    this.#port = new URL(url).port;
  }

  /** Without a word to anybody, as power cuts do. */
  async kill() {
    const child = this.#process;
    this.#process = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }

  /**
   * Takes its place: connections are accepted and then nothing is said, as when a machine behind a balancer hangs.
   * @param {() => Promise<void>} meanwhile
   */
  async hangs(meanwhile) {
    await this.kill();
    const sockets = new Set();
    const mute = createServer((socket) => sockets.add(socket.on('error', () => {})));
    await new Promise((resolve) => mute.listen(Number(this.#port), '127.0.0.1', () => resolve(undefined)));
    await meanwhile().finally(() => {
      mute.close();
      for (const socket of sockets) socket.destroy();
    });
  }

  /** As its operator does; nobody can resume before `holdS` seconds. @param {{reason?: string, holdS?: number}} [why] */
  async pausesAllSessions({ reason = '', holdS = 0 } = {}) {
    await this.#admin('pause', { reason, hold_s: holdS });
  }

  async letsAllSessionsGoOn() {
    await this.#admin('resume', {});
  }

  /** Until it is mended: see web/server/README.md for the switches. It must have been started with --faults. @param {object} faults */
  async breaks(faults) {
    const response = await fetch(`${this.url}api/heidi/faults`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(faults),
    });
    assert.equal(response.status, 200, `faults: ${await response.text()}`);
  }

  mends() {
    return this.breaks({});
  }

  /** What it knows of a session. @param {{session: string, token: string}} saved @returns {Promise<any>} */
  async snapshot({ session, token }) {
    const response = await fetch(`${this.url}api/heidi/sessions/${session}`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    assert.equal(response.status, 200, `snapshot: ${response.status}`);
    return response.json();
  }

  /** @param {string} call @param {object} body */
  async #admin(call, body) {
    const response = await fetch(`${this.url}api/heidi/admin/${call}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${adminToken}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    assert.equal(response.status, 200, `admin call ${call}: ${await response.text()}`);
  }

  async end() {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/**
 * A server that all tests of a file share.
 * @param {Files} files its content folder
 * @param {string[] | (() => string[])} [args]
 */
export function serverForThisFile(files, args = []) {
  const server = new ReferenceServer(files, typeof args === 'function' ? args : () => args);
  // Before each test: one test's killed server is not the next one's trouble.
  shareInThisFile(
    () => server.start(),
    () => server.end(),
  );
  return server;
}
