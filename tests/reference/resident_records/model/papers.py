"""証明書交付: who gets which certificate."""

from __future__ import annotations

from tests.reference.resident_records.model.town import Row, Town
from tests.reference.resident_records.model.words import ADDRESS

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


ALWAYS = (
    "氏名", "旧氏", "通称", "性別", *ADDRESS[:5], "住民となった年月日", "住所を定めた年月日",
    "外国人住民となった年月日", "転入前住所",
)  # fmt: skip
ON_REQUEST = {
    "記載_世帯主・続柄": ("続柄", "世帯主氏名"),
    "記載_本籍・筆頭者": (
        "本籍",
        "筆頭者",
        "国籍・地域",
        "在留資格",
        "在留期間満了年月日",
        "在留カード等番号",
    ),
    "記載_住民票コード": ("住民票コード",),
    "記載_個人番号": ("個人番号",),
}
OF_REMOVED = ("転出先住所_予定", "転出予定年月日", "転出先住所_確定", "消除事由", "消除年月日")


def printed(town: Town, person: str, flags: Row) -> Row:
    """Return what a certificate says of a person; items that must not be on it are None.

    A resident who is going to move out shows nothing of it; what nobody asked for is not shown.
    """
    row = town.now(person)
    here = town.lives_here(row)
    head = town.head(row["世帯番号"]) if here else None
    known = row | ({"世帯主氏名": town.now(head)["氏名"]} if head else {})
    says: Row = {name: known.get(name) for name in ALWAYS}
    says |= {name: None if here else known.get(name) for name in OF_REMOVED}
    for flag, names in ON_REQUEST.items():
        says |= {name: known.get(name) if flags.get(flag) == "1" else None for name in names}
    if not here and flags.get("記載_世帯主・続柄") == "1":
        del says["世帯主氏名"]  # as of the removal, which the model does not remember
    return {name: want for name, want in says.items() if name not in row.get("_open", ())}
