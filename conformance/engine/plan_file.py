"""plan.json: the checks that a run selected, written before the first of them runs."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from msgspec import Struct

from conformance.engine.evidence import SINCE_2, CheckKind
from conformance.engine.record_file import read_record
from conformance.spec.json_file import write_json

NAME = "plan.json"


class PlannedCheck(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One check that is going to be executed, and the requirements it verifies.

    `excluded`: why it is out of scope on the as-of date; it is then reported with this code and nothing is sent.
    `erratum`: the entry in errata.yaml that keeps it from deciding anything: it records what the system does.
    """

    id: str
    kind: CheckKind
    title: str
    business: str
    requirements: tuple[str, ...]
    excluded: str = ""
    excluded_code: str = ""
    erratum: str = ""


class Plan(Struct, frozen=True, kw_only=True):
    """The checks selected, and those that apply but were left out (--only-failed, a filter).

    A check left out keeps its requirements from being conformant: part of their proof is missing from this run. A plan
    with a check of a kind that came later is of version 2 (`plan_of`).
    """

    schema: Literal["tekigo.plan/1", "tekigo.plan/2"] = "tekigo.plan/1"
    checks: tuple[PlannedCheck, ...]
    omitted: tuple[PlannedCheck, ...] = ()


def plan_of(checks: Iterable[PlannedCheck], omitted: Iterable[PlannedCheck] = ()) -> Plan:
    """Make a plan, of version 2 when an older reader would not know a kind of check in it."""
    chosen, left = tuple(checks), tuple(omitted)
    later = any(check.kind in SINCE_2 for check in (*chosen, *left))
    return Plan(schema="tekigo.plan/2" if later else "tekigo.plan/1", checks=chosen, omitted=left)


def feature_keys(checks: Iterable[PlannedCheck]) -> tuple[str, ...]:
    """List the features that scenarios are taken from, by their paths below `features/` without suffix, once each."""
    scenarios = (check.id for check in checks if check.kind == "scenario")
    return tuple(dict.fromkeys(id_.removeprefix("scenario:").partition("::")[0] for id_ in scenarios))


def write_plan(run_dir: Path, plan: Plan) -> Path:
    """Write plan.json into the run's folder and return its path."""
    return write_json(run_dir / NAME, plan)


def read_plan(run_dir: Path) -> Plan:
    """Read plan.json of a run. Raises TekigoError as `read_record` does."""
    return read_record(run_dir / NAME, Plan)
