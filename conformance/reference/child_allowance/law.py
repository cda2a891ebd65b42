"""What the rule tables say. Every figure, limit and period of 児童手当 comes from here, asked for a month.

Months are YYYY-MM, amounts 円. The rules of a month are those in force on its first day.
"""

from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, cast

from msgspec import Struct

from conformance.reference.child_allowance.months import first_day, later, month_of, span
from conformance.reference.clock import internal_date
from conformance.reference.faults import fault_active
from conformance.spec.load import load_package
from conformance.spec.moments import shift
from conformance.spec.rules import FoundRow, RuleBook

YES, NO = "はい", "いいえ"
_LONGEST_WAIT = 12  # months after which the payment of a month has surely come


class AgeClass(Struct, frozen=True):
    """年齢区分, and the 児童区分 that a child of that age may have; empty for none."""

    name: str
    kind: str


class Counting(Struct, frozen=True):
    """Whether a child counts, and from how many children on that needs 確認書; None when it never does."""

    counts: bool
    document_from: int | None


PAYABLE = "支給対象児童"
_THIRD = 3


@cache
def book() -> RuleBook:
    """Return the rule tables of 児童手当."""
    return RuleBook(load_package("child_allowance"))


@lru_cache(maxsize=1 << 16)
def age_class(birth: str, month: str) -> AgeClass:
    """Tell the class of somebody's age in a month (規則表「年齢区分」)."""
    day = first_day(month)
    row = _row("年齢区分", day, 生年月日=internal_date(birth).isoformat())
    return AgeClass(row.text("年齢区分"), row.text("児童区分"))


@cache
def counting(age: str, bears: bool, month: str) -> Counting:
    """Tell whether a child of an age class counts in a month (規則表「多子算定」)."""
    row = _row("多子算定", first_day(month), 年齢区分=age, 経済的負担フラグ=YES if bears else NO)
    needed: Any = row["確認書を要する人数"]
    return Counting(row.text("算定対象フラグ") == YES, needed)


def amount(kind: str, age: str, rank: int, month: str, *, reduced: bool = False) -> int:
    """Return the monthly amount of one child in 円 (規則表「月額」). `reduced`: 特例給付."""
    day = first_day(month)
    if fault_active("F-CA-OLD-LAW") or (reduced and fault_active("F-CA-INCOME-KEPT")):
        day = min(day, _end_of_old_amounts())
    if (
        rank >= _THIRD
        and day == _end_of_old_amounts() + timedelta(days=1)
        and fault_active("F-CA-REFORM-MONTH")
    ):
        day = _end_of_old_amounts()
    if rank > _THIRD and fault_active("F-CA-FOURTH-CHILD"):
        rank = 1
    return _amount(kind, age, rank, day, YES if reduced else NO)


@cache
def _amount(kind: str, age: str, rank: int, day: date, reduced: str) -> int:
    row = book()["月額"].find(
        on=day, 受給者区分=kind, 年齢区分=age, 出生順位=str(rank), 特例給付フラグ=reduced
    )
    return 0 if row is None else row.figure("月額")


@cache
def _end_of_old_amounts() -> date:
    return max(row.valid_to for row in book()["月額"].rows if row.valid_to is not None)


def start_month(event_on: str, claimed_on: str, counted: int = 0) -> str:
    """Return the month from which is paid: the one after the event, or after a claim that came too late.

    `counted`: days that are over before the first one, which is the day after the event.
    """
    event, claimed = internal_date(event_on), internal_date(claimed_on)
    days = (claimed - event).days + counted
    row = _row("支給開始", claimed, 経過日数=str(days))
    base = event_on if row.text("起点") == "事由発生年月日" else claimed_on
    return later(month_of(base), row.figure("加える月数"))


def reform_month(claimed_on: str, births: list[str]) -> str | None:
    """Return the month to which a claim for children whom a reform made eligible reaches back; None for others."""
    month = _row("経過措置", internal_date(claimed_on), 請求年月日=claimed_on).text("支給開始年月")
    if not month or not births or claimed_on < month:  # who was eligible before the reform claims as ever
        return None
    return month if all(age_class(each, later(month, -1)).kind != PAYABLE for each in births) else None


@cache
def paid_in(pay_month: str) -> tuple[str, str] | None:
    """Return the first and last month that a regular payment covers; None when nothing is paid in that month."""
    last = later(pay_month, -1)
    row = book()["支払期"].find(on=first_day(last), 支払月=pay_month[5:])
    return None if row is None else (later(last, 1 - row.figure("対象月数")), last)


@cache
def period_of(month: str) -> tuple[str, str]:
    """Return the first and last month of the regular payment that covers a month."""
    pay_months = span(later(month), later(month, _LONGEST_WAIT))
    return next(period for each in pay_months if (period := paid_in(each)))


def report_required(report_class: str, year: str) -> bool:
    """Tell whether a recipient has to hand in 現況届 for a fiscal year (規則表「現況届」)."""
    row = book()["現況届"].find(on=first_day(f"{year}-06"), 現況届対象区分=report_class)
    return row is not None and row.text("現況届要否フラグ") == YES


def lapse_day(due: str) -> str:
    """Return the last day of the time in which a payment due on a day can be asked for (規則表「時効」)."""
    starts = date.fromisoformat(due)
    return shift(starts, _row("時効", starts).figure("年数"), "年").isoformat()


def _row(table: str, on: date, **values: str) -> FoundRow:
    """Return a row of a table that has one for every case."""
    return cast("FoundRow", book()[table].find(on=on, **values))
