// Figures in words.
import { chats } from './chats.mjs';

/** @typedef {import('./rounds.mjs').Row} Row */
/** @typedef {{what: string, wanted: string, got: string, kept: boolean | undefined}} Verdict */

export const peer = chats[1].name;

export const number = (/** @type {number} */ value) =>
  value >= 10 ? Math.round(value).toLocaleString('en') : String(Number(value.toFixed(1)));

/** @param {Row} row @param {string} name of the figure */
export function milliseconds(row, name) {
  const value = row.figures[name];
  if (row.failed) return row.failed;
  return value === undefined ? '' : `${row.capped && value > 0 ? '> ' : ''}${number(value)} ms`;
}

/** As "1/12" or "1.4 times". @param {number} ratio */
export const ratioText = (ratio) => (ratio > 1 / 1.5 ? `${number(ratio)} times` : `1/${number(1 / ratio)}`);

/**
 * Ours against another's. A peer that was stopped costs even more than it says.
 * @param {{what: string, mine?: Row, theirs?: Row, wanted?: number, figure?: string}} of
 * @returns {Verdict}
 */
export function comparison({ what, mine, theirs, wanted, figure = 'main' }) {
  const wish = wanted === undefined ? '' : `≤ ${ratioText(wanted)}`;
  if (!mine || !theirs || mine.failed || theirs.failed)
    return {
      what,
      wanted: wish,
      got: mine?.failed || theirs?.failed || 'not measured',
      kept: wish ? false : undefined,
    };
  const ratio = mine.figures[figure] / theirs.figures[figure];
  const less = theirs.capped ? 'less than ' : '';
  return {
    what,
    wanted: wish,
    got: `${less}${ratioText(ratio)} (${milliseconds(mine, figure)} to ${milliseconds(theirs, figure)})`,
    kept: wanted === undefined ? undefined : !mine.capped && ratio <= wanted,
  };
}

/** What may not grow: the last against the first. @param {{what: string, first?: Row, last?: Row, figure: string, most: number}} of @returns {Verdict} */
export function growth({ what, first, last, figure, most }) {
  const wanted = `≤ ${number(most)} times`;
  if (!first || !last || first.failed || last.failed)
    return { what, wanted, got: first?.failed || last?.failed || 'not measured', kept: false };
  const times = last.figures[figure] / first.figures[figure];
  return { what, wanted, got: `${number(times)} times`, kept: !last.capped && times <= most };
}
