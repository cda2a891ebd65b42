-- 特別永住者証明書 (8.2): every certificate that somebody has had; of a person the one with the greatest no is the newest.
CREATE TABLE IF NOT EXISTS special_cards (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    person TEXT NOT NULL,
    card TEXT NOT NULL,
    expires TEXT,
    branch TEXT
);
CREATE INDEX IF NOT EXISTS special_cards_person ON special_cards (person, no);

-- 切替の申請 (8.2.2). card, expires: of the new certificate, once it has arrived. returned_on: when the old one was.
CREATE TABLE IF NOT EXISTS special_renewals (
    no INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    state TEXT NOT NULL,
    card TEXT,
    expires TEXT,
    returned_on TEXT
);
CREATE INDEX IF NOT EXISTS special_renewals_person ON special_renewals (person, no);
