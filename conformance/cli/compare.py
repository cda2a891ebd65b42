"""`tekigo compare`: several runs side by side, as bids or as the history of one system."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.show import json_option, print_json
from conformance.cli.words import say

if TYPE_CHECKING:
    from conformance.report.compare.model import Comparison, Mode

REGRESSED, UNJUDGED = 3, 4
SUFFIXES = {"html": (".html",), "xlsx": (".xlsx",), "both": (".html", ".xlsx")}


@click.command(
    help=say(
        "二つ以上の試験の結果(RUN)を並べます。別々のシステムなら提案の比較、同じ事業者の同じ製品の二つの実行なら前回からの"
        "変化を示します。提案の比較では、版・基準日・業務・自治体の区分・条例の値・標準のデータなどの物差しが違う実行を断ります"
        "（--anyway で、違いを示したうえで並べます）。終了コード: 0 比べた、2 使い方の誤り又は比べられない、"
        "3 前回からの変化に後退がある、4 前回からの変化で無効な実行がある。",
        "Puts two or more runs side by side: bids when the systems differ, a history when both are runs of one"
        " product of one vendor. Bids that were not measured by the same yardstick (edition, as-of date, businesses,"
        " class of municipality, ordinance values, digests) are refused; --anyway compares them and shows what"
        " differs. Exit codes: 0 compared, 2 usage or not comparable, 3 a history with regressions,"
        " 4 a history with an invalid run.",
    )
)
@click.argument("runs", metavar="RUN RUN…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--as",
    "mode",
    type=click.Choice(["auto", "bids", "history"]),
    default="auto",
    help=say(
        "見せ方。auto は製品と事業者の名で選ぶ（省いたとき）",
        "what to show; auto goes by the names of product and vendor",
    ),
)
@click.option(
    "--anyway",
    is_flag=True,
    help=say("物差しが違っていても並べる", "compare even what was not measured by the same yardstick"),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(list(SUFFIXES)),
    help=say("書く形式（省くと both）", "what to write, both by default"),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help=say(
        "書く場所。フォルダー、又は .html・.xlsx のファイル（省くと reports）",
        "where to write: a folder, or a file .html or .xlsx; reports by default",
    ),
)
@json_option()
def command(
    runs: tuple[Path, ...], mode: str, form: str | None, out: Path | None, *, anyway: bool, as_json: bool
) -> int:
    from conformance.cli.runs import find_run
    from conformance.report.bundle import load_bundle
    from conformance.report.compare.make import compare, refuse_unlike

    files = places(out, form or "both", [each.name for each in runs])
    chosen: Mode | None = None if mode == "auto" else "bids" if mode == "bids" else "history"
    comparison = compare([load_bundle(find_run(each, Path("reports"))) for each in runs], chosen)
    if not anyway:
        refuse_unlike(comparison)
    if not as_json or form or out:
        for path in write(comparison, files):
            click.echo(path, err=as_json)
    if as_json:
        print_json(comparison)
    else:
        _tell(comparison)
    return exit_code(comparison)


def exit_code(comparison: Comparison) -> int:
    """Return 0; of a history 4 when it cannot be told for an invalid run, 3 when something became worse."""
    if comparison.mode == "bids":
        return 0
    if not comparison.valid:
        return UNJUDGED
    return REGRESSED if comparison.of("regression") else 0


def places(out: Path | None, form: str, names: list[str]) -> list[Path]:
    """Name the files to be written. Raises TekigoError TKG-REP024 when the name of one does not fit its form."""
    from conformance.i18n import TekigoError

    where = out or Path("reports")
    if where.suffix.lower() not in SUFFIXES["both"]:
        joined = re.sub(r"[^0-9A-Za-z._-]", "_", "-".join(names))[:80]
        where = where / f"compare-{joined}.html"
    elif form != "both" and where.suffix.lower() != f".{form}":
        raise TekigoError("TKG-REP024", path=where, form=form)
    return [where.with_suffix(suffix) for suffix in SUFFIXES[form]]


def write(comparison: Comparison, files: list[Path]) -> list[Path]:
    """Write the files. Raises TekigoError TKG-REP025 when that is not possible."""
    from conformance.i18n import TekigoError
    from conformance.report.compare import html, sheet

    for path in files:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".html":
                path.write_text(html.render(comparison), encoding="utf-8")
            else:
                sheet.write(comparison, path)
        except OSError as error:
            raise TekigoError(
                "TKG-REP025", path=path, reason=error.strerror or type(error).__name__
            ) from error
    return files


def _tell(comparison: Comparison) -> None:
    from conformance.i18n import language
    from conformance.report.compare.summary import conclusion, group_counts
    from conformance.report.labels import labels

    t = labels(language())
    words = t["compare"]
    if not comparison.valid:
        click.echo(words["invalid"])
    if comparison.mode == "history":
        click.echo(conclusion(comparison, t))
    elif comparison.moved:
        click.echo(words["unlike"])
    for line in group_counts(comparison, t):
        click.echo(line)
