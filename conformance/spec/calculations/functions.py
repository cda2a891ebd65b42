"""The functions that expressions of calculations may call, beside 規則 and 計算 which need the business."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from typing import Any, get_args

from conformance.i18n import TekigoError
from conformance.spec.calculations.model import RoundingMode
from conformance.spec.calculations.rounding import rounded
from conformance.spec.calculations.values import Month, Plain, Rows, Value, bounded, kind_of
from conformance.spec.moments import fiscal_year, shift

MOST_ROWS = 2000
ONE = Fraction(1)
DAY = timedelta(days=1)

# How each is called, for messages and the guide. A list is a column of rows: ROWS.column.
USAGE = {
    "最大": "最大(数, 数, …) 又は 最大(列)",
    "最小": "最小(数, 数, …) 又は 最小(列)",
    "合計": "合計(列)",
    "件数": "件数(表) 又は 件数(列)",
    "すべて": "すべて(真偽の列)",
    "いずれか": "いずれか(真偽の列)",
    "絶対値": "絶対値(数)",
    "切捨て": "切捨て(数, 単位)",
    "切上げ": "切上げ(数, 単位)",
    "四捨五入": "四捨五入(数, 単位)",
    "年齢": "年齢(生年月日, 日)",
    "年齢到達日": "年齢到達日(生年月日, 年齢)",
    "日数": "日数(から, まで)",
    "月数": "月数(から, まで)",
    "年度": "年度(日)",
    "年": "年(日)",
    "月": "月(日)",
    "日": "日(日)",
    "年月": "年月(日)",
    "月初": "月初(日)",
    "月末": "月末(日)",
    "年度初め": "年度初め(日)",
    "年度末": "年度末(日)",
    "日付": "日付(年, 月, 日) 又は 日付(年, 月日)",
    "加日": "加日(日, n)",
    "加月": "加月(日, n)",
    "加年": "加年(日, n)",
    "文字": "文字(数) 又は 文字(数, 桁)",
    "連番": "連番(n)",
    "暦年ごと": "暦年ごと(から, まで)",
    "月ごと": "月ごと(から, まで)",
    "絞込": "絞込(表, 真偽の列)",
    "整列": "整列(表, 列)",
}
# The columns of rows that a function makes; the others pass on those of their table.
MADE_COLUMNS = {
    "連番": ("番号",),
    "暦年ごと": ("番号", "年", "から", "まで", "日数"),
    "月ごと": ("番号", "年月"),
}
PASSING_ON = ("絞込", "整列")


def age(born: date, on: date) -> Fraction:
    """Return the age reached on a day: a year of life is complete on the eve of the birthday (年齢計算ニ関スル法律)."""
    tomorrow = on + DAY
    return Fraction(tomorrow.year - born.year - ((tomorrow.month, tomorrow.day) < (born.month, born.day)))


def day_of_age(born: date, years: Fraction) -> date:
    """Return the day on which an age is reached: the eve of the birthday, and the last day of February for those born
    on the 29th when the year has none (年齢計算ニ関スル法律; 民法143条2項)."""
    birthday = shift(born, _whole(years), "年")
    return birthday - DAY if birthday.day == born.day else birthday


def days(first: date, last: date) -> Fraction:
    """Count the days from the first to the last, both included; none when the last is earlier."""
    return Fraction(max(0, (last - first).days + 1))


def months(first: date | Month, last: date | Month) -> Fraction:
    """Count the months from that of the first to that of the last, both included; none when the last is earlier."""
    return Fraction(max(0, _month(last).index - _month(first).index + 1))


def day_of(year: Fraction, month: Fraction | str, day: Fraction | None = None) -> date:
    """Make a date of year, month and day, or of a year and MM-DD."""
    if isinstance(month, str):
        return date.fromisoformat(f"{_whole(year):04}-{month}")
    if day is None:
        raise TypeError
    return date(_whole(year), _whole(month), _whole(day))


def moved(unit: str, day: date | Month, count: Fraction) -> date | Month:
    """Move a day or a month by 日, 月 or 年; a day that the month lacks becomes its last (民法143条2項)."""
    if isinstance(day, Month):
        if unit == "日":
            raise TypeError
        return Month(day.index + _whole(count) * (12 if unit == "年" else 1))
    return shift(_day(day), _whole(count), unit)


def numbered(count: Fraction) -> Rows:
    """Make rows with 番号 from one."""
    many = _whole(count)
    if many > MOST_ROWS:
        raise TekigoError("TKG-CALC009", what=f"{MOST_ROWS} 行")
    return _rows({} for _ in range(many))


def by_calendar_year(first: date, last: date) -> Rows:
    """Split a period at the turns of the year: rows of 年, から, まで, 日数; none when the last day is earlier."""
    return _rows(_years(_day(first), _day(last)))


def by_month(first: date | Month, last: date | Month) -> Rows:
    """List the months of a period: rows of 年月."""
    start, end = _month(first).index, _month(last).index
    return _rows({"年月": Month(index)} for index in range(start, end + 1))


def largest(*values: Value, choose: Callable[[list[Any]], Plain] = max) -> Plain:
    """Return the largest (smallest) of numbers, days or months; nothing among them is left out, none at all is 0."""
    listed = values[0] if len(values) == 1 and isinstance(values[0], list) else list(values)
    known: list[Any] = [each for each in listed if each is not None]
    if len({type(each) for each in known}) > 1 or isinstance(listed, Rows):
        raise TypeError
    if any(isinstance(each, bool | str | list) for each in known):
        raise TypeError
    return choose(known) if known else Fraction(0)


def total(column: Value) -> Fraction:
    """Add the numbers of a column; of truths it counts those that hold, and nothing counts as 0."""
    if not isinstance(column, list) or isinstance(column, Rows):
        raise TypeError
    figures: list[Any] = [
        Fraction(each) if isinstance(each, bool) else each for each in column if each is not None
    ]
    if not all(isinstance(each, Fraction) for each in figures):
        raise TypeError
    return bounded(sum(figures, Fraction(0)))


def count(listed: Value) -> Fraction:
    """Count rows; of a column of truths, those that hold."""
    if not isinstance(listed, list):
        raise TypeError
    return Fraction(sum(each is not False for each in listed))


def chosen(rows: Value, column: Value) -> Rows:
    """Keep the rows whose truth in the column holds."""
    if not isinstance(rows, Rows) or not isinstance(column, list) or len(rows) != len(column):
        raise TypeError
    return _rows(row for row, holds in zip(rows, _truths(column), strict=True) if holds)


def ordered(rows: Value, column: Value) -> Rows:
    """Put rows into the order of the column's values, smallest first; equal ones stay as they are."""
    if not isinstance(rows, Rows) or not isinstance(column, list) or len(rows) != len(column):
        raise TypeError
    keys: list[Any] = column
    places = sorted(range(len(rows)), key=lambda place: keys[place])
    return _rows(rows[place] for place in places)


def usage(function: str, values: tuple[Value, ...]) -> TekigoError:
    """Tell that a function was called with what it cannot use."""
    given = ", ".join(kind_of(each) for each in values)
    return TekigoError("TKG-CALC006", function=f"{function}({given})", usage=USAGE[function])


def digits(value: Fraction, width: Fraction = ONE) -> str:
    """Write a whole number as text, filled with zeros to a width: tables with texts as keys need that."""
    return f"{_whole(value):0{min(_whole(width), 20)}}"


def _years(first: date, last: date) -> Iterator[dict[str, Plain]]:
    while first <= last:
        end = min(last, date(first.year, 12, 31))
        yield {"年": Fraction(first.year), "から": first, "まで": end, "日数": days(first, end)}
        if end.year == date.max.year:
            return
        first = end + DAY


def _rows(rows: Any) -> Rows:  # noqa: ANN401 - any rows; each is copied and numbered anew
    made = Rows({**row, "番号": Fraction(place)} for place, row in enumerate(rows, 1))
    if len(made) > MOST_ROWS:
        raise TekigoError("TKG-CALC009", what=f"{MOST_ROWS} 行")
    return made


def _truths(column: Value) -> list[bool]:
    if not isinstance(column, list):
        raise TypeError
    truths = [each for each in column if isinstance(each, bool)]
    if len(truths) != len(column):
        raise TypeError
    return truths


def _whole(value: Value) -> int:
    if not isinstance(value, Fraction) or value.denominator != 1:
        raise TypeError
    return value.numerator


def _number(value: Value) -> Fraction:
    if not isinstance(value, Fraction):
        raise TypeError
    return value


def _day(value: Value) -> date:
    if not isinstance(value, date):
        raise TypeError
    return value


def _first(value: Value) -> date:
    return value.first_day if isinstance(value, Month) else _day(value)


def _month(value: Value) -> Month:
    day = _first(value)
    return Month(day.year * 12 + day.month - 1)


def _month_end(day: date | Month) -> date:
    return shift(_first(day).replace(day=1), 1, "月") - DAY


def _year_begins(day: date | Month) -> date:
    return date(fiscal_year(_first(day)), 4, 1)


FUNCTIONS: dict[str, Callable[..., Value]] = {
    "最大": largest,
    "最小": partial(largest, choose=min),
    "合計": total,
    "件数": count,
    "すべて": lambda column: all(_truths(column)),
    "いずれか": lambda column: any(_truths(column)),
    "絶対値": lambda value: abs(_number(value)),
    **{
        mode: lambda value, unit=ONE, mode=mode: rounded(mode, _number(value), _number(unit))
        for mode in get_args(RoundingMode)
    },
    "年齢": lambda born, on: age(_day(born), _day(on)),
    "年齢到達日": lambda born, years: day_of_age(_day(born), _number(years)),
    "日数": lambda first, last: days(_day(first), _day(last)),
    "月数": months,
    "年度": lambda day: Fraction(fiscal_year(_first(day))),
    "年": lambda day: Fraction(_first(day).year),
    "月": lambda day: Fraction(_first(day).month),
    "日": lambda day: Fraction(_day(day).day),
    "年月": _month,
    "月初": lambda day: _first(day).replace(day=1),
    "月末": _month_end,
    "年度初め": _year_begins,
    "年度末": lambda day: shift(_year_begins(day), 1, "年") - DAY,
    "日付": day_of,
    "加日": partial(moved, "日"),
    "加月": partial(moved, "月"),
    "加年": partial(moved, "年"),
    "文字": digits,
    "連番": numbered,
    "暦年ごと": by_calendar_year,
    "月ごと": by_month,
    "絞込": chosen,
    "整列": ordered,
}
