// What the tests of a file share: brought up before each test if it is not up, taken down after the last one. In the
// order in which they were asked for, and back; node:test itself runs the hooks of a file at once.
import { after } from 'node:test';

/** @type {{up: () => Promise<unknown>, down: () => Promise<unknown>}[]} */
const shared = [];

/**
 * @param {() => Promise<unknown>} up does nothing where it is up already
 * @param {() => Promise<unknown>} down
 */
export function shareInThisFile(up, down) {
  if (shared.length === 0) after(takeDownEverything);
  shared.push({ up, down });
}

export async function bringUpEverything() {
  for (const { up } of shared) await up();
}

async function takeDownEverything() {
  const problems = [];
  for (const { down } of [...shared].reverse()) await down().catch((problem) => problems.push(problem));
  if (problems.length > 0) throw problems[0];
}
