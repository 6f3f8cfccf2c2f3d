// Keys by the names that playwright gives them, as WebDriver's code points.
const named = {
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  ControlOrMeta: '\uE009',
  Escape: '\uE00C',
  Delete: '\uE017',
};

/** @param {string} combination as "Control+a" @returns {object[]} the actions of a keyboard */
export function pressOf(combination) {
  const keys = combination
    .split('+')
    .map((name) => named[name] ?? (name.length === 1 ? name.toLowerCase() : unknown(name)));
  return [
    ...keys.map((value) => ({ type: 'keyDown', value })),
    ...keys.reverse().map((value) => ({ type: 'keyUp', value })),
  ];
}

/** @param {string} text @returns {object[]} */
export const typingOf = (text) =>
  [...text].flatMap((value) => [
    { type: 'keyDown', value },
    { type: 'keyUp', value },
  ]);

/** @param {string} name @returns {never} */
function unknown(name) {
  throw new Error(`There is no key called ${name} here; add it to keys.mjs.`);
}
