// The core's requests: fetch, read as it arrives, and abort.

export interface Reply {
  head(status: number, contentType: string, retryAfterMs: number): void;
  bytes(chunk: Uint8Array): void;
  end(): void;
  failed(): void;
}

export interface Request {
  key: string;
  url: string;
  post: boolean;
  headers: [name: string, value: string][];
  body: Uint8Array<ArrayBuffer>;
  /** A POST waits for it. */
  after: Promise<unknown> | undefined;
}

export class Network {
  private readonly running = new Map<string, AbortController>();

  start(request: Request, reply: Reply): void {
    const controller = new AbortController();
    this.running.set(request.key, controller);
    // An aborted request reports nothing more, whatever its promises still do.
    const live = () => !controller.signal.aborted;
    this.run(request, reply, controller.signal, live)
      .then(
        () => live() && reply.end(),
        () => live() && reply.failed(),
      )
      .finally(() => {
        if (this.running.get(request.key) === controller) this.running.delete(request.key);
      });
  }

  abort(key: string): void {
    this.running.get(key)?.abort();
    this.running.delete(key);
  }

  private async run(request: Request, reply: Reply, signal: AbortSignal, live: () => boolean): Promise<void> {
    if (request.post) await request.after;
    if (!live()) return;
    const response = await fetch(request.url, {
      method: request.post ? 'POST' : 'GET',
      headers: request.headers,
      body: request.post && request.body.length > 0 ? request.body : null,
      credentials: 'same-origin',
      signal,
    });
    if (!live()) return;
    reply.head(response.status, response.headers.get('Content-Type') ?? '', retryAfter(response.headers));
    const reader = response.body?.getReader();
    while (reader) {
      const { done, value } = await reader.read();
      if (done || !live()) return;
      reply.bytes(value);
    }
  }
}

/** After this, a file that is nice to have is given up: milliseconds. */
const patience = 20_000;

/** A file of ours. */
export async function loaded(url: string): Promise<Uint8Array> {
  const response = await fetch(url, { signal: AbortSignal.timeout?.(patience) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Milliseconds; -1: none. RFC 9110 §10.2.3 allows seconds and a date. */
function retryAfter(headers: Headers): number {
  const value = headers.get('Retry-After');
  if (!value) return -1;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? -1 : Math.max(0, date - Date.now());
}
