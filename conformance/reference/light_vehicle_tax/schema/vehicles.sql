-- People and vehicles. Every table of 軽自動車税 begins with lv_, whichever businesses share the database.
-- snapshot: every item of the moment, JSON by Japanese item name.
CREATE TABLE IF NOT EXISTS lv_people (
    person TEXT PRIMARY KEY,
    snapshot TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS lv_history (
    vehicle TEXT NOT NULL,
    no INTEGER NOT NULL,
    snapshot TEXT NOT NULL,
    PRIMARY KEY (vehicle, no)
) WITHOUT ROWID;

-- The newest row of each vehicle, by what it is found by. active: 0 once it is 廃車. Plate parts it lacks are ''.
CREATE TABLE IF NOT EXISTS lv_vehicles (
    vehicle TEXT PRIMARY KEY,
    no INTEGER NOT NULL,
    active INTEGER NOT NULL,
    frame TEXT NOT NULL,
    owner TEXT NOT NULL,
    class TEXT NOT NULL,
    acquired TEXT NOT NULL,
    scrapped TEXT,
    area TEXT NOT NULL,
    class_no TEXT NOT NULL,
    kana TEXT NOT NULL,
    serial TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS lv_vehicles_plate ON lv_vehicles (area, class_no, kana, serial);
CREATE INDEX IF NOT EXISTS lv_vehicles_frame ON lv_vehicles (frame);

-- Every plate that a vehicle ever had, and everybody who ever owned, used or was taxed for it.
CREATE TABLE IF NOT EXISTS lv_plates_of (
    vehicle TEXT NOT NULL,
    area TEXT NOT NULL,
    class_no TEXT NOT NULL,
    kana TEXT NOT NULL,
    serial TEXT NOT NULL,
    PRIMARY KEY (area, class_no, kana, serial, vehicle)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS lv_plates_of_vehicle ON lv_plates_of (vehicle);
CREATE TABLE IF NOT EXISTS lv_people_of (
    person TEXT NOT NULL,
    vehicle TEXT NOT NULL,
    PRIMARY KEY (person, vehicle)
) WITHOUT ROWID;

-- Terms of 課税保留; ends: NULL while open.
CREATE TABLE IF NOT EXISTS lv_holds (
    no INTEGER PRIMARY KEY,
    vehicle TEXT NOT NULL,
    reason TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT
);
CREATE INDEX IF NOT EXISTS lv_holds_vehicle ON lv_holds (vehicle);

-- 課税区分 and the kinds of reduction of a vehicle by 相当年度.
CREATE TABLE IF NOT EXISTS lv_kinds (
    vehicle TEXT NOT NULL,
    year INTEGER NOT NULL,
    snapshot TEXT NOT NULL,
    PRIMARY KEY (vehicle, year)
) WITHOUT ROWID;

-- Stock of plates: ranges as they came in, and what has happened to single numbers of them.
CREATE TABLE IF NOT EXISTS lv_plate_ranges (
    area TEXT NOT NULL,
    class_no TEXT NOT NULL,
    kana TEXT NOT NULL,
    kind TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    day TEXT NOT NULL,
    PRIMARY KEY (area, class_no, kana, first)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS lv_plates (
    area TEXT NOT NULL,
    class_no TEXT NOT NULL,
    kana TEXT NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    vehicle TEXT,
    day TEXT NOT NULL,
    PRIMARY KEY (area, class_no, kana, number)
) WITHOUT ROWID;

-- What was done to which vehicle, in order.
CREATE TABLE IF NOT EXISTS lv_log (
    no INTEGER PRIMARY KEY,
    vehicle TEXT NOT NULL,
    operation TEXT NOT NULL,
    user TEXT NOT NULL,
    day TEXT NOT NULL,
    time TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS lv_log_vehicle ON lv_log (vehicle);

-- Who may see addresses of persons under support measures.
CREATE TABLE IF NOT EXISTS lv_viewers (
    user TEXT PRIMARY KEY,
    allowed INTEGER NOT NULL
) WITHOUT ROWID;
