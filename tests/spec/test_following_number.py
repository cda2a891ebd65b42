"""The number that comes after one: the next running number with its check digit."""

from itertools import pairwise

import pytest

from conformance.i18n import TekigoError
from conformance.spec.check_digits import following, holds
from conformance.spec.values import Context, evaluate, things_in


@pytest.mark.parametrize("number", ["000000000000019", "600000000000016", "999999999999", "600000000000407"])
def test_it_counts_on_and_keeps_the_digit_right(number: str) -> None:
    after = following(number)
    assert holds("modulus11", after)
    assert 0 < int(after[:-1]) - int(number[:-1]) <= 3


def test_running_numbers_without_a_digit_are_passed_over() -> None:
    made = ["600000000000016"]
    for _ in range(100):
        made.append(following(made[-1]))
    steps = {int(b[:-1]) - int(a[:-1]) for a, b in pairwise(made)}
    assert steps == {1, 2}


@pytest.mark.parametrize("wrong", ["", "7", "A00", "１２３"])
def test_what_is_no_number_is_refused(wrong: str) -> None:
    with pytest.raises(TekigoError, match="TKG-RULE021"):
        following(wrong)


def test_it_is_a_value_expression_that_can_be_repeated() -> None:
    from datetime import date

    context = Context(today=date(2026, 4, 1), lookup=lambda _thing, _item: "600000000000016", draw=str)
    once, twice = "「甲」の宛名番号の次の番号", "「甲」の宛名番号の次の番号の次の番号"
    assert evaluate(once, context) == following("600000000000016")
    assert evaluate(twice, context) == following(following("600000000000016"))
    assert things_in(twice) == (("甲", "宛名番号"),)
