-- What is found of the history beside its key. Installed after residents.sql, by name.
CREATE INDEX IF NOT EXISTS history_event ON history (event);

-- What people can be searched by in part or by sound, each value of each time once (2.1.2, 2.1.3).
CREATE TABLE IF NOT EXISTS search_terms (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (kind, value, person)
) WITHOUT ROWID;

CREATE TRIGGER IF NOT EXISTS search_terms_of_history AFTER INSERT ON history
BEGIN
    INSERT OR IGNORE INTO search_terms
    SELECT CASE name
               WHEN '氏名_外国人ローマ字' THEN '氏名'
               WHEN '氏名_外国人漢字' THEN '氏名'
               WHEN '旧氏_フリガナ' THEN '氏名_フリガナ'
               WHEN '通称_フリガナ' THEN '氏名_フリガナ'
               ELSE name
           END,
           value,
           NEW.person
    FROM (SELECT key AS name, value FROM json_each(CAST(NEW.snapshot AS TEXT)))
    WHERE name IN (
        '氏名', '氏名_外国人ローマ字', '氏名_外国人漢字', '旧氏', '通称', '氏名_フリガナ', '旧氏_フリガナ',
        '通称_フリガナ', '住所_方書'
    );
    INSERT OR IGNORE INTO search_terms
    SELECT '住所',
           coalesce(json_extract(row, '$."住所_都道府県"'), '') || coalesce(json_extract(row, '$."住所_市区郡町村名"'), '')
           || coalesce(json_extract(row, '$."住所_町字"'), '') || coalesce(json_extract(row, '$."住所_番地号表記"'), '')
           || coalesce(json_extract(row, '$."住所_方書"'), ''),
           NEW.person
    FROM (SELECT CAST(NEW.snapshot AS TEXT) AS row);
END;
