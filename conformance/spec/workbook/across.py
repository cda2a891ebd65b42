"""Rules that see several items, or an item and its code list, at once."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from conformance.spec.catalog import CodeList
from conformance.spec.validation import judge_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from conformance.spec.model import Item
    from conformance.spec.workbook.code_rows import CodeLists
    from conformance.spec.workbook.item_sheets import Read
    from conformance.spec.workbook.oddities import Notes
    from conformance.spec.workbook.rows import SheetRow

# Two words for one thing, in names of one workbook.
_DIGITS = re.compile(r"[0-9]{1,5}")
_READINGS = ("読み仮名", "フリガナ")


def sound(read: Sequence[Read]) -> list[Item]:
    """Return the items without those that another one before has taken the number or the name of: faults."""
    kept: list[Item] = []
    taken: dict[tuple[str, ...], tuple[str, str]] = {}
    for item, line in read:
        clash = False
        for key, code, thing in _keys(item):
            first, at = taken.setdefault(thing, (_shown(item, key), _place(line, key)))
            if at != _place(line, key):
                line.notes.fault(line.at(key), code, found=_shown(item, key), first=f"{at} {first}")
                clash = True
        if not clash:
            kept.append(item)
    return kept


def _keys(item: Item) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    if item.no:
        yield "number", "TKG-IMP052", ("no", _same_number(item.no))
    yield "name", "TKG-IMP056", ("name", item.group, item.name)
    yield "romaji", "TKG-IMP058", ("romaji", item.group, item.romaji.casefold())


def _same_number(no: str) -> str:
    business, dash, number = no.partition("-")
    return f"{business}{dash}{number.lstrip('0')}"


def _shown(item: Item, key: str) -> str:
    return {"number": item.no, "name": item.name, "romaji": item.romaji}[key]


def _place(line: SheetRow, key: str) -> str:
    return f"{line.notes.sheet} {line.at(key)}"


def odd_order(read: Sequence[Read]) -> None:
    """Remark numbers that do not go on by one, and groups that are taken up again."""
    for (one, _), (other, line) in pairwise(read):
        before, after = one.no.partition("-"), other.no.partition("-")
        same = before[0] == after[0] and _DIGITS.fullmatch(before[2]) and _DIGITS.fullmatch(after[2])
        if same and int(after[2]) != int(before[2]) + 1:
            line.notes.remark(line.at("number"), "TKG-IMP053", found=other.no, before=one.no)
    seen: set[str] = set()
    before_group = ""
    for item, line in read:
        if item.group != before_group and item.group in seen:
            line.notes.remark(line.at("group"), "TKG-IMP085", found=item.group)
        before_group = item.group
        seen.add(item.group)


def odd_groups(read: Sequence[Read]) -> None:
    """Remark groups without a primary key."""
    keyed = {item.group for item, _ in read if item.pk}
    first: dict[str, SheetRow] = {}
    for item, line in read:
        first.setdefault(item.group, line)
    for group, line in first.items():
        if group not in keyed:
            line.notes.remark(line.at("pk"), "TKG-IMP084", found=group)


def odd_names(read: Sequence[Read]) -> None:
    """Remark one name with two fields or one field with two names, and two words for the reading of a name."""
    for one, other in ((_name, _romaji), (_romaji, _name)):
        first: dict[str, Read] = {}
        for item, line in read:
            known = first.setdefault(one(item), (item, line))[0]
            if other(known) != other(item):
                line.notes.remark(
                    line.at("name"),
                    "TKG-IMP059",
                    found=f"{item.name} {item.romaji}",
                    first=f"{known.name} {known.romaji}",
                )
    by_word = {word: [each for each in read if word in each[0].name] for word in _READINGS}
    if all(by_word.values()):
        fewer = min(_READINGS, key=lambda word: len(by_word[word]))
        rest = next(word for word in _READINGS if word != fewer)
        cells = ", ".join(line.at("name") for _, line in by_word[rest])
        for _, line in by_word[fewer]:
            line.notes.remark(line.at("name"), "TKG-IMP092", found=fewer, other=rest, cells=cells)


def _name(item: Item) -> str:
    return item.name


def _romaji(item: Item) -> str:
    return item.romaji


def odd_values(read: Iterable[Read], lists: CodeLists) -> None:
    """Remark sample values and code values that do not fit their own item."""
    wrong: dict[tuple[str, ...], tuple[str, str] | None] = {}
    entries = {name: CodeList(name=name, entries=tuple(each.codes)) for name, each in lists.by_name.items()}
    known = {name: frozenset(each.values) for name, each in entries.items() if each.entries}
    for item, line in read:
        codes = entries.get(item.code_list)
        if codes:
            form = (item.code_list, item.type, item.length, item.charset)
            if form not in wrong:
                wrong[form] = _first_wrong(item, codes)
            if found := wrong[form]:
                code, error = found
                line.notes.remark(
                    line.at("code_list"), "TKG-IMP078", found=code, list=codes.name, error=error
                )
        _samples(line, item, known.get(item.code_list))


def _first_wrong(item: Item, codes: CodeList) -> tuple[str, str] | None:
    judge = judge_of(item)
    for code in codes.entries:
        if code.code and (error := judge(code.code)):
            return code.code, error
    return None


def _samples(line: SheetRow, item: Item, known: frozenset[str] | None) -> None:
    judge = judge_of(item)
    for value in line.text("sample").split("\n") if line.kind("sample") else ():
        if not value.strip():
            continue
        error = judge(value) or ("code" if known and value not in known else None)
        if error:
            line.notes.remark(line.at("sample"), "TKG-IMP079", found=value, error=error)


def unused_lists(lists: CodeLists, notes_of: Callable[[str], Notes]) -> None:
    """Remark code lists that no item names."""
    for each in lists.of.values():
        if each.id not in lists.named:
            notes_of(each.sheet).remark(each.at, "TKG-IMP090", id=each.id, name=each.name)
