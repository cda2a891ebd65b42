-- How differences are delivered to each partner (7.2.3). minutes: between two deliveries; NULL in real time.
CREATE TABLE IF NOT EXISTS delivery (
    partner TEXT PRIMARY KEY,
    way TEXT NOT NULL,
    minutes INTEGER
) WITHOUT ROWID;
