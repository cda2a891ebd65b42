"""標識: the operations on the stock of plates (LV-017.M, LV-019.O)."""

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import stock
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.paging import limit
from conformance.reference.light_vehicle_tax.records import State, in_use
from conformance.reference.light_vehicle_tax.words import EVENT_ON, PLATE, PLATE_KIND, SERIAL
from conformance.reference.registry import Call, Refused, Results

FIRST, LAST, STATE, MOVE = "在庫開始番号", "在庫終了番号", "標識状態", "標識異動区分"
# 標識異動区分 → the states it needs, and the one it leads to.
_MOVES = {
    "返納": ((stock.ISSUED, stock.LOST), stock.FREE),
    "紛失": ((stock.ISSUED,), stock.LOST),
    "廃棄": ((stock.FREE,), stock.DESTROYED),
}


def series_of(values: State) -> stock.Series:
    """Return the series of a plate: its parts without the running number."""
    area, class_no, kana = (values.get(part, "") for part in PLATE[:3])
    return area, class_no, kana


@operation("hyoshikizaikotoroku")
def add_stock(call: Call) -> Results:
    """標識在庫登録: numbers that vehicles in use carry already come in as issued."""
    series, first, last = series_of(dict(call.values)), call[FIRST], call[LAST]
    if last < first:
        raise Refused("T1102", LAST, f"{LAST}が{FIRST}より小さい値です。番号を確かめてください。")
    if any(row["first"] <= last and first <= row["last"] for row in stock.ranges(call.store, series)):
        raise Refused("T1401", FIRST)
    kind = call[PLATE_KIND]
    if kind == "ご当地" and fault_active("F-LV-LOCAL-DESIGN"):
        kind = "原付一種"
    call.store.run(
        "INSERT INTO lv_plate_ranges VALUES (?, ?, ?, ?, ?, ?, ?)", *series, kind, first, last, call.day
    )
    for number, vehicle in stock.taken_already(call.store, series, first, last):
        stock.move(call.store, series, number, stock.ISSUED, day=call.day, vehicle=vehicle)
    return [{**call.values, PLATE_KIND: kind, **_totals(call, series)}]


@operation("hyoshikiido")
def move_plate(call: Call) -> Results:
    """標識異動登録: one plate is returned, lost or destroyed."""
    if call[EVENT_ON] > call.day:
        raise Refused("T1101", EVENT_ON)
    series = series_of(dict(call.values))
    found = stock.plate(call.store, series, call[SERIAL])
    if found is None:
        raise Refused("T1201", SERIAL)
    needed, becomes = _MOVES[call[MOVE]]
    carried = becomes == stock.FREE and in_use(call.store, (*series, call[SERIAL])) is not None
    if found.state not in needed or carried:
        raise Refused("T1401", MOVE, f"標識は{found.state}です。標識在庫照会で今の状態を確かめてください。")
    stock.move(call.store, series, found.number, becomes, day=call[EVENT_ON])
    return [{**call.chosen((*PLATE, MOVE, EVENT_ON)), PLATE_KIND: found.kind, STATE: becomes}]


@operation("hyoshikizaikoshokai")
def show_stock(call: Call) -> Results:
    """標識在庫照会: one entry per number, lowest first, of every series that has the parts that were sent."""
    shown: Results = []
    skip, most = call.get("取得開始位置", 0), limit(call)
    for series in _wanted(call):
        totals = _totals(call, series)
        for first, last in _segments(call, series):
            numbers = range(first, last + 1)
            wanted = numbers[skip : skip + most - len(shown)]
            shown += [_entry(call, series, number) | totals for number in wanted]
            skip -= min(skip, last - first + 1)
    return shown


def _wanted(call: Call) -> list[stock.Series]:
    rows = call.store.all(
        "SELECT DISTINCT area, class_no, kana FROM lv_plate_ranges WHERE area = ?1"
        " AND (?2 IS NULL OR class_no = ?2) AND (?3 IS NULL OR kana = ?3) ORDER BY class_no, kana",
        *(call.get(part) for part in PLATE[:3]),
    )
    return [(row["area"], row["class_no"], row["kana"]) for row in rows]


def _segments(call: Call, series: stock.Series) -> list[stock.Segment]:
    """Return the numbers in the wanted state, all without one."""
    kind, state = call.get(PLATE_KIND, ""), call.get(STATE)
    held = [(row["first"], row["last"]) for row in stock.ranges(call.store, series, kind)]
    if state is None:
        return held
    if state == stock.FREE:
        return stock.free(call.store, series, kind)
    moved = call.store.all(
        "SELECT number FROM lv_plates WHERE area = ? AND class_no = ? AND kana = ? AND state = ? ORDER BY number",
        *series,
        state,
    )
    numbers = [row["number"] for row in moved]
    return [(number, number) for number in numbers if any(a <= number <= z for a, z in held)]


def _entry(call: Call, series: stock.Series, number: int) -> State:
    found = stock.plate(call.store, series, str(number))
    assert found is not None  # noqa: S101 - the number lies in a range
    return {
        **dict(zip(PLATE, (*series, str(number)), strict=True)),
        PLATE_KIND: found.kind,
        STATE: found.state,
        EVENT_ON: found.day,
        "軽自管理番号": found.vehicle,
    }


def _totals(call: Call, series: stock.Series) -> State:
    """Return the next number and how many there are."""
    following = stock.next_number(call.store, series)
    left = sum(last - first + 1 for first, last in stock.free(call.store, series))
    return {"次回交付番号": None if following is None else str(following), "在庫数": left}
