"""People, their histories and households. The newest row is the present; the day decides who still lives here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.reference.resident_records.model.messages import Message, told_of
from tests.reference.resident_records.model.words import HEAD, HERE, MOVED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

Row = dict[str, Any]

# What belongs to one event and is not carried into the next row.
OF_THE_EVENT = frozenset(
    {
        "異動事由",
        "異動年月日",
        "届出年月日",
        "処理年月日",
        "申出フラグ",
        "申出年月日",
        "請求年月日",
        "通知年月日",
    }
    | {"職権フラグ", "修正事由"}
)
REMOVAL = ("消除事由", "消除年月日")
# Reasons whose rows say that they were written ex officio, and those that a notification brings.
BY_OFFICE = frozenset({"職権記載", "職権消除"})
ON_NOTICE = frozenset({"国内転入", "国外転入等", "転居", "世帯合併", "世帯変更"})
_RANKS = {"夫": 1, "妻": 1, "夫（未届）": 1, "妻（未届）": 1, "子": 2, "父": 3, "母": 3, "弟": 4, "妹": 4}


MEASURE, PROVISIONAL = "支援措置", "仮支援措置"


@dataclass
class Leaving:
    """What a filed move-out says of the household that its head leaves behind."""

    appoint: bool
    successor: str | None
    event: int


@dataclass
class Town:
    """Everything that can be asked about. Keys that start with _ are the model's own and are not compared."""

    today: date
    people: dict[str, list[Row]] = field(default_factory=dict)
    households: list[str] = field(default_factory=list)  # every number that was ever given
    leaving: dict[str, Leaving] = field(default_factory=dict)
    editing: dict[str, str] = field(default_factory=dict)  # person → user
    drafts: dict[str, tuple[str, Row]] = field(default_factory=dict)  # number → operation and its items
    protected: dict[str, str] = field(default_factory=dict)  # number of the measure → person
    announced: dict[str, Row] = field(default_factory=dict)  # 受信番号 → what was received
    used: set[str] = field(default_factory=set)  # received, and used
    measures: dict[str, tuple[str, str]] = field(default_factory=dict)  # every measure → person, its kind
    restricted: dict[str, tuple[str, str, str]] = field(default_factory=dict)  # number → person, what, level
    issued: dict[str, int] = field(default_factory=dict)  # person → copies
    sheets: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # removals that may still be shown
    told: list[Message] = field(default_factory=list)  # what others were told, in order
    _event: int = 0

    @property
    def day(self) -> str:
        """Today as the contract writes it."""
        return self.today.isoformat()

    def now(self, person: str) -> Row:
        """Return what the records say of a person."""
        return self.people[person][-1]

    def lives_here(self, row: Row) -> bool:
        """Tell whether a row is that of a resident today: a planned move-out counts once its day has come."""
        planned = row.get("転出予定年月日")
        return row["住民状態"] == HERE and not (planned and planned <= self.day)

    def residents(self) -> list[str]:
        """Return who lives here today."""
        return [person for person, rows in self.people.items() if self.lives_here(rows[-1])]

    def members(self, household: str) -> list[str]:
        """Return the residents of a household."""
        return [person for person in self.residents() if self.now(person)["世帯番号"] == household]

    def head(self, household: str) -> str | None:
        """Return the head of a household, if it has one."""
        heads = [each for each in self.members(household) if self.now(each)["続柄"] == HEAD]
        assert len(heads) <= 1, heads
        return heads[0] if heads else None

    def highest(self, people: Iterable[str]) -> str:
        """Return who stands first in the order of a household (5.2): spouse, children by age, parents, siblings."""

        def rank(person: str) -> tuple[int, str, str]:
            row = self.now(person)
            return _RANKS.get(row["続柄"], 9), row["生年月日"], person

        return min(people, key=rank)

    def event(self) -> int:
        """Begin an event; rows written by one event are cancelled together."""
        self._event += 1
        return self._event

    def write(
        self,
        person: str,
        reason: str,
        changes: Row,
        *,
        base: Row | None = None,
        event: int,
        say: Row | None = None,
    ) -> Row:
        """Add a row: the base (or the present) with changes, None takes an item away. `say`: items of the event."""
        rows = self.people.setdefault(person, [])
        base = base if base is not None else (rows[-1] if rows else {})
        kept = {name: value for name, value in base.items() if name not in OF_THE_EVENT and name[0] != "_"}
        row = kept | changes | {"異動事由": reason, "処理年月日": self.day} | (say or {})
        row = {name: value for name, value in row.items() if value not in (None, "")}
        row |= {"履歴番号": len(rows) + 1, "_event": event}
        if reason not in BY_OFFICE | ON_NOTICE and "職権フラグ" not in (say or {}):
            row["_open"] = {"職権フラグ"}
        if reason in ("国内転出", "国外転出"):
            self._unsettle(person, "" if self.lives_here(row) else PROVISIONAL)
        self.told += told_of(person, row, rows[-1] if rows else {}, self.day, here=self.lives_here(row))
        rows.append(row)
        return row

    def settle(self) -> None:
        """Let those leave whose planned day has come, and give their households another head or none."""
        due = [
            person
            for person, rows in self.people.items()
            if rows[-1]["住民状態"] == HERE and not self.lives_here(rows[-1])
        ]
        if not due:
            return
        heads = [person for person in due if self.now(person)["続柄"] == HEAD]
        for person in due:
            row = self.now(person)
            self._show_as_moved(row)
            self._unsettle(person, PROVISIONAL)
            self.remember_sheet(person, row)
        for person in heads:
            row = self.now(person)
            self.behead(row["世帯番号"], self.leaving[person], row["消除年月日"])

    def behead(self, household: str, leaving: Leaving, day: str) -> None:
        """Give a household that its head left a successor, named or the highest, or leave it without one."""
        remaining = self.members(household)
        if not remaining or self.head(household):
            return
        named = leaving.successor if leaving.successor in remaining else None
        if not named and not leaving.appoint:
            return
        say = {"異動年月日": day, "職権フラグ": "1"}
        heir = named or self.highest(remaining)
        row = self.write(heir, "世帯主変更", {"続柄": HEAD}, event=leaving.event, say=say)
        row["_open"] = {
            "通知年月日",
            "申出フラグ",
            "申出年月日",
        }  # whether those of the departure show is not said

    def protect(self, number: str, person: str) -> None:
        """Begin a measure for a person."""
        self.protected[number] = person
        self.measures[number] = person, MEASURE

    def expose(self, number: str) -> None:
        """End a measure; it stays to be seen."""
        del self.protected[number]
        self.measures[number] = self.measures[number][0], "終了"

    def _unsettle(self, person: str, kind: str) -> None:
        """Change the kind of the measures of a person that have not ended; `""`: it is not said which they have."""
        for number, protected in self.protected.items():
            if protected == person:
                self.measures[number] = person, kind

    def remember_sheet(self, person: str, row: Row) -> None:
        """Note that a removal has come about."""
        self.sheets.setdefault(person, []).append((row["消除事由"], row["消除年月日"]))

    def _show_as_moved(self, row: Row) -> None:
        row |= {"住民状態": MOVED, "消除事由": "転出", "消除年月日": row["転出予定年月日"]}

    def busy(self, people: Collection[str], user: str = "default") -> set[str]:
        """Return T1402, T1403 or T2004 when somebody edits one of the people, or entries for one are restricted."""
        found = {"T1402" for each in people if self.editing.get(each, user) != user}
        for person, what, level in self.restricted.values():
            if person in people and what == "異動入力":
                found.add("T1403" if level == "エラー" else "T2004")
        return found
