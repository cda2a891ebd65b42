"""The suite tried on broken systems: what is caught and blamed, what is not, and nothing forgotten on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from conformance.certification.selftest.matrix import Killed, Rows, missed
from conformance.certification.selftest.over_http import differing
from conformance.certification.selftest.run import Wanted, choose, selftest
from conformance.certification.selftest.trial import Trial, trial
from conformance.i18n import TekigoError
from conformance.reference.faults import Fault, fault_active, listening, with_faults

BUSINESS = "light_vehicle_tax"
RATE, PLATE = "F-LV-OLD-RATE-LONGER", "F-LV-HIGHEST-FIRST"


@pytest.fixture(scope="module")
def tried() -> Iterator[Trial]:
    return trial(BUSINESS, 1)


def test_a_sound_system_raises_no_alarm(tried: Trial) -> None:
    assert tried.sound.wrong == ()
    assert tried.sound.checks == len(tried.checks) > 1000


def test_a_fault_is_caught_by_a_check_of_the_requirement_that_it_breaks(tried: Trial) -> None:
    row = tried.kill(RATE)
    assert row.caught
    assert row.requirement in tried.checks[row.by].requirements
    assert row.expected
    assert row.got
    assert 0 < row.checks < len(tried.checks)


def test_what_no_seam_asks_for_is_not_caught(tried: Trial) -> None:
    tried.faults["F-LV-NOWHERE"] = Fault(
        "F-LV-NOWHERE", "LV-021.M", "wrong_value", "何も変わらない", "tariff"
    )
    try:
        assert tried.affected(tried.faults["F-LV-NOWHERE"]) == frozenset()
    finally:
        del tried.faults["F-LV-NOWHERE"]


def test_blame_beyond_what_is_declared_is_told(tried: Trial) -> None:
    row = replace(tried.kill(PLATE), also={"LV-018.M": "nonconformant"}, declared=())
    assert row.caught
    assert not row.exact
    assert replace(row, declared=("LV-018.M",)).exact
    lost = replace(row, fault="F-X", caught=False)
    assert [each.fault for each in missed([row, lost])] == ["F-X", PLATE]


def test_only_seams_that_ask_are_heard() -> None:
    with listening() as heard, with_faults(["F-A"]):
        assert fault_active("F-A")
        assert not fault_active("F-B")
    fault_active("F-C")
    assert heard == {"F-A", "F-B"}


def test_over_http_every_check_says_the_same() -> None:
    """Also of the later scenes of a story, of which nothing can be said once one did not hold."""
    assert differing([("resident_records", "F-HOUSEHOLD-OF-NOBODY")], seed=1) == []


def test_a_sample_is_spread_over_all_faults_and_rows_survive_an_interruption(tmp_path: Path) -> None:
    wanted = Wanted(businesses=(BUSINESS,), sample=3, processes=1)
    chosen = [fault for _, fault in choose(wanted)]
    assert len(set(chosen)) == 3

    seen: list[str] = []

    def stop_after_two(done: int, total: int, row: Killed) -> None:
        seen.append(row.fault)
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        selftest(wanted, tmp_path, stop_after_two)
    again: list[str] = []
    matrix = selftest(wanted, tmp_path, lambda done, total, row: again.append(row.fault))
    assert seen + again == chosen
    assert [row.fault for row in matrix.killed] == chosen
    assert list(tmp_path.glob("rows.*")) == []


def test_half_a_row_of_a_killed_run_is_dropped(tmp_path: Path) -> None:
    rows = Rows(tmp_path, "x")
    rows.append(Killed(fault="F-A", business="b", requirement="B-1.M", text="t", caught=True))
    with (tmp_path / "rows.x.ndjson").open("ab") as file:
        file.write(b'{"fault":"F-B","busi')
    assert list(rows.kept()) == ["F-A"]


def test_an_unknown_fault_is_refused_with_the_nearest() -> None:
    with pytest.raises(TekigoError, match="F-LV-OLD-RATE-LONGER"):
        choose(Wanted(businesses=(BUSINESS,), faults=("F-LV-OLD-RATE",)))
