-- 住登外者宛名基本情報: the present state of each number, and every state it has had.
CREATE TABLE IF NOT EXISTS an_people (
    person TEXT PRIMARY KEY,
    content TEXT NOT NULL,
    merged_into TEXT
);

CREATE TABLE IF NOT EXISTS an_history (
    person TEXT NOT NULL,
    number INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (person, number)
);

-- Which businesses use a number: 業務ID and 独自施策システム等ID.
CREATE TABLE IF NOT EXISTS an_users (
    person TEXT NOT NULL,
    business TEXT NOT NULL,
    own_system TEXT NOT NULL,
    PRIMARY KEY (person, business, own_system)
);
