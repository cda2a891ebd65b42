-- 文字超過リスト (5.8): one row per item of a certificate that was issued although it did not fit. text: the whole of it.
CREATE TABLE IF NOT EXISTS overflows (
    no INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    item TEXT NOT NULL,
    text TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS overflows_person ON overflows (person, no);
