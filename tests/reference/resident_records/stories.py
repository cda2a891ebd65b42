"""Random life stories: what may happen next in a small town, drawn so that the fates of its people meet."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.reference.resident_records.model.words import FOREIGN, JAPANESE
from tests.reference.resident_records.moving import Moving
from tests.reference.resident_records.requests import NAMES, foreigner, my_number
from tests.reference.resident_records.walker import few, peopled, seldom, who, yes


class LifeStories(Moving):
    """Every rule is something that a counter is asked for; after each, all that can be seen is compared."""

    @peopled
    @rule(index=who, name=few, what=few, how=st.integers(0, 2), report=seldom)
    def be_corrected(self, index: int, name: int, what: int, how: int, *, report: bool) -> None:
        changed: dict[str, Any] = [
            {"氏名": NAMES[name], "氏名_フリガナ": "ナオシ"},
            {"性別": "2"},
            {"住所_方書": "試験荘１号"},
            {"本籍": "不明"},
        ][what]
        changed |= {"申出フラグ": "1"} if report else {}
        changed |= {"修正事由": "地番の変更"} if how == 1 else {}
        operation = ("職権修正", "軽微な修正", "誤記修正")[how]
        self.counter.tell(operation, 宛名番号=self.person(index), 異動年月日=self.desk.day(), **changed)

    @peopled
    @rule(index=who, what=st.integers(0, 4), number=few)
    def rename(self, index: int, what: int, number: int) -> None:
        person = self.person(index)
        foreign = self.town.now(person)["住民種別"] == FOREIGN
        operation = ("旧氏の記載", "旧氏の変更", "旧氏の削除", "通称の記載", "通称の削除")[what]
        if foreign and what < 3:
            return
        new = {0: "旧氏", 1: "旧氏", 3: "通称"}.get(what)
        asked: dict[str, Any] = {new: f"試験{'一二三四'[number]}", f"{new}_フリガナ": "シケン"} if new else {}
        self.counter.tell(operation, 宛名番号=person, 異動年月日=self.desk.day(), **asked)

    @peopled
    @rule(index=who, number=st.integers(0, 5))
    def renumber(self, index: int, number: int) -> None:
        asked: dict[str, Any] = {"宛名番号": self.person(index), "異動年月日": self.desk.day()}
        if number == 5:
            self.counter.tell("住民票コードの変更請求", **asked)
        else:
            self.counter.tell("個人番号の変更請求", 個人番号=my_number(number), **asked)

    @peopled
    @rule(index=who, name=few, wrong=seldom, acquired=yes, ago=st.integers(0, 3))
    def change_nationality(self, index: int, name: int, ago: int, *, wrong: bool, acquired: bool) -> None:
        now = self.town.now(self.person(index))
        if "転出予定年月日" in now:
            return  # what becomes of a planned move-out is not said
        asked: dict[str, Any] = {"宛名番号": self.person(index), "異動年月日": self.desk.day(-ago)}
        if (now["住民種別"] == JAPANESE) == wrong:
            operation = "国籍取得" if acquired else "帰化"
            self.counter.tell(operation, 氏名=NAMES[name], 本籍="東京都", 筆頭者=NAMES[name], **asked)
        else:
            self.counter.tell("国籍喪失", 氏名="ＳＨＩＫＥＮ", **(asked | foreigner(name)))

    @peopled
    @rule(index=who)
    def rewrite(self, index: int) -> None:
        self.counter.tell("改製", 宛名番号=self.person(index))

    @peopled
    @rule(index=who, number=st.sampled_from([0, 0, 0, -1, 1]), report=seldom)
    def cancel(self, index: int, number: int, *, report: bool) -> None:
        person = self.person(index)
        asked: dict[str, Any] = {"申出フラグ": "1"} if report else {}
        wanted = self.town.now(person)["履歴番号"] + number
        if number and wanted:
            asked["取消対象履歴番号"] = wanted
        self.counter.tell("異動の取消し", 宛名番号=person, **asked)

    @peopled
    @rule(index=who, issuing=yes, error=yes, begin=seldom)
    def restrict_or_lift(self, index: int, *, issuing: bool, error: bool, begin: bool) -> None:
        person = self.person(index)
        own = [number for number, (each, _, _) in self.town.restricted.items() if each == person]
        if own or not begin:
            for number in list(self.town.restricted)[:1]:
                self.counter.lift(number)
        else:
            self.counter.restrict(
                person, "証明書発行" if issuing else "異動入力", "エラー" if error else "アラート"
            )

    @peopled
    @rule(index=who)
    def protect_or_expose(self, index: int) -> None:
        person = self.person(index)
        own = [number for number, each in self.town.protected.items() if each == person]
        if own:
            self.counter.expose(own[0])
        elif self.town.lives_here(self.town.now(person)):
            self.counter.protect(person)

    @peopled
    @rule(index=who, begin=seldom)
    def edit(self, index: int, *, begin: bool) -> None:
        """Another user edits somebody; mostly one who does so stops."""
        if begin:
            self.counter.edit(self.person(index))
        elif self.town.editing:
            self.counter.edit(next(iter(self.town.editing)))

    @peopled
    @rule(index=who, removed=yes, joined=yes, copies=st.integers(1, 2), flags=few)
    def issue(self, index: int, copies: int, flags: int, *, removed: bool, joined: bool) -> None:
        kind = "住民票の除票の写し" if removed else "住民票の写し"
        form = "世帯連記式" if joined and not removed else "個人票"
        pairs = ("記載_世帯主・続柄", "記載_本籍・筆頭者"), ("記載_住民票コード", "記載_個人番号")
        asked = {name: "1" for bit, names in enumerate(pairs) if flags >> bit & 1 for name in names}
        self.counter.issue(self.person(index), kind, form, copies, **asked)

    @precondition(lambda self: self.town.drafts)
    @rule(index=who, seen=yes, withdraw=seldom)
    def decide(self, index: int, *, seen: bool, withdraw: bool) -> None:
        number = list(self.town.drafts)[index % len(self.town.drafts)]
        movers = self.town.drafts[number][1].get("対象者宛名番号", ())
        apart = len({self.town.now(each)["世帯番号"] for each in movers}) > 1
        if withdraw or apart:  # what becomes of movers who live apart by now is not said
            self.counter.withdraw(number)
        else:
            self.counter.commit(number, ["T2001", "T2002", "T2004"] if seen else [])

    @rule(number=st.integers(1, 6))
    def days_pass(self, number: int) -> None:
        self.counter.days(number)
