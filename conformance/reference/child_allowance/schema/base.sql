-- People, claims, entitlements and children. content: JSON by field of the struct that reads it.
CREATE TABLE IF NOT EXISTS people (
    person TEXT PRIMARY KEY,
    content TEXT NOT NULL
) WITHOUT ROWID;

-- kind: 請求区分. state: 請求状態. application: 申請番号 of an electronic one.
CREATE TABLE IF NOT EXISTS claims (
    no INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    application TEXT UNIQUE,
    content TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS claims_person ON claims (person, no);

-- One per 認定請求 that was received. state: 資格状態.
CREATE TABLE IF NOT EXISTS entitlements (
    no INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    claim INTEGER NOT NULL UNIQUE REFERENCES claims (no),
    state TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS entitlements_person ON entitlements (person, no);
CREATE INDEX IF NOT EXISTS entitlements_state ON entitlements (state);

-- 台帳の版: every change of an entitlement adds a row; the newest has no end.
CREATE TABLE IF NOT EXISTS versions (
    person TEXT NOT NULL,
    no INTEGER NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT,
    user TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    PRIMARY KEY (person, no)
) WITHOUT ROWID;

-- entitlement: NULL while the claim is a draft. no: the order of registration, which breaks ties of birth dates.
CREATE TABLE IF NOT EXISTS children (
    no INTEGER PRIMARY KEY,
    claim INTEGER NOT NULL REFERENCES claims (no),
    entitlement INTEGER REFERENCES entitlements (no),
    child TEXT NOT NULL REFERENCES people (person),
    kind TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS children_claim ON children (claim);
CREATE INDEX IF NOT EXISTS children_entitlement ON children (entitlement);
CREATE INDEX IF NOT EXISTS children_child ON children (child);

-- From which month a recipient bears a child's living costs, or no longer does; from_month '' is from the beginning.
CREATE TABLE IF NOT EXISTS burdens (
    child INTEGER NOT NULL REFERENCES children (no),
    from_month TEXT NOT NULL,
    bears INTEGER NOT NULL,
    document TEXT,
    PRIMARY KEY (child, from_month)
) WITHOUT ROWID;

-- Decisions that notices can be made of. name: 帳票名. content: JSON by Japanese item name.
CREATE TABLE IF NOT EXISTS notices (
    no INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    name TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS notices_person ON notices (person, name, no);

CREATE TABLE IF NOT EXISTS linkages (
    no INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT,
    day TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS linkages_person ON linkages (person, no);

CREATE TABLE IF NOT EXISTS status_reports (
    person TEXT NOT NULL,
    year TEXT NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (person, year)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS incomes (
    person TEXT NOT NULL,
    year TEXT NOT NULL,
    spouse TEXT NOT NULL,
    own INTEGER NOT NULL,
    others INTEGER NOT NULL,
    PRIMARY KEY (person, year)
) WITHOUT ROWID;
