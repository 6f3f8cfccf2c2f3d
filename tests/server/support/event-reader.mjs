// Reads server-sent events one by one. A test that waits for something that does not come fails after ten seconds
// with what did come.

const patienceMs = 10_000;

export class EventReader {
  #abort;
  #chunks;
  #rest = '';
  #waiting = [];
  seen = [];

  /** @param {Response} response @param {AbortController} abort */
  constructor(response, abort) {
    this.status = response.status;
    this.headers = response.headers;
    this.#abort = abort;
    this.response = response;
    this.#chunks = response.body?.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
  }

  /** @returns {Promise<{id?: number, event: string, data: any} | null>} null at the end of the stream */
  async next() {
    while (this.#waiting.length === 0) {
      const { value, done } = await this.#nextChunk();
      if (done) return null;
      const blocks = (this.#rest + value).split('\n\n');
      this.#rest = blocks.pop();
      this.#waiting.push(...blocks.map(eventFromBlock));
    }
    const event = this.#waiting.shift();
    this.seen.push(event);
    return event;
  }

  /** @param {(event: {id?: number, event: string, data: any}) => boolean} wanted */
  async readUntil(wanted) {
    const events = [];
    for (;;) {
      const event = await this.next();
      if (event === null) throw new Error(`The stream ended after ${JSON.stringify(this.seen.slice(-5))}`);
      events.push(event);
      if (wanted(event)) return events;
    }
  }

  async readToEnd() {
    const events = [];
    for (let event = await this.next(); event !== null; event = await this.next()) events.push(event);
    return events;
  }

  close() {
    this.#abort.abort();
  }

  async #nextChunk() {
    let timer;
    const tooLate = new Promise((_, reject) => {
      const what = () => `Nothing came for ${patienceMs} ms after ${JSON.stringify(this.seen.slice(-5))}`;
      timer = setTimeout(() => reject(new Error(what())), patienceMs);
    });
    try {
      return await Promise.race([this.#chunks.next(), tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function eventFromBlock(block) {
  const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2)));
  return { ...(fields.id && { id: Number(fields.id) }), event: fields.event, data: JSON.parse(fields.data) };
}

/** What a client shows that writes each delta at its offset, counted in code points. */
export function textOfDeltas(events, before = '') {
  const characters = [...before];
  for (const { event, data } of events) {
    if (event !== 'delta') continue;
    if (data.offset > characters.length) throw new Error(`a gap before offset ${data.offset}`);
    characters.splice(data.offset, [...data.text].length, ...data.text);
  }
  return characters.join('');
}
