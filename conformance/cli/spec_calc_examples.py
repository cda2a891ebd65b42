"""`tekigo spec calc --example`: works the worked examples of calculations out and compares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from conformance.cli.show import print_json
from conformance.cli.spec_calc_lines import lines
from conformance.cli.words import say
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.spec.calculations.model import Calculation
    from conformance.spec.catalog import Catalog


def show(catalog: Catalog, every: Sequence[Calculation], *, as_json: bool) -> None:
    """Show each example with its steps and whether it comes out. Raises TekigoError when one does not."""
    from conformance.spec.calculations.examples import try_example

    told, wrong = [], 0
    for of in every:
        for example in of.examples:
            trace, differences = try_example(catalog, of, example)
            wrong += bool(differences)
            told.append(
                {
                    "example": example.name,
                    "source": example.source,
                    "differences": differences,
                    "trace": trace,
                }
            )
            if as_json:
                continue
            mark = say("不一致", "differs") if differences else say("一致", "agrees")
            click.echo(say(f"■ 計算例: {example.name} … {mark}", f"■ example: {example.name}: {mark}"))
            click.echo(say(f"  出典: {example.source}", f"  source: {example.source}"))
            for line in lines(trace):
                click.echo(f"  {line}")
            for each in differences:
                click.echo(
                    say(
                        f"  不一致: {each.name} 例では {each.expected}、計算では {each.found}",
                        f"  differs: {each.name} expected {each.expected}, found {each.found}",
                    )
                )
    if as_json:
        print_json(told)
    if not told and not as_json:
        click.echo(say("計算例はありません", "there are no examples"))
    if wrong:
        raise TekigoError("TKG-CALC030", count=wrong)
