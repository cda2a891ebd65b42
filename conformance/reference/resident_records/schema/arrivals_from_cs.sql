-- What became of each arrival notice that came from CS (4.1.3.1.2).
CREATE TABLE IF NOT EXISTS arrivals_from_cs (
    no INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    notified_on TEXT NOT NULL,
    result TEXT NOT NULL,
    error TEXT
);
