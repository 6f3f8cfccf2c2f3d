// JSON replies, and errors as JSON.
import { HttpError } from './http-error.mjs';

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */

/** @param {Response} response @param {number} status @param {unknown} value @param {Record<string, string>} [headers] */
export function sendJson(response, status, value, headers = {}) {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/** @param {Response} response @param {unknown} error */
export function sendError(response, error) {
  if (response.headersSent || response.destroyed) return void response.destroy();
  if (error instanceof HttpError) {
    const { status, code, message, headers } = error;
    return sendJson(response, status, { error: { code, message } }, headers);
  }
  // What went wrong inside is for the operator's eyes; the client learns only that it did.
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  sendJson(response, 500, { error: { code: 'internal', message: 'The server made a mistake. Please try again.' } });
}
