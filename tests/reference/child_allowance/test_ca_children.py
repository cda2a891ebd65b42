"""児童登録: people made on the way, the month whose age counts, and 特例給付 of the months before the reform."""

import pytest

from tests.reference.child_allowance.office import Office


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_child_nobody_registered_is_registered_as_not_resident(office: Office) -> None:
    claim = office.claim(office.person())
    number = office._next_number()
    made = office.add(claim, number, 児童_氏名="適合　子", 児童_生年月日="2025-01-05")
    assert made.one["児童_生年月日"] == "2025-01-05"
    assert office.do("宛名照会", 宛名番号=number)["住民状態"] == "住登外"


def test_a_refused_child_is_not_registered(office: Office) -> None:
    claim = office.claim(office.person())
    number = office._next_number()
    assert office.add(claim, number, 児童_氏名="適合　子", 児童_生年月日="1990-01-05").codes == ["T1102"]
    assert office.ask("宛名照会", 宛名番号=number).status == 404


def test_another_day_of_birth_than_the_registered_one_is_refused(office: Office) -> None:
    claim, child = office.claim(office.person()), office.person("2025-01-05")
    assert office.add(claim, child, 児童_氏名="適合　子", 児童_生年月日="2025-01-06").codes == ["T1102"]


@pytest.mark.parametrize(("day", "status"), [("2024-08-31", 400), ("2024-09-30", 200)])
def test_the_age_counts_in_the_month_from_which_is_paid(office: Office, day: str, status: int) -> None:
    """Claimed in September 2024 is paid from October on, when the new law makes a child of 16 eligible."""
    claim = office.claim(office.person(), day, day)
    assert office.add(claim, office.person("2008-06-15")).status == status


def test_the_reduced_amount_ends_with_the_reform(office: Office) -> None:
    person = office.certified("2016-05-05", day="2024-05-10", event="2024-05-05", 特例給付フラグ="はい")
    old, new = office.total(person, "2024-09"), office.total(person, "2024-10")
    assert 0 < old < new
