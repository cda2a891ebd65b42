"""One mutant put to the suite: bounded in time, stopped at the first check that says something else."""

from __future__ import annotations

import time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from conformance import reference
from conformance.certification.selftest.mutants.apply import NotViable, in_place
from conformance.certification.selftest.mutants.find import mutants_of
from conformance.certification.selftest.mutants.model import START, TIME_OUT, Row
from conformance.certification.selftest.mutants.reach import reach_of
from conformance.certification.selftest.mutants.suite import Editions
from conformance.reference.businesses import BUSINESSES
from conformance.time_limit import OutOfTime, within

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from types import ModuleType

    from conformance.certification.selftest.mutants.find import Mutant
    from conformance.certification.selftest.mutants.model import Fate
    from conformance.certification.selftest.mutants.reach import Bench

# No rules of a business: what registers them, what names things, and the seeded faults.
_LEFT_OUT = ("__init__", "handlers", "words", "seeded")
# A check may take so many times what it took on the sound system, or so many seconds.
_PATIENCE, _LEAST = 30, 5.0
_FINE = ("passed", "not_applicable", "set_aside", "contested")


class MutantTrial:
    """A suite, tried once on the sound system and then on any number of mutants of some modules."""

    def __init__(self, bench: Bench, only: Collection[str], modules: Sequence[ModuleType]) -> None:
        """Find the mutants and try the suite on the sound system; `only`: the checks that are in scope."""
        self._bench = bench
        self.mutants = {mutant.id: mutant for module in modules for mutant in mutants_of(module)}
        self.reach = reach_of(bench, only, modules)
        self.wrong = tuple(id_ for id_, heard in self.reach.heard.items() if heard.outcome not in _FINE)

    def row(self, mutant: Mutant) -> Row:
        """Try a mutant."""
        own, shared = self.reach.of(mutant)
        began = time.perf_counter()
        fate: Fate
        by = how = ""
        try:
            with in_place(mutant):
                told = self._told(own) or self._told(shared)
            fate = "killed" if told else "survived" if own else "not_reached"
            by, how = told or ("", "")
        except NotViable as reason:
            fate, how = "not_viable", str(reason)
        return row_of(
            mutant,
            fate,
            by=by,
            how=how,
            checks=len(own) + len(shared),
            seconds=time.perf_counter() - began,
        )

    def patience(self, mutant: Mutant) -> float:
        """Tell after how many seconds nobody waits for a mutant any longer, should the alarm go unheard."""
        own, shared = self.reach.of(mutant)
        return 120 + _PATIENCE * sum(self.reach.heard[check].seconds for check in own | shared)

    def _told(self, only: Collection[str]) -> tuple[str, str] | None:
        """Return the first of these checks that tells the system in place from the sound one, and its outcome."""
        if not only:
            return None
        tried = self._bench.try_on((), only)
        try:
            for check, heard in self.reach.heard.items():
                if check in only:
                    with within(max(_LEAST, _PATIENCE * heard.seconds)):
                        each = next(tried)
                    if each.outcome != heard.outcome:
                        return check, each.outcome
        except OutOfTime:
            return check, TIME_OUT
        except Exception:  # noqa: BLE001 - whatever a mutant does before it answers anything
            return check, START
        finally:
            tried.close()  # type: ignore[attr-defined]
        return None


def trial_of(business: str, seed: int) -> MutantTrial:
    """Load the suite of a business, with what later editions add, and try it on the sound system.

    Raises SpecErrors when the suite is wrong.
    """
    bench = Editions(business, seed)
    return MutantTrial(bench, frozenset(check.id for check in bench.checks), modules_of(business))


def row_of(mutant: Mutant, fate: Fate, **told: object) -> Row:
    """Write down the fate of a mutant."""
    seconds = told.pop("seconds", 0.0)
    return Row(
        mutant=mutant.id,
        business=mutant.module.__name__.split(".")[-2],
        file=mutant.file,
        line=mutant.line,
        function=mutant.function,
        operator=mutant.operator,
        before=mutant.before,
        after=mutant.after,
        fate=fate,
        seconds=round(float(seconds), 3),  # type: ignore[arg-type]
        **told,  # type: ignore[arg-type]
    )


def modules_of(business: str) -> list[ModuleType]:
    """Load the modules of a business that hold its rules, by name."""
    BUSINESSES[business]()  # loads its package
    package = import_module(f"{reference.__name__}.{business}")
    names = sorted(path.stem for path in Path(package.__path__[0]).glob("*.py"))
    return [import_module(f"{package.__name__}.{name}") for name in names if not name.startswith(_LEFT_OUT)]
