-- The two factors by which users sign on (10.3), as digests, and how often it failed in a row.
CREATE TABLE IF NOT EXISTS sign_on (
    user TEXT PRIMARY KEY,
    first TEXT NOT NULL,
    second TEXT NOT NULL,
    failures INTEGER NOT NULL
) WITHOUT ROWID;
