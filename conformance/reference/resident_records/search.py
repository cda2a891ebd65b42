"""住民検索 (2.1.2, 2.1.3): everybody who meets all conditions that were sent.

Names and addresses are found in part and in their past values too; readings are alike by sound; the rest is equal.
"""

from collections.abc import Callable
from functools import lru_cache

from conformance.reference.faults import fault_active
from conformance.reference.registry import Call, Refused, Results
from conformance.reference.resident_records import guards
from conformance.reference.resident_records.calendars import western_of
from conformance.reference.resident_records.handlers import operation
from conformance.reference.resident_records.kana import fold_kana, fold_name, has_company_mark, same_reading
from conformance.reference.resident_records.paging import page
from conformance.reference.resident_records.records import Snapshot, is_resident, rows
from conformance.reference.resident_records.seeded_folding import name_judged, reading_judged
from conformance.reference.resident_records.seeded_prohibited import refined
from conformance.reference.resident_records.views import address_in_one, presented

COLUMNS = {
    "宛名番号": "person",
    "世帯番号": "household",
    "生年月日": "birth",
    "性別": "sex",
    "続柄": "relation",
    "消除事由": "removed_for",
    "個人番号": "individual_number",
    "住民票コード": "resident_code",
    "在留カード等番号": "card_number",
}
IN_PART = ("氏名", "旧氏", "通称", "住所")
READING = "氏名_フリガナ"
BUILDING = "住所_方書"
WITH_PAST = ("氏名", "住所")
CURRENT = {
    "旧氏": ("旧氏",),
    "通称": ("通称",),
    READING: (READING, "旧氏_フリガナ", "通称_フリガナ"),
    BUILDING: (BUILDING,),
}

# What a search sends → what it is compared with.
TERMS = {**{name: name for name in IN_PART}, "検索フリガナ": READING, BUILDING: BUILDING}

Match = Callable[[str], bool]
_DASHES = frozenset("-ｰ―")
NOT_ENTERED = "未入力項目"

_folded_kana = lru_cache(maxsize=1 << 16)(fold_kana)
_folded_name = lru_cache(maxsize=1 << 16)(fold_name)


@operation("juminkensaku")
def search(call: Call) -> Results:
    """住民検索."""
    matches = {kind: _match(kind, call[sent]) for sent, kind in TERMS.items() if sent in call}
    wanted = _by_columns(call)
    for kind, match in matches.items():
        wanted &= _by_terms(call, kind, match)
    found = [
        person
        for number in sorted(refined(call, wanted))
        if (person := _checked(call, number, matches)) is not None
    ]
    return [_shown(call, person) for person in page(call, found)]


def _by_columns(call: Call) -> set[str]:
    """Find by what people are indexed by; everybody when none of it was sent."""
    sent = [(column, call[name]) for name, column in COLUMNS.items() if name in call]
    if "元号" in call:
        sent.append(("birth", western_of(call)))
    if "性別" in call and fault_active("F-SEX-IGNORED"):
        sent.remove(("sex", call["性別"]))
    where = " AND ".join(f"{column} = ?" for column, _ in sent) or "1"
    rows = call.store.all(
        f"SELECT person FROM people WHERE {where}",  # noqa: S608 - own column names
        *(value for _, value in sent),
    )
    return {row["person"] for row in rows}


def _by_terms(call: Call, kind: str, match: Match) -> set[str]:
    rows = call.store.all("SELECT value, person FROM search_terms WHERE kind = ?", kind)
    return {row["person"] for row in rows if match(row["value"])}


def _match(kind: str, sent: str) -> Match:
    """Return what judges a stored value."""
    if kind == READING and not _DASHES.isdisjoint(sent) and fault_active("F-DASH-REFUSED"):
        raise Refused("E0002", "検索フリガナ")
    if kind == READING:
        reading = _folded_kana(sent)
        if fault_active("F-U-ANYWHERE"):
            reading = reading.replace("ウ", "オ")
            return lambda value: same_reading(_folded_kana(value).replace("ウ", "オ"), reading)
        return reading_judged(lambda value: same_reading(_folded_kana(value), reading), sent)
    # Searching by marks such as （株） is a must-not.
    if has_company_mark(sent) and not fault_active("F-MARKS-SEARCHED"):
        return lambda value: False
    name = _folded_name(sent)
    if kind == BUILDING:
        return lambda value: _folded_name(value) == name
    return name_judged(lambda value: name in _folded_name(value), sent)


def _checked(call: Call, number: str, matches: dict[str, Match]) -> Snapshot | None:
    """Return the newest row, None when the person is removed or a value that must be current is not."""
    person = guards.person(call, number)
    removed = call.flag("消除者を含むフラグ") or fault_active("F-REMOVED-FOUND")
    if not (removed or is_resident(person, call.day)):
        return None
    if any(person.get(name) for name in call.get(NOT_ENTERED, ())) and not fault_active("F-BLANK-UNSEARCHED"):
        return None
    for kind, match in matches.items():
        if kind == "住所" and fault_active("F-PAST-ADDRESS") and not match(address_in_one(person)):
            return None
        current = CURRENT.get(kind, ())
        if kind == READING and fault_active("F-ALIAS-READING-UNSEARCHED"):
            current = current[:1]
        if kind not in WITH_PAST and not any(match(person.get(name, "")) for name in current):
            return None
    if "氏名" in matches and fault_active("F-PAST-NAME-SHOWN"):
        return person | {"氏名": _name_as_found(call, number, matches["氏名"])}
    return person


def _name_as_found(call: Call, number: str, match: Match) -> str:
    """Return the newest name that a search found somebody by, past or present, as only a seeded fault shows it."""
    return str(next(row["氏名"] for row in reversed(rows(call.store, number)) if match(row["氏名"])))


def _shown(call: Call, person: Snapshot) -> Snapshot:
    """Return a person as found, with the marks of restrictions and measures."""
    shown = presented(call, person)
    if fault_active("F-SEARCH-UNPROTECTED"):
        shown.pop("支援措置フラグ", None)
    return shown
