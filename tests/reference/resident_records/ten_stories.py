"""The ten life stories of features/resident_records/life_stories_*.feature, told to a system and its model at once.

Each yields after every step, so that everything that can be seen is compared there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from tests.reference.resident_records.requests import PLACES, arrival, foreigner, my_number, resident_code

if TYPE_CHECKING:
    from tests.reference.resident_records.counter import Counter

Story = Iterator[None]
FLAGS = ("記載_世帯主・続柄", "記載_本籍・筆頭者", "記載_住民票コード", "記載_個人番号")
ALL = dict.fromkeys(FLAGS, "1")
SEEN = {"確認済アラート": ["T2001"]}


def _arrive(counter: Counter, name: str, ago: int, *, foreign: bool = False, **asked: object) -> str:
    """Move somebody in so many days ago; return the 宛名番号."""
    reason = "国外転入等" if foreign else "国内転入"
    who: dict[str, Any] = arrival(0, 0, foreign=foreign)
    day = counter.desk.day(-ago)
    counter.tell(
        "転入届", **(who | {"異動事由": reason, "異動年月日": day, "届出年月日": day, "氏名": name} | asked)
    )
    return counter.people[-1]


def _joining(counter: Counter, person: str, relation: str) -> dict[str, Any]:
    return {"世帯番号": counter.town.now(person)["世帯番号"], "続柄": relation}


def _born(counter: Counter, parent: str, ago: int) -> str:
    home = counter.town.now(parent)["世帯番号"]
    day = counter.desk.day(-ago)
    counter.tell("出生", 世帯番号=home, 続柄="子", 氏名="適合　子", 生年月日=day, 本籍="なし", 筆頭者="なし")
    return counter.people[-1]


def _one(counter: Counter, operation: str, person: str, ago: int, **asked: object) -> None:
    counter.tell(operation, 宛名番号=person, 異動年月日=counter.desk.day(-ago), **asked)


def _some(counter: Counter, operation: str, people: list[str], ago: int, **asked: object) -> None:
    counter.tell(operation, 対象者宛名番号=people, 異動年月日=counter.desk.day(-ago), **asked)


def _paper(counter: Counter, person: str, *, removed: bool = False) -> None:
    kind = "住民票の除票の写し" if removed else "住民票の写し"
    form = "個人票" if removed else "世帯連記式"
    counter.issue(person, kind, form, 1)
    counter.issue(person, kind, form, 2, **ALL)


def newborn(counter: Counter) -> Story:
    """結婚、旧氏、出生、隣の住戸への転居とその取消し."""
    husband = _arrive(counter, "適合　夫", 300)
    yield
    wife = _arrive(counter, "適合　妻", 200, 性別="2", **_joining(counter, husband, "妻"))
    yield
    _one(counter, "旧氏の記載", wife, 190, 旧氏="元試験", 旧氏_フリガナ="モトシケン")
    yield
    child = _born(counter, husband, 150)
    _paper(counter, wife)
    yield
    _some(counter, "転居届", [husband, wife, child], 100, **PLACES[1])
    _paper(counter, husband)
    yield
    for person in (husband, wife, child):
        counter.tell("異動の取消し", 宛名番号=person)
        yield
    _paper(counter, child)


def foreign_spouse(counter: Counter) -> Story:
    """外国人の妻、通称、帰化."""
    husband = _arrive(counter, "適合　夫", 350)
    yield
    wife = _arrive(counter, "ＳＨＩＫＥＮ", 300, foreign=True, 性別="2", **_joining(counter, husband, "妻"))
    yield
    _one(counter, "通称の記載", wife, 250, 通称="試験　花", 通称_フリガナ="シケン　ハナ")
    _paper(counter, husband)
    yield
    _one(counter, "職権修正", wife, 200, 住所_方書="試験荘１号")
    yield
    _one(
        counter,
        "帰化",
        wife,
        60,
        氏名="適合　花子",
        本籍="東京都千代田区試験町一丁目１番",
        筆頭者="適合　花子",
    )
    _paper(counter, husband)
    yield
    _one(counter, "旧氏の記載", wife, 10, 旧氏="旧試験")
    _paper(counter, wife)
    yield


def protected(counter: Counter) -> Story:
    """支援措置を受ける母子の転居と転出."""
    mother = _arrive(counter, "適合　母", 300, 性別="2")
    child = _arrive(counter, "適合　子", 300, 生年月日="2018-05-05", **_joining(counter, mother, "子"))
    yield
    counter.protect(mother)
    _paper(counter, mother)
    yield
    _some(counter, "転居届", [mother, child], 90, **PLACES[2])
    yield
    _some(counter, "転出届", [mother, child], -3, 異動事由="国内転出", 転出先住所_予定="神奈川県横浜市西区")
    yield
    for person in (mother, child):
        counter.tell(
            "転入通知受理", 宛名番号=person, 転入通知年月日=counter.desk.day(), 転入年月日_通知=counter.desk.day(-1),
            転出先住所_確定="神奈川県横浜市西区試験町１番",
        )  # fmt: skip
        _paper(counter, person, removed=True)
        yield
    counter.expose(next(iter(counter.town.protected)))
    _paper(counter, mother, removed=True)
    yield


def head_dies(counter: Counter) -> Story:
    """世帯主の死亡と、その取消し."""
    father = _arrive(counter, "適合　父", 300)
    for name, relation in (("適合　母", "妻"), ("適合　子", "子"), ("適合　祖母", "母")):
        _arrive(counter, name, 300, **_joining(counter, father, relation))
    yield
    _one(counter, "死亡", father, 20, 職権世帯主変更フラグ="1")
    yield
    _one(counter, "死亡", father, 20, 職権世帯主変更フラグ="1", **SEEN)
    _paper(counter, counter.people[1])
    yield
    counter.tell("異動の取消し", 宛名番号=father)
    _paper(counter, father)
    yield


def move_out_taken_back(counter: Counter) -> Story:
    """転出の取りやめと、世帯主だけの国外転出."""
    husband = _arrive(counter, "適合　夫", 250)
    wife = _arrive(counter, "適合　妻", 250, **_joining(counter, husband, "妻"))
    child = _arrive(counter, "適合　子", 250, **_joining(counter, husband, "子"))
    yield
    family = [husband, wife, child]
    _some(counter, "転出届", family, -10, 異動事由="国内転出", 転出先住所_予定="神奈川県横浜市西区")
    _paper(counter, husband)
    yield
    for person in family:
        counter.tell("異動の取消し", 宛名番号=person)
        yield
    counter.days(11)
    abroad = {"異動事由": "国外転出", "転出先住所_予定": "試験国", "新世帯主宛名番号": child}
    _some(counter, "転出届", [husband], 0, **abroad)
    yield
    _some(counter, "転出届", [husband], 0, **abroad, **SEEN)
    _paper(counter, husband, removed=True)
    _paper(counter, wife)
    yield


def back_within_14_days(counter: Counter) -> Story:
    """転出し、14日のうちに戻った人."""
    person = _arrive(counter, "適合　本人", 200)
    _one(counter, "旧氏の記載", person, 150, 旧氏="旧試験")
    yield
    _some(counter, "転出届", [person], 12, 異動事由="国内転出", 転出先住所_予定="神奈川県横浜市西区",
          届出年月日=counter.desk.day(-13))  # fmt: skip
    _paper(counter, person, removed=True)
    yield
    counter.tell(
        "転入通知受理", 宛名番号=person, 転入通知年月日=counter.desk.day(-8), 転入年月日_通知=counter.desk.day(-10),
        転出先住所_確定="神奈川県横浜市西区試験町１番",
    )  # fmt: skip
    yield
    _arrive_again = arrival(0, 0, foreign=False) | {"氏名": "適合　本人", "異動事由": "国内転入"}
    counter.tell("転入届", **_arrive_again, 異動年月日=counter.desk.day(-2))
    yield
    _one(counter, "再転入", person, 2, 異動事由="国内転入", **PLACES[3])
    _paper(counter, person)
    yield


def special_moves(counter: Counter) -> Story:
    """特例転入、番号の変更、予定の日の来る転出."""
    received = {name: value for name, value in arrival(1, 0, foreign=False).items() if name[:3] != "住所_"}
    counter.announce(**received, 住民票コード=resident_code(1))
    yield
    number = next(iter(counter.town.announced))
    for _ in range(2):
        counter.tell("特例転入", 受信番号=number, 異動年月日=counter.desk.day(-10), **PLACES[0])
        yield
    person = counter.people[-1]
    _one(counter, "住民票コードの変更請求", person, 6)
    _one(counter, "個人番号の変更請求", person, 5, 個人番号=my_number(1))
    _paper(counter, person)
    yield
    _some(
        counter, "転出届", [person], -5, 異動事由="国内転出", 転出先住所_予定="神奈川県", 特例転出フラグ="1"
    )
    _paper(counter, person)
    for _ in range(5):
        yield
        counter.days(1)
    _paper(counter, person, removed=True)
    yield


def mixed_household(counter: Counter) -> Story:
    """国籍喪失と、日本人と外国人の混合世帯."""
    husband = _arrive(counter, "適合　夫", 340)
    wife = _arrive(counter, "ＳＨＩＫＥＮ", 320, foreign=True, **_joining(counter, husband, "妻"))
    _born(counter, husband, 240)
    yield
    _one(counter, "国籍喪失", husband, 40, 氏名="ＳＨＩＫＥＮ　ＯＴＴＯ", **foreigner(3))
    _paper(counter, wife)
    yield
    _one(counter, "通称の記載", husband, 35, 通称="試験　夫")
    yield
    _one(counter, "国籍取得", wife, 10, 氏名="適合　妻子", 本籍="なし", 筆頭者="なし")
    _paper(counter, husband)
    yield
    abroad = {"異動事由": "国外転出", "転出先住所_予定": "試験国", "新世帯主宛名番号": wife}
    _some(counter, "転出届", [husband], 0, **abroad, **SEEN)
    _paper(counter, wife)
    yield


def split_and_merge(counter: Counter) -> Story:
    """世帯の分離、世帯主の変更、合併、その取消し."""
    father = _arrive(counter, "適合　父", 360)
    mother = _arrive(counter, "適合　母", 360, **_joining(counter, father, "妻"))
    son = _arrive(counter, "適合　長男", 360, 生年月日="1995-01-01", **_joining(counter, father, "子"))
    yield
    _some(counter, "世帯分離", [son], 100)
    _paper(counter, son)
    yield
    wife = _arrive(counter, "適合　嫁", 80, **_joining(counter, son, "妻"))
    yield
    new, former = {"新世帯主宛名番号": mother}, {"対象者宛名番号": [father], "対象者続柄": ["夫"]}
    counter.tell("世帯主変更", **new, **former, 異動年月日=counter.desk.day(-60))
    yield
    home = counter.town.now(father)["世帯番号"]
    _some(counter, "世帯合併", [son, wife], 30, 世帯番号=home, 対象者続柄=["子", "子の妻"])
    _paper(counter, father)
    yield
    counter.tell("異動の取消し", 宛名番号=wife)
    _paper(counter, wife)
    yield


def corrections(counter: Counter) -> Story:
    """誤記、軽微な修正、申出、改製、死亡とその後の修正."""
    mother = _arrive(counter, "適合　母", 330, 性別="2")
    child = _born(counter, mother, 300)
    yield
    _one(counter, "誤記修正", child, 280, 性別="2")
    yield
    for person in (mother, child):
        _one(counter, "軽微な修正", person, 200, 修正事由="地番の変更", 住所_番地号表記="１番２号")
        yield
    _one(
        counter, "職権修正", mother, 150, 氏名="適合　直子", 申出フラグ="1", 申出年月日=counter.desk.day(-151)
    )
    _paper(counter, child)
    yield
    _one(counter, "改製", mother, 100)
    yield
    _one(counter, "死亡", mother, 30, 職権世帯主変更フラグ="1")
    _paper(counter, mother, removed=True)
    yield
    _one(counter, "誤記修正", mother, 5, 性別="1")
    _paper(counter, child)
    yield


# Each with faults that it must notice.
STORIES: dict[Callable[[Counter], Story], tuple[str, ...]] = {
    newborn: ("F-SAME-LOT-SINCE", "F-CANCELLED-UNTOLD", "F-NUMBER-UNASKED", "F-CS-MOVE-UNTOLD"),
    foreign_spouse: ("F-NATURALISED-SINCE", "F-IMMIGRATION-JAPANESE-TOLD"),
    protected: ("F-LATER-REMOVAL", "F-PROVISIONAL-OPEN"),
    head_dies: ("F-DEAD-COUNTED", "F-JOINED-WITH-REMOVED"),
    move_out_taken_back: ("F-PLANNED-IS-GONE", "F-NO-SUCCESSOR", "F-DUE-DAY-COUNTED"),
    back_within_14_days: ("F-KOSEKI-FORGOTTEN", "F-SAME-PERSON-UNNOTICED"),
    special_moves: ("F-SPECIAL-ADDRESS-LOST", "F-CODE-KEPT"),
    mixed_household: ("F-LOSS-KOSEKI", "F-ONLY-JAPANESE"),
    split_and_merge: ("F-SPLIT-MOVES", "F-STALE-HEAD-NAME", "F-CANCEL-EMPTY-HOME"),
    corrections: ("F-REWRITING-REMOVES", "F-RELATION-UNASKED", "F-JOINT-RELATION-LOST"),
}
