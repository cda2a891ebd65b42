-- CSV取込 (10.8): what was taken in. content: JSON by Japanese item name.
CREATE TABLE IF NOT EXISTS imports (
    no INTEGER NOT NULL,
    line INTEGER NOT NULL,
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (no, line)
) WITHOUT ROWID;
