-- 支援措置. One row per term; an extension adds a row with the same number and the next term.
CREATE TABLE IF NOT EXISTS support (
    no INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS support_person ON support (person, starts);

-- 抑止. lifted: 1 when lifted for good. lifted_until: end of a temporary lift, seconds since the epoch.
CREATE TABLE IF NOT EXISTS restrictions (
    no INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    process TEXT NOT NULL,
    level TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT,
    lifted INTEGER NOT NULL DEFAULT 0,
    lifted_until REAL
);
CREATE INDEX IF NOT EXISTS restrictions_person ON restrictions (person, no);
