"""`tekigo report`: write the reports of a run again, from its files alone."""

from __future__ import annotations

from pathlib import Path

import click

from conformance.cli.words import say

DEFAULT = ("html", "xlsx", "junit", "allure", "data")
FORMATS = (*DEFAULT, "site", "json")


@click.command(
    help=say(
        "試験の結果(RUN)から報告を作り直します。試験対象には問い合わせません。判定は証跡から計算し直します。",
        "Writes the reports of a run again, from its own files. Asks the target nothing; decides the verdict anew.",
    )
)
@click.argument("run", metavar="RUN", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "formats",
    type=click.Choice(FORMATS),
    multiple=True,
    help=say(
        "報告の形式(繰り返し可。省くと site と json を除くすべて)。xlsx は適合表、data はファイルのエラー一覧",
        "form (repeatable), all but site and json by default; xlsx is the 適合表, data lists errors of files",
    ),
)
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("reports"), help=say("報告の場所", "reports")
)
def command(run: Path, formats: tuple[str, ...], out: Path) -> int:
    from conformance.certification.reports import write_reports
    from conformance.cli.runs import find_run
    from conformance.cli.show import print_json
    from conformance.i18n import message, remedy
    from conformance.i18n.errors import INCOMPLETE
    from conformance.report.bundle import changed_since, load_bundle

    folder, wanted = find_run(run, out), formats or DEFAULT
    verdict = load_bundle(folder).verdict
    for path in write_reports(folder, wanted):
        click.echo(path, err="json" in wanted)
    if "json" in wanted:
        print_json(verdict)
    changed = changed_since(verdict)
    for code in changed:
        click.echo(f"{code}: {message(code)}\n  → {remedy(code)}", err=True)
    return INCOMPLETE if changed else 0
