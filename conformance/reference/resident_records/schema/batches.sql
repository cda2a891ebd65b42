-- バッチ (9.1): one row per run, done or to be done. subjects, failed: JSON lists of 宛名番号. due: NULL when started at once.
CREATE TABLE IF NOT EXISTS batch_runs (
    no INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    setting TEXT NOT NULL,
    subjects TEXT NOT NULL,
    due TEXT,
    done INTEGER NOT NULL DEFAULT 0,
    handled INTEGER,
    failed TEXT
);
CREATE INDEX IF NOT EXISTS batch_runs_setting ON batch_runs (kind, setting, no);
CREATE INDEX IF NOT EXISTS batch_runs_due ON batch_runs (due) WHERE done = 0;
