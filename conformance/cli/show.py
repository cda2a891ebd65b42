"""How commands show things: JSON for machines, tables for people, colours only on a terminal."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

WIDE = 200  # columns when the output is no terminal: cutting cells off would lose facts


def json_option() -> "Callable[[click.decorators.FC], click.decorators.FC]":
    """Give a command the option `--json`, passed as `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help=say("JSONで出力する", "print JSON"))


def out_option() -> "Callable[[click.decorators.FC], click.decorators.FC]":
    """Give a command that makes a run the option `--out`."""
    return click.option(
        "--out",
        type=click.Path(path_type=Path),
        default=Path("reports"),
        help=say("報告の置き場所", "where reports go"),
    )


def edition_option() -> "Callable[[click.decorators.FC], click.decorators.FC]":
    """Give a command that shows one business the option `--edition`."""
    return click.option(
        "--edition",
        metavar="EDITION",
        help=say("標準仕様書の版（省くと既定の版）", "edition of the standard; the default one without it"),
    )


def editions_option() -> "Callable[[click.decorators.FC], click.decorators.FC]":
    """Give a command for several businesses the option `--edition`, passed as `editions`."""
    return click.option(
        "--edition",
        "editions",
        multiple=True,
        metavar="[BUSINESS=]EDITION",
        help=say(
            "標準仕様書の版（省くと既定の版。業務ごとに 業務=版 とも書ける。繰り返し可）",
            "edition of the standard; the default one without it; BUSINESS=EDITION for one of several (repeatable)",
        ),
    )


def as_of_option() -> "Callable[[click.decorators.FC], click.decorators.FC]":
    """Give a command that judges the option `--as-of`."""
    return click.option(
        "--as-of", type=click.DateTime(["%Y-%m-%d"]), help=say("判定の基準日", "the date to judge by")
    )


def print_json(value: object) -> None:
    """Print a value (structs, lists, dicts) as indented JSON in UTF-8."""
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def console(*, stderr: bool = False) -> "Console":
    """Make a rich console that neither colours nor cuts when its stream is no terminal."""
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    terminal = stream.isatty()
    return Console(file=stream, no_color=not terminal, width=None if terminal else WIDE, highlight=False)


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "", right: Sequence[int] = ()
) -> None:
    """Print a table; `right` gives the positions of columns of figures."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for position, name in enumerate(columns):
        table.add_column(name, justify="right" if position in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    console().print(table)
