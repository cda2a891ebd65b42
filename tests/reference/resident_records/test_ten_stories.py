"""Ten life stories: after every step everything that can be seen is as the model says, and a fault never passes."""

import pytest

from tests.reference.resident_records.counter import Counter
from tests.reference.resident_records.ten_stories import STORIES

NAMED = {story.__name__: story for story in STORIES}
BROKEN = [(story.__name__, fault) for story, faults in STORIES.items() for fault in faults]


def _tell(name: str, faults: tuple[str, ...] = ()) -> int:
    counter, steps = Counter(faults), 0
    try:
        for _ in NAMED[name](counter):
            counter.compare()
            steps += 1
        counter.compare()
    finally:
        counter.close()
    return steps


@pytest.mark.parametrize("name", NAMED)
def test_everything_is_as_the_model_says(name: str) -> None:
    assert _tell(name) >= 4


@pytest.mark.parametrize(("name", "fault"), BROKEN)
def test_no_story_passes_on_a_broken_system(name: str, fault: str) -> None:
    with pytest.raises(AssertionError):
        _tell(name, (fault,))
