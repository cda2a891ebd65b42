-- What waits to be sent to a system elsewhere, or was (7.1, 7.2.4, 4.5.7), in the order of events.
-- due: the day from which it goes out. held: 1 while somebody has to send it by hand.
-- state: 送信待ち also once it is out by itself (outbox.state_of tells). origin: the message that it repeats.
CREATE TABLE IF NOT EXISTS messages (
    no INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    person TEXT NOT NULL,
    reason TEXT NOT NULL,
    event TEXT NOT NULL,
    due TEXT NOT NULL,
    held INTEGER NOT NULL,
    state TEXT NOT NULL,
    error TEXT,
    origin INTEGER,
    content TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS messages_person ON messages (channel, person, no);

-- Whose messages to CS go out only by hand.
CREATE TABLE IF NOT EXISTS sent_by_hand (
    person TEXT PRIMARY KEY
) WITHOUT ROWID;
