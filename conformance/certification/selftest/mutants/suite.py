"""The checks that mutants are put to: those of the edition in force, and what later editions add to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.certification.plan import in_scope
from conformance.certification.selftest.trial import editions_of_faults
from conformance.certification.selftest.workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from conformance.certification.selftest.workbench import Tried
    from conformance.engine.plan_file import PlannedCheck


class Editions:
    """Puts each check to a system of the first edition that has it: that in force, or one that faults are tried in."""

    def __init__(self, business: str, seed: int) -> None:
        """Load the suites. Raises SpecErrors when the package or its features are wrong."""
        benches = [
            Workbench(business, seed, edition=edition or None)
            for edition in dict.fromkeys(("", *editions_of_faults(business).values()))
        ]
        self._parts: list[tuple[Workbench, dict[str, PlannedCheck]]] = []
        known: set[str] = set()
        for bench in benches:
            own = {
                each.id: each for each in bench.checks if each.id not in known and in_scope(each, bench.basis)
            }
            known |= own.keys()
            self._parts.append((bench, own))

    @property
    def checks(self) -> tuple[PlannedCheck, ...]:
        """Return all checks that are in scope."""
        return tuple(check for _, own in self._parts for check in own.values())

    def try_on(self, faults: Collection[str] = (), only: Collection[str] | None = None) -> Iterator[Tried]:
        """Put these checks to new systems, one after the other."""
        for bench, own in self._parts:
            chosen = own.keys() if only is None else own.keys() & set(only)
            if chosen or not only:
                yield from bench.try_on(faults, chosen)
