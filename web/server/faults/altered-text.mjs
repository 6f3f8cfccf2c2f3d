// What faults make of the text of replies and events.

/** @param {Record<string, unknown> | undefined} headers */
export const isEventStream = (headers) => String(headers?.['Content-Type'] ?? '').startsWith('text/event-stream');

/** Each event of the log twice. @param {string} text @param {boolean} isStream else the JSON of a long poll */
export function withTwins(text, isStream) {
  if (isStream) return eventsOf(text, (event) => (event.startsWith('id:') ? event + event : event));
  const reply = JSON.parse(text);
  if (!Array.isArray(reply.events)) return text;
  const isLogged = (/** @type {object} */ event) => 'seq' in event;
  const events = reply.events.flatMap((/** @type {object} */ event) => (isLogged(event) ? [event, event] : [event]));
  return JSON.stringify({ ...reply, events });
}

/** @param {string} text @param {boolean} isStream @param {"broken" | "strange"} how */
export function withWrongJson(text, isStream, how) {
  const wrong = (/** @type {string} */ json) =>
    how === 'broken' ? broken(json) : JSON.stringify(strange(JSON.parse(json)));
  if (!isStream) return wrong(text);
  return eventsOf(text, (event) => event.replace(/(?<=^data: ).*$/gm, wrong));
}

/** @param {string} text @param {(event: string) => string} change */
const eventsOf = (text, change) =>
  text
    .split(/(?<=\n\n)/)
    .map(change)
    .join('');

// Half of a JSON object is never JSON.
/** @param {string} json */
const broken = (json) => json.slice(0, Math.ceil(json.length / 2));

/** JSON as before, with each value of another type than the protocol says. @param {unknown} value @returns {unknown} */
function strange(value) {
  if (typeof value === 'string') return value.length;
  if (typeof value === 'number') return `${value}`;
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return null;
  const members = Object.entries(value).map(([name, member]) => [name, strange(member)]);
  return members.length > 0 ? Object.fromEntries(members) : [];
}
