// A refusal that the client may read: status, a stable code for programs, a sentence for people.
export class HttpError extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} message
   * @param {{retryAfterS?: number, headers?: Record<string, string>}} [more]
   */
  constructor(status, code, message, { retryAfterS, headers } = {}) {
    super(message);
    this.status = status;
    this.code = code;
    /** @type {Record<string, string>} */
    this.headers = { ...headers };
    if (retryAfterS !== undefined) this.headers['Retry-After'] = String(Math.max(1, Math.ceil(retryAfterS)));
  }
}
