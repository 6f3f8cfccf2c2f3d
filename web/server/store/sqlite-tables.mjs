// The tables of the SQLite store. `user_version` says which layout a file has.

const version = 1;

/** @param {any} database an open connection, inside a transaction */
export function createTables(database) {
  const found = database.prepare('PRAGMA user_version').get().user_version;
  if (found > version) throw new Error('The file was written by a newer version of this server.');
  if (found === version) return;
  database.exec(`
    CREATE TABLE sessions (
      id TEXT PRIMARY KEY,
      token_hash TEXT NOT NULL UNIQUE,
      locale TEXT NOT NULL,
      article TEXT NOT NULL,
      prior TEXT NOT NULL,
      seen INTEGER NOT NULL,
      head INTEGER NOT NULL DEFAULT 0,
      paused TEXT
    ) STRICT;
    CREATE INDEX sessions_by_seen ON sessions (seen);

    CREATE TABLE events (
      session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
      seq INTEGER NOT NULL,
      event TEXT NOT NULL,
      data TEXT NOT NULL,
      PRIMARY KEY (session_id, seq)
    ) STRICT, WITHOUT ROWID;

    -- position keeps the order of first writing; text stands alone because it grows while an answer is written.
    CREATE TABLE messages (
      position INTEGER PRIMARY KEY,
      session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
      id TEXT NOT NULL,
      text TEXT NOT NULL,
      rest TEXT NOT NULL,
      UNIQUE (session_id, id)
    ) STRICT;

    CREATE TABLE receipts (
      session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
      idempotency_key TEXT NOT NULL,
      body_hash TEXT NOT NULL,
      message_id TEXT NOT NULL,
      seq INTEGER NOT NULL,
      open INTEGER NOT NULL DEFAULT 0,
      PRIMARY KEY (session_id, idempotency_key)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX receipts_open ON receipts (session_id) WHERE open = 1;

    PRAGMA user_version = ${version};
  `);
}
