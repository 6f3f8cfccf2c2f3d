// Waits for something to become true, without guessing how long it takes.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

// Longer than anything takes on a busy machine: only a test that fails waits for so long.
export const patienceMs = Number(process.env.PATIENCE_MS ?? 30_000);

/**
 * @template T
 * @param {() => Promise<T> | T} look what it throws means "not yet"
 * @param {string | (() => string)} what for the message when it never happens
 * @returns {Promise<NonNullable<T>>}
 */
export async function eventually(look, what, { within = patienceMs } = {}) {
  const end = Date.now() + within;
  for (;;) {
    let problem;
    try {
      const found = await look();
      if (found) return found;
    } catch (error) {
      problem = error;
    }
    if (Date.now() > end)
      throw new Error(`never happened: ${typeof what === 'function' ? what() : what}`, { cause: problem });
    await delay(20);
  }
}

/**
 * Waits until what is read is what is expected, and shows the difference if it never is.
 * @template T
 * @param {() => Promise<T> | T} read
 * @param {T} expected
 * @param {string} what
 */
export async function becomes(read, expected, what) {
  let last;
  const matches = async () => {
    last = await read();
    return isDeepStrictEqual(last, expected);
  };
  await eventually(matches, what).catch((error) => {
    if (error.cause) throw error;
    assert.deepEqual(last, expected, what);
  });
}
