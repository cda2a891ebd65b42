"""`tekigo data`: the files that a system extracted, against the data requirements."""

from __future__ import annotations

from pathlib import Path

import click

from conformance.cli.show import json_option
from conformance.cli.words import say


@click.group(
    help=say("データ要件のファイルを確かめる", "Check extracted files against the data requirements.")
)
def command() -> None:
    """Group the subcommands."""


@command.command(
    help=say(
        "抽出したファイル（グループごとに一つの CSV）を、項目・コード・キーについて確かめます。",
        "Checks extracted files, one CSV per group: columns, values, codes and keys.",
    )
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "-b", "--business", required=True, metavar="BUSINESS", help=say("業務のキー", "key of the business")
)
@json_option()
def check(folder: Path, business: str, as_json: bool) -> int:
    """Check a folder. Raises TekigoError when it cannot be read."""
    from conformance.cli import data_check

    return data_check.check(folder, business, as_json=as_json)
