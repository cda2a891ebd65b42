"""環境性能割: estimates, and the results that the prefecture sends (LV-035.M, LV-036.M)."""

from datetime import timedelta
from math import ceil

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import guards, rules
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.words import (
    ACQUIRED,
    BUSINESS_USE,
    CLASS,
    THREE_OR_MORE,
    VEHICLE,
)
from conformance.reference.light_vehicle_tax.years import day_of
from conformance.reference.registry import Call, Results

PRICE, KIND, TAX, CUT = "取得価額", "環境性能区分", "環境性能割税額", "環境性能割減免額"
BASE, NUMBER, DECLARED = "環境性能割課税標準額", "環境性能割番号", "申告年月日"
_KEPT = (VEHICLE, ACQUIRED, DECLARED, PRICE, KIND, TAX, CUT)
# 地方税法20条の4の2: fractions of the base (1項) and of the tax (3項) that are dropped, 円.
_BASE_UNIT, _TAX_UNIT = 1000, 100


@operation("kankyoseinowarishisan")
def estimate(call: Call) -> Results:
    """環境性能割試算."""
    _must_be_in_term(call)
    call.settle()
    shown = call.chosen((ACQUIRED, CLASS, BUSINESS_USE))
    base = call[PRICE] // _BASE_UNIT * _BASE_UNIT
    return [{**shown, BASE: base, TAX: _tax(call, base)}]


def _tax(call: Call, base: int) -> int:
    day = day_of(call[ACQUIRED])
    if call[CLASS] not in THREE_OR_MORE or rules.below_threshold(day, call[PRICE]):
        return 0
    exact = base * rules.environmental_rate(day, call[KIND], call[BUSINESS_USE])
    if fault_active("F-LV-ENVIRONMENTAL-UP"):
        return ceil(exact / _TAX_UNIT) * _TAX_UNIT
    return int(exact // _TAX_UNIT) * _TAX_UNIT


def _must_be_in_term(call: Call) -> None:
    """Note T1102 for an acquisition outside the time of the tax (LV-036.M)."""
    day = day_of(call[ACQUIRED])
    charged = rules.environmental(day) or fault_active("F-LV-ENVIRONMENTAL-ENDLESS")
    if fault_active("F-LV-ENVIRONMENTAL-DAY-LATE") and call.operation.kind != "query":
        charged |= rules.environmental(day - timedelta(days=1))
    if not charged:
        call.refuse("T1102", ACQUIRED, f"{ACQUIRED}が環境性能割の期間の外です。日付を確かめてください。")


@operation("kankyoseinowaritorikomi")
def take_result(call: Call) -> Results:
    """環境性能割結果取込: kept as it was sent; earlier results stay."""
    vehicle = guards.vehicle(call, call[VEHICLE])
    guards.not_after_today(call, ACQUIRED, DECLARED)
    _must_be_in_term(call)
    if vehicle[CLASS] not in THREE_OR_MORE:
        call.refuse("T1102", VEHICLE, "三輪以上の車両ではありません。車両照会で確かめてください。")
    if call.get(CUT, 0) > call[TAX]:
        call.refuse("T1102", CUT, f"{CUT}が{TAX}を超えます。額を確かめてください。")
    call.settle()
    if fault_active("F-LV-ENVIRONMENTAL-REPLACED"):
        call.store.run("DELETE FROM lv_environmental WHERE vehicle = ?", call[VEHICLE])
    kept = call.chosen(_KEPT)
    no = call.store.run(
        "INSERT INTO lv_environmental (vehicle, snapshot) VALUES (?, ?)", call[VEHICLE], json.encode(kept)
    ).lastrowid
    return [{**kept, NUMBER: str(no)}]


@operation("kankyoseinowarishokai")
def show_results(call: Call) -> Results:
    """環境性能割照会: in the order they came."""
    guards.vehicle(call, call[VEHICLE])
    rows = call.store.all("SELECT * FROM lv_environmental WHERE vehicle = ? ORDER BY no", call[VEHICLE])
    return [{**json.decode(row["snapshot"]), NUMBER: str(row["no"])} for row in rows]
