"""`tekigo data`: the files that a system extracted, against the data requirements."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.show import as_of_option, editions_option, json_option, out_option
from conformance.cli.words import say
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from datetime import datetime


@click.group(
    help=say("データ要件のファイルを確かめる", "Check extracted files against the data requirements.")
)
def command() -> None:
    """Group the subcommands."""


@command.command(
    help=say(
        "抽出したファイル（グループごとに一つの CSV）を、項目・コード・キー・参照について確かめ、報告を作ります。",
        "Checks extracted files, one CSV per group: columns, values, codes, keys, references; writes reports.",
    )
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "-b",
    "--business",
    "businesses",
    multiple=True,
    required=True,
    metavar="BUSINESS",
    help=say("業務のキー(繰り返し可)", "key of the business (repeatable)"),
)
@click.option(
    "--with",
    "others",
    multiple=True,
    metavar="BUSINESS=DIR",
    help=say(
        "参照先の業務のファイルのあるフォルダー(確かめない。繰り返し可)",
        "folder of the files of another business, to be referred to only (repeatable)",
    ),
)
@click.option(
    "--target",
    type=click.Path(path_type=Path),
    help=say("接続先のファイル(宣言を用いる)", "target file, for what it declares"),
)
@click.option(
    "--dialect",
    type=click.Path(path_type=Path),
    help=say("団体が定めるファイルの書き方", "how the municipality's files are written"),
)
@click.option(
    "--private-use",
    type=click.Path(path_type=Path),
    help=say("外字を宣言したファイル", "file that declares characters of private use"),
)
@editions_option()
@as_of_option()
@out_option()
@click.option(
    "--xlsx",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say("エラー一覧をこのファイルにも書く", "write the list of errors to this file too"),
)
@json_option()
def check(
    *,
    folder: Path,
    businesses: tuple[str, ...],
    others: tuple[str, ...],
    target: Path | None,
    dialect: Path | None,
    private_use: Path | None,
    as_of: datetime | None,
    editions: tuple[str, ...],
    out: Path,
    xlsx: Path | None,
    as_json: bool,
) -> int:
    """Check a folder. Raises TekigoError when it cannot be read."""
    from conformance.certification.data_run import DataChoices
    from conformance.cli import data_check

    choices = DataChoices(
        folder=folder,
        businesses=businesses,
        others=dict(_pair(each) for each in others),
        target=target,
        dialect=dialect,
        private_use=private_use,
        as_of=as_of.date() if as_of else None,
        editions=editions,
        out=out,
    )
    return data_check.check(choices, xlsx=xlsx, as_json=as_json)


def _pair(text: str) -> tuple[str, str]:
    business, _, folder = text.partition("=")
    if not (business and folder):
        raise TekigoError("TKG-DATA076", found=text)
    return business, folder
