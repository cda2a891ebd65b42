-- 出入国在留管理庁長官通知 (4.5.6). told: what the notice says, JSON by Japanese item name.
-- before: the values it replaced, once it was applied.
CREATE TABLE IF NOT EXISTS immigration_notices (
    no INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    notified_on TEXT NOT NULL,
    told TEXT NOT NULL,
    before TEXT,
    state TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS immigration_notices_person ON immigration_notices (person, no);
