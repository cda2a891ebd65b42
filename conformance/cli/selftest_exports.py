"""Shows how well the check of extracted files finds what is wrong with exports that were broken on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
import msgspec

from conformance.cli.exits import EXIT_SURVIVED
from conformance.cli.show import print_json, print_table
from conformance.cli.words import say
from conformance.spec.json_file import write_json

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from conformance.certification.selftest.exports import BrokenExport

NAME = "exports.json"


def run_exports(businesses: Sequence[str], *, seed: int, out: Path, as_json: bool) -> int:
    """Try every fault of files in every file that it fits; write exports.json."""
    from conformance.certification.selftest.exports import ExportTrial
    from conformance.reference.businesses import known, with_data

    rows: list[BrokenExport] = []
    for business in with_data(known(businesses)):
        with ExportTrial(business, seed) as trial:
            rows += trial.rows()
    out.mkdir(parents=True, exist_ok=True)
    write_json(out / NAME, msgspec.to_builtins(rows))
    if as_json:
        print_json(rows)
    else:
        _show(rows)
        click.echo(str(out / NAME))
    return 0 if all(row.exact for row in rows) else EXIT_SURVIVED


def _show(rows: Sequence[BrokenExport]) -> None:
    columns = (
        say("誤り", "fault"),
        say("メッセージ", "message"),
        say("ファイル", "files"),
        say("発見", "caught"),
        say("ほかに何も言わない", "nothing else"),
    )
    lines = []
    for fault in dict.fromkeys(row.fault for row in rows):
        of = [row for row in rows if row.fault == fault]
        caught, exact = sum(row.caught for row in of), sum(row.exact for row in of)
        lines.append((fault, of[0].code, len(of), caught, exact))
    print_table(columns, lines, right=(2, 3, 4))
    for row in (each for each in rows if not each.exact):
        what = "、".join(row.also) or say("見つからない", "not caught")
        click.echo(f"{row.fault} {row.business} {row.group}: {what}")
