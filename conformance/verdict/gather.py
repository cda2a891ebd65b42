"""Sorts evidence by business and requirement, and notes every record that cannot be trusted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from conformance.engine.evidence import UNDONE, Evidence, Outcome, TornLine
from conformance.engine.plan_file import Plan, PlannedCheck
from conformance.verdict.model import Basis, CheckResult, Problem
from conformance.verdict.rule import Result, out_of_scope

Place = tuple[str, str]  # business key, requirement id
# Out of scope by the as-of date, or an example of figures that an ordinance or a change has replaced.
# Files that the target may do without, and values that the standard's own words leave open.
SET_ASIDE = frozenset(
    {"TKG-RULE023", "TKG-RULE024", "TKG-RULE025", "TKG-BND067", "TKG-DATA070", "TKG-DATA071"}
)
# A scene of a story that an earlier scene has spoilt: that one tells, this one does not.
UNTOLD = "TKG-BDD032"
# A scene of a story with an operation that is not bound: the requirement's own scenarios tell.
STORY_NOT_BOUND = "TKG-BDD034"
# The binding of the target leaves out what the check asks for.
NOT_BOUND = frozenset({"TKG-BND010", "TKG-BND011", "TKG-BND012"})
# The target does not offer what the check is put to, and need not: the other checks of the requirement decide.
NOT_OFFERED = frozenset({"TKG-ACC001", "TKG-BND013"})

# The official text differs or is silent where the check looked: the answer is right under one of its readings.
CONTESTED = frozenset({"TKG-ITEM013"})


class Findings:
    """What the evidence says, per business and requirement."""

    def __init__(self) -> None:
        self.checks: dict[Place, list[CheckResult]] = defaultdict(list)
        self.results: dict[Place, list[Result]] = defaultdict(list)
        self.declared: dict[Place, str] = {}
        self.reported: dict[str, list[Outcome]] = defaultdict(list)
        self.not_done: list[str] = []
        self.faults: dict[str, list[str]] = defaultdict(list)

    def problems(self, torn: Sequence[TornLine]) -> list[Problem]:
        """List the faults found, one problem per code."""
        if torn:
            self.faults["TKG-VER020"] = [f"{line.file}:{line.line}" for line in torn]
        return [
            Problem(code=code, subjects=tuple(sorted(set(ids)))) for code, ids in sorted(self.faults.items())
        ]


class Scope(NamedTuple):
    """Which requirements there are, and which of them are out of scope."""

    known: Mapping[str, frozenset[str]]
    excluded: frozenset[Place]

    def places(self, business: str, requirement: str) -> list[Place]:
        """Find where a check bears: its own business, or (shared requirements) every business that has the id."""
        if requirement in self.known.get(business, ()):
            return [(business, requirement)]
        return [(key, requirement) for key, ids in self.known.items() if requirement in ids]


def gather(bases: Sequence[Basis], plan: Plan, evidence: Iterable[Evidence]) -> Findings:
    """Read all evidence once, and the checks that the plan left out."""
    scope = scope_of(bases)
    planned = {check.id: check for check in plan.checks}
    findings = Findings()
    untold: list[Evidence] = []
    for record in evidence:
        findings.reported[record.check].append(record.outcome)
        if record.outcome == "blocked" and record.code in UNDONE:
            findings.not_done.append(record.check)
        _note_faults(findings, scope, record, planned.get(record.check))
        if record.code == UNTOLD:
            untold.append(record)
        else:
            _sort_in(findings, scope, record)
    spoilt = {_story(check) for check, said in findings.reported.items() if {"failed", "blocked"} & set(said)}
    for record in untold:
        told = _story(record.check) in spoilt
        _sort_in(findings, scope, record if told else replace(record, outcome="blocked"))
    for check in plan.omitted:
        places = [place for each in check.requirements for place in scope.places(check.business, each)]
        for place in places:
            findings.results[place].append("left_out")
    return findings


def scope_of(bases: Sequence[Basis]) -> Scope:
    """Tell which requirements are known and which are out of scope."""
    known = {basis.key: frozenset(each.id for each in basis.requirements) for basis in bases}
    excluded = {
        (basis.key, each.id)
        for basis in bases
        for each in basis.requirements
        if out_of_scope(each, basis.ground)
    }
    return Scope(known, frozenset(excluded))


def _note_faults(findings: Findings, scope: Scope, record: Evidence, planned: PlannedCheck | None) -> None:
    faults = findings.faults
    for each in record.requirements:
        if not scope.places(record.business, each):
            faults["TKG-VER021"].append(f"{each} ({record.check})")
    if record.business not in scope.known:
        faults["TKG-VER022"].append(f"{record.business} ({record.check})")
    if not record.requirements:
        faults["TKG-VER023"].append(record.check)
    if planned is not None and (
        planned.business != record.business or set(planned.requirements) != set(record.requirements)
    ):
        faults["TKG-VER024"].append(record.check)


def _sort_in(findings: Findings, scope: Scope, record: Evidence) -> None:
    places = [
        place for each in dict.fromkeys(record.requirements) for place in scope.places(record.business, each)
    ]
    # A check that touches an option this target does not have is rightly not applicable to it.
    excused = (
        record.outcome == "not_applicable"
        and record.code not in NOT_BOUND
        and any(place in scope.excluded for place in places)
    )
    for place in places:
        result = CheckResult(check=record.check, kind=record.kind, outcome=record.outcome)
        findings.checks[place].append(result)
        if record.kind == "declaration" and record.outcome in ("passed", "not_applicable"):
            if record.outcome == "passed":  # somebody's word, which is never the result of a run
                findings.declared.setdefault(place, record.got or record.check)
        elif not excused:
            findings.results[place].append(_result(record))


def _story(check: str) -> str:
    """Name the feature of a scenario: what says that it was spoilt counts only with the scene that shows it."""
    return check.partition("::")[0]


def _result(record: Evidence) -> Result:
    """Tell what a record says of its requirements: random requests that did no harm prove no duty."""
    if record.outcome == "not_applicable" and record.code in NOT_BOUND:
        return "not_bound"
    said = said_by(record.outcome, record.code)
    return "supported" if record.kind == "fuzz" and said == "passed" else said


def said_by(outcome: Outcome, code: str | None) -> Result:
    """Tell what a check says that the official text, or the as-of date, keeps from deciding anything."""
    if outcome == "not_applicable" and code in SET_ASIDE | NOT_OFFERED | {UNTOLD, STORY_NOT_BOUND}:
        return "set_aside"
    return "contested" if outcome == "not_applicable" and code in CONTESTED else outcome
