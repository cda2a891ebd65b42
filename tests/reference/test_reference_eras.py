"""Eras convert both ways, across their borders and from an extended table; dates show in one calendar only."""

import pytest

from conformance.reference.resident_records.eras import (
    ERAS,
    Era,
    JapaneseDate,
    shown_birth,
    shown_japanese,
    shown_western,
    to_japanese,
    to_western,
)


@pytest.mark.parametrize(
    ("western", "era"),
    [
        ("2026-05-10", JapaneseDate("令和", 8, 5, 10)),
        ("2019-05-01", JapaneseDate("令和", 1, 5, 1)),
        ("2019-04-30", JapaneseDate("平成", 31, 4, 30)),
        ("1989-01-08", JapaneseDate("平成", 1, 1, 8)),
        ("1989-01-07", JapaneseDate("昭和", 64, 1, 7)),
        ("1926-12-25", JapaneseDate("昭和", 1, 12, 25)),
        ("1926-12-24", JapaneseDate("大正", 15, 12, 24)),
        ("1912-07-30", JapaneseDate("大正", 1, 7, 30)),
        ("1912-07-29", JapaneseDate("明治", 45, 7, 29)),
        ("1873-01-01", JapaneseDate("明治", 6, 1, 1)),
    ],
)
def test_dates_convert_both_ways(western: str, era: JapaneseDate) -> None:
    assert to_japanese(western) == era
    assert to_western(era) == western


@pytest.mark.parametrize(
    ("era", "western"),
    [(JapaneseDate("大正", 15, 12, 25), "1926-12-25"), (JapaneseDate("明治", 45, 7, 30), "1912-07-30")],
)
def test_the_day_of_change_is_also_accepted_in_the_old_era(era: JapaneseDate, western: str) -> None:
    assert to_western(era) == western


@pytest.mark.parametrize(
    "era",
    [
        JapaneseDate("大正", 15, 12, 26),
        JapaneseDate("昭和", 65, 1, 1),
        JapaneseDate("昭和", 1, 12, 24),
        JapaneseDate("令和", 7, 2, 29),
        JapaneseDate("令和", 0, 5, 1),
        JapaneseDate("令和", 8, 13, 1),
        JapaneseDate("令和", 8000, 1, 1),
        JapaneseDate("慶応", 3, 1, 1),
    ],
)
def test_days_that_no_era_has_are_refused(era: JapaneseDate) -> None:
    assert to_western(era) is None


def test_a_new_era_is_data() -> None:
    eras = (Era("試験", "2999-01-01"), *ERAS)
    assert to_japanese("2999-01-01", eras) == JapaneseDate("試験", 1, 1, 1)
    assert to_japanese("2998-12-31", eras) == JapaneseDate("令和", 980, 12, 31)
    assert to_western(JapaneseDate("令和", 982, 1, 1), eras) is None


def test_a_day_before_the_first_era_stays_western() -> None:
    assert to_japanese("1868-10-22").era == "西暦"
    assert shown_japanese("0000-01-01") == "西暦０年１月１日"


def test_dates_are_shown_in_one_calendar() -> None:
    assert shown_japanese("2026-05-10") == "令和８年５月１０日"
    assert shown_japanese("2019-05-01") == "令和元年５月１日"
    assert shown_western("1985-07-15") == "１９８５年７月１５日"
    assert shown_birth("1990-04-01", "", foreign=False) == "平成２年４月１日"
    assert shown_birth("1990-04-01", "", foreign=True) == "１９９０年４月１日"


def test_days_that_no_calendar_has_and_unknown_ones_are_shown() -> None:
    assert shown_japanese("2025-02-29") == "令和７年２月２９日"
    assert shown_japanese("1950-00-00") == "昭和２５年"
    assert shown_japanese("1950-04-00") == "昭和２５年４月"
    assert shown_birth("1950-00-00", "昭和２５年頃", foreign=False) == "昭和２５年頃"


def test_somebody_may_be_born_on_29_february_of_a_common_year() -> None:
    assert to_western(JapaneseDate("令和", 7, 2, 29), of_birth=True) == "2025-02-29"
    assert to_western(JapaneseDate("令和", 6, 2, 29), of_birth=True) == "2024-02-29"
    assert to_western(JapaneseDate("令和", 7, 2, 30), of_birth=True) is None
