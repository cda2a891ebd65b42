"""Loading a spec package: what the model says of right files."""

import pickle
from datetime import date

import msgspec
import pytest

from conformance.i18n import TekigoError
from conformance.spec.errors import SpecErrors
from conformance.spec.load import (
    find_package,
    list_packages,
    load_error_codes,
    load_package,
    load_requirements,
    load_standard,
    load_whole,
)
from tests.spec.made_package import MadePackage


def test_every_file_becomes_typed_rows(made: MadePackage) -> None:
    package = load_package("alpha", made.root)
    first, second = package.requirements[:2]
    assert (first.class_, first.due, first.applies_to) == ("mandatory", date(2026, 4, 1), ())
    assert second.applies_to == ("designated_city", "core_city")
    number = package.items[0]
    assert (number.pk, number.fixed, number.digits, number.repeat) == (True, True, (15, 0), None)
    operation = package.operations[0]
    assert operation.conditions[0].when.is_ == "継続"
    assert operation.sample["異動日"] == "今日の3日前"
    assert package.operations[1].prepare[0].as_ == "甲"
    assert package.sets["基本"] == ("氏名", "異動日")
    assert package.standard.editions[0].date == date(2020, 9, 11)
    assert package.key == "alpha"


def test_rows_know_their_file_and_line(made: MadePackage) -> None:
    package = load_package("alpha", made.root)
    assert package.requirements[2].origin == "specs/alpha/requirements.csv:4"
    assert package.operations[0].origin == "specs/alpha/operations.yaml:5"
    assert package.operations[1].origin == "specs/alpha/operations.yaml:22"
    assert package.probes[0].origin == "specs/alpha/operations.yaml:33"
    assert package.standard.editions[1].origin == "specs/alpha/standard.yaml:8"


def test_a_cell_with_line_breaks_does_not_shift_the_lines_after_it(made: MadePackage) -> None:
    made.change("alpha/requirements.csv", "登録できること。,mandatory", '"登録\nできること。",mandatory')
    package = load_whole("alpha", made.root)
    assert package.requirements[0].summary == "登録\nできること。"
    assert [each.origin.rpartition(":")[2] for each in package.requirements] == ["2", "4", "5", "6"]


def test_a_package_may_still_lack_what_is_not_written_yet(made: MadePackage) -> None:
    for name in ("items.csv", "codes.csv", "operations.yaml"):
        (made.root / "specs/alpha" / name).unlink()
    package = load_package("alpha", made.root)
    assert (package.items, package.operations, package.reports, package.linkages) == ((), (), (), ())


def test_packages_are_found_by_key_and_by_folder(made: MadePackage) -> None:
    standard = (made.root / "specs/alpha/standard.yaml").read_text(encoding="utf-8")
    made.write("specs/group/beta/standard.yaml", standard.replace("business: alpha", "business: beta"))
    assert list_packages(made.root) == ("alpha", "group/beta")
    assert find_package("beta", made.root) == find_package("group/beta/", made.root) == "group/beta"
    assert load_standard("beta", made.root).business == "beta"


def test_an_unknown_business_is_refused_with_the_nearest_key(made: MadePackage) -> None:
    with pytest.raises(TekigoError) as caught:
        load_package("alfa", made.root)
    assert caught.value.code == "TKG-SPEC003"
    assert "alpha" in caught.value.text()


def test_parts_can_be_loaded_alone(made: MadePackage) -> None:
    assert [each.id for each in load_requirements("alpha", made.root)] == [
        "AL-1.M",
        "AL-1.O",
        "AL-2.N",
        "AL-3.M",
    ]
    assert [each.kind for each in load_error_codes(made.root)] == ["error", "alert"]


def test_packages_and_errors_travel_between_processes(made: MadePackage) -> None:
    package = load_package("alpha", made.root)
    assert pickle.loads(pickle.dumps(package)) == package  # noqa: S301 - our own bytes
    made.change("alpha/requirements.csv", "mandatory", "mandatary")
    with pytest.raises(SpecErrors) as caught:
        load_package("alpha", made.root)
    again = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert str(again) == str(caught.value)


def test_values_cannot_be_changed(made: MadePackage) -> None:
    package = load_package("alpha", made.root)
    with pytest.raises(AttributeError):
        package.items[0].name = "別名"  # type: ignore[misc]
    assert msgspec.structs.replace(package.items[0], name="別名").name == "別名"
