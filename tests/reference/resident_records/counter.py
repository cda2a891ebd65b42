"""Tells the system and the model the same, and holds every answer to what the model says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.reference.desk import Answer, Desk
from tests.reference.resident_records.model import TRANSACTIONS
from tests.reference.resident_records.model.papers import issue_refused, issued, printed
from tests.reference.resident_records.model.town import Row, Town
from tests.reference.resident_records.observed import differences

if TYPE_CHECKING:
    from collections.abc import Iterable

TOLD = ("履歴番号", "世帯番号", "異動事由", "異動年月日", "住民状態", "続柄")


class Counter:
    """One system beside its model. `story`: what was asked so far, and how it ended."""

    def __init__(self, faults: Iterable[str] = ()) -> None:
        self.desk = Desk(faults)
        self.town = Town(self.desk.today)
        self.story: list[str] = []

    def close(self) -> None:
        """Close the system."""
        self.desk.system.close()

    @property
    def people(self) -> list[str]:
        """Everybody who was ever entered, in order."""
        return list(self.town.people)

    def tell(self, operation: str, *, draft: bool = False, **asked: object) -> Answer:
        """Ask for a transaction: it must be refused or pass as the model says. A draft leaves everything as it is."""
        refused = TRANSACTIONS[operation].refused(self.town, dict(asked))
        if draft and not refused:
            answer = self._ask(operation, **asked, 登録区分="仮登録")
            number = answer.one["仮登録番号"]
            assert list(answer.one) == ["仮登録番号"], answer.one
            self.town.drafts[number] = (operation, dict(asked))
            return answer
        answer = self._ask(operation, **asked)
        self._judge(answer, operation, dict(asked), refused)
        return answer

    def announce(self, **received: object) -> None:
        """転出証明書情報取込."""
        self.town.announced[self._ask("転出証明書情報取込", **received).one["受信番号"]] = dict(received)

    def commit(self, number: str, alerts: list[str]) -> None:
        """本登録: as if the operation were asked for now; a draft that does not hold stays one."""
        operation, asked = self.town.drafts[number]
        asked = asked | ({"確認済アラート": alerts} if alerts else {})
        refused = TRANSACTIONS[operation].refused(self.town, asked)
        answer = self._ask("本登録", 仮登録番号=number, **({"確認済アラート": alerts} if alerts else {}))
        self._judge(answer, operation, asked, refused)
        if not refused:
            del self.town.drafts[number]

    def withdraw(self, number: str) -> None:
        """仮登録取下げ."""
        assert self._ask("仮登録取下げ", 仮登録番号=number).status == 200
        del self.town.drafts[number]

    def days(self, number: int) -> None:
        """Let days pass; somebody asks for something every day."""
        for _ in range(number):
            self.desk.tomorrow()
            self.town.today += timedelta(days=1)
            self.town.settle()
            self.desk.ask("統計照会", 統計区分="現住者")
        self.story.append(f"{number}日後")

    def restrict(self, person: str, what: str, level: str) -> None:
        """抑止設定."""
        made = self._ask(
            "抑止設定", 宛名番号=person, 抑止処理種別=what, 抑止水準=level, 抑止開始年月日=self.desk.day()
        )
        self.town.restricted[made.one["抑止番号"]] = (person, what, level)

    def lift(self, number: str) -> None:
        """抑止解除."""
        assert self._ask("抑止解除", 抑止番号=number).status == 200
        del self.town.restricted[number]

    def protect(self, person: str) -> None:
        """支援措置登録, for years, so that its end stays out of the story."""
        made = self._ask(
            "支援措置登録", 宛名番号=person, 支援措置開始年月日=self.desk.day(), 支援措置終了年月日="2036-01-01",
            申出者氏名="適合　申出",
        )  # fmt: skip
        self.town.protect(made.one["支援措置番号"], person)

    def expose(self, number: str) -> None:
        """支援措置終了."""
        assert self._ask("支援措置終了", 支援措置番号=number).status == 200
        self.town.expose(number)

    def edit(self, person: str) -> None:
        """編集開始 by another user; 編集終了 when that one edits already."""
        if self.town.editing.pop(person, None):
            assert self._ask("編集終了", "clerk_b", 宛名番号=person).status == 200
        else:
            assert self._ask("編集開始", "clerk_b", 宛名番号=person).status == 200
            self.town.editing[person] = "clerk_b"

    def issue(self, person: str, kind: str, form: str, copies: int, **flags: str) -> None:
        """証明書交付: refused or issued, for whom the model says, in their order, with what may be on it."""
        refused = issue_refused(self.town, person, kind, form)
        answer = self._ask(
            "証明書交付",
            宛名番号=person,
            証明書種別=kind,
            様式区分=form,
            部数=copies,
            確認済アラート=["T2003"],
            **flags,
        )
        if refused:
            assert answer.codes, (refused, answer.body)
            assert set(answer.codes) <= refused, (answer.codes, refused)
            return
        assert answer.status == 200, answer.body
        shown = [row["宛名番号"] for row in answer.results]
        assert set(shown) == set(issued(self.town, person, form)), shown
        if len(shown) > 1:
            household = self.town.now(person)["世帯番号"]
            listed = self.desk.ask("世帯照会", 世帯番号=household).results
            assert shown == [row["宛名番号"] for row in listed], self._said(f"{listed} の順", answer)
        for each, paper in zip(shown, answer.results, strict=True):
            self.town.issued[each] = self.town.issued.get(each, 0) + copies
            wants = printed(self.town, each, flags)
            wrong = {name: (paper.get(name), want) for name, want in wants.items() if paper.get(name) != want}
            assert not wrong, self._said(f"{each} {wrong}", answer)

    def compare(self) -> None:
        """Hold everything that can be seen to the model."""
        found = list(differences(self.desk, self.town))
        assert not found, "\n".join([*self.story, "", *found])

    def _ask(self, operation: str, user: str = "default", /, **asked: object) -> Answer:
        answer = self.desk.ask(operation, user, **asked)
        shown = "、".join(f"{name}={value}" for name, value in asked.items())
        self.story.append(f"{operation}（{shown}）→ {answer.codes or '受付'}")
        return answer

    def _judge(self, answer: Answer, operation: str, asked: Row, refused: set[str]) -> None:
        if refused:
            assert answer.codes, self._said(f"{refused} で拒まれるはず", answer)
            assert set(answer.codes) <= refused, self._said(f"{refused} のはず", answer)
            return
        assert answer.status == 200, self._said("受け付けられるはず", answer)
        TRANSACTIONS[operation].carry_out(self.town, asked, [self._told(result) for result in answer.results])
        self.town.settle()
        for result in answer.results:
            row = self.town.now(result["宛名番号"])
            told = {
                name: result[name] for name in TOLD if name in result and name not in row.get("_open", ())
            }
            assert told == {name: row[name] for name in told}, self._said(str(row), answer)

    def _told(self, result: Row) -> Row:
        """Add the code that the system drew: 本登録 does not answer it."""
        shown = self.desk.ask("住民照会", 宛名番号=result["宛名番号"]).one
        return {"住民票コード": shown["住民票コード"]} | result

    def _said(self, wanted: str, answer: Answer) -> str:
        return "\n".join([*self.story, "", wanted, str(answer.body)])
