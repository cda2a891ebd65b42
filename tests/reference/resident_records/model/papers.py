"""証明書交付: who gets which certificate."""

from __future__ import annotations

from tests.reference.resident_records.model.town import Town

OF_RESIDENTS = ("住民票の写し", "住民票記載事項証明書")
JOINED = "世帯連記式"


def issue_refused(town: Town, person: str, kind: str, form: str) -> set[str]:
    """Say why a certificate must be refused: wrong state, protected or restricted people on it."""
    here = town.lives_here(town.now(person))
    found = set() if here == (kind in OF_RESIDENTS) else {"T1401"}
    people = issued(town, person, form)
    found |= {"T1404" for each in town.protected.values() if each in people}
    for each, what, level in town.restricted.values():
        if each in people and what == "証明書発行":
            found.add("T1403" if level == "エラー" else "T2004")
    return found


def issued(town: Town, person: str, form: str) -> list[str]:
    """Return who stands on a certificate."""
    if form == JOINED and town.lives_here(town.now(person)):
        return town.members(town.now(person)["世帯番号"])
    return [person]
