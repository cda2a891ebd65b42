-- 交付履歴 (1.3.8): one row per copy, nothing ever deletes one. content: JSON by Japanese item name.
CREATE TABLE IF NOT EXISTS issues (
    no INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    content TEXT NOT NULL
);

-- Whom a copy is about.
CREATE TABLE IF NOT EXISTS issue_persons (
    person TEXT NOT NULL,
    issue INTEGER NOT NULL REFERENCES issues (no),
    PRIMARY KEY (person, issue)
) WITHOUT ROWID;
