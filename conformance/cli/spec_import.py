"""`tekigo spec import` and `tekigo spec export`: between official workbooks and the tables of a package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.show import json_option, print_json
from conformance.cli.words import say
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from conformance.checks.diff.tables import TablesDifference
    from conformance.spec.workbook.imports import Imported


@click.command(
    "import",
    help=say(
        "公式のワークブック（項目定義書・基本データリスト）を items.csv と codes.csv に読み込みます。推測はせず、"
        "おかしいところを全て、シートとセルで示します。",
        "Reads an official workbook (項目定義書, 基本データリスト) into items.csv and codes.csv. Nothing is guessed:"
        " whatever is odd is told with sheet and cell.",
    ),
)
@click.argument("workbook", metavar="WORKBOOK", type=click.Path(path_type=Path))
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help=say(
        "書き出すフォルダー（省くと調べるだけ）", "where to write; without it the workbook is only examined"
    ),
)
@click.option(
    "--diff",
    "package",
    metavar="PACKAGE",
    help=say(
        "比べる業務のキーか、items.csv のあるフォルダー",
        "business, or folder with items.csv, to compare with",
    ),
)
@click.option(
    "--texts", is_flag=True, help=say("--diff で定義と説明の文も比べる", "compare explanations too")
)
@click.option(
    "--partial",
    is_flag=True,
    help=say("読み取れないところがあっても、残りを書き出す", "write what could be read despite faults"),
)
@click.option(
    "--overwrite", is_flag=True, help=say("既にあるファイルを置き換える", "replace files that are there")
)
@json_option()
def import_(
    workbook: Path,
    out: Path | None,
    package: str | None,
    *,
    texts: bool,
    partial: bool,
    overwrite: bool,
    as_json: bool,
) -> None:
    """Read a workbook, tell what is odd, write and compare what was asked for. Raises TekigoError for faults."""
    from conformance.checks.diff.tables import tables_differ
    from conformance.spec.workbook.files import read_tables, write_tables
    from conformance.spec.workbook.imports import import_workbook

    other = read_tables(package) if package is not None else None
    made = import_workbook(workbook)
    found = None
    if other is not None:
        found = tables_differ((other.items, other.codes), (made.items, made.codes), texts=texts)
    sound = partial or not made.faults
    written = write_tables(out, made.items, made.codes, overwrite=overwrite) if out and sound else ()
    if as_json:
        print_json(_json(workbook, made, found))
    else:
        _tell(workbook, made, found, package or "")
    for path in written:
        click.echo(path, err=as_json)
    if not sound:
        raise TekigoError("TKG-IMP010", count=len(made.faults))


@click.command(
    "export",
    help=say(
        "業務の items.csv と codes.csv を、公式のワークブックの様式で書き出します。",
        "Writes items.csv and codes.csv of a package in the layout of the official workbook.",
    ),
)
@click.argument("package", metavar="PACKAGE")
@click.option(
    "--out",
    metavar="WORKBOOK",
    required=True,
    type=click.Path(path_type=Path),
    help=say("書き出すワークブック（.xlsx）", "the workbook to write (.xlsx)"),
)
@click.option(
    "--overwrite", is_flag=True, help=say("既にあるファイルを置き換える", "replace a file that is there")
)
def export(package: str, out: Path, *, overwrite: bool) -> None:
    """Write the workbook of a package. Raises TekigoError."""
    from conformance.spec.workbook.export import export_workbook
    from conformance.spec.workbook.files import read_tables

    if out.exists() and not overwrite:
        raise TekigoError("TKG-IMP011", path=out)
    export_workbook(read_tables(package), out)
    click.echo(out)


def _tell(workbook: Path, made: Imported, found: TablesDifference | None, package: str) -> None:
    from conformance.cli.spec_import_lines import difference_lines, import_lines

    for line in import_lines(workbook, made):
        click.echo(line)
    if found is not None:
        for line in difference_lines(found, package, made):
            click.echo(line)


def _json(workbook: Path, made: Imported, found: TablesDifference | None) -> dict[str, object]:
    return {
        "workbook": str(workbook),
        "items": len(made.items),
        "groups": made.groups,
        "code_lists": made.lists,
        "codes": len(made.codes),
        "oddities": [
            {
                "sheet": each.sheet,
                "cell": each.cell,
                "code": each.code,
                "fault": each.fault,
                "text": each.text(),
                "remedy": each.remedy(),
            }
            for each in made.oddities
        ],
        "difference": found,
    }
