-- アクセスログ (10.2): one row per request and person. person: NULL where it is about nobody. Nothing changes or deletes one.
CREATE TABLE IF NOT EXISTS access_log (
    no INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    user TEXT NOT NULL,
    day TEXT NOT NULL,
    time TEXT NOT NULL,
    person TEXT,
    operation TEXT NOT NULL,
    code TEXT
);
CREATE INDEX IF NOT EXISTS access_log_person ON access_log (person, no);
