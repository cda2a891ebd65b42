"""切替予定数照会 (8.2.3): certificates by branch and by the fiscal year or month in which they expire."""

from collections import Counter

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.paging import page
from conformance.reference.resident_records.special_cards import (
    BRANCH,
    newest_card,
    special_residents,
)
from conformance.reference.store import Row
from conformance.spec.moments import FIRST_MONTH, fiscal_year

BY_YEAR = "年度別"
YEAR, MONTH, COUNT = "集計年度", "集計年月", "切替予定数"


@operation("kirikaeyoteisushokai")
def counts(call: Call) -> Results:
    """切替予定数照会: by branch, then by time."""
    yearly = call["集計単位"] == BY_YEAR
    cards = [card for card in _cards(call) if yearly or _is_near(call, card["expires"])]
    found = Counter((card["branch"] or "", _period(card["expires"], yearly=yearly)) for card in cards)
    entries = [
        {BRANCH: branch, YEAR if yearly else MONTH: period, COUNT: count}
        for (branch, period), count in sorted(found.items())
    ]
    return list(page(call, entries))


def _cards(call: Call) -> list[Row]:
    """Return the newest certificates with an expiry date, of the branch that is asked for."""
    people = [person["宛名番号"] for person in special_residents(call)]
    found = [newest_card(call, person) for person in people]
    if fault_active("F-COUNT-OLD-CARDS"):
        rows = call.store.all("SELECT * FROM special_cards ORDER BY no")
        found = [row for row in rows if row["person"] in set(people)]
    wanted = None if fault_active("F-COUNT-ANY-BRANCH") else call.get(BRANCH)
    return [card for card in found if card["expires"] is not None and wanted in (None, card["branch"])]


def _is_near(call: Call, expires: str) -> bool:
    """Tell whether a day is in this fiscal year or the next."""
    this = fiscal_year(call.today)
    last = this if fault_active("F-COUNT-THIS-YEAR") else this + 1
    return this <= _fiscal_year(expires) <= last


def _period(expires: str, *, yearly: bool) -> str:
    if not yearly:
        return expires[:7]
    calendar = fault_active("F-COUNT-CALENDAR-YEAR")
    return expires[:4] if calendar else f"{_fiscal_year(expires):04d}"


def _fiscal_year(day: str) -> int:
    """Return the fiscal year of a day as the contract writes it, which may lie in the year 0."""
    return max(0, int(day[:4]) - (int(day[5:7]) < FIRST_MONTH))
