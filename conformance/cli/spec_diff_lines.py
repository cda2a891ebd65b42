"""How `tekigo spec diff` words a comparison for people. Long lists are cut; --json tells all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from conformance.cli.spec_diff_again import again_lines, cut, generated_line, short
from conformance.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.checks.diff.model import (
        BusinessDifference,
        Change,
        Difference,
        FieldChange,
        RowChange,
        TableChange,
    )

SIGNS = {"added": "+", "removed": "-", "withdrawn": "-", "changed": "~"}


def lines(found: Difference) -> Iterator[str]:
    """Word a comparison, line by line."""
    yield say("旧: ", "old: ") + _side(found.old.given, found.old.commit)
    yield say("新: ", "new: ") + _side(found.new.given, found.new.commit)
    compared = "、".join(found.compared)
    yield say(f"業務: {compared}  基準日: {found.as_of}", f"businesses: {compared}  as of: {found.as_of}")
    if not found.different:
        yield say("違いはありません", "nothing differs")
        return
    yield from _list(say("エラーコード", "error codes"), [_line(each) for each in found.errors], "")
    yield from _list(say("手順の定義", "step definitions"), [f"~ {name}" for name in found.steps], "")
    title = say(
        "旧の、読めない機能ファイル（新のシナリオをすべて新しいものとする）",
        "features of the old side that cannot be read (all scenarios of the new side count as new)",
    )
    yield from _list(title, list(found.unread), "")
    for business in found.businesses:
        yield ""
        yield from _business(business)


def _business(found: BusinessDifference) -> Iterator[str]:
    words = {"added": say("（業務の追加）", " (business added)")}
    words["removed"] = say("（業務の削除）", " (business removed)")
    yield f"■ {found.name}（{found.business}）{words.get(found.change or '', '')}"
    if found.change is None:
        yield from _package(found)
    else:
        yield _sizes(found)
    yield from again_lines(found)
    for each in found.generated:
        yield generated_line(each)


def _package(found: BusinessDifference) -> Iterator[str]:
    standard = [f"{_line(each, named=False)}{_values(each.fields)}" for each in found.standard]
    yield from _list(say("標準・版", "standard, editions"), standard)
    duties = [
        _line(each, fields=False) + (_values(each.fields) or _place(each)) for each in found.requirements
    ]
    yield from _list(say("要件", "requirements"), duties)
    for table in found.rules:
        yield from _table(table)
    for words, changes in (
        (("計算", "calculations"), found.calculations),
        (("項目", "items"), found.items),
        (("コード", "codes"), found.codes),
        (("操作", "operations"), found.operations),
        (("探査", "probes"), found.probes),
        (("帳票", "reports"), found.reports),
        (("連携", "linkages"), found.linkages),
    ):
        yield from _list(say(*words), [_line(each) + _place(each) for each in changes])
    written = [f"{_line(replace(each, id=each.name))}{_place(each)}" for each in found.scenarios]
    yield from _list(say("シナリオの文", "scenarios as written"), written)


def _sizes(found: BusinessDifference) -> str:
    counts = [len(each) for each in (found.requirements, found.operations, found.rules, found.scenarios)]
    words = say("要件 操作 規則表 シナリオ", "requirements operations rule-tables scenarios").split()
    return "  " + "、".join(f"{word} {count}" for word, count in zip(words, counts, strict=True))


def _table(table: TableChange) -> Iterator[str]:
    """Word a rule table: its rows, unless the whole table came or went."""
    title = say(f"規則表「{table.name}」（{table.id}）", f"rule table 「{table.name}」 ({table.id})")
    number = say(f" {len(table.rows)}行", f", rows: {len(table.rows)}")
    yield f"  {SIGNS[table.change]} {title}{number}{'' if table.rows else _place(table)}"
    if table.change == "changed":
        yield from (f"      {_field(each)}" for each in table.fields)
        yield from cut([f"    {_row(each, table.results)}" for each in table.rows])


def _row(row: RowChange, results: Sequence[str]) -> str:
    facts = row.new_row or row.old_row or {}
    if row.change == "changed":
        told = [_field(each) for each in row.fields]
        told += [say(f"単位 {facts['unit']}", f"unit {facts['unit']}")] if facts["unit"] else []
    else:
        told = [f"{name} {facts[name]}{facts['unit']}" for name in results if name in facts]
        told += [f"{name} {facts[name]}" for name in ("valid_from", "valid_to", "source") if facts[name]]
    return f"{SIGNS[row.change]} {row.label or say('全体', 'all')}: {say('、', ', ').join(told)}{_place(row)}"


def _line(change: Change, *, fields: bool = True, named: bool = True) -> str:
    """Word a change on one line: sign, id, name, and which fields differ."""
    name = f" {change.name}" if named and change.name and change.name not in change.id else ""
    which = ", ".join(each.field for each in change.fields) if fields else ""
    over = say("（廃止）", " (withdrawn)") if change.change == "withdrawn" else ""
    return f"{SIGNS[change.change]} {change.id}{name}{over}" + (f": {which}" if which else "")


def _values(fields: Sequence[FieldChange]) -> str:
    return "".join(f"\n      {_field(each)}" for each in fields)


def _field(each: FieldChange) -> str:
    return f"{each.field} {_value(each.old)} → {_value(each.new)}"


def _value(value: Any) -> str:  # noqa: ANN401 - any JSON value
    if value in (None, "", [], {}):
        return say("（空）", "(empty)")
    return short(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _place(change: Change | RowChange | TableChange) -> str:
    """Say where a thing stands: once when that is the same place on both sides."""
    return f" ({' → '.join(dict.fromkeys(filter(None, (change.old, change.new))))})"


def _list(title: str, told: Sequence[str], indent: str = "  ") -> Iterator[str]:
    if told:
        yield say(f"{indent}{title}: {len(told)}件", f"{indent}{title}: {len(told)}")
        yield from cut([f"{indent}  {each}" for each in told])


def _side(given: str, commit: str) -> str:
    return f"{given}（{commit[:12]}）" if commit else given
