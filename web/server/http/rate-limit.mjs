// Token buckets: each key may do `perMinute` things at once and then one every 60/perMinute seconds.

export class RateLimit {
  /** @type {Map<string, {tokens: number, at: number}>} */
  #buckets = new Map();
  #perMinute;
  #now;

  /** @param {number} perMinute 0: no limit @param {() => number} [now] milliseconds */
  constructor(perMinute, now = Date.now) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /**
   * Takes one token.
   * @param {string} key
   * @returns {number} 0 when there was one, else the seconds until there will be
   */
  take(key) {
    if (this.#perMinute === 0) return 0;
    const now = this.#now();
    const bucket = this.#buckets.get(key) ?? { tokens: this.#perMinute, at: now };
    const refilled = bucket.tokens + ((now - bucket.at) * this.#perMinute) / 60_000;
    bucket.tokens = Math.min(this.#perMinute, refilled);
    bucket.at = now;
    this.#buckets.set(key, bucket);
    if (bucket.tokens < 1) return ((1 - bucket.tokens) * 60) / this.#perMinute;
    bucket.tokens -= 1;
    this.#forgetFullBuckets(now);
    return 0;
  }

  // A bucket left alone for a minute is full again, which is what an unknown key has too.
  /** @param {number} now */
  #forgetFullBuckets(now) {
    if (this.#buckets.size < 10_000) return;
    for (const [key, { at }] of this.#buckets) {
      if (now - at >= 60_000) this.#buckets.delete(key);
    }
  }
}

/**
 * The address that limits count by.
 * @param {import("node:http").IncomingMessage} request
 * @param {boolean} trustProxy
 */
export function clientAddress(request, trustProxy) {
  // The last entry is the one our own proxy wrote; those before it are the client's word.
  const forwarded = trustProxy
    ? String(request.headers['x-forwarded-for'] ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : '';
  return forwarded || request.socket.remoteAddress || 'unknown';
}
