-- 転出証明書情報 that came over the resident network (4.1.1.3). content: JSON by Japanese item name.
-- used: 1 once somebody moved in by it.
CREATE TABLE IF NOT EXISTS announced_moves (
    no INTEGER PRIMARY KEY,
    content TEXT NOT NULL,
    used INTEGER NOT NULL DEFAULT 0
);
