"""`tekigo spec calc`: list the calculations of a business, or work one out and show every step."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.show import json_option, print_json, print_table
from conformance.cli.words import say

if TYPE_CHECKING:
    from datetime import date

    from conformance.spec.calculations.model import Calculation, Input
    from conformance.spec.catalog import Catalog


@click.command(
    "calc",
    help=say(
        "計算（控除、税額、手当額など）を行い、手順ごとに、使った値、規則表の行、端数処理、根拠を示します。"
        "CALCULATION を省くと一覧を示します。",
        "Works a calculation out (deductions, taxes, allowances) and shows each step with the values, rows of rule"
        " tables, rounding and statute it used. Without CALCULATION it lists them.",
    ),
)
@click.argument("calculation", required=False)
@click.option(
    "-b", "--business", required=True, metavar="BUSINESS", help=say("業務のキー", "key of the business")
)
@click.option(
    "--given",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=say(
        "入力の値（「名: 値」を並べた YAML か JSON）", "values of the inputs: a mapping in YAML or JSON"
    ),
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help=say("規則表の行を選ぶ基準日（省くと今日）", "date that picks rows of rule tables, by default today"),
)
@click.option(
    "--example",
    "examples",
    is_flag=True,
    help=say("計算例を計算し、合うかどうかを示す", "work the worked examples out and compare"),
)
@json_option()
def command(
    calculation: str | None,
    business: str,
    given: Path | None,
    as_of: datetime | None,
    *,
    examples: bool,
    as_json: bool,
) -> None:
    """Dispatch on what was asked. Raises TekigoError for anything that cannot be worked out."""
    from conformance.cli import spec_calc_examples
    from conformance.cli.spec_calc_lines import lines
    from conformance.spec.calculations.given import calculate
    from conformance.spec.catalog import Catalog
    from conformance.spec.load import load_package

    catalog = Catalog(load_package(business))
    of = catalog.calculation(calculation) if calculation else None
    if examples:
        spec_calc_examples.show(catalog, (of,) if of else catalog.package.calculations, as_json=as_json)
    elif of is None:
        _list(catalog, as_json=as_json)
    else:
        trace = calculate(catalog, of, given, _day(as_of))
        if as_json:
            print_json(trace)
        else:
            for line in lines(trace):
                click.echo(line)


def _list(catalog: Catalog, *, as_json: bool) -> None:
    every = catalog.package.calculations
    if as_json:
        print_json(every)
        return
    if not every:
        click.echo(say("この業務に計算の定義はありません", "this business has no calculations"))
        return
    columns = say(
        "計算 入力 結果 基準日 計算例 要件", "calculation inputs results as-of examples requirements"
    ).split()
    print_table(columns, [_row(each) for each in every], title=catalog.package.standard.name, right=(4,))


def _row(each: Calculation) -> list[object]:
    inputs = "\n".join(_input(given) for given in each.inputs)
    requirements = " ".join(each.requirements)
    return [
        f"{each.name}\n({each.id})",
        inputs,
        "\n".join(each.results),
        each.dated_by,
        len(each.examples),
        requirements,
    ]


def _input(each: Input) -> str:
    from conformance.i18n import message

    kind = message(f"calc.type_{each.type}", None)
    columns = "、".join(f"{c.name}: {message(f'calc.type_{c.type}', None)}" for c in each.columns)
    default = say(f"、省くと{each.default}", f", default {each.default}") if each.default is not None else ""
    unit = f"・{each.unit}" if each.unit else ""
    return f"{each.name}: {kind}{unit}{default}" + (f" [{columns}]" if columns else "")


def _day(as_of: datetime | None) -> date:
    from conformance.checks.record import today_in_japan

    return as_of.date() if as_of else today_in_japan()
