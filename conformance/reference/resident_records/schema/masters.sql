-- 管理: certifiers, eras, the address dictionary, buildings, places of entry.
CREATE TABLE IF NOT EXISTS certifiers (
    no INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    name TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT
);
-- There is always somebody to certify (1.3.9): a mayor without beginning, until others are registered.
INSERT OR IGNORE INTO certifiers VALUES (1, '市区町村長', '試験区長', '適合　首長', '0000-01-01', NULL);

CREATE TABLE IF NOT EXISTS eras (
    starts TEXT PRIMARY KEY,
    name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS address_dictionary (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    postal_code TEXT,
    abolished TEXT NOT NULL DEFAULT '0'
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS address_dictionary_postal_code ON address_dictionary (postal_code);

CREATE TABLE IF NOT EXISTS buildings (
    no INTEGER PRIMARY KEY,
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    UNIQUE (address, name)
);

CREATE TABLE IF NOT EXISTS places (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL
) WITHOUT ROWID;

-- 地区 (1.3.5).
CREATE TABLE IF NOT EXISTS districts (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL
) WITHOUT ROWID;
