"""The count rule: a run is valid only if selected = collected = executed = reported, check by check."""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from conformance.engine.evidence import Outcome
from conformance.engine.manifest import Counts
from conformance.engine.plan_file import Plan
from conformance.verdict.model import Problem


class Tally(Struct, frozen=True, kw_only=True):
    """What the engine itself counted, and whether someone stopped it."""

    collected: int
    executed: int
    interrupted: bool = False


Reported = Mapping[str, Sequence[Outcome]]


def count(plan: Plan, tally: Tally, reported: Reported, not_done: Sequence[str] = ()) -> Counts:
    """Count the numbers; `reported` has the outcomes of the records per check id, `not_done` the ids of those that
    only say that time was up.
    """
    return Counts(
        selected=len(plan.checks),
        collected=tally.collected,
        executed=tally.executed,
        reported=sum(len(outcomes) for outcomes in reported.values()),
        not_done=len(not_done),
    )


def count_problems(
    plan: Plan, tally: Tally, reported: Reported, not_done: Sequence[str] = ()
) -> list[Problem]:
    """List what is wrong with the counts; an equal number of other checks does not help."""
    planned = Counter(check.id for check in plan.checks)
    numbers = count(plan, tally, reported, not_done)
    missing = [check for check in planned if check not in reported]
    executed = numbers.executed + numbers.not_done
    equal = numbers.selected == numbers.collected == executed == numbers.reported
    found = [
        _problem("TKG-VER010", missing, also=not equal),
        _problem("TKG-VER011", [check for check in reported if check not in planned]),
        _problem("TKG-VER012", [check for check, times in planned.items() if times > 1]),
        _problem("TKG-VER013", [check for check, outcomes in reported.items() if len(outcomes) > 1]),
        _problem("TKG-VER014", [check for check, outcomes in reported.items() if len(set(outcomes)) > 1]),
        _problem("TKG-VER015", [], also=not plan.checks),
        _problem("TKG-VER016", [], also=tally.interrupted),
    ]
    return [problem for problem in found if problem is not None]


def _problem(code: str, subjects: Sequence[str], *, also: bool = False) -> Problem | None:
    return Problem(code=code, subjects=tuple(sorted(subjects))) if subjects or also else None
