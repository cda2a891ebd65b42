"""Issue numbers of certificates. Source: 住民記録システム標準仕様書 5.5."""

from conformance.reference.faults import fault_active

MEMBERS_ON_A_SHEET = 4  # 世帯連記式


def issue_number(
    day: str, sequence: int, *, municipality: str, terminal: str, printer: str, pages: int
) -> str:
    """Form the number of one copy: 20200502 ●●市 本庁1 プリンタ001 011 1/2.

    `day`: YYYY-MM-DD; `sequence`: running number of that day; the page is the first of `pages`. The place of
    issue is never part of it.
    """
    if fault_active("F-NUMBER-UNDATED"):
        day = day[:7]
    return " ".join((day.replace("-", ""), municipality, terminal, printer, f"{sequence:03d}", f"1/{pages}"))


def pages_for(members: int) -> int:
    """Return how many sheets so many persons take when they are joined on sheets."""
    if fault_active("F-ONE-PAGE"):
        return 1
    on_a_sheet = MEMBERS_ON_A_SHEET + fault_active("F-FIVE-ON-A-SHEET")
    return -(-members // on_a_sheet)
