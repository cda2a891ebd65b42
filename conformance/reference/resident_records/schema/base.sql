-- People, households and their history. The first file to be installed: others refer to these tables.
-- The newest state of a person is the history row with the highest number; nothing is ever overwritten.
-- snapshot: every item of the moment, JSON by Japanese item name (records.py). The columns beside it are for finding.
CREATE TABLE IF NOT EXISTS history (
    person TEXT NOT NULL,
    no INTEGER NOT NULL,
    reason TEXT NOT NULL,
    event TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    PRIMARY KEY (person, no)
) WITHOUT ROWID;

-- removed_on: the day from which the person is no resident, may lie ahead (planned move-out); NULL while resident.
CREATE TABLE IF NOT EXISTS people (
    person TEXT PRIMARY KEY,
    no INTEGER NOT NULL,
    household TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    birth TEXT NOT NULL,
    sex TEXT,
    relation TEXT,
    individual_number TEXT,
    resident_code TEXT,
    card_number TEXT,
    removed_on TEXT,
    removed_for TEXT,
    rank INTEGER,
    changed INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS people_household ON people (household);
CREATE INDEX IF NOT EXISTS people_individual_number ON people (individual_number);
CREATE INDEX IF NOT EXISTS people_resident_code ON people (resident_code);
CREATE INDEX IF NOT EXISTS people_card_number ON people (card_number);
CREATE INDEX IF NOT EXISTS people_birth ON people (birth, name, sex);

-- head: NULL while the household has none.
CREATE TABLE IF NOT EXISTS households (
    household TEXT PRIMARY KEY,
    head TEXT
) WITHOUT ROWID;

-- Notices that a change of households gives rise to (4.0.5). kind: 世帯主変更通知書 or 世帯主変更依頼通知書.
CREATE TABLE IF NOT EXISTS head_notices (
    no INTEGER PRIMARY KEY,
    household TEXT NOT NULL,
    addressee TEXT NOT NULL,
    kind TEXT NOT NULL,
    event TEXT NOT NULL,
    made_on TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS head_notices_household ON head_notices (household);

-- Who leaves, until what they leave behind is settled on that day. appoint: 1 when a new head is to be appointed ex officio should the head be gone then.
-- successor: 宛名番号 of the new head where one was named.
CREATE TABLE IF NOT EXISTS planned_leaving (
    person TEXT PRIMARY KEY,
    appoint INTEGER NOT NULL,
    successor TEXT,
    event TEXT NOT NULL
) WITHOUT ROWID;

-- Every resident code that ever was in use or waits to be.
CREATE TABLE IF NOT EXISTS code_pool (
    code TEXT PRIMARY KEY,
    used INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS code_pool_free ON code_pool (code) WHERE used = 0;

CREATE TABLE IF NOT EXISTS settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- Who edits whom (10.3).
CREATE TABLE IF NOT EXISTS edit_locks (
    person TEXT PRIMARY KEY,
    user TEXT NOT NULL
) WITHOUT ROWID;

-- 宛名差分. content: JSON by Japanese item name.
CREATE TABLE IF NOT EXISTS deltas (
    no INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    person TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS deltas_person ON deltas (person, no);

-- 統合記載欄 B and C (A comes from the history). about: the history row of a B entry.
CREATE TABLE IF NOT EXISTS remarks (
    no INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    about INTEGER,
    event TEXT
);
CREATE INDEX IF NOT EXISTS remarks_person ON remarks (person, no);
