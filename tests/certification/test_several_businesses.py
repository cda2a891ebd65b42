"""Several businesses in one run: one server, one authorisation server, a verdict for each."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from conformance.certification.bundled import bundled_businesses, bundled_target
from conformance.certification.certify import certify
from conformance.certification.plan import plan_scenarios
from conformance.certification.prepare import Choices, Prepared, prepare
from conformance.cli.main import main
from conformance.engine.evidence import read_evidence
from conformance.i18n import TekigoError
from conformance.spec.load import load_error_codes, load_package
from tests.certification.conftest import AS_OF

BOTH = ("resident_records", "light_vehicle_tax")
FEW = 5


@pytest.fixture(scope="module")
def both() -> Iterator[Path]:
    with bundled_target(BOTH) as file:
        yield file


def few(target: Path, out: Path, *businesses: str, requirement: str = "") -> Prepared:
    """Prepare a run of the first few scenarios of each business, and of all those of a requirement."""
    ids: set[str] = set()
    for key in BOTH:
        checks = list(plan_scenarios(load_package(key), load_error_codes(), AS_OF))
        ids |= {check.id for check in checks[:FEW]}
        ids |= {check.id for check in checks if requirement in check.requirements}
    choices = Choices(businesses=businesses, out=out, fuzz="off", as_of=AS_OF, only=frozenset(ids))
    return prepare(target, choices)


def test_one_run_certifies_all_businesses_of_a_target_file(both: Path, tmp_path: Path) -> None:
    prepared = few(both, tmp_path)

    verdict = certify(prepared)

    found = read_evidence(prepared.run_dir / "evidence.ndjson")
    assert verdict.valid, verdict.problems
    assert tuple(business.key for business in verdict.businesses) == BOTH
    assert {each.check: each.reason for each in found if each.outcome != "passed"} == {}
    assert len(found) == FEW * len(BOTH)
    hosts = {x.url.partition("/tekigo/")[0] for each in found for step in each.steps for x in step.exchanges}
    assert len(hosts) == 1


def test_a_run_may_take_one_of_the_businesses(both: Path, tmp_path: Path) -> None:
    verdict = certify(few(both, tmp_path, BOTH[1]))

    assert verdict.valid, verdict.problems
    assert [business.key for business in verdict.businesses] == [BOTH[1]]


def test_a_fault_blames_its_own_business_only(tmp_path: Path) -> None:
    """F-LV-NEXT-DAY taxes what was acquired the day after the day of assessment (LV-020)."""
    with bundled_target(BOTH, ["F-LV-NEXT-DAY"]) as file:
        prepared = few(file, tmp_path, requirement="LV-020.M")
        certify(prepared)

    found = read_evidence(prepared.run_dir / "evidence.ndjson")
    of = {check.id: check.business for check in prepared.plan.checks}
    assert {of[each.check] for each in found if each.outcome != "passed"} == {BOTH[1]}
    assert {of[each.check] for each in found} == set(BOTH)


def test_the_bundled_system_hosts_exactly_the_chosen_businesses() -> None:
    for chosen in ((BOTH[1],), BOTH):
        with bundled_target(chosen) as file:
            target = msgspec.yaml.decode(file.read_bytes())
        assert target["scope"]["businesses"] == list(chosen)


def test_a_business_that_it_does_not_play_is_told_before_anything_starts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert set(BOTH) <= set(bundled_businesses())
    with pytest.raises(TekigoError) as caught, bundled_target(["no_such_business"]):
        pass
    assert caught.value.code == "TKG-REF006"
    assert main(["run", "-b", "no_such_business"]) == 2
    assert "TKG-REF006" in capsys.readouterr().err
