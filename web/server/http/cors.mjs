// Which other origins may use the chat, and what their browsers are told.
import { HttpError } from './http-error.mjs';

/** @typedef {import("node:http").IncomingMessage} Request */
/** @typedef {import("node:http").ServerResponse} Response */

// Two hours: the longest time Chromium believes (Firefox: a day), so a conversation asks once.
const preflightMaxAgeS = 7_200;

/**
 * Sets the CORS headers of a reply. Refuses an origin that is not on the list: without the refusal the browser
 * would hide the reply but the request would still have taken effect.
 * @param {Request} request
 * @param {Response} response
 * @param {string[]} allowed empty: any origin
 */
export function allowOrigin(request, response, allowed) {
  const origin = request.headers.origin;
  if (allowed.length === 0) {
    response.setHeader('Access-Control-Allow-Origin', '*');
  } else {
    response.setHeader('Vary', 'Origin');
    if (origin === undefined || isSameOrigin(origin, request)) return;
    if (!allowed.includes(origin)) {
      throw new HttpError(403, 'origin_not_allowed', `Pages of ${origin} may not use this chat. See --allow-origin.`);
    }
    response.setHeader('Access-Control-Allow-Origin', origin);
  }
  response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
}

/** @param {Response} response */
export function answerPreflight(response) {
  response.writeHead(204, {
    'Access-Control-Allow-Methods': 'GET, POST',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, Last-Event-ID',
    'Access-Control-Max-Age': String(preflightMaxAgeS),
  });
  response.end();
}

// Browsers send Origin with every POST, also to the page's own server.
/** @param {string} origin @param {Request} request */
function isSameOrigin(origin, request) {
  return origin === `http://${request.headers.host}` || origin === `https://${request.headers.host}`;
}
