"""Mutants put to a suite: who tells them from the sound code, what is told of them, and nothing forgotten."""

import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from conformance.certification.selftest.mutants.explained import explained
from conformance.certification.selftest.mutants.find import mutants_of
from conformance.certification.selftest.mutants.model import Mutants, Row, explained_again, summed_up
from conformance.certification.selftest.mutants.pool import tried
from conformance.certification.selftest.mutants.run import WantedMutants, spread, try_mutants
from conformance.certification.selftest.mutants.trial import MutantTrial, modules_of, trial_of
from conformance.certification.selftest.workbench import Tried
from conformance.engine.plan_file import PlannedCheck
from conformance.i18n import TekigoError
from conformance.reference.businesses import BUSINESSES
from tests.certification.small_modules import Load, load

__all__ = ["load"]

BUSINESS = "light_vehicle_tax"


TINY = """
def due(amount, paid):
    if amount > 10:
        amount = 10
    return amount - paid

def wait(n):
    while n < 3:
        n += 1
    return n

def never_asked(n):
    return n + 1
"""


class _TinyBench:
    """A suite of two checks on a module; no check has 10, or 11 and more, and none calls `never_asked`."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module
        self.checks = [
            PlannedCheck(id=id_, kind="scenario", title="", business="tiny", requirements=())
            for id_ in ("due", "wait")
        ]

    def try_on(self, faults: Collection[str] = (), only: Collection[str] | None = None) -> Iterator[Tried]:
        for check in self.checks:
            if only is None or check.id in only:
                right = self._module.due(7, 2) == 5 if check.id == "due" else self._module.wait(0) == 3
                yield Tried(check=check.id, outcome="passed" if right else "failed")


@pytest.fixture
def tiny(load: Load) -> Iterator[MutantTrial]:
    module = load(TINY)
    return MutantTrial(_TinyBench(module), ["due", "wait"], [module])


def _fates(rows: Collection[Row]) -> dict[str, tuple[str, str, str]]:
    return {f"{row.function}: {row.after}": (row.fate, row.by, row.how) for row in rows}


def test_a_rule_is_told_from_its_mutants_by_the_checks_that_execute_it(
    tiny: MutantTrial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("conformance.certification.selftest.mutants.trial._LEAST", 0.3)
    rows = list(tried(tiny, list(tiny.mutants.values()), 2))
    fates = _fates(rows)
    assert fates["due: return amount + paid"] == ("killed", "due", "failed")
    assert fates["due: if amount >= 10:"] == ("survived", "", "")
    assert fates["due: amount = 11"] == ("not_reached", "", "")
    assert fates["never_asked: return n - 1"] == ("not_reached", "", "")
    assert fates["wait: n -= 1"] == ("killed", "wait", "time_out")
    assert {row.checks for row in rows if row.function == "due" and row.fate == "killed"} == {1}
    assert len(rows) == len(tiny.mutants)


def test_a_process_that_dies_or_never_answers_counts_as_killed(
    tiny: MutantTrial, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutants = [mutant for mutant in tiny.mutants.values() if mutant.function == "due"][:1]
    monkeypatch.setattr(MutantTrial, "row", lambda *_: sys.exit(1))
    assert [(row.fate, row.how) for row in tried(tiny, mutants, 1)] == [("killed", "died")]
    monkeypatch.setattr(MutantTrial, "row", lambda *_: __import__("time").sleep(60))
    monkeypatch.setattr(MutantTrial, "patience", lambda *_: 0.2)
    assert [(row.fate, row.how) for row in tried(tiny, mutants, 1)] == [("killed", "time_out")]


def test_equivalent_mutants_leave_one_share_and_both_are_told(tiny: MutantTrial) -> None:
    rows = [tiny.row(mutant) for mutant in tiny.mutants.values() if mutant.function == "due"]
    lives = next(row for row in rows if row.fate == "survived")
    dead = next(row for row in rows if row.fate == "killed")
    bare = summed_up("tiny", 99, rows, [], {})
    told = summed_up("tiny", 99, rows, [], {lives.key: ("equivalent", "so"), dead.key: ("no_duty", "so")})
    assert bare.share == told.share == bare.share_of_faulty < told.share_of_faulty
    assert told.share_of_faulty == told.killed / (told.viable - 1)
    assert len(told.unexplained) == len(bare.unexplained) - 1
    assert [line.partition(": ")[2] for line in told.stale] == [f"{dead.before} → {dead.after}"]
    assert sum(share.killed for share in told.files) == told.killed == sum(told.killed_by.values())


def test_reasons_follow_what_is_thought_today_and_figures_stay(tiny: MutantTrial) -> None:
    rows = [tiny.row(mutant) for mutant in tiny.mutants.values() if mutant.function == "due"]
    lives = next(row for row in rows if row.fate == "survived")
    told = summed_up("tiny", 99, rows, [], {lives.key: ("equivalent", "so")})
    run = Mutants(date="2026-01-01", seed=1, seconds=1, businesses=(told,))
    (moved,) = explained_again(run, {"tiny": {lives.key: ("no_duty", "not so")}}).businesses
    assert (told.equivalent, moved.equivalent) == (1, 0)
    assert [each.reason for each in moved.survivors if each.reason] == ["not so"]
    (forgotten,) = explained_again(run, {}).businesses
    assert len(forgotten.unexplained) == len(told.unexplained) + 1
    assert forgotten.killed == moved.killed == told.killed


def test_a_sample_is_spread_and_follows_from_the_seed(tiny: MutantTrial) -> None:
    mutants = list(tiny.mutants.values())
    assert spread(mutants, 4, 1) == spread(mutants, 4, 1)
    assert spread(mutants, 4, 1) != spread(mutants, 4, 3)
    assert len({mutant.function for mutant in spread(mutants, 4, 1)}) > 1
    assert spread(mutants, None, 1) == spread(mutants, 999, 1) == mutants


def test_an_unknown_file_is_refused_with_the_nearest_names(tmp_path: Path) -> None:
    with pytest.raises(TekigoError, match=r"levvy\.py.*levy\.py"):
        try_mutants(WantedMutants(businesses=(BUSINESS,), files=("levvy.py",)), tmp_path)


def test_every_explained_survivor_is_still_a_mutant() -> None:
    for business in BUSINESSES:
        entries = (*explained(business).equivalent, *explained(business).no_duty)
        known = {
            (mutant.file, mutant.function, mutant.before, mutant.after)
            for module in modules_of(business)
            for mutant in mutants_of(module)
        }
        assert [each for each in entries if each.key not in known] == []
        assert len({each.key for each in entries}) == len(entries)
        assert all(each.reason for each in entries)


def test_most_of_a_sample_over_a_business_is_killed_and_rows_survive_an_interruption(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = trial_of(BUSINESS, 1)
    monkeypatch.setattr("conformance.certification.selftest.mutants.run.trial_of", lambda *_: loaded)
    wanted = WantedMutants(businesses=(BUSINESS,), sample=30)
    seen: list[str] = []

    def stop_after_ten(done: int, total: int, row: Row) -> None:
        seen.append(row.mutant)
        if done == 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        try_mutants(wanted, tmp_path, stop_after_ten)
    again: list[str] = []
    (found,) = try_mutants(wanted, tmp_path, lambda done, total, row: again.append(row.mutant)).businesses
    assert set(seen).isdisjoint(again)
    assert len(seen) + len(again) == found.mutants == 30
    assert found.possible > 1000
    assert found.wrong == ()
    assert found.share > 0.6
    assert (tmp_path / "mutants.json").is_file()
    assert list(tmp_path.glob("rows.*")) == []


def test_a_business_that_is_done_is_not_tried_again_when_a_later_one_was_interrupted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded = trial_of(BUSINESS, 1)
    monkeypatch.setattr("conformance.certification.selftest.mutants.run.trial_of", lambda *_: loaded)
    wanted = WantedMutants(businesses=(BUSINESS, "child_allowance"), sample=3)
    seen: list[str] = []

    def stop_in_the_second(done: int, total: int, row: Row) -> None:
        seen.append(row.mutant)
        if len(seen) == total + 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        try_mutants(wanted, tmp_path, stop_in_the_second)
    again: list[str] = []
    found = try_mutants(wanted, tmp_path, lambda done, total, row: again.append(row.mutant))
    assert [each.mutants for each in found.businesses] == [3, 3]
    assert (len(seen), len(again)) == (4, 2)
