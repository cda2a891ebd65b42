-- メモ (1.1.15). Every change is a row; a memo is what its last row says.
CREATE TABLE IF NOT EXISTS memo_changes (
    no INTEGER PRIMARY KEY,
    memo INTEGER NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    user TEXT NOT NULL,
    day TEXT NOT NULL,
    time TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS memo_changes_memo ON memo_changes (memo, no);
CREATE INDEX IF NOT EXISTS memo_changes_person ON memo_changes (person, no);
