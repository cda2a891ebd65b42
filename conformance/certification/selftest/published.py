"""docs/selftest.md: the figures of the last complete selftest, from its files alone, so that nobody types them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

import msgspec

from conformance.certification.selftest import matrix, sound
from conformance.certification.selftest.matrix import Matrix, missed
from conformance.certification.selftest.mutants import model as mutants
from conformance.certification.selftest.mutants.explained import explained
from conformance.certification.selftest.sound import SoundRuns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conformance.certification.selftest.mutants.model import Mutants

PAGE = "selftest.md"
HEAD = """\
# How many seeded defects the suite finds

This page is made by `tekigo selftest --publish docs`, from `docs/selftest/*.json`. No figure in it is typed.

- A *fault* is one deviation of the reference system from one requirement (`tekigo reference faults` lists them).
- *Caught*: the requirement that it breaks became nonconformant.
- *Attributed exactly*: no other requirement changed its word, but for those that the fault declares that it touches.
- A *mutant* is a small change of the reference system's own code that nobody chose.
- *Equivalent*: somebody has looked and found that the mutant answers every call as before.
- *No duty*: the change can be seen, but no source forbids it, so that a check of it would blame sound systems. These
  count as survivors.
"""
KINDS = {"equivalent": "equivalent", "no_duty": "no duty"}
T = TypeVar("T")


def publish(found: Path, docs: Path) -> Path:
    """Copy the results of a folder into docs/selftest/ and write the page from all that is there.

    Of mutants, businesses that the newer run did not try stay. Survivors get the reasons that stand today, however long
    ago they were tried.
    """
    kept = docs / "selftest"
    kept.mkdir(parents=True, exist_ok=True)
    for name in (matrix.NAME, sound.NAME):
        if (found / name).is_file():
            (kept / name).write_bytes((found / name).read_bytes())
    runs = [
        msgspec.json.decode((folder / mutants.NAME).read_bytes(), type=mutants.Mutants)
        for folder in (kept, found)
        if (folder / mutants.NAME).is_file()
    ]
    if runs:
        tried = mutants.beside(runs[-1], runs[0])
        today = {each.business: explained(each.business).reasons for each in tried.businesses}
        mutants.write_mutants(kept, mutants.explained_again(tried, today))
    path = docs / PAGE
    path.write_text(page(kept), encoding="utf-8")
    return path


def page(kept: Path) -> str:
    """Write the page from the result files of a folder; what is not there is said to be missing."""
    parts = [HEAD]
    parts += _part(kept / matrix.NAME, Matrix, _matrix, "The kill matrix")
    parts += _part(kept / sound.NAME, SoundRuns, _sound, "No false alarm")
    parts += _part(kept / mutants.NAME, mutants.Mutants, _mutants, "Mutants")
    return "\n".join(parts)


def _part(path: Path, kind: type[T], write: object, title: str) -> Iterator[str]:
    yield f"## {title}\n"
    if path.is_file():
        yield from write(msgspec.json.decode(path.read_bytes(), type=kind))  # type: ignore[operator]
    else:
        yield "Not run yet.\n"


def _matrix(found: Matrix) -> Iterator[str]:
    yield f"{found.date}, commit {found.commit or '―'}, seed {found.seed}, {found.seconds:.0f} s.\n"
    yield "| business | edition | checks | faults | caught | attributed exactly |\n|---|---|---|---|---|---|"
    for each in found.sound:
        rows = [row for row in found.killed if (row.business, row.edition) == (each.business, each.edition)]
        caught, exact = sum(row.caught for row in rows), sum(row.exact for row in rows)
        yield f"| {each.business} | {each.edition or '―'} | {each.checks} | {len(rows)} | {caught} | {exact} |"
    total = len(found.killed)
    yield f"| all | | | {total} | {_of(found.caught, total)} | {_of(found.exact, total)} |\n"
    yield from _kinds(found)
    if found.over_http:
        same = len(found.over_http) - len(found.differing)
        yield f"Over real HTTP as in process: {same} of {len(found.over_http)} faults tried both ways.\n"
    left = missed(found.killed)
    for row in left:
        also = ", ".join(sorted(set(row.also) - set(row.declared)))
        yield f"- {row.fault} ({row.requirement}): {'also ' + also if row.caught else 'not caught'}"
    if left:
        yield ""


def _kinds(found: Matrix) -> Iterator[str]:
    """Count the faults of every kind."""
    counted = Counter(row.kind for row in found.killed if row.kind)
    if counted:
        words = (f"{count} {kind.replace('_', ' ')}" for kind, count in counted.most_common())
        yield f"By kind: {', '.join(words)}.\n"


def _sound(found: SoundRuns) -> Iterator[str]:
    seeds = len({run.seed for run in found.runs})
    checks = sum(run.checks for run in found.runs)
    yield f"{found.date}, commit {found.commit or '―'}: {seeds} seeds, checks shuffled, several suites at a time:"
    yield f"{checks} checks on sound systems, {found.wrong} did not pass.\n"
    for run in found.runs:
        for check in run.wrong:
            yield f"- seed {run.seed}: {check}"


def _mutants(found: Mutants) -> Iterator[str]:
    yield f"Seed {found.seed}.\n"
    heads = "mutants tried", "of", "viable", "killed", "equivalent", "killed of the others", "no duty", "open"
    yield f"| business | date | commit | {' | '.join(heads)} |"
    yield f"|---|---|---|{'---|' * len(heads)}"
    for each in found.businesses:
        tried = f"{each.mutants} | {each.possible} | {each.viable} | {_of(each.killed, each.viable)}"
        others = f"{each.equivalent} | {_of(each.killed, each.viable - each.equivalent)}"
        no_duty = sum(survivor.kind == "no_duty" for survivor in each.survivors)
        when = f"{each.date or found.date} | {each.commit or found.commit or '―'}"
        yield f"| {each.business} | {when} | {tried} | {others} | {no_duty} | {len(each.unexplained)} |"
    yield ""
    yield from _survivors(found)


def _survivors(found: Mutants) -> Iterator[str]:
    """Count the survivors by reason; the open ones are listed one by one in mutants.json."""
    for each in found.businesses:
        counted = Counter((one.kind, one.reason) for one in each.survivors if one.reason)
        if counted:
            yield f"{each.business}, survivors that may live:\n"
            yield from (
                f"- {count} {KINDS[kind]}: {why}" for (kind, why), count in counted.most_common() if kind
            )
            yield ""


def _of(part: int, whole: int) -> str:
    return f"{part} ({100 * part / whole:.1f} %)" if whole else "0"
