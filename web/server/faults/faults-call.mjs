// GET, PUT and DELETE /faults. They exist only when the server was started with --faults.
import { HttpError } from '../http/http-error.mjs';
import { readJsonObject } from '../http/json-body.mjs';
import { sendJson } from '../http/replies.mjs';

/** @param {import("./faults.mjs").Faults} faults @param {Pick<import("../chat/chat.mjs").Call, "request" | "response">} call */
export async function answerFaultsCall(faults, { request, response }) {
  if (request.method === 'GET') return sendJson(response, 200, faults.state());
  // Pages of other origins cannot get here: answerPreflight allows them neither method.
  if (request.method === 'DELETE') return sendJson(response, 200, faults.reset());
  if (request.method === 'PUT') {
    return sendJson(response, 200, faults.set(await readJsonObject(request, { maxBytes: 16_000 })));
  }
  throw new HttpError(405, 'wrong_method', 'Use GET, PUT or DELETE for /faults.', {
    headers: { Allow: 'GET, PUT, DELETE' },
  });
}
