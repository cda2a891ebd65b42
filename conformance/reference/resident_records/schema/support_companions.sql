-- 併せて支援を求める者 who are known by their 宛名番号; those known by name only stand in the measure's content.
CREATE TABLE IF NOT EXISTS support_companions (
    support INTEGER NOT NULL REFERENCES support (no),
    person TEXT NOT NULL,
    PRIMARY KEY (support, person)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS support_companions_person ON support_companions (person);
