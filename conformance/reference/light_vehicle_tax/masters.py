"""税率登録 and 税率照会: yearly amounts that the municipality sets, within the statutory limit (LV-044.M)."""

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import rules
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.records import State
from conformance.reference.light_vehicle_tax.tariff import AMOUNT, RATE, own_rate
from conformance.reference.light_vehicle_tax.words import BUSINESS_USE, CLASS, LEVY_YEAR, USAGE
from conformance.reference.light_vehicle_tax.years import fiscal_year, year_of, year_text
from conformance.reference.registry import Call, Refused, Results

STARTS, ENDS = "適用開始年度", "適用終了年度"
_TABLES = ("標準税率", "重課税率", "軽課税率")
_KEYS = (CLASS, USAGE, BUSINESS_USE, RATE)


@operation("zeiritsutoroku")
def set_rate(call: Call) -> Results:
    """税率登録: in place of one that begins in the same year; overlapping ones are refused."""
    starts = year_of(call[STARTS], STARTS)
    ends = year_of(call[ENDS], ENDS) if ENDS in call else None
    if ends is not None and ends < starts:
        raise Refused("T1102", ENDS, f"{ENDS}が{STARTS}より前です。年度を確かめてください。")
    _must_be_below_limit(call, starts)
    key = tuple(call.get(name, "") for name in _KEYS)
    _must_not_overlap(call, key, starts, ends)
    call.store.run(
        "INSERT OR REPLACE INTO lv_rates VALUES (?, ?, ?, ?, ?, ?, ?)", *key, starts, ends, call[AMOUNT]
    )
    return [call.chosen((*_KEYS, AMOUNT, STARTS, ENDS))]


def _must_be_below_limit(call: Call, year: int) -> None:
    """Raise T1102 above the limit of any row that the amount would stand in for."""
    usual = [row[AMOUNT] for row in _rows(year) if _meant(call, row)]
    if not usual:
        raise rules.no_rule(RATE)
    limit = min(rules.ceiling(year, call[RATE], each) for each in usual)
    if call[AMOUNT] > limit and not fault_active("F-LV-NO-CEILING"):
        raise Refused("T1102", AMOUNT, f"{AMOUNT}が税率の上限を超えます。額を確かめてください。")


def _must_not_overlap(call: Call, key: tuple[str, ...], starts: int, ends: int | None) -> None:
    found = call.store.one(
        "SELECT 1 FROM lv_rates WHERE class = ? AND usage = ? AND business_use = ? AND rate = ? AND starts <> ?"
        " AND starts <= coalesce(?, starts) AND coalesce(ends, 9999) >= ?",
        *key,
        starts,
        ends,
        starts,
    )
    if found is not None and not fault_active("F-LV-RATES-OVERLAP"):
        raise Refused("T1401", STARTS, "期間が別の設定と重なります。税率照会で確かめてください。")


def _meant(call: Call, row: State) -> bool:
    """Tell whether a row of the tables has the class, rate and use that were sent; what it leaves open fits."""
    alike = (call.get(name) is None or row[name] in {"", call[name]} for name in (USAGE, BUSINESS_USE))
    return bool(
        row[CLASS] == call.get(CLASS, row[CLASS]) and row[RATE] == call.get(RATE, row[RATE]) and all(alike)
    )


@operation("zeiritsushokai")
def show_rates(call: Call) -> Results:
    """税率照会: the amounts of a year, the municipality's own where it has set one."""
    year = year_of(call[LEVY_YEAR], LEVY_YEAR)
    shown: dict[tuple[str, ...], State] = {}
    for row in _rows(year):
        asked = row | {name: row[name] or call.get(name, "") for name in (USAGE, BUSINESS_USE)}
        for each in (*_special(call, year, row), asked):
            if _meant(call, each):
                shown.setdefault(tuple(each[name] for name in _KEYS), _used(call, year, each))
    return list(shown.values())


def _special(call: Call, year: int, row: State) -> list[State]:
    """Return a row once more for every use that the table leaves open and the municipality has set a rate for."""
    own = call.store.all(
        "SELECT usage, business_use FROM lv_rates WHERE class = ? AND rate = ? AND ? IN ('', usage)"
        " AND ? IN ('', business_use) AND starts <= ? AND coalesce(ends, 9999) >= ?",
        *(row[name] for name in (CLASS, RATE, USAGE, BUSINESS_USE)),
        year,
        year,
    )
    return [{**row, USAGE: each["usage"], BUSINESS_USE: each["business_use"]} for each in own]


def _used(call: Call, year: int, row: State) -> State:
    own = own_rate(call.store, year, row[RATE], row)
    if own is None:
        return row
    return {**row, AMOUNT: own["amount"], STARTS: _year(own["starts"]), ENDS: _year(own["ends"])}


def _rows(year: int) -> list[State]:
    """Return the amounts of all rule tables for a year."""
    day = rules.levy_date(year)
    rows = [row for name in _TABLES for row in rules.book()[name].in_force(day)]
    return [
        {
            **{name: row.cells.get(name, "") for name in _KEYS},
            AMOUNT: int(row.cells[AMOUNT]),
            STARTS: _year(fiscal_year(row.valid_from) if row.valid_from else None),
            ENDS: _year(fiscal_year(row.valid_to) if row.valid_to else None),
        }
        for row in rows
    ]


def _year(year: int | None) -> str | None:
    return None if year is None else year_text(year)
