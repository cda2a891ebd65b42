"""Random life stories against the model: after every step everything that can be seen is as it must be.

TEKIGO_STORIES sets how many stories are walked and TEKIGO_STORY_STEPS how long they are; with TEKIGO_STORY_RANDOM=1
they are others every time. What breaks is shrunk and printed as the story that was told.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.reference.resident_records.stories import LifeStories

STORIES = int(os.environ.get("TEKIGO_STORIES", "24"))
STEPS = int(os.environ.get("TEKIGO_STORY_STEPS", "30"))
ANEW = bool(os.environ.get("TEKIGO_STORY_RANDOM"))
FAULTS = (
    "F-NO-SUCCESSOR",
    "F-SPLIT-MOVES",
    "F-SPLIT-ALL",
    "F-RESIDENT-SINCE",
    "F-REWRITING-REMOVES",
)


def _walk(stories: int, *, shrink: bool) -> settings:
    return settings(
        max_examples=stories,
        stateful_step_count=STEPS,
        derandomize=not ANEW,
        database=None,
        deadline=None,
        print_blob=False,
        phases=(Phase.generate, Phase.shrink) if shrink else (Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )


def test_whatever_happens_the_records_show_what_they_must() -> None:
    run_state_machine_as_test(LifeStories, settings=_walk(STORIES, shrink=True))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_walk_finds_what_a_broken_system_does(fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LifeStories, "faults", (fault,))
    with pytest.raises(AssertionError):
        run_state_machine_as_test(LifeStories, settings=_walk(max(STORIES, 60), shrink=False))
