// An answer that cannot be given or finished, and what the reader's client is told of it.
export class AnswerFailed extends Error {
  /** @param {string} code @param {boolean} retryable @param {string} detail for the operator's log */
  constructor(code, retryable, detail) {
    super(detail);
    this.code = code;
    this.retryable = retryable;
  }
}
