"""Random life stories against the model: after every step everything that can be seen is as it must be.

TEKIGO_STORIES sets how many stories are walked and TEKIGO_STORY_STEPS how long they are; with TEKIGO_STORY_RANDOM=1
they are others every time. What breaks is shrunk, for TEKIGO_STORY_SHRINK seconds (0: not at all), and printed as the
story that was told.
"""

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.internal.conjecture import engine
from hypothesis.stateful import run_state_machine_as_test

from tests.reference.resident_records.counter import Counter
from tests.reference.resident_records.requests import PLACES, arrival
from tests.reference.resident_records.stories import LifeStories

STORIES = int(os.environ.get("TEKIGO_STORIES", "16"))
STEPS = int(os.environ.get("TEKIGO_STORY_STEPS", "30"))
SHRINK = int(os.environ.get("TEKIGO_STORY_SHRINK", "30"))
ANEW = bool(os.environ.get("TEKIGO_STORY_RANDOM"))
FAULTS = (
    "F-NO-HEAD-ALERT",
    "F-NO-SUCCESSOR",
    "F-SPLIT-MOVES",
    "F-OVERWRITE",
    "F-REWRITING-REMOVES",
    "F-CANCEL-AGAIN",
    "F-CANCELLED-REASON",
)


WALK = settings(
    max_examples=STORIES,
    stateful_step_count=STEPS,
    derandomize=not ANEW,
    database=None,
    deadline=None,
    print_blob=False,
    phases=(Phase.generate, Phase.shrink) if SHRINK else (Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


def test_whatever_happens_the_records_show_what_they_must(monkeypatch: pytest.MonkeyPatch) -> None:
    # No setting bounds how long Hypothesis shrinks: its own bound is five minutes.
    monkeypatch.setattr(engine, "MAX_SHRINKING_SECONDS", SHRINK)
    run_state_machine_as_test(LifeStories, settings=WALK)


def _told(counter: Counter) -> None:
    """Tell one fixed story: no chance decides whether a fault shows."""
    day = counter.desk.day
    first = arrival(0, 0, foreign=False) | {"異動事由": "国内転入", "異動年月日": day(-3)}
    counter.tell("転入届", **first)
    home = counter.town.households[0]
    for name, relation in (("適合　妻", "妻"), ("適合　子", "子"), ("適合　母", "母")):
        counter.tell("転入届", **(first | {"氏名": name, "世帯番号": home, "続柄": relation}))
    head, _, child, mother = counter.people
    counter.tell("転居届", 対象者宛名番号=[head], 異動年月日=day(), **PLACES[2])
    counter.tell("世帯分離", 対象者宛名番号=[mother], 異動年月日=day())
    counter.tell("誤記修正", 宛名番号=child, 異動年月日=day(), 性別="2")
    counter.tell("誤記修正", 宛名番号=child, 異動年月日=day(), 本籍="不明")
    counter.compare()
    counter.tell("改製", 宛名番号=child)
    counter.tell(
        "転出届",
        対象者宛名番号=[head],
        異動事由="国内転出",
        転出先住所_予定="神奈川県",
        異動年月日=day(),
        確認済アラート=["T2001"],
        職権世帯主変更フラグ="1",
    )
    counter.compare()
    counter.tell("異動の取消し", 宛名番号=mother)
    counter.tell("異動の取消し", 宛名番号=mother)
    counter.tell("再転入", 宛名番号=head, 異動事由="国内転入", 異動年月日=day(), **PLACES[3])
    counter.tell("異動の取消し", 宛名番号=head)
    counter.compare()


def test_the_fixed_story_is_true_of_a_sound_system() -> None:
    _tell(())


@pytest.mark.parametrize("fault", FAULTS)
def test_the_model_finds_what_a_broken_system_does(fault: str) -> None:
    with pytest.raises(AssertionError):
        _tell((fault,))


def _tell(faults: tuple[str, ...]) -> None:
    counter = Counter(faults)
    try:
        _told(counter)
    finally:
        counter.close()
