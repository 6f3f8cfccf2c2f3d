// A display that nobody sees, for browsers that draw with the graphics card's interface, or cannot do without a window.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** @typedef {{name: string, close: () => Promise<void>}} Display */

/** @returns {Promise<Display>} `name` is what DISPLAY is to be */
export async function openDisplay() {
  // Xvfb itself finds a number that is free, and tells it on the file descriptor when it is ready.
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const failed = once(server, 'exit').then(() => {
    throw new Error('Xvfb did not start.');
  });
  const [number] = await Promise.race([
    once(/** @type {import('node:stream').Readable} */ (server.stdio[3]), 'data'),
    failed,
  ]);
  failed.catch(() => {});
  return {
    name: `:${String(number).trim()}`,
    close: async () => {
      server.kill();
      await failed.catch(() => {});
    },
  };
}
