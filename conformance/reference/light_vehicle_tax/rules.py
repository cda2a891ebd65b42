"""The rule tables of 軽自動車税, each asked on the date that its `dated_by` names. No figure stands in the code."""

from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from functools import cache

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax.years import after_days, day_of, first_day, in_year
from conformance.reference.registry import Refused
from conformance.spec.load import load_package
from conformance.spec.rules import FoundRow, RuleBook

LEVY = "種別割"
_SATURDAY = 5


@cache
def book() -> RuleBook:
    """Return all tables."""
    return RuleBook(load_package("light_vehicle_tax"))


def no_rule(item: str) -> Refused:
    """Say that no rule covers the case."""
    return Refused("T1102", item, f"{item}に当たる規則がありません。年度と車両の内容を確かめてください。")


def levy_date(year: int) -> date:
    """Return 賦課期日 of a fiscal year. Raises Refused T1102 for a year without one."""
    row = book()["賦課期日"].find(first_day(year), 税目=LEVY)
    if row is None:
        raise no_rule("賦課年度")
    return in_year(year, row.text("月日"))


def usual_due(year: int) -> date:
    """Return 条例納期限 of a year for which nothing was registered. Raises Refused T1102."""
    row = book()["納期限"].find(levy_date(year), 税目=LEVY)
    if row is None:
        raise no_rule("賦課年度")
    return in_year(year, row.text("条例納期限"))


def business_day(day: date) -> date:
    """Return the day, or the next one on which offices are open (地方税法20条の5)."""
    if fault_active("F-LV-HOLIDAY"):
        return day
    open_all_year = fault_active("F-LV-YEAR-END-OPEN")
    while day.weekday() >= _SATURDAY or (not open_all_year and book()["休日"].find(day, 月日=f"{day:%m-%d}")):
        day += timedelta(days=1)
    return day


def declaration_due(kind: str, day: date) -> date:
    """Return by when 取得, 変更 or 廃車 of a day has to be declared."""
    row = book()["申告期限"].find(day, 申告の種類=kind)
    if row is None:
        raise no_rule("申告期限年月日")
    late = kind == "廃車" and fault_active("F-LV-DECLARATION-DAY")
    early = kind == "取得" and fault_active("F-LV-FIRST-DAY-COUNTED")
    return after_days(day, row.figure("日数") + late - early)


def class_by(day: date, by: str, **measures: str) -> str | None:
    """Return the 種別 that measures make by one 区分 of 車種要件; None when no row fits."""
    table = book()["車種要件"]
    stepped = {name: _stepped(value, table.column(name).step) for name, value in measures.items()}
    row = table.find(day, 区分=by, **stepped)
    return None if row is None else row.text("種別コード")


def measured_classes(day: date, by: str) -> frozenset[str]:
    """Return the 種別 that 車種要件 knows limits of."""
    rows = book()["車種要件"].in_force(day)
    return frozenset(row.cells["種別コード"] for row in rows if row.cells["区分"] == by)


def _stepped(value: str, step: str) -> str:
    """Bring a measure to the step of the table, upwards: anything above a limit is beyond it."""
    steps = (Decimal(value) / Decimal(step)).to_integral_value(ROUND_CEILING)
    return format(steps * Decimal(step), "f")


def standard(day: date, vehicle: dict[str, str]) -> FoundRow | None:
    """Return the row of 標準税率."""
    return book()["標準税率"].find(day, **vehicle)


def heavy(day: date, vehicle: dict[str, str]) -> FoundRow | None:
    """Return the row of 重課税率."""
    return book()["重課税率"].find(day, **vehicle)


def is_old(day: date, inspected: str) -> bool:
    """Tell whether a first inspection (YYYY-MM) lies so far back that 重課 begins."""
    row = book()["重課の年数"].find(day, 初度検査年月=inspected)
    return row is not None and row.text("重課区分") == "重課"


def spared(day: date, fuel: str) -> bool:
    """Tell whether a fuel is never charged 重課."""
    if fault_active("F-LV-HYBRID-HEAVY") and fuel == "ガソリンハイブリッド":
        return False
    return book()["重課の除外"].find(day, 燃料=fuel) is not None


def green_term(registered: str, kind: str) -> bool:
    """Tell whether a day of new registration (YYYY-MM-DD) is one of those for which 軽課 is granted."""
    day = day_of(registered)
    row = book()["軽課の期間"].find(day, 軽課区分=kind, 新規登録年月日=day.isoformat())
    return row is not None and row.text("軽課") == "対象"


def green(day: date, kind: str, vehicle: dict[str, str]) -> FoundRow | None:
    """Return the row of 軽課税率."""
    return book()["軽課税率"].find(day, 軽課区分=kind, **vehicle)


def deemed_month(day: date, year: int) -> int | None:
    """Return the month that an inspection of unknown month counts in; None where that is not allowed."""
    row = book()["初度検査月の不明"].find(day, 初度検査年=str(year))
    return None if row is None or row["みなし月"] is None else row.figure("みなし月")


def limit_years(kind: str, day: date) -> int:
    """Return for how many years a decision of a day may still be taken: 増額 or 減額."""
    row = book()["期間制限"].find(day, 増減=kind)
    if row is None:
        raise no_rule("決定年月日")
    return row.figure("年数")


def ceiling(year: int, rate: str, usual: int) -> int:
    """Return the highest yearly amount that an ordinance may set, cut to whole yen."""
    row = book()["税率の上限"].find(levy_date(year), 税率区分=rate)
    if row is None:
        raise no_rule("税率区分")
    return int(usual * Decimal(row.text("倍率")))


def application_due(kind: str, year: int, due: date) -> date:
    """Return the last day on which a reduction may be applied for."""
    row = book()["減免の申請期限"].find(levy_date(year), 減免区分=kind)
    return due if row is None else due - timedelta(days=row.figure("納期限前日数"))


def environmental(day: date) -> bool:
    """Tell whether an acquisition of a day is subject to 環境性能割."""
    row = book()["環境性能割の期間"].find(day, 取得年月日=day.isoformat())
    return row is not None and row.text("環境性能割") == "課す"


def below_threshold(day: date, price: int) -> bool:
    """Tell whether 環境性能割 is not charged for so low a price (円)."""
    price += fault_active("F-LV-THRESHOLD-CHARGED")
    row = book()["環境性能割の免税点"].find(day, 取得価額=str(price))
    return row is not None and row.text("環境性能割") == "課さない"


def environmental_rate(day: date, kind: str, business_use: str) -> Decimal:
    """Return the rate of 環境性能割. Raises Refused T1102 where the table has none."""
    row = book()["環境性能割税率"].find(day, 環境性能区分=kind, 営自区分=business_use)
    if row is None:
        raise no_rule("環境性能区分")
    return Decimal(row.text("率"))


def told_to_jnks(day: date, kind: str) -> bool:
    """Tell whether payments of a 種別 are given to 軽JNKS on a day."""
    if fault_active("F-LV-MOTORCYCLE-EARLY") and kind == "二輪小型":
        return True
    row = book()["軽JNKSの対象"].find(day, 種別コード=kind, 基準年月日=day.isoformat())
    return row is not None and row.text("対象") == "対象"
