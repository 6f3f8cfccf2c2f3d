// Reads a JSON object from a request, within a size.
import { HttpError } from './http-error.mjs';

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {{maxBytes: number, optional?: boolean}} limits an optional body may be empty and then reads as `{}`
 * @returns {Promise<Record<string, unknown>>}
 */
export async function readJsonObject(request, { maxBytes, optional = false }) {
  const bytes = await readBytes(request, maxBytes);
  if (bytes.length === 0 && optional) return {};
  // Asking for this media type keeps pages of other origins from posting without a CORS preflight.
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new HttpError(415, 'content_type', 'Send the body as application/json.');
  }
  /** @type {unknown} */
  let value;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new HttpError(400, 'bad_json', 'The body is not valid JSON in UTF-8.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HttpError(400, 'bad_json', 'The body must be a JSON object.');
  }
  return /** @type {Record<string, unknown>} */ (value);
}

/** @param {import("node:http").IncomingMessage} request @param {number} maxBytes */
async function readBytes(request, maxBytes) {
  /** @type {Buffer[]} */
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= maxBytes) chunks.push(chunk);
    // What is somewhat too long is read to its end all the same: a reply to a half-read request is lost when the
    // connection is reset. Beyond that nobody is owed a reply.
    else if (size > maxBytes + 4_000_000) break;
  }
  if (size > maxBytes) {
    throw new HttpError(413, 'body_too_large', `The body is larger than ${maxBytes} bytes.`, {
      headers: { Connection: 'close' },
    });
  }
  return Buffer.concat(chunks);
}
