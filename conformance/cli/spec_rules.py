"""How `tekigo spec show` prints rule tables: the list of a business, and one table with all its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from msgspec import structs

from conformance.cli.show import print_table
from conformance.cli.words import say
from conformance.spec.rules.model import FROM, TO

if TYPE_CHECKING:
    from conformance.spec.model import Package
    from conformance.spec.rules import RuleTable
    from conformance.spec.rules.model import RuleRow

FIDELITIES = {
    "transcribed": ("公式本文", "transcribed"),
    "statute": ("法令", "statute"),
    "provisional": ("暫定", "provisional"),
}


def list_rules(package: Package) -> None:
    """Print the rule tables of a business with the number of their rows; nothing when it has none."""
    if not package.rules:
        return
    columns = say("規則表 行 条例 日付 要件", "table rows ordinance dated requirements").split()
    rows = [
        (
            each.sheet.name,
            len(each.rows),
            say("可", "may differ") if each.sheet.ordinance else "",
            each.sheet.dated_by,
            " ".join(each.sheet.requirements),
        )
        for each in package.rules
    ]
    print_table(columns, rows, title=say("規則表", "rule tables"), right=(1,))


def show_rule(table: RuleTable) -> None:
    """Print one rule table: what it is, and every row as written with validity, unit, source and fidelity."""
    sheet = table.sheet
    facts = (
        (say("名", "name"), f"{sheet.name} ({sheet.id})"),
        (say("内容", "summary"), sheet.summary),
        (say("要件", "requirements"), " ".join(sheet.requirements)),
        (say("有効期間と比べる日", "dated by"), sheet.dated_by),
        (
            say("条例", "ordinance"),
            say("別の値を定め得る", "may set other values") if sheet.ordinance else "",
        ),
        (say("隙間の理由", "gaps"), sheet.gaps),
        (say("備考", "note"), sheet.note),
        (say("場所", "origin"), sheet.origin),
    )
    for name, text in facts:
        if text:
            click.echo(f"{name}: {text}")
    cells = [name for column in sheet.columns for name in _cells(column.name, column.role)]
    columns = say("有効期間 単位 根拠 出所 問わない境 備考", "validity unit source fidelity contested note")
    print_table([*cells, *columns.split()], [_row(each, cells) for each in table.rows])


def rule_facts(table: RuleTable) -> dict[str, Any]:
    """Give everything of a table as plain values: its declaration and its rows."""
    return {**structs.asdict(table.sheet), "rows": table.rows}


def _cells(column: str, role: str) -> tuple[str, ...]:
    return (column + FROM, column + TO) if role == "range" else (column,)


def _row(row: RuleRow, cells: list[str]) -> list[str]:
    days = (row.valid_from, row.valid_to)
    validity = "" if days == (None, None) else "〜".join(day.isoformat() if day else "" for day in days)
    return [
        *(row.cells.get(name, "") for name in cells),
        validity,
        row.unit,
        row.source,
        say(*FIDELITIES[row.fidelity]),
        " ".join(row.contested),
        row.note,
    ]
