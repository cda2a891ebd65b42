"""How `tekigo spec import` words a workbook for people: what it yields, what is odd, what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from conformance.cli.spec_diff_again import cut, short
from conformance.cli.spec_diff_lines import SIGNS
from conformance.cli.words import say
from conformance.spec.workbook.layout import FIELDS
from conformance.spec.workbook.oddities import grouped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conformance.checks.diff.model import Change, FieldChange
    from conformance.checks.diff.tables import TablesDifference
    from conformance.spec.workbook.imports import Imported

_MOST_CELLS = 8


def import_lines(workbook: Path, made: Imported) -> Iterator[str]:
    """Word what a workbook yields and what is odd about it, faults first."""
    yield str(workbook)
    groups, lists = "、".join(made.groups), "、".join(made.lists.values())
    yield say(f"  項目: {len(made.items)}件", f"  items: {len(made.items)}")
    yield say(f"  グループ: {len(made.groups)}件 {groups}", f"  groups: {len(made.groups)} {groups}")
    yield say(
        f"  コード一覧: {len(made.lists)}件（値 {len(made.codes)}件） {lists}",
        f"  code lists: {len(made.lists)} ({len(made.codes)} values) {lists}",
    )
    told = {True: list[str](), False: list[str]()}
    for first, cells in grouped(list(made.oddities)):
        where = ", ".join(cells[:_MOST_CELLS])
        if len(cells) > _MOST_CELLS:
            where += say(f" …（{len(cells)}か所）", f" … ({len(cells)} places)")
        sheet = say(f"「{first.sheet}」", f'"{first.sheet}" ') if first.sheet else ""
        line = f"{sheet}{where}: {first.code}: {first.text()}"
        told[first.fault].append(f"{line} → {first.remedy()}" if first.fault else line)
    count = len(made.faults)
    yield say(f"  読み取れないところ: {count}か所", f"  places that cannot be read: {count}")
    yield from cut([f"    {each}" for each in told[True]])
    rest = len(made.oddities) - count
    yield say(f"  気付いたこと（読み取りには差し支えない）: {rest}か所", f"  remarks: {rest} places")
    yield from cut([f"    {each}" for each in told[False]])


def difference_lines(found: TablesDifference, package: str, made: Imported) -> Iterator[str]:
    """Word what differs between a package and the workbook."""
    yield say(f"{package} との違い", f"differences from {package}")
    if not (found.items or found.codes):
        yield say("  違いはありません", "  nothing differs")
    told = [_without(each, found.unknown) for each in found.items]
    filled = [name for name in found.unknown if any(_has(each, name) for each in found.items)]
    if filled:
        names = "、".join(filled)
        yield say(
            f"  旧ではどの項目でも空の列（以下では省く。--json で全件）: {names}",
            f"  columns that the old side leaves empty throughout (left out below; --json has all): {names}",
        )
    items = [each for each in told if each.fields or each.change != "changed"]
    for title, changes in ((say("項目", "items"), items), (say("コード", "codes"), found.codes)):
        if changes:
            yield say(f"  {title}: {len(changes)}件", f"  {title}: {len(changes)}")
            yield from cut([f"    {_line(each, made)}" for each in changes])


def _has(change: Change, name: str) -> bool:
    return any(each.field == name for each in change.fields)


def _without(change: Change, names: tuple[str, ...]) -> Change:
    return replace(change, fields=tuple(each for each in change.fields if each.field not in names))


def _line(change: Change, made: Imported) -> str:
    fields = "、".join(_field(each, change.new, made) for each in change.fields)
    place = "" if change.fields else f"（{change.new or change.old}）"
    origin = f"（{change.old}）" if change.fields else ""
    return f"{SIGNS[change.change]} {change.id} {change.name}{place}{': ' if fields else ''}{fields}{origin}"


def _field(each: FieldChange, origin: str, made: Imported) -> str:
    """Word one field: both values, and the cell of the new one."""
    sheet, _, row = origin.rpartition(" ")
    letter = made.letters.get(sheet, {}).get(FIELDS.get(each.field, each.field), "")
    where = f"「{sheet}」{letter}{row}" if row.isdigit() and letter else origin
    return f"{each.field} {_shown(each.old)} → {_shown(each.new)} [{where}]"


def _shown(value: object) -> str:
    return say("（空）", "(empty)") if value in (None, "") else short(str(value))
