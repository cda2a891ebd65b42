"""What a mutation run says: one row per mutant, the shares, and who survived."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

from conformance.certification.selftest.mutants.explained import Key, Kind
from conformance.spec.json_file import write_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

NAME = "mutants.json"

# killed: a check says something else than of the sound system. not_reached: no check executes the statement.
# not_viable: the change compiles to nothing new, or cannot be put in place.
Fate = Literal["killed", "survived", "not_reached", "not_viable"]
# failed, blocked and the like: what the check said. time_out: it went on for too long. start: no system came up.
TIME_OUT, START = "time_out", "start"


class Row(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One mutant and its fate. `by`: the check that told, `how`: its outcome. `checks`: how many execute the statement.

    `before` and `after` are the changed code alone, on one line. `seconds`: what trying it took.
    """

    mutant: str
    business: str
    file: str
    line: int
    function: str
    operator: str
    before: str
    after: str
    fate: Fate
    by: str = ""
    how: str = ""
    checks: int = 0
    seconds: float = 0.0

    @property
    def key(self) -> Key:
        """Name the change so that it is found again after lines were added above it."""
        return self.file, self.function, self.before, self.after


class Share(Struct, frozen=True, kw_only=True):
    """How many viable mutants of a file were killed."""

    file: str
    viable: int
    killed: int


class Survivor(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A mutant that no check told from the sound system. `kind`, `reason`: why it may live, if known."""

    file: str
    line: int
    function: str
    operator: str
    before: str
    after: str
    reached: bool
    checks: int = 0
    kind: Kind | None = None
    reason: str = ""

    @property
    def key(self) -> Key:
        """Name the change as `Row.key` does."""
        return self.file, self.function, self.before, self.after


class Tested(Struct, frozen=True, kw_only=True):
    """One business. `killed_by`: how many by which outcome; `wrong`: checks that fail on the sound system.

    `possible`: mutants there are; `mutants`: those tried, fewer in a sample. `stale`: explanations of survivors that
    were tried and do not survive (any more). `date` and `commit`: of the run, where it was an earlier one
    than the rest.
    """

    business: str
    possible: int
    mutants: int
    viable: int
    killed: int
    killed_by: dict[str, int]
    files: tuple[Share, ...]
    survivors: tuple[Survivor, ...]
    not_viable: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    date: str = ""
    commit: str = ""

    @property
    def share(self) -> float:
        """Return the share of viable mutants that were killed, explained or not."""
        return self.killed / self.viable if self.viable else 1.0

    @property
    def equivalent(self) -> int:
        """Count the survivors that answer every call as the sound system does: nobody could tell them."""
        return sum(each.kind == "equivalent" for each in self.survivors)

    @property
    def share_of_faulty(self) -> float:
        """Return the share of those killed that could be told at all: the mutation score of the literature."""
        faulty = self.viable - self.equivalent
        return self.killed / faulty if faulty else 1.0

    @property
    def unexplained(self) -> tuple[Survivor, ...]:
        """List the survivors that nobody has given a reason for."""
        return tuple(each for each in self.survivors if not each.reason)


class Mutants(Struct, frozen=True, kw_only=True):
    """All of it. `commit` and `date` say what was tried and when."""

    schema: Literal["tekigo.mutants/1"] = "tekigo.mutants/1"
    date: str
    commit: str = ""
    seed: int
    seconds: float
    businesses: tuple[Tested, ...]


def beside(newer: Mutants, older: Mutants) -> Mutants:
    """Keep of an earlier run the businesses that a newer one did not try, each with its own date and commit."""
    tried = {each.business: each for each in newer.businesses}
    kept = {
        each.business: replace(each, date=each.date or older.date, commit=each.commit or older.commit)
        for each in older.businesses
    }
    return replace(newer, businesses=tuple((kept | tried).values()))


def summed_up(
    business: str,
    possible: int,
    rows: Iterable[Row],
    wrong: Iterable[str],
    reasons: Mapping[Key, tuple[Kind, str]],
) -> Tested:
    """Sum up the rows of one business."""
    rows = sorted(rows, key=lambda row: (row.file, row.line, row.mutant))
    viable = [row for row in rows if row.fate != "not_viable"]
    killed = [row for row in rows if row.fate == "killed"]
    hows = [row.how for row in killed]
    return Tested(
        business=business,
        possible=possible,
        mutants=len(rows),
        viable=len(viable),
        killed=len(killed),
        killed_by={how: hows.count(how) for how in sorted(set(hows))},
        files=tuple(_shares(viable)),
        survivors=tuple(_survivor(row, reasons) for row in viable if row.fate != "killed"),
        not_viable=tuple(row.mutant for row in rows if row.fate == "not_viable"),
        wrong=tuple(wrong),
        stale=tuple(
            f"{row.file} {row.function}: {row.before} → {row.after}" for row in killed if row.key in reasons
        ),
    )


def _shares(viable: list[Row]) -> Iterable[Share]:
    for file in sorted({row.file for row in viable}):
        of = [row.fate == "killed" for row in viable if row.file == file]
        yield Share(file=file, viable=len(of), killed=sum(of))


def _survivor(row: Row, reasons: Mapping[Key, tuple[Kind, str]]) -> Survivor:
    kind, reason = reasons.get(row.key, (None, ""))
    return Survivor(
        file=row.file,
        line=row.line,
        function=row.function,
        operator=row.operator,
        before=row.before,
        after=row.after,
        reached=row.fate == "survived",
        checks=row.checks,
        kind=kind,
        reason=reason,
    )


def explained_again(mutants: Mutants, reasons: Mapping[str, Mapping[Key, tuple[Kind, str]]]) -> Mutants:
    """Give survivors the reasons that stand today, by business; what was measured stays."""
    return replace(
        mutants,
        businesses=tuple(
            replace(
                each,
                survivors=tuple(_with_reason(one, reasons.get(each.business, {})) for one in each.survivors),
            )
            for each in mutants.businesses
        ),
    )


def _with_reason(survivor: Survivor, reasons: Mapping[Key, tuple[Kind, str]]) -> Survivor:
    kind, reason = reasons.get(survivor.key, (None, ""))
    return replace(survivor, kind=kind, reason=reason)


def write_mutants(folder: Path, mutants: Mutants) -> Path:
    """Write mutants.json."""
    return write_json(folder / NAME, mutants)
