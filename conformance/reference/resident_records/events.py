"""Which event of a person's history a document or certificate speaks of."""

from conformance.reference.resident_records.records import Snapshot, is_resident

CANCELLED = "異動の取消し"
MOVES_IN = ("国内転入", "国外転入等")
MOVES_OUT = ("国内転出", "国外転出")
MOVE_WITHIN = "転居"
NEW_SHEETS = ("改製（記載）", "再製（記載）", "職権記載（帰化等）", "職権記載（国籍喪失）")
# After these somebody lives at an address as the newest of them says.
SETTLING = (*MOVES_IN, "出生", "職権記載", MOVE_WITHIN)


def effective(found: list[Snapshot]) -> list[Snapshot]:
    """Return the rows that stand: without those of cancelled events; a cancellation stands for what it restored."""
    standing: list[Snapshot] = []
    for row in found:
        if row["異動事由"].startswith(CANCELLED):
            cancelled = standing[-1]["異動番号"]
            standing = [each for each in standing if each["異動番号"] != cancelled]
        standing.append(row)
    return standing


def newest_of(found: list[Snapshot], *reasons: str) -> Snapshot | None:
    """Return the newest event of these reasons that stands."""
    return next((row for row in reversed(effective(found)) if row["異動事由"] in reasons), None)


def move_out_of(found: list[Snapshot]) -> Snapshot | None:
    """Return the row of the last 転出届, not that of an arrival notice; None after a return or without one."""
    for row in reversed(effective(found)):
        if row["異動事由"] in SETTLING and row["異動事由"] != MOVE_WITHIN:
            return None
        if row["異動事由"] in MOVES_OUT and "転入通知年月日" not in row:
            return row
    return None


def notified_on(found: list[Snapshot]) -> str | None:
    """Return 届出年月日 of the event by which one came to live at the present address; None without notification."""
    settled = newest_of(found, *SETTLING)
    return None if settled is None else settled.get("届出年月日")


def sheets_removed(found: list[Snapshot], day: str) -> list[Snapshot]:
    """Return the last row of every removed sheet (除票); a removal that was cancelled left none.

    Rows that follow a removal, such as one for an arrival notice, belong to the same sheet.
    """
    sheets: list[Snapshot] = []
    removed_before = False
    for row in effective(found):
        removed = not is_resident(row, day)
        if removed and removed_before and row["異動事由"] not in NEW_SHEETS:
            sheets.pop()
        if removed:
            sheets.append(row)
        removed_before = removed
    return sheets
