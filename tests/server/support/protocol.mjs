// Holds requests and replies to web/server/openapi.json. What it returns are problems in words; an empty list is well.
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export const openapi = JSON.parse(readFileSync(new URL('../../../web/server/openapi.json', import.meta.url), 'utf8'));

// strictRequired and strictTypes would forbid to say in one place of an allOf what another place completes.
const ajv = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false, allErrors: true });
addFormats(ajv);
ajv.addSchema(openapi, 'openapi', undefined, false);
ajv.addVocabulary(Object.keys(openapi));

/** @typedef {{method: string, path: string, headers?: Headers, body?: string}} Request path: below the endpoint */
/** @typedef {{status: number, headers: Headers, body: string}} Reply */

const pointer = (...steps) =>
  `openapi#/${steps.map((step) => encodeURIComponent(String(step).replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

/** @param {string} place a pointer to a schema @param {unknown} value @param {string} what @returns {string[]} */
function problemsAt(place, value, what) {
  const validate = ajv.getSchema(place) ?? ajv.compile({ $ref: place });
  if (validate(value)) return [];
  return validate.errors.map(
    ({ instancePath, message, params }) => `${what}${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

/** Every schema of the file, compiled: one that can never be right is found without an example. */
export function compileAll() {
  for (const name of Object.keys(openapi.components.schemas))
    problemsAt(pointer('components', 'schemas', name), null, '');
}

/** @param {string} schema one of components.schemas @param {unknown} value */
export const problemsWith = (schema, value) => problemsAt(pointer('components', 'schemas', schema), value, schema);

/** @param {string} method @param {string} path */
export function operationFor(method, path) {
  const segments = path.split('?')[0].split('/');
  const fits = (template) => {
    const parts = template.split('/');
    return parts.length === segments.length && parts.every((part, i) => part.startsWith('{') || part === segments[i]);
  };
  const template = Object.keys(openapi.paths).find(fits);
  const place = template && ['paths', template, method.toLowerCase()];
  const operation = template && openapi.paths[template][method.toLowerCase()];
  return operation ? { template, place, operation, parameters: parametersOf(template, operation) } : undefined;
}

const parametersOf = (template, operation) => [
  ...(openapi.paths[template].parameters ?? []),
  ...(operation.parameters ?? []),
];

/** @param {Request} request @returns {string[]} */
export function requestProblems({ method, path, headers = new Headers(), body = '' }) {
  const found = operationFor(method, path);
  if (!found) return [`${method} ${path} is not described`];
  const { place, operation, parameters, template } = found;
  const problems = parameters.flatMap((parameter) => parameterProblems(parameter, { template, path, headers }));
  const security = operation.security ?? openapi.security;
  if (security.length > 0 && !/^Bearer \S+$/.test(headers.get('Authorization') ?? ''))
    problems.push('has no bearer token');
  if (body === '') return operation.requestBody?.required ? [...problems, 'has no body'] : problems;
  if (!operation.requestBody) return [...problems, 'has a body'];
  return [...problems, ...contentProblems([...place, 'requestBody'], operation.requestBody, { headers, body })];
}

function parameterProblems({ name, in: where, required, schema }, { template, path, headers }) {
  const url = new URL(path, 'http://host');
  const value = {
    header: () => headers.get(name),
    query: () => url.searchParams.get(name),
    path: () => url.pathname.split('/')[template.split('/').indexOf(`{${name}}`)],
  }[where]();
  if (value === null || value === undefined) return required ? [`${where} ${name} is missing`] : [];
  return problemsOfText(schema, value, `${where} ${name}`);
}

// Headers and parameters are texts; the schema says which are meant as numbers.
function problemsOfText(schema, text, what) {
  const resolved = schema.$ref ? openapi.components.schemas[schema.$ref.split('/').at(-1)] : schema;
  const value = ['integer', 'number'].includes(resolved.type) ? Number(text) : text;
  const validate = ajv.compile(resolved);
  return validate(value) ? [] : [`${what}: ${ajv.errorsText(validate.errors)}`];
}

/** @param {Request} request @param {Reply} reply @returns {string[]} */
export function replyProblems({ method, path }, { status, headers, body }) {
  const found = operationFor(method, path);
  if (!found) return [`${method} ${path} is not described`];
  const given = found.operation.responses[status];
  if (!given) return [`${status} is not described for ${method} ${found.template}`];
  const place = given.$ref ? given.$ref.slice(2).split('/') : [...found.place, 'responses', status];
  const response = given.$ref ? openapi.components.responses[place.at(-1)] : given;
  const problems = Object.entries(response.headers ?? {}).flatMap(([name, header]) =>
    headerProblems(name, header, headers),
  );
  if (!response.content) return body === '' ? problems : [...problems, 'has a body'];
  return [...problems, ...contentProblems(place, response, { headers, body })];
}

function headerProblems(name, given, headers) {
  const header = given.$ref ? openapi.components.headers[given.$ref.split('/').at(-1)] : given;
  const value = headers.get(name);
  if (value === null) return header.required ? [`header ${name} is missing`] : [];
  return problemsOfText(header.schema, value, `header ${name}`);
}

function contentProblems(place, { content }, { headers, body }) {
  const type = (headers.get('Content-Type') ?? '').split(';')[0];
  if (!content[type]) return [`media type "${type}" is not described`];
  if (type === 'text/event-stream') return streamProblems(body);
  try {
    return problemsAt(pointer(...place, 'content', type, 'schema'), JSON.parse(body), 'body');
  } catch (error) {
    return [`body: ${error.message}`];
  }
}

/** Each event's fields, and that hello is first. @param {string} text @returns {string[]} */
export function streamProblems(text) {
  const blocks = text.split('\n\n').filter((block) => block !== '');
  const events = blocks.map(eventFromBlock);
  const problems = events.flatMap((event) =>
    typeof event === 'string' ? [event] : problemsWith('StreamEvent', event),
  );
  if (events[0]?.event !== 'hello') problems.unshift('a stream begins with hello');
  return problems;
}

function eventFromBlock(block) {
  const match = /^(?:id: (\d+)\n)?event: (\w+)\ndata: (.*)$/.exec(block);
  if (!match) return `no event: ${block}`;
  const [, id, event, data] = match;
  try {
    return { ...(id && { seq: Number(id) }), event, data: JSON.parse(data) };
  } catch (error) {
    return `${event}: ${error.message}`;
  }
}

/** All that is described: each call with each status, and for errors with each code. */
export function describedOutcomes() {
  return Object.entries(openapi.paths).flatMap(([template, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== 'parameters')
      .flatMap(([method, { responses }]) =>
        Object.entries(responses).flatMap(([status, response]) =>
          codesOf(response).map((code) => `${method.toUpperCase()} ${template} ${status} ${code}`.trim()),
        ),
      ),
  );
}

function codesOf(given) {
  const response = given.$ref ? openapi.components.responses[given.$ref.split('/').at(-1)] : given;
  const types = Object.entries(response.content ?? {});
  if (types.length !== 1) return types.length === 0 ? [''] : types.map(([type]) => type);
  const schema = types[0][1].schema;
  return schema.allOf?.[1].properties.error.properties.code.enum ?? [''];
}

/** What one reply is among those. @param {Request} request @param {Reply} reply */
export function outcomeOf({ method, path }, { status, headers, body }) {
  const found = operationFor(method, path);
  const { responses } = found?.operation ?? {};
  const types = Object.keys(responses?.[status]?.content ?? {});
  const type = (headers.get('Content-Type') ?? '').split(';')[0];
  const detail = status >= 400 ? JSON.parse(body).error.code : types.length > 1 ? type : '';
  return `${method} ${found?.template} ${status} ${detail}`.trim();
}
