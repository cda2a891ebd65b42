"""One system, two dates: right by the law in force on the one, wrong by that of the other."""

import csv
import shutil
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from conformance.certification.bundled import bundled_target
from conformance.certification.certify import certify
from conformance.certification.plan import plan_scenarios
from conformance.certification.prepare import Choices, prepare
from conformance.certification.selftest.trial import Trial
from conformance.checks.record import JST
from conformance.spec.load import load_error_codes, load_package
from conformance.spec.paths import data_root

BUSINESS, AMOUNTS, FILES = "child_allowance", "CA-020.M", "CA-D1.M"
OLD_LAW = "F-CA-OLD-LAW"
BEFORE, REFORM = date(2024, 9, 30), date(2024, 10, 1)


def judged(words: dict[str, str]) -> set[str]:
    """Return the words on everything but extracted files, of which a trial has none."""
    assert words[FILES] == "unverified"
    return {word for id_, word in words.items() if id_ != FILES}


@pytest.mark.parametrize("day", [BEFORE, REFORM])
def test_a_sound_system_is_conformant_as_of_both_dates(day: date) -> None:
    word, words = Trial(BUSINESS, 1, day).words()
    assert (word, judged(words)) == ("indeterminate", {"conformant"})


@pytest.mark.parametrize("business", [BUSINESS, "light_vehicle_tax"])
@pytest.mark.parametrize(
    "day", [datetime.now(JST).date() + timedelta(days=400), date(2012, 6, 1)], ids=["ahead", "past"]
)
def test_no_date_ahead_or_long_past_blames_a_sound_system(business: str, day: date) -> None:
    tried = Trial(business, 1, day)
    assert tried.sound.wrong == ()
    assert tried.words()[0] == "indeterminate"


def test_a_system_that_missed_the_reform_is_conformant_until_the_day_before_it() -> None:
    word, words = Trial(BUSINESS, 1, BEFORE).words([OLD_LAW])
    assert (word, judged(words)) == ("indeterminate", {"conformant"})
    word, words = Trial(BUSINESS, 1, REFORM).words([OLD_LAW])
    assert (word, words[AMOUNTS]) == ("nonconformant", "nonconformant")


def test_a_run_over_http_says_the_same_of_the_amounts(tmp_path: Path) -> None:
    said = {}
    with bundled_target([BUSINESS], [OLD_LAW]) as target:
        for day in (BEFORE, REFORM):
            plan = plan_scenarios(load_package(BUSINESS), load_error_codes(), day)
            ids = frozenset(check.id for check in plan if AMOUNTS in check.requirements)
            prepared = prepare(target, Choices(as_of=day, out=tmp_path, fuzz="off", only=ids))
            (business,) = certify(prepared).businesses
            said[day] = next(each for each in business.requirements if each.requirement.id == AMOUNTS)
    failed = {day: sum(check.outcome == "failed" for check in each.checks) for day, each in said.items()}
    assert failed[BEFORE] == 0
    assert failed[REFORM] > 0
    assert said[REFORM].word == "nonconformant"


@pytest.fixture
def in_transition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[date]:
    """The specs with a 経過措置 on the requirement on amounts, and its last day."""
    until = date(2025, 3, 31)
    for folder in ("specs", "features", "steps"):
        shutil.copytree(data_root() / folder, tmp_path / folder)
    path = tmp_path / "specs" / "welfare" / BUSINESS / "requirements.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["transition_until"] = until.isoformat()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    monkeypatch.setenv("TEKIGO_ROOT", str(tmp_path))
    data_root.cache_clear()
    yield until
    monkeypatch.undo()
    data_root.cache_clear()


def test_a_transition_period_holds_to_its_last_day_and_no_longer(in_transition: date) -> None:
    word, words = Trial(BUSINESS, 1, in_transition).words([OLD_LAW])
    assert words[AMOUNTS] == "in_transition"
    assert (word, judged(words)) == ("indeterminate", {"conformant", "in_transition"})
    word, words = Trial(BUSINESS, 1, date(2025, 4, 1)).words([OLD_LAW])
    assert words[AMOUNTS] == "nonconformant"
    assert word == "nonconformant"
