"""Which requirements have a check, and which still have none.

Checks are: scenarios tagged with the requirement's id, checks generated from items, fuzzing of operations, probes,
access cases.
The features are read with a light reader: tags before a シナリオ belong to it, tags before a 機能 to all of the file.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from conformance.spec.model import Package, Requirement
from conformance.spec.paths import features_dir

_FEATURE = re.compile(r"^\s*(?:機能|フィーチャ|Feature)\s*:")
_WORDS = "シナリオ(?:アウトライン|テンプレート|テンプレ)?|テンプレ|Scenario(?: Outline)?|Example"
_SCENARIO = re.compile(rf"^\s*(?:{_WORDS})\s*:\s*(?P<name>.*\S)")
_TAG = re.compile(r"@(\S+)")
_FENCE = ('"""', "```")


class Scenario(Struct, frozen=True, kw_only=True):
    """One scenario as the coverage sees it: where, its name, all tags that bear on it (without `@`)."""

    origin: str
    name: str
    tags: tuple[str, ...]


class Line(Struct, frozen=True, kw_only=True):
    """One requirement with the number of its checks of each kind."""

    requirement: Requirement
    scenarios: tuple[str, ...] = ()
    items: int = 0
    fuzzed: tuple[str, ...] = ()
    probes: tuple[str, ...] = ()
    access: tuple[str, ...] = ()

    @property
    def checked(self) -> bool:
        """Tell whether anything but fuzzing checks it: fuzzing finds crashes, it does not show a function."""
        return bool(self.scenarios or self.items or self.probes or self.access)


class Share(Struct, frozen=True, kw_only=True):
    """Counts of one class and testability; `fuzzed_only` is a part of those without a check."""

    class_: str
    testability: str
    total: int
    checked: int
    fuzzed_only: int

    @property
    def unchecked(self) -> int:
        """Return how many have no check."""
        return self.total - self.checked


def coverage(package: Package, item_checks: Iterable[str] = (), root: Path | None = None) -> tuple[Line, ...]:
    """Count the checks of every requirement of a business, in the order of its table.

    `item_checks`: the requirement id of each generated item check (conformance.checks plans them).
    """
    scenarios: dict[str, list[str]] = {}
    for scenario in read_scenarios(package, root):
        for tag in scenario.tags:
            scenarios.setdefault(tag, []).append(f"{scenario.origin} {scenario.name}")
    items = Counter(item_checks)
    return tuple(
        Line(
            requirement=each,
            scenarios=tuple(scenarios.get(each.id, ())),
            items=items[each.id],
            fuzzed=tuple(o.name for o in package.operations if each.id in o.requirements),
            probes=tuple(p.name for p in package.probes if p.requirement == each.id),
            access=(
                *(a.title for a in package.access if a.requirement == each.id),
                *(c.title for c in package.consumer.checks if c.requirement == each.id),
            ),
        )
        for each in package.requirements
    )


def shares(lines: tuple[Line, ...]) -> tuple[Share, ...]:
    """Sum coverage up by class and testability."""
    groups: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        groups.setdefault((line.requirement.class_, line.requirement.testability), []).append(line)
    return tuple(
        Share(
            class_=key[0],
            testability=key[1],
            total=len(group),
            checked=sum(line.checked for line in group),
            fuzzed_only=sum(bool(line.fuzzed) and not line.checked for line in group),
        )
        for key, group in sorted(groups.items())
    )


def gaps(lines: tuple[Line, ...]) -> tuple[Requirement, ...]:
    """Return the mandatory requirements that a run could test and nothing checks."""
    return tuple(
        line.requirement
        for line in lines
        if line.requirement.class_ == "mandatory"
        and line.requirement.testability == "api"
        and not line.checked
    )


def read_scenarios(package: Package, root: Path | None = None) -> Iterator[Scenario]:
    """Read the scenarios of a business in one edition from `features/<its path>/`."""
    base, gone = features_dir(root), package.elsewhere.requirements
    for path in sorted((base / package.path).rglob("*.feature")):
        found = _scenarios(path, f"features/{path.relative_to(base).as_posix()}")
        yield from (each for each in found if gone.isdisjoint(each.tags))


def _scenarios(path: Path, shown: str) -> Iterator[Scenario]:
    of_feature: tuple[str, ...] = ()
    pending: list[str] = []
    fenced = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if text.startswith(_FENCE):
            fenced = not fenced
        if fenced or not text or text.startswith("#"):
            continue
        if text.startswith("@"):
            pending += _TAG.findall(text.partition(" #")[0])
            continue
        scenario = _SCENARIO.match(line)
        if _FEATURE.match(line):
            of_feature = tuple(pending)
        elif scenario:
            tags = tuple(dict.fromkeys((*of_feature, *pending)))
            yield Scenario(origin=f"{shown}:{number}", name=scenario["name"], tags=tags)
        pending = []
