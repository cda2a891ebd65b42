"""除票移行 and 除票保管照会 (9.3): removed sheets leave the live store five years after their removal.

The day on which the fifth year ends still belongs to it: a sheet moves from the day after.
"""

from datetime import date

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.events import sheets_removed
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.records import Snapshot, rows
from conformance.spec.values import shift

YEARS = 5
LIVE, ARCHIVE = "現存者用", "除票用"
PLACE = "保管先区分"


@operation("johyoiko")
def move_old_sheets(call: Call) -> Results:
    """除票移行: of everybody, or of one person."""
    if "宛名番号" in call:
        guards.person(call, call["宛名番号"])
    return archived(call, call.get("宛名番号"))


@operation("johyohokanshokai")
def sheets_kept(call: Call) -> Results:
    """除票保管照会: the sheets of a person in one of the two stores."""
    person, place = call["宛名番号"], call[PLACE]
    guards.person(call, person)
    moved = _moved(call, person)
    found = sheets_removed(rows(call.store, person), call.day)
    if place == ARCHIVE:
        return [_shown(sheet, ARCHIVE) for sheet in found if sheet["履歴番号"] in moved]
    stays = fault_active("F-ARCHIVED-STAYS")
    return [_shown(sheet, LIVE) for sheet in found if stays or sheet["履歴番号"] not in moved]


def archived(call: Call, person: str | None = None) -> Results:
    """Move every sheet whose time has come, of one person if one is named; return those that moved."""
    ended = _ended(call.today).isoformat()
    people = call.store.all(
        "SELECT DISTINCT person FROM history WHERE person = coalesce(?, person) ORDER BY person", person
    )
    return [each for row in people for each in _archived_of(call, row["person"], ended)]


def _ended(today: date) -> date:
    """Return the day before which a sheet must have been removed for its five years to be over."""
    if fault_active("F-ARCHIVE-A-DAY-EARLY"):
        return shift(shift(today, -YEARS, "年"), 2, "日")
    day = shift(today, -(4 if fault_active("F-ARCHIVE-EARLY") else YEARS), "年")
    return shift(day, -1, "日") if fault_active("F-ARCHIVE-A-DAY-LATE") else day


def _archived_of(call: Call, person: str, ended: str) -> Results:
    moved = _moved(call, person)
    found = [
        sheet
        for sheet in sheets_removed(rows(call.store, person), call.day)
        if sheet["消除年月日"] < ended and sheet["履歴番号"] not in moved
    ]
    if fault_active("F-ARCHIVE-MOVED-OUT"):
        found = [sheet for sheet in found if sheet["消除事由"] != "転出"]
    for sheet in found:
        call.store.run("INSERT INTO archive VALUES (?, ?)", person, sheet["履歴番号"])
    return [_shown(sheet, ARCHIVE) for sheet in found]


def _moved(call: Call, person: str) -> set[int]:
    """Return the numbers of the history rows of a person whose sheets stand in the archive."""
    return {row["no"] for row in call.store.all("SELECT no FROM archive WHERE person = ?", person)}


def _shown(sheet: Snapshot, place: str) -> Snapshot:
    lost = {"氏名": ""} if place == ARCHIVE and fault_active("F-ARCHIVED-NAMELESS") else {}
    return sheet | {PLACE: place} | lost
