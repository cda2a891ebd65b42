-- 除票用データベース (9.3): history rows whose sheets were removed five years ago. What stands here is not in the live store.
CREATE TABLE IF NOT EXISTS archive (
    person TEXT NOT NULL,
    no INTEGER NOT NULL,
    PRIMARY KEY (person, no)
) WITHOUT ROWID;
