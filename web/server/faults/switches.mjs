// What can be broken on purpose: one row for each switch. README.md says what each does; openapi.json has the same table
// as a schema, and a test compares the two.

/** @typedef {{check: (value: unknown) => boolean, what: string, standard?: unknown}} Member */
/** @typedef {{members: Record<string, Member>, calls: string[], standardCalls?: string[]}} Switch */

// Calls that belong to a session; `sessions` starts one. The operator's calls and those to the switches never fail.
const callsOfSession = ['snapshot', 'events', 'messages', 'stop', 'resume', 'feedback'];
export const allCalls = ['sessions', ...callsOfSession];

/** @param {number} least @param {number} most @param {number} [standard] @returns {Member} */
const wholeNumber = (least, most, standard) => ({
  check: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  what: `a whole number from ${least} to ${most}`,
  standard,
});

/** @param {(string | number)[]} values @returns {Member} the first is the standard one */
const oneOf = (...values) => ({
  check: (value) => values.includes(/** @type {any} */ (value)),
  what: `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`,
  standard: values[0],
});

/** @param {number} longest @returns {Member} */
const text = (longest) => ({
  check: (value) => typeof value === 'string' && value.length <= longest,
  what: `a text of at most ${longest} characters`,
  standard: '',
});

const bytes = wholeNumber(0, 10_000_000, 0);

/** @type {Record<string, Switch>} */
export const switches = {
  cut: { members: { after_bytes: bytes }, calls: allCalls, standardCalls: ['events'] },
  black_hole: { members: { after_bytes: bytes }, calls: allCalls },
  slow: { members: { ms: wholeNumber(1, 60_000, 1_000) }, calls: allCalls },
  duplicate: { members: {}, calls: ['events', 'messages'] },
  refuse: {
    members: { status: oneOf(503, 429, 500), retry_after_s: wholeNumber(1, 86_400) },
    calls: allCalls,
  },
  forget: { members: {}, calls: callsOfSession },
  pause: { members: { reason: text(500), hold_s: wholeNumber(0, 86_400, 0) }, calls: callsOfSession },
  wrong_json: { members: { how: oneOf('broken', 'strange') }, calls: allCalls },
  buffer: { members: {}, calls: ['events'] },
};

/** How often; without it: until it is switched off. */
export const times = wholeNumber(1, 1_000_000);
