// Waits for something to become true, without guessing how long it takes.
import { setTimeout as delay } from 'node:timers/promises';

/**
 * @template T
 * @param {() => Promise<T> | T} look
 * @param {string} what for the message when it never does
 * @returns {Promise<NonNullable<T>>}
 */
export async function eventually(look, what) {
  const end = Date.now() + 10_000;
  while (Date.now() < end) {
    const found = await look();
    if (found) return found;
    await delay(10);
  }
  throw new Error(`never happened: ${what}`);
}
