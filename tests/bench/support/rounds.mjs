// Who is measured takes turns with the others, round by round and in another order each time, so that what else the machine does
// meets all alike, and nobody always comes behind the same one: whose browser processes are still ending costs the next one time.
import { setTimeout as delay } from 'node:timers/promises';

/**
 * @typedef {Record<string, number>} Figures
 * @typedef {Figures & {capped?: true}} Measured `capped`: it was stopped before it was done, the figures are what it cost so far
 * @typedef {{keys: Record<string, string | number>, measure: () => Promise<Measured>}} Case `keys` say what it is: who, how long
 * @typedef {{keys: Record<string, string | number>, figures: Figures, spread: Figures, rounds: number, capped: boolean, failed: string}} Row
 *   medians; `spread` is the largest of the rounds over the smallest
 */

const restMs = 1_000;

/**
 * @param {Case[]} cases
 * @param {{rounds: number, say: (text: string) => void}} how
 * @returns {Promise<Row[]>}
 */
export async function alternate(cases, { rounds, say }) {
  const taken = cases.map(({ keys }) => ({ keys, measured: /** @type {Measured[]} */ ([]), failed: '' }));
  for (let round = 0; round < rounds; round++)
    for (const i of shuffled(cases.length)) {
      const { keys, measure } = cases[i];
      const row = taken[i];
      // Once is enough to know that it takes too long, or does not work.
      if (row.failed || row.measured.some(({ capped }) => capped)) continue;
      const name = Object.values(keys).join(', ');
      await delay(restMs);
      try {
        const measured = await measure();
        row.measured.push(measured);
        say(`  round ${round + 1}: ${name}: ${told(measured)}`);
      } catch (error) {
        row.failed = error instanceof Error ? error.message.split('\n')[0] : String(error);
        say(`  round ${round + 1}: ${name}: FAILED: ${row.failed}`);
      }
    }
  return taken.map(rowOf);
}

/** The numbers below `count` in any order. @param {number} count */
const shuffled = (count) =>
  Array.from({ length: count }, (_, i) => ({ i, lot: Math.random() }))
    .sort((a, b) => a.lot - b.lot)
    .map(({ i }) => i);

/** @param {{keys: Row['keys'], measured: Measured[], failed: string}} taken @returns {Row} */
function rowOf({ keys, measured, failed }) {
  const names = Object.keys(measured[0] ?? {}).filter((name) => name !== 'capped');
  const of = (/** @type {string} */ name) => measured.map((one) => one[name]);
  const each = (/** @type {(values: number[]) => number} */ combine) =>
    Object.fromEntries(names.map((name) => [name, combine(of(name))]));
  return {
    keys,
    figures: each(median),
    spread: each((values) => Math.max(...values) / Math.max(Math.min(...values), 1e-9)),
    rounds: measured.length,
    capped: measured.some(({ capped }) => capped),
    failed: measured.length > 0 ? '' : failed,
  };
}

/** @param {Measured} measured */
const told = ({ capped, ...figures }) =>
  Object.entries(figures)
    .map(([name, value]) => `${name} ${Math.round(value * 100) / 100}`)
    .join(', ') + (capped ? ' (stopped there)' : '');

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** False: it took longer. @param {Promise<unknown>} work @param {number} capMs */
export async function isDoneWithin(work, capMs) {
  const waiting = new AbortController();
  const late = delay(capMs, false, { signal: waiting.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    waiting.abort();
    work.catch(() => {});
  }
}

/** @param {Row[]} rows @param {Row['keys']} keys */
export const rowFor = (rows, keys) =>
  rows.find((row) => Object.entries(keys).every(([name, value]) => row.keys[name] === value));
