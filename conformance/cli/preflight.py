"""`tekigo preflight`: is everything set up so that a run can say something about the system?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.show import json_option, print_json
from conformance.cli.words import say
from conformance.i18n import message
from conformance.i18n.errors import SETUP

if TYPE_CHECKING:
    from conformance.target.checklist import CheckLine

_COLOURS = {"tgt.mark_good": "green", "tgt.mark_note": "yellow", "tgt.mark_bad": "red"}


@click.command(
    help=say(
        "試験の前に、対象ファイル、接続、時計、トークン、照会、入っているはずのデータを確かめます。書き込みはしません。",
        "Checks target file, connection, clocks, tokens, queries and fixtures before a run. Writes nothing.",
    )
)
@click.argument("target", metavar="TARGET.yaml", type=click.Path(path_type=Path))
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    help=say(
        "求めるスコープ(繰り返し可。省くと業務のすべて)", "a scope to ask for (repeatable); all by default"
    ),
)
@json_option()
def command(target: Path, scopes: tuple[str, ...], as_json: bool) -> int:
    from conformance.certification.set_up import check_target
    from conformance.target.load import load_target

    lines = check_target(load_target(target), scopes=scopes)
    if as_json:
        print_json(lines)
    else:
        for line in lines:
            _show(line)
        _conclude(lines)
    return SETUP if _problems(lines) else 0


def _problems(lines: list[CheckLine]) -> int:
    return sum(line.blocking and not line.ok for line in lines)


def _show(line: CheckLine) -> None:
    mark = "tgt.mark_good" if line.ok else "tgt.mark_bad" if line.blocking else "tgt.mark_note"
    shown = click.style(message(mark), fg=_COLOURS[mark])
    code = f"{line.code}: " if line.code else ""
    click.echo(f"[{shown}] {line.name}  {code}{line.detail}")
    if line.remedy:
        click.echo(f"    {message('tgt.how_to_mend')}: {line.remedy}")


def _conclude(lines: list[CheckLine]) -> None:
    problems = _problems(lines)
    click.echo(message("tgt.not_good", None, count=problems) if problems else message("tgt.all_good"))
