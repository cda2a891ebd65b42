"""Periods of support measures (R8) and issue numbers (R21) as in the worked examples."""

from conformance.reference.resident_records.issue_numbers import issue_number, pages_for
from conformance.reference.resident_records.periods import extension_opens, next_period, year_from


def test_a_period_is_one_year_and_ends_on_the_day_before() -> None:
    assert year_from("2020-04-01") == "2021-03-31"
    assert year_from("2024-02-29") == "2025-02-27"


def test_a_period_can_be_extended_from_one_month_before_its_end() -> None:
    assert extension_opens("2021-03-31") == "2021-02-28"
    assert extension_opens("2021-05-15") == "2021-04-15"


def test_the_next_period_starts_on_the_day_after_and_lasts_a_year() -> None:
    assert next_period("2021-03-31") == ("2021-04-01", "2022-03-31")


def test_issue_number_has_the_form_of_the_example() -> None:
    number = issue_number(
        "2020-05-02", 11, municipality="●●市", terminal="本庁1", printer="プリンタ001", pages=2
    )
    assert number == "20200502 ●●市 本庁1 プリンタ001 011 1/2"


def test_four_members_fit_on_a_sheet() -> None:
    assert [pages_for(n) for n in (1, 4, 5, 8, 9)] == [1, 1, 2, 2, 3]
