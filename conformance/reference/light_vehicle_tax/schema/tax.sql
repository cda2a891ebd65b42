-- Levies: one full row per act, keyed (vehicle, 相当年度, no); payments are added to the newest row.
CREATE TABLE IF NOT EXISTS lv_levies (
    vehicle TEXT NOT NULL,
    year INTEGER NOT NULL,
    no INTEGER NOT NULL,
    notice TEXT NOT NULL,
    taxpayer TEXT NOT NULL,
    newest INTEGER NOT NULL,
    snapshot TEXT NOT NULL,
    PRIMARY KEY (vehicle, year, no)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS lv_levies_notice ON lv_levies (notice);
CREATE INDEX IF NOT EXISTS lv_levies_taxpayer ON lv_levies (taxpayer);

CREATE TABLE IF NOT EXISTS lv_due_dates (
    year INTEGER PRIMARY KEY,
    due TEXT NOT NULL
);

-- Rates of the municipality. usage, business_use: '' for every value. ends: NULL for no end.
CREATE TABLE IF NOT EXISTS lv_rates (
    class TEXT NOT NULL,
    usage TEXT NOT NULL,
    business_use TEXT NOT NULL,
    rate TEXT NOT NULL,
    starts INTEGER NOT NULL,
    ends INTEGER,
    amount INTEGER NOT NULL,
    PRIMARY KEY (class, usage, business_use, rate, starts)
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS lv_reductions (
    no INTEGER PRIMARY KEY,
    vehicle TEXT NOT NULL,
    year INTEGER NOT NULL,
    person TEXT,
    state TEXT NOT NULL,
    snapshot TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS lv_reductions_vehicle ON lv_reductions (vehicle);
CREATE INDEX IF NOT EXISTS lv_reductions_person ON lv_reductions (person);

-- Whether an approved reduction goes on in a later year.
CREATE TABLE IF NOT EXISTS lv_continued (
    reduction INTEGER NOT NULL,
    year INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (reduction, year)
) WITHOUT ROWID;

-- Papers issued for a vehicle, and other records that hang on one. snapshot: JSON by Japanese item name.
CREATE TABLE IF NOT EXISTS lv_issues (
    no INTEGER PRIMARY KEY,
    vehicle TEXT NOT NULL,
    paper TEXT NOT NULL,
    snapshot TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS lv_issues_vehicle ON lv_issues (vehicle);
CREATE TABLE IF NOT EXISTS lv_inbound (
    no INTEGER PRIMARY KEY,
    frame TEXT NOT NULL,
    outcome TEXT NOT NULL,
    snapshot TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS lv_inbound_frame ON lv_inbound (frame);
CREATE TABLE IF NOT EXISTS lv_notices (
    no INTEGER PRIMARY KEY,
    vehicle TEXT,
    frame TEXT,
    direction TEXT NOT NULL,
    day TEXT NOT NULL,
    snapshot TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS lv_notices_vehicle ON lv_notices (vehicle);
CREATE INDEX IF NOT EXISTS lv_notices_frame ON lv_notices (frame);
CREATE TABLE IF NOT EXISTS lv_environmental (
    no INTEGER PRIMARY KEY,
    vehicle TEXT NOT NULL,
    snapshot TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS lv_environmental_vehicle ON lv_environmental (vehicle);
CREATE TABLE IF NOT EXISTS lv_inquiries (
    no INTEGER PRIMARY KEY,
    vehicle TEXT NOT NULL,
    day TEXT NOT NULL,
    snapshot TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS lv_inquiries_vehicle ON lv_inquiries (vehicle);
