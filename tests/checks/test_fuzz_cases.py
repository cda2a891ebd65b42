"""Generated requests depend on the spec and the seed, and on nothing else."""

import hashlib
import subprocess
import sys
from itertools import islice

import msgspec

from conformance.checks.fuzz.cases import COVERAGE_LIMIT, FuzzCase, coverage_cases, fuzz_cases
from conformance.checks.fuzz.plan import plan_fuzz
from conformance.contract.typing import Json
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package

PACKAGE = load_package("resident_records")
CATALOG = Catalog(PACKAGE)
WIDE, NARROW = CATALOG.operation("転入届"), CATALOG.operation("メモ登録")

DIGEST = """
import hashlib, itertools, msgspec
{first}
from conformance.checks.fuzz.cases import coverage_cases, fuzz_cases
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package
catalog = Catalog(load_package("resident_records"))
operation = catalog.operation("住民検索")
bodies = [case.body for case in coverage_cases(catalog, operation).cases]
bodies += [case.body for case in itertools.islice(fuzz_cases(catalog, operation, 7), 60)]
print(hashlib.sha256(msgspec.json.encode(bodies)).hexdigest())
"""


def _bodies(cases: list[FuzzCase]) -> list[Json]:
    return [case.body for case in cases]


def test_other_processes_with_other_modules_make_the_same_requests() -> None:
    """Hypothesis would draw constants from whatever local modules are imported."""
    search = CATALOG.operation("住民検索")
    bodies = [case.body for case in coverage_cases(CATALOG, search).cases]
    bodies += _bodies(list(islice(fuzz_cases(CATALOG, search, 7), 60)))
    here = hashlib.sha256(msgspec.json.encode(bodies)).hexdigest()
    for first in ("", "import conformance.cli.main, conformance.target.client, conformance.engine.bench"):
        script = DIGEST.format(first=first)
        made = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert made.stdout.strip() == here


def test_the_order_of_operations_does_not_matter() -> None:
    alone = list(islice(fuzz_cases(CATALOG, NARROW, 3), 40))
    coverage_cases(CATALOG, WIDE)
    list(islice(fuzz_cases(CATALOG, WIDE, 3), 40))
    assert list(islice(fuzz_cases(CATALOG, NARROW, 3), 40)) == alone


def test_another_seed_makes_other_requests() -> None:
    one, other = (_bodies(list(islice(fuzz_cases(CATALOG, NARROW, seed), 40))) for seed in (1, 2))
    assert one != other


def test_the_number_of_cases_is_bounded_and_every_kind_stays() -> None:
    generated = coverage_cases(CATALOG, WIDE)
    assert len(generated.cases) <= COVERAGE_LIMIT < generated.total
    everything = coverage_cases(CATALOG, WIDE, limit=10_000)
    assert len(everything.cases) == generated.total
    assert {case.scenario for case in generated.cases} == {case.scenario for case in everything.cases}


def test_a_smaller_number_is_not_cut() -> None:
    generated = coverage_cases(CATALOG, NARROW)
    assert len(generated.cases) == generated.total


def test_wrong_requests_come_before_right_ones() -> None:
    negative = [case.negative for case in coverage_cases(CATALOG, WIDE).cases]
    assert negative == sorted(negative, reverse=True)
    assert {True, False} == set(negative)


def test_no_request_comes_twice() -> None:
    cases = [*coverage_cases(CATALOG, NARROW).cases, *islice(fuzz_cases(CATALOG, NARROW, 1), 100)]
    for part in (cases[:-100], cases[-100:]):
        texts = [msgspec.json.encode(case.body) for case in part]
        assert len(set(texts)) == len(texts)


def test_random_requests_are_right_and_wrong_by_turns() -> None:
    negative = [case.negative for case in islice(fuzz_cases(CATALOG, NARROW, 1), 60)]
    assert {True, False} == set(negative)


def test_a_mode_plans_its_phases_for_every_operation() -> None:
    assert plan_fuzz(PACKAGE, "off") == ()
    coverage, full = plan_fuzz(PACKAGE, "coverage"), plan_fuzz(PACKAGE, "full")
    assert {check.phase for check in coverage} == {"coverage"}
    assert len(full) == 2 * len(coverage) == 2 * len([each for each in PACKAGE.operations if not each.pdf])
    assert coverage[0].id == "fuzz:resident_records:tennyu:coverage"
    assert coverage[0].requirements == WIDE.requirements
    assert coverage[0].title == "転入届: 契約のすべての制約を両側から試す"


def test_planning_does_not_load_the_generator() -> None:
    script = (
        "import sys, conformance.checks.fuzz.plan as fuzz, conformance.spec.load as load\n"
        "fuzz.plan_fuzz(load.load_package('resident_records'), 'full')\n"
        "assert not {'schemathesis', 'hypothesis', 'jsonschema_rs'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True)
