// What outlives the page: a record for each conversation in IndexedDB, which all tabs of the site share. One tab owns a
// record. Who claims it takes it from its owner, who hears of that at once, or at the latest when it writes again: a write
// and the question whose record it is are one transaction, so no tab ever overwrites another's.

interface Saved {
  owner: string;
  bytes: string;
  /** What stands unsent in the text field. */
  draft: string;
}

/** The record to be; null: none; undefined: as it is. */
type Change = (saved: Saved | undefined) => Saved | null | undefined;

const table = 'conversations';
/** A database that does not open in this time is as good as refused, ms. */
const patience = 2_000;

let database: Promise<IDBDatabase | null> | undefined;

function open(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve(null), patience);
    const settle = (opened: IDBDatabase | null) => {
      clearTimeout(late);
      resolve(opened);
    };
    try {
      const request = indexedDB.open('heidi', 1);
      request.onupgradeneeded = () => request.result.createObjectStore(table);
      request.onerror = () => settle(null);
      request.onsuccess = () => {
        const opened = request.result;
        // The reader clears this site's data: what is open must not stand in the way.
        opened.onversionchange = () => opened.close();
        settle(opened);
      };
    } catch {
      settle(null);
    }
  });
}

function asSaved(found: unknown): Saved | undefined {
  const { owner, bytes, draft } = (found ?? {}) as Partial<Saved>;
  if (typeof owner !== 'string' || typeof bytes !== 'string') return undefined;
  return { owner, bytes, draft: typeof draft === 'string' ? draft : '' };
}

export interface StoreEvents {
  /** Another tab owns the record now. */
  lost(): void;
  /** It cannot be written any more (no space, no permission): from here on these bytes are somebody else's to keep. */
  refused(bytes: string): void;
}

export class Store {
  private readonly owner = [...crypto.getRandomValues(new Uint32Array(4))].join('-');
  private readonly channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('heidi');
  private last: Promise<unknown> = Promise.resolve();
  private draftText = '';
  private draftWaits = false;

  /** Null where storage is refused. */
  static async open(key: string, events: StoreEvents): Promise<Store | null> {
    database ??= open();
    const opened = await database;
    return opened && new Store(opened, key, events);
  }

  private constructor(
    private opened: IDBDatabase,
    private readonly key: string,
    private readonly events: StoreEvents,
  ) {
    this.channel?.addEventListener('message', ({ data }: MessageEvent<[key: string, owner: string]>) => {
      if (data[0] === key && data[1] !== this.owner) events.lost();
    });
  }

  async claim(): Promise<Saved | undefined> {
    const take: Change = (found) => found && { ...found, owner: this.owner };
    const saved = await this.change(take).catch(async () => {
      // A database can be closed under us, when the reader clears the site's data. One that cannot be opened again is gone.
      database = open();
      this.opened = (await database) ?? this.opened;
      return this.change(take);
    });
    this.draftText = saved?.draft ?? '';
    // Where nothing is saved there is nothing to be had: who writes first owns it.
    if (saved) this.channel?.postMessage([this.key, this.owner]);
    return saved;
  }

  write(bytes: string): void {
    this.change((found) => {
      if (this.isLost(found)) return undefined;
      return { owner: this.owner, bytes, draft: this.draftText };
    }).catch(() => this.events.refused(bytes));
  }

  clear(): void {
    this.change((found) => (this.isLost(found) ? undefined : null)).catch(() => {});
  }

  /** It is no draft any more: a record that has the question must not offer it a second time. */
  submitted(text: string): void {
    if (this.draftText.startsWith(text)) this.draftText = this.draftText.slice(text.length);
  }

  /** Kept only beside a conversation: nothing is stored before the first message. */
  draft(text: string): void {
    this.draftText = text;
    if (this.draftWaits) return;
    this.draftWaits = true;
    this.last.then(() => {
      this.draftWaits = false;
      this.change((found) => (found?.owner === this.owner ? { ...found, draft: this.draftText } : undefined)).catch(
        () => {},
      );
    });
  }

  /** After a time in which messages may have been missed. */
  check(): void {
    this.change((found) => void this.isLost(found)).catch(() => {});
  }

  /** Resolves when all that was asked for so far is on disk, or has failed. */
  settled(): Promise<unknown> {
    return this.last;
  }

  close(): void {
    this.channel?.close();
  }

  private isLost(found: Saved | undefined): boolean {
    const lost = found !== undefined && found.owner !== this.owner;
    if (lost) this.events.lost();
    return lost;
  }

  /** Resolves with what was found. */
  private change(change: Change): Promise<Saved | undefined> {
    const done = new Promise<Saved | undefined>((resolve, reject) => {
      let found: Saved | undefined;
      // Throws where the database is closed.
      const transaction = this.opened.transaction(table, 'readwrite');
      const records = transaction.objectStore(table);
      const reading = records.get(this.key);
      reading.onsuccess = () => {
        found = asSaved(reading.result);
        const next = change(found);
        if (next) records.put(next, this.key);
        else if (next === null) records.delete(this.key);
      };
      transaction.oncomplete = () => resolve(found);
      transaction.onabort = () => reject(transaction.error);
    });
    this.last = done.catch(() => {});
    return done;
  }
}
