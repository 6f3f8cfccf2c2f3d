// From JSON to settings: strict, because a test with a misspelt fault tests nothing.
import { HttpError } from '../http/http-error.mjs';
import { switches, times } from './switches.mjs';

/**
 * One switch that is on: its own members, the calls it is for, and how often it still happens (missing: always).
 * @typedef {{calls: string[], times?: number} & Record<string, any>} Setting
 * @typedef {Record<string, Setting>} Settings by the switch's name; what is missing is off
 */

/** @param {unknown} json @returns {Settings} with the standard values filled in */
export function settingsFromJson(json) {
  if (!isObject(json)) throw refusal('bad_member', 'The faults must be a JSON object.');
  refuseUnknown(json, Object.keys(switches), (name) => `There is no fault "${name}"`);
  return Object.fromEntries(Object.entries(json).map(([name, given]) => [name, settingFrom(name, given)]));
}

/** @param {string} name @param {unknown} given @returns {Setting} */
function settingFrom(name, given) {
  if (!isObject(given)) throw refusal('bad_member', `"${name}" must be an object such as {}.`);
  const { members } = switches[name];
  refuseUnknown(given, [...Object.keys(members), 'calls', 'times'], (member) => `"${name}" has no member "${member}"`);
  /** @type {Setting} */
  const setting = { calls: callsFrom(name, given) };
  for (const [member, { check, what, standard }] of Object.entries({ ...members, times })) {
    const value = member in given ? given[member] : standard;
    if (value === undefined) continue;
    if (!check(value)) throw refusal('bad_member', `"${name}.${member}" must be ${what}.`);
    setting[member] = value;
  }
  if (name === 'refuse') completeRefusal(setting);
  return setting;
}

// The protocol's 429 and 503 always say when to come back, and its 500 never does.
/** @param {Setting} setting */
function completeRefusal(setting) {
  if (setting.status !== 500) setting.retry_after_s ??= 5;
  else if (setting.retry_after_s !== undefined)
    throw refusal('bad_member', '"refuse.retry_after_s" goes with 429 and 503 only.');
}

/** @param {string} name @param {Record<string, any>} given @returns {string[]} */
function callsFrom(name, given) {
  const { calls, standardCalls = calls } = switches[name];
  if (given.calls === undefined) return [...standardCalls];
  const isList = Array.isArray(given.calls) && given.calls.length > 0;
  if (isList && given.calls.every((/** @type {any} */ call) => calls.includes(call))) return [...new Set(given.calls)];
  throw refusal('bad_member', `"${name}.calls" must be a list of at least one of: ${calls.join(', ')}.`);
}

/** @param {Record<string, unknown>} given @param {string[]} known @param {(name: string) => string} say */
function refuseUnknown(given, known, say) {
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) throw refusal('unknown_member', `${say(unknown)}. There are: ${known.join(', ')}.`);
}

/** @param {string} code @param {string} message */
const refusal = (code, message) => new HttpError(400, code, message);

/** @param {unknown} value @returns {value is Record<string, any>} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
