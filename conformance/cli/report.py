"""`tekigo report`: write the reports of a run again, from its files alone."""

from __future__ import annotations

from pathlib import Path

import click

from conformance.cli.words import say

FORMATS = ("html", "junit", "allure", "site")


@click.command(
    help=say(
        "試験の結果(RUN)から報告を作り直します。試験対象には問い合わせません。",
        "Writes the reports of a run again, from its own files. Asks the target nothing.",
    )
)
@click.argument("run", metavar="RUN", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "formats",
    type=click.Choice(FORMATS),
    multiple=True,
    help=say(
        "報告の形式(繰り返し可。省くと site 以外のすべて)", "form (repeatable); all but the site by default"
    ),
)
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("reports"), help=say("報告の場所", "reports")
)
def command(run: Path, formats: tuple[str, ...], out: Path) -> int:
    from conformance.certification.reports import write_reports
    from conformance.cli.runs import find_run

    for path in write_reports(find_run(run, out), formats or FORMATS[:-1]):
        click.echo(path)
    return 0
