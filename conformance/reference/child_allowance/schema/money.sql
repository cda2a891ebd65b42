-- Payments, accounts, debts and what is taken off payments. All amounts in 円.
CREATE TABLE IF NOT EXISTS pay_days (
    month TEXT PRIMARY KEY,
    day TEXT NOT NULL
) WITHOUT ROWID;

-- payee: who gets the money, the person but for 未支払. origin: the payment that this one repeats.
CREATE TABLE IF NOT EXISTS payments (
    no INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    payee TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    pay_month TEXT,
    due TEXT,
    origin INTEGER UNIQUE REFERENCES payments (no),
    content TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS payments_person ON payments (person, no);
CREATE INDEX IF NOT EXISTS payments_month ON payments (pay_month);

-- What a payment pays, month by month, before deductions. One that repeats another has no months of its own.
CREATE TABLE IF NOT EXISTS paid_months (
    payment INTEGER NOT NULL REFERENCES payments (no),
    month TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (payment, month)
) WITHOUT ROWID;

-- released: the day of 差止解除.
CREATE TABLE IF NOT EXISTS suspensions (
    no INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    from_month TEXT NOT NULL,
    released TEXT
);
CREATE INDEX IF NOT EXISTS suspensions_person ON suspensions (person, no);

CREATE TABLE IF NOT EXISTS accounts (
    no INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    starts TEXT NOT NULL,
    content TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS accounts_person ON accounts (person, starts, no);

CREATE TABLE IF NOT EXISTS debts (
    no INTEGER PRIMARY KEY,
    person TEXT NOT NULL,
    made_on TEXT NOT NULL,
    amount INTEGER NOT NULL,
    balance INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS debts_person ON debts (person, no);

CREATE TABLE IF NOT EXISTS debt_months (
    debt INTEGER NOT NULL REFERENCES debts (no),
    month TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (debt, month)
) WITHOUT ROWID;

-- 内払調整. remaining: what is still to be taken off payments.
CREATE TABLE IF NOT EXISTS offsets (
    debt INTEGER PRIMARY KEY REFERENCES debts (no),
    person TEXT NOT NULL,
    remaining INTEGER NOT NULL,
    from_month TEXT NOT NULL
);

-- 徴収 and 寄附. what: 徴収区分, or 寄附. amount: per payment, NULL for the whole. carried: could not be taken off yet.
CREATE TABLE IF NOT EXISTS withholdings (
    person TEXT NOT NULL,
    what TEXT NOT NULL,
    from_month TEXT NOT NULL,
    amount INTEGER,
    offered_on TEXT NOT NULL,
    carried INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (person, what, from_month)
) WITHOUT ROWID;

-- Months that lapsed.
CREATE TABLE IF NOT EXISTS lapses (
    person TEXT NOT NULL,
    month TEXT NOT NULL,
    amount INTEGER NOT NULL,
    starts TEXT NOT NULL,
    done TEXT NOT NULL,
    PRIMARY KEY (person, month)
) WITHOUT ROWID;
