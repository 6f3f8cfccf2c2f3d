// Sends bytes with what caches need: a validator, revalidation on every use, and a negotiated encoding.
import { createHash } from 'node:crypto';
import { CompressedCopies, chosenEncoding } from './compression.mjs';
import { isCompressible } from './media-types.mjs';

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */
/** @typedef {{bytes: Buffer, type: string, modified?: Date, headers?: Record<string, string>}} Content */

const copies = new CompressedCopies();
const leastCompressedBytes = 1_000;

/** @param {Request} request @param {Response} response @param {Content} content */
export async function sendContent(request, response, { bytes, type, modified, headers = {} }) {
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  const compressible = isCompressible(type) && bytes.length >= leastCompressedBytes;
  const encoding = compressible ? chosenEncoding(request.headers['accept-encoding']) : 'identity';
  // One tag for each encoding: they are different bytes (RFC 9110 §8.8.3.3).
  const etag = `"${digest}${encoding === 'identity' ? '' : `-${encoding}`}"`;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('ETag', etag);
  if (modified) response.setHeader('Last-Modified', modified.toUTCString());
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (compressible) response.appendHeader('Vary', 'Accept-Encoding');
  if (isUnchanged(request, etag, modified)) return void response.writeHead(304).end();

  const body = encoding === 'identity' ? bytes : await copies.get(digest, bytes, encoding);
  response.writeHead(200, {
    'Content-Type': type,
    'Content-Length': body.length,
    ...(encoding !== 'identity' && { 'Content-Encoding': encoding }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** @param {Request} request @param {string} etag @param {Date} [modified] */
function isUnchanged({ headers }, etag, modified) {
  const tags = headers['if-none-match'];
  if (tags !== undefined)
    return tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');
  const since = Date.parse(headers['if-modified-since'] ?? '');
  // HTTP dates have no fractions of a second.
  return modified !== undefined && Math.floor(modified.getTime() / 1000) * 1000 <= since;
}
