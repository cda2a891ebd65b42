"""Expected values of a repeated item are value expressions of their own, one for each 、."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.checks.scenarios.compare import matches, spoken
from conformance.engine.bench import RESULT, Bench
from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package
from tests.checks.benches import bench_maker
from tests.checks.tiny_system import TinySystem

CATALOG = Catalog(load_package("resident_records"))
FAMILY = CATALOG.item("対象者宛名番号")
BOTH = "「甲」の宛名番号、「乙」の宛名番号"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with bench_maker(TinySystem(CATALOG), tmp_path) as bench_for:
        made = bench_for("scenario:test")
        made.things |= {
            "甲": {"宛名番号": "1", "氏名": "適合太郎"},
            "乙": {"宛名番号": "2"},
            "届": {"対象者宛名番号": ["1", "2"]},
        }
        yield made


@pytest.mark.parametrize("expected", [BOTH, "「届」の対象者宛名番号", "1、2", "1、「乙」の宛名番号"])
def test_each_part_is_worked_out_and_all_must_be_there_in_order(bench: Bench, expected: str) -> None:
    assert matches(bench, FAMILY, expected, ["1", "2"])
    assert not matches(bench, FAMILY, expected, ["2", "1"])
    assert not matches(bench, FAMILY, expected, ["1"])
    assert not matches(bench, FAMILY, expected, [])


def test_nothing_is_expected_of_an_empty_value(bench: Bench) -> None:
    assert matches(bench, FAMILY, "（空）", [])
    assert not matches(bench, FAMILY, "（空）", ["1"])


def test_a_message_shows_what_the_parts_come_to(bench: Bench) -> None:
    assert spoken(bench, FAMILY, BOTH) == f"「1、2」（{BOTH}）"


def test_of_an_item_with_one_value_the_text_is_one_expression(bench: Bench) -> None:
    with pytest.raises(TekigoError) as raised:
        matches(bench, CATALOG.item("氏名"), "「甲」の氏名、「甲」の氏名", "適合太郎")
    assert raised.value.code == "TKG-BDD021"


def test_a_drawn_value_that_is_expected_is_the_one_that_the_act_has_sent(bench: Bench) -> None:
    name = CATALOG.item("氏名")
    sent = bench.body(CATALOG.operation("転入届"), {"氏名": "{日本人氏名}"}, sample=False, thing=RESULT)
    assert matches(bench, name, "{日本人氏名}", sent[name.romaji])
    assert not matches(bench, name, "{日本人氏名#2}", sent[name.romaji])
