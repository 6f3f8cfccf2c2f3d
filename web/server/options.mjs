// The server's options: one table that the parser, the help text and the tests share.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

/**
 * @typedef {object} Options
 * @property {number} port
 * @property {string} host
 * @property {string} content
 * @property {string} dist
 * @property {string} web
 * @property {string} examples
 * @property {string} data
 * @property {string} chatPath
 * @property {string} publicUrl
 * @property {string[]} allowOrigin
 * @property {boolean} trustProxy
 * @property {string} adminToken
 * @property {string} upstream
 * @property {string} upstreamKey
 * @property {string} upstreamModel
 * @property {number} upstreamTimeoutMs
 * @property {number} paceMs
 * @property {number} heartbeatMs
 * @property {number} idleMs
 * @property {number} drainMs
 * @property {number} retainS
 * @property {number} replayEvents
 * @property {number} maxText
 * @property {number} maxStreams
 * @property {number} maxSessions
 * @property {number} maxTurns
 * @property {number} messageRate
 * @property {number} sessionRate
 * @property {boolean} faults
 * @property {boolean} help
 */

/** @param {string} relative a path below the repository's root */
const fromRoot = (relative) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

/**
 * A string's value is its default; `env` names the environment variable that stands in for a missing option.
 * @type {{name: keyof Options, value: string | number | boolean | string[], env?: string, help: string}[]}
 */
const table = [
  { name: 'port', value: 8080, env: 'PORT', help: 'port to listen on; 0 takes any free one' },
  { name: 'host', value: '127.0.0.1', help: 'address to listen on' },
  { name: 'content', value: fromRoot('web/content'), help: 'folder with article JSON files and their images' },
  { name: 'dist', value: fromRoot('dist'), help: 'folder with the built widget (heidi.js and what it loads)' },
  { name: 'web', value: fromRoot('web'), help: 'folder with the demo page and the examples' },
  { name: 'examples', value: fromRoot('build/examples'), help: 'folder with the examples that a bundler has made' },
  {
    name: 'data',
    value: 'auto',
    env: 'HEIDI_DATA',
    help: 'file that keeps the conversations; none: only memory; auto: .data/port-<port>.db',
  },
  { name: 'chatPath', value: '/api/heidi', help: 'path of the chat endpoint' },
  { name: 'publicUrl', value: '', help: 'address readers use, for links in answers; default: the one listened on' },
  { name: 'allowOrigin', value: [], help: 'origin that may use the chat (repeatable); default: any' },
  { name: 'trustProxy', value: false, help: 'count clients by X-Forwarded-For; only behind a proxy that sets it' },
  { name: 'adminToken', value: '', env: 'HEIDI_ADMIN_TOKEN', help: 'switches the admin calls on and protects them' },
  {
    name: 'upstream',
    value: '',
    env: 'HEIDI_UPSTREAM',
    help: 'base URL of an OpenAI-compatible server that writes the answers',
  },
  {
    name: 'upstreamKey',
    value: '',
    env: 'HEIDI_UPSTREAM_KEY',
    help: 'its API key (better in the environment than here)',
  },
  { name: 'upstreamModel', value: 'default', env: 'HEIDI_UPSTREAM_MODEL', help: 'the model to ask it for' },
  { name: 'upstreamTimeoutMs', value: 60_000, help: 'longest silence of it that is waited for' },
  { name: 'paceMs', value: 30, help: 'pause between two word groups of an answer from the articles' },
  { name: 'heartbeatMs', value: 15_000, help: 'time between two pings on an event stream' },
  { name: 'idleMs', value: 60_000, help: 'an event stream without a running answer is closed after this time' },
  { name: 'drainMs', value: 5_000, help: 'longest time that running answers get when the server is asked to stop' },
  { name: 'retainS', value: 86_400, help: 'a session unused for this long is forgotten' },
  { name: 'replayEvents', value: 2_000, help: 'events kept for each session; an older cursor needs a snapshot' },
  { name: 'maxText', value: 8_000, help: 'longest message, in Unicode code points' },
  { name: 'maxStreams', value: 1_000, help: 'open event streams before new ones are refused' },
  { name: 'maxSessions', value: 20_000, help: 'sessions kept before new ones are refused' },
  { name: 'maxTurns', value: 200, help: 'answers being written before new questions are refused' },
  { name: 'messageRate', value: 60, help: 'messages a session may send per minute; 0: any number' },
  { name: 'sessionRate', value: 240, help: 'sessions an address may start per minute; 0: any number' },
  {
    name: 'faults',
    value: false,
    help: 'switches that break the chat on purpose, for anyone who may call it: only for tests and demos',
  },
  { name: 'help', value: false, help: 'shows this list' },
];

/** @param {string} name */
const flagOf = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

export const helpText = [
  'Usage: node web/server/main.mjs [options]',
  '',
  ...table.map(({ name, value, env, help }) => {
    const shown = typeof value === 'boolean' || value === '' || Array.isArray(value) ? '' : ` [${value}]`;
    return `  --${flagOf(name).padEnd(20)} ${help}${env ? ` (or ${env})` : ''}${shown}`;
  }),
  '',
].join('\n');

/** @returns {Options} */
export function defaultOptions() {
  return /** @type {any} */ (Object.fromEntries(table.map(({ name, value }) => [name, value])));
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {{options: Options, problem?: string}}
 */
export function optionsFromCommandLine(args, env) {
  const options = defaultOptions();
  /** @type {Record<string, {type: "boolean" | "string", multiple?: boolean}>} */
  const flags = {};
  for (const { name, value } of table) {
    flags[flagOf(name)] = { type: typeof value === 'boolean' ? 'boolean' : 'string', multiple: Array.isArray(value) };
  }
  try {
    const { values } = parseArgs({ args, options: flags, strict: true, allowPositionals: false });
    for (const row of table) {
      const given = values[flagOf(row.name)] ?? (row.env ? env[row.env] || undefined : undefined);
      if (given !== undefined) assign(options, row, given);
    }
  } catch (error) {
    return { options, problem: /** @type {Error} */ (error).message };
  }
  return { options };
}

// What an option must look like, where any text will not do.
/** @type {Partial<Record<keyof Options, [fits: (given: string) => boolean, what: string]>>} */
const rules = {
  port: [(given) => Number(given) <= 65_535, 'a number up to 65535'],
  chatPath: [(given) => /^(\/[\w.~-]+)+$/.test(given), 'a path like /api/heidi'],
  publicUrl: [(given) => URL.canParse(given), 'a URL'],
  upstream: [(given) => URL.canParse(given), 'a URL'],
};

/** @param {Options} options @param {(typeof table)[number]} row @param {any} given */
function assign(options, { name, value }, given) {
  const refuse = (/** @type {string} */ what) => new Error(`--${flagOf(name)} needs ${what}, not "${given}"`);
  const isNumber = typeof value === 'number';
  if (isNumber && !/^\d{1,12}$/.test(given)) throw refuse('a whole number');
  const [fits, what] = rules[name] ?? [];
  if (fits && what && !fits(given)) throw refuse(what);
  /** @type {any} */ (options)[name] = isNumber ? Number(given) : given;
}
