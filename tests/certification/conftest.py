"""Runs against real systems on loopback: the bundled reference system, and systems that are wrong on purpose."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from conformance.certification.bundled import bundled_target
from conformance.certification.certify import certify
from conformance.certification.plan import plan_items, plan_scenarios
from conformance.certification.prepare import Choices, Prepared, prepare
from conformance.checks.probes import plan_probes
from conformance.engine.evidence import Evidence, read_evidence
from conformance.spec.load import load_error_codes, load_package
from conformance.verdict.model import Verdict

BUSINESS = "resident_records"
AS_OF = date(2026, 4, 1)


@pytest.fixture(scope="session")
def reference() -> Iterator[Path]:
    """The target file of one reference system, shared: checks make their own data."""
    with bundled_target([BUSINESS]) as file:
        yield file


def run(
    target: Path, out: Path, *ids: str, seed: int | None = None
) -> tuple[Prepared, Verdict, dict[str, Evidence]]:
    """Run the checks whose id contains one of `ids` and return what came of them by check id."""
    prepared = planned(target, out, *ids, seed=seed)
    verdict = certify(prepared)
    found = read_evidence(prepared.run_dir / "evidence.ndjson")
    return prepared, verdict, {each.check: each for each in found}


@cache
def _every_id() -> tuple[str, ...]:
    package, codes = load_package(BUSINESS), load_error_codes()
    plans = (plan_scenarios(package, codes, AS_OF), plan_probes(package), plan_items(package))
    return tuple(check.id for plan in plans for check in plan)


def planned(target: Path, out: Path, *ids: str, seed: int | None = None) -> Prepared:
    """Prepare a run of the checks whose id contains one of `ids`."""
    chosen = frozenset(id_ for id_ in _every_id() if any(each in id_ for each in ids))
    return prepare(target, Choices(out=out, fuzz="off", only=chosen, seed=seed))
