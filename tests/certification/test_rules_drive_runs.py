"""A figure changed in a rule table, and nothing else, changes what a run expects of the target."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.certification.bundled import bundled_target
from conformance.certification.certify import certify
from conformance.certification.plan import plan_scenarios
from conformance.certification.prepare import Choices, prepare
from conformance.engine.evidence import Evidence, read_evidence
from conformance.spec.load import list_packages, load_error_codes, load_package
from conformance.spec.paths import data_root
from tests.certification.conftest import AS_OF

BUSINESS = "light_vehicle_tax"
RATES = f"specs/local_tax/{BUSINESS}/rules/hyojunzeiritsu.csv"
FEATURE = "s4_standard_rates::年額は種別と初度検査年月による"
CLASS, OLD, NEW = "四輪乗用", "10800", "11800"


@pytest.fixture(scope="module")
def system() -> Iterator[Path]:
    """The target file of a system that works by the rates as they are."""
    with bundled_target([BUSINESS]) as file:
        yield file


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of all data, in use while the test runs."""
    for folder in ("specs", "features", "steps", "reports/templates"):
        shutil.copytree(data_root() / folder, tmp_path / folder)
    monkeypatch.setenv("TEKIGO_ROOT", str(tmp_path))
    data_root.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    data_root.cache_clear()


def _rates(system: Path, out: Path) -> dict[str, Evidence]:
    package = load_package(BUSINESS)
    ids = {check.id for check in plan_scenarios(package, load_error_codes(), AS_OF) if FEATURE in check.id}
    prepared = prepare(system, Choices(as_of=AS_OF, out=out, fuzz="off", only=frozenset(ids)))
    certify(prepared)
    return {each.check: each for each in read_evidence(prepared.run_dir / "evidence.ndjson")}


def _change(path: Path) -> int:
    """Change one rate, and return how many rows have it."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    place = rows[0].index("年額")
    found = [row for row in rows if row[0] == CLASS and row[place] == OLD]
    for row in found:
        row[place] = NEW
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return len(found)


def test_scenarios_expect_the_changed_rate_and_only_that(system: Path, copy: Path) -> None:
    before = _rates(system, copy / "before")
    assert {each.outcome for each in before.values()} == {"passed"}

    assert _change(copy / RATES) == 1
    after = _rates(system, copy / "after")

    assert after.keys() == before.keys()
    failed = {check: each for check, each in after.items() if each.outcome != "passed"}
    assert failed
    assert all(CLASS in check for check in failed)
    for each in failed.values():
        assert each.outcome == "failed"
        assert each.expected == f"「税額」が「{NEW}」"
        assert each.got == f"「税額」が「{OLD}」"
    assert len(failed) == sum(OLD in check.title for check in before.values())


def test_no_worked_example_of_the_repository_contradicts_its_table() -> None:
    for path in list_packages():
        for check in plan_scenarios(load_package(path), load_error_codes(), AS_OF):
            assert check.excluded_code != "TKG-RULE024", check.id
