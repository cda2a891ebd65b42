"""Tries the suite of one business on sound and on broken systems, and judges what it says of them."""

from __future__ import annotations

import time
from functools import cache, cached_property
from typing import TYPE_CHECKING

from conformance.certification.plan import in_scope
from conformance.certification.selftest.matrix import Killed, Sound
from conformance.certification.selftest.sound import RIGHT
from conformance.certification.selftest.workbench import Tried, Workbench, seams_of
from conformance.reference.businesses import BUSINESSES
from conformance.spec.editions import newest_with
from conformance.spec.load import load_whole
from conformance.verdict.rule import business_word, class_in_force, judge, out_of_scope

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from conformance.reference.faults import Fault
    from conformance.verdict.model import BusinessWord, Word
    from conformance.verdict.rule import Result


class Trial:
    """The suite of one business: tried once on a sound system, and on any number of broken ones."""

    def __init__(
        self, business: str, seed: int, as_of: date | None = None, edition: str | None = None
    ) -> None:
        """Load the suite of an edition, by default of the one in force.

        Raises SpecErrors when the suite itself is wrong.
        """
        self.bench = Workbench(business, seed, as_of, edition)
        self.basis = self.bench.basis
        ground = self.basis.ground
        there = {each.id for each in self.basis.requirements if out_of_scope(each, ground) != "edition"}
        faults = BUSINESSES[business]().faults
        self.faults = {fault.id: fault for fault in faults if fault.requirement in there}
        self.checks = {check.id: check for check in self.bench.checks if in_scope(check, self.basis)}

    @cached_property
    def _on_sound(self) -> tuple[Sound, dict[str, Tried]]:
        """Try the suite on a sound system, when somebody first asks what it says of one."""
        began = time.perf_counter()
        tried = {each.check: each for each in self.bench.try_on((), self.checks)}
        sound = Sound(
            business=self.bench.business,
            edition=self.bench.edition,
            checks=len(tried),
            wrong=tuple(id_ for id_, each in tried.items() if each.outcome not in RIGHT),
            seconds=round(time.perf_counter() - began, 2),
        )
        return sound, tried

    @property
    def sound(self) -> Sound:
        """What the suite says of a sound system."""
        return self._on_sound[0]

    @cached_property
    def _seams(self) -> dict[str, frozenset[str]]:
        return seams_of(tuple(self._on_sound[1].values()))

    @cached_property
    def _words(self) -> dict[str, Word]:
        return self._judged({})

    def affected(self, fault: Fault) -> frozenset[str]:
        """List the checks that could notice a fault: those in which its seam asks, and probes of what it breaks."""
        names = {fault.id, fault.opens} - {""}
        return frozenset(
            id_
            for id_, check in self.checks.items()
            if not names.isdisjoint(self._seams[id_])
            or (check.kind == "probe" and fault.requirement in check.requirements)
        )

    def kill(self, fault_id: str) -> Killed:
        """Try the suite on a system with one fault."""
        fault = self.faults[fault_id]
        only = self.affected(fault)
        began = time.perf_counter()
        tried = list(self.bench.try_on((fault_id,), only))
        words = self._judged({each.check: each.outcome for each in tried})
        changed = {id_: word for id_, word in words.items() if word != self._words[id_]}
        caught = changed.pop(fault.requirement, None) == "nonconformant"
        witness = self._witness(fault, tried) if caught else None
        return Killed(
            fault=fault.id,
            business=self.bench.business,
            edition=self.bench.edition,
            requirement=fault.requirement,
            kind=fault.kind,
            text=fault.text,
            caught=caught,
            by=witness.check if witness else "",
            expected=witness.expected if witness else "",
            got=witness.got if witness else "",
            also=dict(changed),
            declared=fault.touches,
            checks=len(only),
            seconds=round(time.perf_counter() - began, 3),
        )

    def words(self, faults: Collection[str] = ()) -> tuple[BusinessWord, dict[str, Word]]:
        """Judge a system with these faults by the whole suite: the word of the business, and of each requirement."""
        tried = self.bench.try_on(faults, self.checks)
        words = self._judged({each.check: each.outcome for each in tried})
        pairs = [
            (class_in_force(each, self.basis.ground), words[each.id]) for each in self.basis.requirements
        ]
        return business_word(pairs, valid=True), words

    def _judged(self, outcomes: Mapping[str, str]) -> dict[str, Word]:
        """Judge every requirement by what these checks said, and the rest by what they said of a sound system."""
        results: dict[str, list[Result]] = {}
        for id_, check in self.checks.items():
            for requirement in check.requirements:
                outcome = outcomes.get(id_) or self._on_sound[1][id_].outcome
                results.setdefault(requirement, []).append(outcome)  # type: ignore[arg-type]
        return {
            each.id: judge(
                each, self.basis.ground, self.bench.as_of, results.get(each.id, ()), declared=False
            ).word
            for each in self.basis.requirements
        }

    def _witness(self, fault: Fault, tried: Sequence[Tried]) -> Tried:
        """Choose the check that tells best: a scenario that failed, else any check of the requirement that did."""
        failed = [
            each
            for each in tried
            if each.outcome == "failed" and fault.requirement in self.checks[each.check].requirements
        ]
        return next((each for each in failed if each.check.startswith("scenario:")), failed[0])


@cache
def trial(business: str, seed: int, edition: str = "") -> Trial:
    """Return the trial of a business in an edition, by default in the one in force; made once in each process."""
    return Trial(business, seed, edition=edition or None)


@cache
def editions_of_faults(business: str) -> dict[str, str]:
    """Tell for each fault of a business the edition in which it is tried; empty is the one in force.

    That is the one in force where it has the requirement that the fault breaks, else the newest that has it.
    """
    whole = load_whole(business)
    default = whole.standard.default_edition
    found = {each.id: newest_with(whole, each.requirement) for each in BUSINESSES[business]().faults}
    return {fault: "" if edition == default else edition for fault, edition in found.items()}
