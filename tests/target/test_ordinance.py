"""Values of a municipality's ordinance take the place of the standard ones, where the table leaves that choice."""

from datetime import date
from pathlib import Path

import pytest

from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package
from conformance.spec.model import Package
from conformance.spec.rules import RuleBook, look_up
from conformance.target.model import OrdinanceValue
from conformance.target.ordinance import with_ordinance
from tests.spec.made_package import MadePackage


@pytest.fixture
def package(tmp_path: Path) -> Package:
    return load_package("alpha", MadePackage(tmp_path).with_rules().root)


def _value(**given: object) -> OrdinanceValue:
    usual = {
        "business": "alpha",
        "rule": "金額",
        "set": {"金額": "250"},
        "source": "条例1条",
        "origin": "target.yaml:9",
    }
    return OrdinanceValue(**{**usual, **given})  # type: ignore[arg-type]


def _amount(package: Package, day: date, kind: str, month: str = "") -> tuple[object, str]:
    row = RuleBook(package)["金額"].find(day, 区分=kind, 登録月=month)
    assert row is not None
    return row["金額"], row.row.ordinance


def test_a_value_replaces_the_rows_it_names_and_no_others(package: Package) -> None:
    done = with_ordinance(package, [_value(where={"区分": "継続"})])
    assert _amount(done, date(2024, 10, 1), "継続") == (250, "target.yaml:9")
    assert _amount(done, date(2024, 10, 1), "新規") == (300, "")


def test_a_value_may_hold_for_a_time(package: Package) -> None:
    given = _value(where={"区分": "継続"}, valid_from=date(2025, 4, 1), valid_to=date(2026, 3, 31))
    done = with_ordinance(package, [given])
    amounts = [
        _amount(done, day, "継続")[0] for day in (date(2025, 3, 31), date(2025, 4, 1), date(2026, 4, 1))
    ]
    assert amounts == [50, 250, 50]


def test_values_of_other_businesses_are_passed_over(package: Package) -> None:
    assert with_ordinance(package, [_value(business="beta")]) == package


def test_rows_may_be_named_by_any_cell_and_the_standard_value_is_kept(package: Package) -> None:
    given = [
        _value(where={"区分": "新規", "登録月_まで": "2015-03"}),
        _value(where={"区分": "新規", "登録月_から": "2015-04"}, set={"金額": "260"}),
    ]
    done = with_ordinance(package, given)
    old = date(2024, 9, 30)
    assert _amount(done, old, "新規", "2015-03")[0] == 250
    assert _amount(done, old, "新規", "2015-04")[0] == 260
    where = {"区分": "新規", "登録月": "2015-04"}
    assert look_up(Catalog(done), "金額", "金額", where, old) == "260"
    assert look_up(Catalog(done), "金額", "金額", {**where, "値": "標準"}, old) == "200"


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"rule": "金頭"}, "TKG-CONF015"),
        ({"rule": "年齢", "set": {"年齢区分": "大人"}}, "TKG-CONF015"),
        ({"where": {"区别": "継続"}}, "TKG-CONF016"),
        ({"set": {"区分": "継続"}}, "TKG-CONF016"),
        ({"set": {"金額": "二百"}}, "TKG-CONF017"),
        ({"where": {"区分": "中止"}}, "TKG-CONF018"),
        ({"where": {"区分": "継続"}, "valid_to": date(2020, 3, 31)}, "TKG-CONF018"),
    ],
)
def test_what_cannot_be_set_is_told_with_its_place(
    package: Package, wrong: dict[str, object], code: str
) -> None:
    with pytest.raises(TekigoError, match=r"target\.yaml:9") as raised:
        with_ordinance(package, [_value(**wrong)])
    assert raised.value.code == code
