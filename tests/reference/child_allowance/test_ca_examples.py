"""The worked examples of the reference file (§5), and both sides of every limit of age and of days."""

import pytest

from tests.reference.child_allowance.office import Office

ELDER, MIDDLE, YOUNGEST = "2005-02-03", "2012-01-01", "2019-06-06"


def test_ex1_an_only_child_under_three() -> None:
    office = Office()
    person = office.certified("2024-09-10")
    assert office.month(person, "2026-11") == [(1, 15000)]


def test_ex2_two_children_and_the_payment_of_two_months() -> None:
    office = Office()
    person = office.certified("2010-05-05", "2013-08-20")
    assert office.month(person, "2026-11") == [(1, 10000), (2, 10000)]
    paid = office.pay(person, "2026-12").one
    assert (paid["支払対象年月_開始"], paid["支払対象年月_終了"], paid["支払額"]) == (
        "2026-10",
        "2026-11",
        40000,
    )


def test_ex3_and_ex4_an_elder_child_counts_until_the_year_of_22_ends() -> None:
    office = Office()
    person = office.with_elder(MIDDLE, YOUNGEST, elder=ELDER)
    assert office.month(person, "2026-11") == [(1, 0), (2, 10000), (3, 30000)]
    assert office.total(person, "2027-03") == 40000
    assert office.total(person, "2027-04") == 20000


@pytest.mark.parametrize(("bears", "document"), [("いいえ", "2025-01-10"), ("はい", None)])
def test_ex5_an_elder_child_without_support_or_paper_is_not_counted(bears: str, document: str | None) -> None:
    office = Office()
    person = office.with_elder(MIDDLE, YOUNGEST, elder=ELDER, bears=bears, document=document)
    assert office.month(person, "2026-11") == [(1, 10000), (2, 10000), (None, 0)]


def test_no_paper_is_needed_for_fewer_than_three() -> None:
    office = Office()
    person = office.with_elder(MIDDLE, elder=ELDER, document=None)
    assert office.month(person, "2026-03") == [(1, 0), (2, 10000)]


@pytest.mark.parametrize(
    ("event", "claimed", "start"),
    [
        ("2025-10-25", "2025-11-05", "2025-11"),  # ca-ex6, a year earlier: the claim must not lie ahead
        ("2025-10-25", "2025-11-09", "2025-11"),  # the fifteenth day
        ("2025-10-25", "2025-11-10", "2025-12"),  # ca-ex7: the sixteenth
        ("2025-11-30", "2025-12-15", "2025-12"),  # ca-ex8
        ("2025-11-30", "2025-12-16", "2026-01"),
        ("2025-12-20", "2025-12-01", "2026-01"),  # a move that is planned
    ],
)
def test_ex6_to_ex8_fifteen_days_from_the_day_after_the_event(event: str, claimed: str, start: str) -> None:
    office = Office()
    claim = office.claim(office.person(), claimed, event)
    office.add(claim, office.person("2020-06-15"))
    assert office.certify(claim)["支給開始年月"] == start


def test_the_fifteen_days_hold_for_more_children_too() -> None:
    office = Office()
    person = office.certified("2025-01-05")
    assert office.more(person, "2025-10-25", "2025-11-09", "2025-10-25")["改定年月"] == "2025-11"
    assert office.more(person, "2025-10-25", "2025-11-10", "2025-10-25")["改定年月"] == "2025-12"


@pytest.mark.parametrize(("birth", "last"), [("2023-04-02", "2026-04"), ("2023-03-31", "2026-03")])
def test_the_month_of_the_third_birthday_is_the_last_at_the_higher_amount(birth: str, last: str) -> None:
    office = Office()
    person = office.certified(birth)
    following = {"2026-03": "2026-04", "2026-04": "2026-05"}[last]
    assert (office.total(person, last), office.total(person, following)) == (15000, 10000)


@pytest.mark.parametrize(
    ("birth", "year"), [("2008-04-01", 2026), ("2008-04-02", 2027), ("2008-03-31", 2026)]
)
def test_born_on_the_first_of_april_leaves_a_year_before_the_second(birth: str, year: int) -> None:
    office = Office()
    person = office.certified(birth)
    assert office.total(person, f"{year}-03") == 10000
    assert office.total(person, f"{year}-04") == 0


@pytest.mark.parametrize(("birth", "year"), [("2004-04-01", 2026), ("2004-04-02", 2027)])
def test_the_same_limit_ends_counting_at_22(birth: str, year: int) -> None:
    office = Office()
    person = office.with_elder(MIDDLE, YOUNGEST, elder=birth)
    assert office.total(person, f"{year}-03") == 40000
    assert office.total(person, f"{year}-04") == 20000


def test_the_law_of_before_october_2024_holds_for_the_months_of_then() -> None:
    office = Office()
    births = ("2012-01-01", "2016-01-01", "2019-06-06")
    person = office.certified(*births, day="2024-06-10", event="2024-06-05")
    assert office.month(person, "2024-09") == [(1, 10000), (2, 10000), (3, 15000)]
    assert office.month(person, "2024-10") == [(1, 10000), (2, 10000), (3, 30000)]


def test_a_child_who_was_paid_for_before_the_reform_does_not_wait_for_it() -> None:
    office = Office()
    person = office.certified("2008-08-20", day="2024-02-10", event="2024-02-05")
    months = ("2024-02", "2024-03", "2024-04", "2024-09", "2024-10")
    assert [office.total(person, month) for month in months] == [0, 10000, 0, 0, 10000]


@pytest.mark.parametrize(("claimed", "start"), [("2025-03-31", "2024-10"), ("2025-04-01", "2025-05")])
def test_children_whom_the_reform_made_eligible_reach_back_to_it(claimed: str, start: str) -> None:
    office = Office()
    claim = office.claim(office.person(), claimed, "2024-10-01")
    office.add(claim, office.person("2008-05-05"))
    assert office.certify(claim)["支給開始年月"] == start


def test_other_children_do_not_reach_back() -> None:
    office = Office()
    claim = office.claim(office.person(), "2025-03-31", "2024-10-01")
    office.add(claim, office.person("2008-05-05"))
    office.add(claim, office.person("2015-05-05"))
    assert office.certify(claim)["支給開始年月"] == "2025-04"


def test_twins_have_consecutive_ranks_in_the_order_of_registration() -> None:
    office = Office()
    person = office.certified("2020-05-05", "2020-05-05", "2020-05-05")
    assert office.month(person, "2026-05") == [(1, 10000), (2, 10000), (3, 30000)]


def test_a_facility_gets_flat_amounts() -> None:
    office = Office()
    births = ("2010-05-05", "2013-08-20", "2019-06-06", "2024-09-10")
    person = office.certified(*births, 受給者区分="施設等", 施設等名称="試験園")
    assert office.total(person, "2026-05") == 45000
    office.do("受給者修正", 宛名番号=person, 受給者区分="一般")
    assert office.total(person, "2026-05") == 80000
