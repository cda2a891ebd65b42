-- 本人通知 (8.1.1): registrations, cancelled ones too. ends: the last day.
CREATE TABLE IF NOT EXISTS notify_registrations (
    no INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS notify_registrations_person ON notify_registrations (person, no);
