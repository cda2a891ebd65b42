"""Shows what the check of extracted files found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from conformance.cli.show import print_json
from conformance.cli.words import say
from conformance.i18n import message

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.data.model import DataFinding, DataResult

NONCONFORMANT = 3


def check(folder: Path, business: str, *, as_json: bool) -> int:
    """Check the files of a business; 3 when anything was found."""
    from conformance.data.check import check_folder
    from conformance.data.dialect import load_dialect
    from conformance.spec.catalog import Catalog
    from conformance.spec.load import load_package

    result = check_folder(folder, Catalog(load_package(business)), load_dialect())
    if as_json:
        print_json(result)
    else:
        _show(result)
    return 0 if result.sound else NONCONFORMANT


def _show(result: DataResult) -> None:
    for file in result.files:
        state = say("確かめました", "checked") if file.checked else say("確かめられません", "not checked")
        rows = say(f"{file.rows:,}行", f"{file.rows:,} rows")
        click.echo(f"{file.file}: {rows}  {state}")
        for found in file.findings:
            _finding(found)
    if result.stray:
        click.echo(
            say("どのグループのものでもないファイル: ", "files of no group: ") + "、".join(result.stray)
        )
    count = sum(len(file.findings) for file in result.files)
    click.echo(say(f"見つかったもの {count}種", f"{count} kinds of findings"))


def _finding(found: DataFinding) -> None:
    share = f"（{found.share:.2%}）" if found.rows else ""
    click.echo(f"  {found.code}: {found.text()}  {found.count:,}{share}")
    for each in found.examples:
        click.echo(f"    {say('行', 'row')} {each.row}  {each.shape}".rstrip())
    click.echo(f"    {message('tgt.how_to_mend')}: {found.remedy()}")
