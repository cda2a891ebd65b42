"""課税状況調照会: number and tax of levies by class, use and rate (LV-042.M)."""

from msgspec import json

from conformance.reference.faults import fault_active
from conformance.reference.light_vehicle_tax import levies
from conformance.reference.light_vehicle_tax.handlers import operation
from conformance.reference.light_vehicle_tax.records import State
from conformance.reference.light_vehicle_tax.words import (
    BUSINESS_USE,
    CLASS,
    GOODS,
    LEVY_YEAR,
    NOT_TAXED,
    OWNER,
    TAX,
    TAX_KIND,
    TAX_YEAR,
    USAGE,
)
from conformance.reference.registry import Call, Results

GROUP, NUMBER, TOTAL = "集計区分", "台数", "税額合計"
GREEN = "軽課"


@operation("kazeijokyochoshokai")
def totals(call: Call) -> Results:
    """課税状況調照会: cancelled levies are not counted."""
    rows = call.store.all(
        "SELECT snapshot FROM lv_levies WHERE newest = 1 AND (?1 IS NULL OR taxpayer = ?1)", call.get(OWNER)
    )
    by = TAX_YEAR if fault_active("F-LV-BY-TAX-YEAR") else LEVY_YEAR
    counted: dict[tuple[str, ...], State] = {}
    for row in (json.decode(each[0]) for each in rows):
        if (
            not (levies.is_levied(row) or fault_active("F-LV-CANCELLED-COUNTED"))
            or row[by] != call[LEVY_YEAR]
        ):
            continue
        key = {name: row.get(name, "") for name in (CLASS, USAGE, BUSINESS_USE)} | {GROUP: _group(row)}
        entry = counted.setdefault(
            tuple(key.values()), {LEVY_YEAR: row[LEVY_YEAR], **key, NUMBER: 0, TOTAL: 0}
        )
        entry[NUMBER] += 1
        entry[TOTAL] += row[TAX]
    asked = {name: call[name] for name in (CLASS, GROUP) if name in call}
    found = [counted[key] for key in sorted(counted)]
    return [entry for entry in found if all(entry[name] == value for name, value in asked.items())]


def _group(row: State) -> str:
    if levies.reduced(row) and not fault_active("F-LV-REDUCED-BY-RATE"):
        return "減免"
    if row[TAX_KIND] in {NOT_TAXED, GOODS}:
        return "非課税"
    rate = str(row["税率区分"])
    if rate == "重課" and fault_active("F-LV-HEAVY-AS-STANDARD"):
        return "標準"
    return GREEN if rate.startswith(GREEN) else rate
