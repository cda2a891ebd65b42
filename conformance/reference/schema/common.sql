-- What every business needs: running numbers, users with their rights, drafts.
CREATE TABLE IF NOT EXISTS counters (
    name TEXT PRIMARY KEY,
    last INTEGER NOT NULL
) WITHOUT ROWID;

-- allowed: JSON array of operation ids, NULL for all of them. hidden: JSON array of 非表示項目.
CREATE TABLE IF NOT EXISTS users (
    id TEXT PRIMARY KEY,
    name TEXT,
    department TEXT,
    admin INTEGER NOT NULL DEFAULT 0,
    allowed TEXT,
    hidden TEXT NOT NULL DEFAULT '[]',
    valid_from TEXT,
    valid_to TEXT
) WITHOUT ROWID;

-- body and preview: JSON by Japanese item names; preview is what a rehearsal answered.
CREATE TABLE IF NOT EXISTS drafts (
    no INTEGER PRIMARY KEY,
    operation TEXT NOT NULL,
    body TEXT NOT NULL,
    preview TEXT NOT NULL,
    user TEXT NOT NULL
);
