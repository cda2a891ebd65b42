"""Check digits, against the worked examples of their sources and against their own definition."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.spec.check_digits import complete, dantaicode, hojinbango, holds, kojinbango, modulus11
from conformance.spec.model import Algorithm


@pytest.mark.parametrize(("base", "digit"), [("12345678901", 8), ("98320567321", 4), ("70235918464", 0)])
def test_kojinbango(base: str, digit: int) -> None:
    assert kojinbango(base) == digit
    assert holds("kojinbango", f"{base}{digit}")


@pytest.mark.parametrize(
    ("base", "digit"),
    [("00000000000001", 9), ("10000000000000", 8), ("12345678901234", 0), ("00000000000006", None)],
)
def test_modulus11(base: str, digit: int | None) -> None:
    assert modulus11(base) == digit


def test_modulus11_holds_nothing_against_a_number_where_the_standard_is_silent() -> None:
    assert all(holds("modulus11", f"00000000000006{digit}") for digit in range(10))
    assert complete("modulus11", "00000000000006") is None


def test_hojinbango() -> None:
    assert hojinbango("180301018771") == 1
    assert holds("hojinbango", "1180301018771")
    assert not holds("hojinbango", "2180301018771")
    assert complete("hojinbango", "180301018771") == "1180301018771"


@pytest.mark.parametrize(("base", "digit"), [("18207", 9), ("13101", 6)])
def test_dantaicode(base: str, digit: int) -> None:
    assert dantaicode(base) == digit
    assert holds("dantaicode", f"{base}{digit}")


@pytest.mark.parametrize(
    "number", ["12345678901", "1234567890188", "12345678901８", "", "12345678901X", "-23456789018"]
)
def test_a_number_of_the_wrong_form_never_holds(number: str) -> None:
    assert not holds("kojinbango", number)


LENGTHS: dict[Algorithm, int] = {"kojinbango": 11, "hojinbango": 12, "dantaicode": 5, "modulus11": 14}


@given(st.sampled_from(sorted(LENGTHS)), st.data())
def test_a_completed_number_holds_and_another_digit_does_not(
    algorithm: Algorithm, data: st.DataObject
) -> None:
    length = LENGTHS[algorithm]
    number = complete(algorithm, data.draw(st.text("0123456789", min_size=length, max_size=length)))
    if number is None:
        return
    assert holds(algorithm, number)
    place = 0 if algorithm == "hojinbango" else -1
    wrong = str((int(number[place]) + data.draw(st.integers(1, 9))) % 10)
    changed = wrong + number[1:] if place == 0 else number[:-1] + wrong
    assert not holds(algorithm, changed)


@given(st.text("0123456789", min_size=11, max_size=11), st.integers(0, 10), st.integers(1, 9))
def test_one_wrong_digit_of_a_kojinbango_is_nearly_always_found(base: str, place: int, more: int) -> None:
    """Weights are all different from 0 modulo 11, so the sum changes; only remainders 0 and 1 share a digit."""
    changed = base[:place] + str((int(base[place]) + more) % 10) + base[place + 1 :]
    if kojinbango(base) != 0:
        assert kojinbango(changed) != kojinbango(base)
