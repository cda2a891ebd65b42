"""`tekigo spec diff`: what changed between two states of the specs, and which scenarios must be run again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from conformance.cli.show import json_option, print_json
from conformance.cli.words import say

if TYPE_CHECKING:
    from datetime import date


@click.command(
    "diff",
    help=say(
        "二つの版の違いと、もう一度試験すべきシナリオを示します。OLD と NEW は、業務の定義のフォルダー、specs のある"
        "フォルダー、又は git の版です。違いがあってもなくても終了コードは0です。",
        "Tells what changed between two states, and which scenarios must be run again. OLD and NEW: the folder of a"
        " package, a folder that holds specs, or a git revision. Exit code 0 whether or not anything differs.",
    ),
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "-b",
    "--business",
    "businesses",
    multiple=True,
    metavar="BUSINESS",
    help=say("業務のキー(繰り返し可)", "key of a business (repeatable)"),
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help=say("規則表の行を選ぶ基準日（省くと今日）", "date that picks rows of rule tables, by default today"),
)
@click.option(
    "--old-edition",
    metavar="EDITION",
    help=say("OLD の標準仕様書の版", "edition of the standard on the side of OLD"),
)
@click.option(
    "--new-edition",
    metavar="EDITION",
    help=say("NEW の標準仕様書の版", "edition of the standard on the side of NEW"),
)
@json_option()
def command(
    *,
    old: str,
    new: str,
    businesses: tuple[str, ...],
    as_of: datetime | None,
    old_edition: str | None,
    new_edition: str | None,
    as_json: bool,
) -> None:
    """Print the comparison."""
    from conformance.checks.diff.compare import compare
    from conformance.checks.diff.sources import sides
    from conformance.cli.spec_diff_lines import lines

    with sides(old, new, (old_edition or "", new_edition or "")) as (one, other):
        found = compare(one, other, businesses, _day(as_of))
    if as_json:
        print_json(found)
        return
    for line in lines(found):
        click.echo(line)


def _day(as_of: datetime | None) -> date:
    from conformance.checks.record import today_in_japan

    return as_of.date() if as_of else today_in_japan()
