// The examples in web/server/README.md: fenced blocks that begin with a request line or a status line.
import { readFileSync } from 'node:fs';

const readme = readFileSync(new URL('../../../web/server/README.md', import.meta.url), 'utf8');
const endpoint = '/api/heidi';

/**
 * Each request with the reply that follows it.
 * @returns {{line: number, request: import('./protocol.mjs').Request, reply: import('./protocol.mjs').Reply}[]}
 */
export function readmeExamples() {
  const blocks = [...readme.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)]
    .map(({ 1: text, index }) => ({ text, line: readme.slice(0, index).split('\n').length }))
    .filter(({ text }) => /^([A-Z]+ \/|\d{3} )/.test(text));
  const pairs = [];
  for (let i = 0; i < blocks.length; i += 2) {
    const [asked, replied] = [blocks[i], blocks[i + 1]];
    if (!/^[A-Z]+ \//.test(asked.text) || !/^\d{3} /.test(replied?.text ?? '')) {
      throw new Error(`README.md:${asked.line}: a request must be followed by its reply`);
    }
    pairs.push({ line: asked.line, request: requestFrom(asked.text), reply: replyFrom(replied.text) });
  }
  return pairs;
}

/** The errors that are quoted in the text. */
export const readmeErrors = () => [...readme.matchAll(/`(\{"error":.*?\})`/g)].map(({ 1: json }) => JSON.parse(json));

function requestFrom(text) {
  const { first, headers, body } = partsOf(text);
  const [method, path] = first.split(' ');
  return { method, path: path.slice(endpoint.length), headers, body };
}

function replyFrom(text) {
  const { first, headers, body } = partsOf(text);
  const status = Number.parseInt(first, 10);
  // Where nothing else is said, a reply is JSON.
  if (body !== '' && !headers.has('Content-Type')) headers.set('Content-Type', 'application/json');
  return { status, headers, body };
}

function partsOf(text) {
  const [head, ...rest] = text.split('\n\n');
  const [first, ...lines] = head.trim().split('\n');
  // Only Latin-1 may stand in a header, and tokens are shortened there.
  const headers = new Headers(
    lines.map((line) =>
      line
        .replaceAll('…', '')
        .split(/: (.*)/)
        .slice(0, 2),
    ),
  );
  return { first, headers, body: rest.join('\n\n').trim() };
}
