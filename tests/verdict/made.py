"""Small values for the tests of the verdict."""

import msgspec

from conformance.engine.evidence import Evidence, Outcome
from conformance.engine.plan_file import Plan, PlannedCheck
from conformance.verdict.counts import Tally
from conformance.verdict.model import Basis, Declarations, Ground, RequirementFacts

FACTS = {
    "ZZ-1.M": RequirementFacts(id="ZZ-1.M", class_="mandatory", title="登録"),
    "ZZ-2.M": RequirementFacts(id="ZZ-2.M", class_="mandatory", title="照会"),
    "ZZ-3.O": RequirementFacts(id="ZZ-3.O", class_="optional", title="一括", option="bulk"),
    "ZZ-4.N": RequirementFacts(id="ZZ-4.N", class_="prohibited", title="独自出力"),
}


def basis(
    key: str = "zz", requirements: tuple[RequirementFacts, ...] | None = None, **declared: object
) -> Basis:
    declarations = msgspec.convert({"municipality_class": "ordinary", **declared}, Declarations)
    return Basis(
        key=key,
        name="試験業務",
        ground=Ground(edition="1.0", editions=("1.0",), declarations=declarations),
        requirements=tuple(FACTS.values()) if requirements is None else requirements,
    )


def record(check: str, outcome: Outcome, *requirements: str, **changes: object) -> Evidence:
    plain = Evidence(
        check=check, kind="scenario", title=check, business="zz", requirements=requirements, outcome=outcome
    )
    return msgspec.structs.replace(plain, **changes)


def plan_for(*records: Evidence, omitted: tuple[Evidence, ...] = ()) -> Plan:
    return Plan(checks=tuple(map(_planned, records)), omitted=tuple(map(_planned, omitted)))


def tally_for(*records: Evidence) -> Tally:
    return Tally(collected=len(records), executed=len(records))


def _planned(record: Evidence) -> PlannedCheck:
    return PlannedCheck(
        id=record.check,
        kind=record.kind,
        title=record.title,
        business=record.business,
        requirements=record.requirements,
    )
