"""`tekigo selftest --mutants`: faults that nobody thought of, the share that the suite notices, and the survivors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from conformance.cli.exits import EXIT_FALSE_ALARM, EXIT_SURVIVED
from conformance.cli.show import print_json, print_table
from conformance.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from conformance.certification.selftest.mutants.model import Mutants, Row, Survivor, Tested

_WHOLE = 100


def run_mutants(
    businesses: Sequence[str],
    *,
    files: tuple[str, ...],
    sample: int | None,
    processes: int,
    seed: int,
    out: Path,
    as_json: bool,
) -> int:
    """Run and show; returns 3 when a survivor is unexplained, 5 when the suite is wrong about the sound system."""
    from conformance.certification.selftest.mutants.run import WantedMutants, try_mutants
    from conformance.reference.businesses import known

    wanted = WantedMutants(
        businesses=known(businesses), files=files, sample=sample, seed=seed, processes=processes
    )
    mutants = try_mutants(wanted, out, _told)
    if as_json:
        print_json(mutants)
    else:
        _show(mutants, out)
    if any(each.wrong for each in mutants.businesses):
        return EXIT_FALSE_ALARM
    return EXIT_SURVIVED if any(each.unexplained for each in mutants.businesses) else 0


def _told(done: int, total: int, row: Row) -> None:
    """Say how far it is."""
    if done == total or done * 20 // total > (done - 1) * 20 // total:
        click.echo(f"{row.business} {done}/{total}", err=True)


def _show(mutants: Mutants, out: Path) -> None:
    from conformance.certification.selftest.mutants.model import NAME

    columns = (
        say("業務", "business"),
        say("変異", "mutants"),
        say("有効", "viable"),
        say("発見", "killed"),
        say("割合", "share"),
        say("通らない箇所", "not reached"),
        say("等価", "equivalent"),
        say("等価を除く割合", "share without"),
        say("義務なし", "no duty"),
    )
    print_table(columns, [_row(each) for each in mutants.businesses], right=range(1, 9))
    for each in mutants.businesses:
        _show_business(each)
    click.echo(f"{mutants.seconds} s")
    click.echo(str(out / NAME))


def _row(each: Tested) -> tuple[object, ...]:
    tried = f"{each.mutants}/{each.possible}"
    reached = sum(not survivor.reached for survivor in each.survivors)
    no_duty = sum(survivor.kind == "no_duty" for survivor in each.survivors)
    return (
        *(each.business, tried, each.viable, each.killed, percent(each.share), reached),
        *(each.equivalent, percent(each.share_of_faulty), no_duty),
    )


def _show_business(each: Tested) -> None:
    columns = (
        each.business,
        say("有効", "viable"),
        say("発見", "killed"),
        say("割合", "share"),
    )
    rows = [(of.file, of.viable, of.killed, percent(of.killed / of.viable)) for of in each.files]
    print_table(columns, rows, right=(1, 2, 3))
    hows = ", ".join(f"{how} {count}" for how, count in each.killed_by.items())
    click.echo(say(f"発見の内訳: {hows}", f"killed by: {hows}"))
    _list(say("生き残り", "survivors"), [survivor for survivor in each.unexplained if survivor.reached])
    _list(say("どの検査も通らない", "not reached"), [one for one in each.unexplained if not one.reached])
    for check in each.wrong:
        click.echo(say(f"誤報: {check}", f"false alarm: {check}"))
    for stale in each.stale:
        click.echo(say(f"説明が要らなくなった: {stale}", f"explanation no longer needed: {stale}"))


def _list(title: str, survivors: Sequence[Survivor]) -> None:
    if survivors:
        click.echo(f"{title}: {len(survivors)}")
    for each in survivors:
        click.echo(f"  {each.file}:{each.line} {each.function} [{each.operator}]")
        click.echo(f"    - {each.before}")
        click.echo(f"    + {each.after}")


def percent(share: float) -> str:
    """Write a share with one decimal, rounded down: 99.97 % is not all."""
    return f"{int(share * _WHOLE * 10) / 10} %"
