"""`tekigo selftest`: prove that the suite finds every seeded fault, and blames the requirement that is broken."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.exits import EXIT_FALSE_ALARM, EXIT_SURVIVED
from conformance.cli.selftest_exports import run_exports
from conformance.cli.selftest_mutants import run_mutants
from conformance.cli.selftest_sound import run_sound
from conformance.cli.show import json_option, print_json, print_table
from conformance.cli.words import say
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from conformance.certification.selftest.matrix import Killed, Matrix
    from conformance.certification.selftest.run import Wanted

_PROCESSES = min(os.cpu_count() or 1, 8)


@click.command(
    help=say(
        "仕込んだ誤りのすべてに試験をかけ、見つけるか、壊した要件を不適合とするかを確かめます。",
        "Runs the suite against every seeded fault: is it caught, and is the broken requirement named?",
    )
)
@click.option(
    "-b", "--business", "businesses", multiple=True, help=say("業務(繰り返し可)", "a business (repeatable)")
)
@click.option("--fault", "faults", multiple=True, metavar="ID", help=say("この誤りだけ", "only this fault"))
@click.option("--sample", type=click.IntRange(1), help=say("全体から取る数", "this many of all faults"))
@click.option(
    "-n", "processes", type=click.IntRange(1, 64), default=_PROCESSES, help=say("並列の数", "processes")
)
@click.option("--seed", type=click.IntRange(0), default=1, help=say("乱数の種", "seed"))
@click.option(
    "--http",
    "over_http",
    type=click.IntRange(0),
    default=0,
    help=say("HTTP越しにも試す誤りの数", "faults tried over HTTP too"),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("reports/selftest"),
    help=say("結果の置き場所", "where results go"),
)
@click.option(
    "--mutants",
    is_flag=True,
    help=say(
        "仕込んだ誤りの代わりに、参照システムの規則を一か所ずつ変えて試す",
        "instead of seeded faults, change the rules of the reference system one place at a time",
    ),
)
@click.option(
    "--exports",
    is_flag=True,
    help=say(
        "仕込んだ誤りの代わりに、書き出したファイルを一か所ずつ壊して、データ要件の確認を試す",
        "instead of seeded faults, break exported files one place at a time, and try the check of them",
    ),
)
@click.option(
    "--file",
    "files",
    multiple=True,
    metavar="NAME.py",
    help=say("変異をこのファイルに限る(繰り返し可)", "mutants of this file only (repeatable)"),
)
@click.option(
    "--seeds",
    type=click.IntRange(1),
    help=say(
        "仕込んだ誤りの代わりに、健全なシステムを種と順序を変えてこの回数試す",
        "instead of seeded faults, try sound systems with this many seeds, checks shuffled",
    ),
)
@click.option(
    "--publish",
    type=click.Path(path_type=Path, file_okay=False),
    help=say("結果を載せる文書のフォルダー", "folder of the documents that are to show the result"),
)
@json_option()
def command(
    *,
    mutants: bool,
    exports: bool,
    files: tuple[str, ...],
    seeds: int | None,
    publish: Path | None,
    businesses: tuple[str, ...],
    faults: tuple[str, ...],
    sample: int | None,
    processes: int,
    seed: int,
    over_http: int,
    out: Path,
    as_json: bool,
) -> int:
    from conformance.reference.businesses import known

    instead = [mutants, bool(seeds), exports]
    if (any(instead) and (faults or over_http or sum(instead) > 1)) or (files and not mutants):
        raise TekigoError("TKG-SELF003")
    if exports:
        code = run_exports(businesses, seed=seed, out=out, as_json=as_json)
    elif seeds:
        code = run_sound(businesses, seeds=seeds, first=seed, processes=processes, out=out, as_json=as_json)
    elif mutants:
        code = run_mutants(
            businesses,
            files=files,
            sample=sample,
            processes=processes,
            seed=seed,
            out=out,
            as_json=as_json,
        )
    else:
        from conformance.certification.selftest.run import Wanted

        wanted = Wanted(
            businesses=known(businesses),
            faults=faults,
            sample=sample,
            seed=seed,
            processes=processes,
            over_http=over_http,
        )
        code = _run_faults(wanted, out, as_json=as_json)
    if publish is not None:
        from conformance.certification.selftest.published import publish as write_page

        click.echo(str(write_page(out, publish)), err=as_json)
    return code


def _run_faults(wanted: Wanted, out: Path, *, as_json: bool) -> int:
    from conformance.certification.selftest.run import selftest

    matrix = selftest(wanted, out, _told)
    if as_json:
        print_json(matrix)
    else:
        _show(matrix, out)
    return _code(matrix)


def _told(done: int, total: int, row: Killed) -> None:
    """Say what was not caught at once, and how far it is."""
    if not row.caught:
        click.echo(
            say(f"見つからない: {row.fault} {row.text}", f"not caught: {row.fault} {row.text}"), err=True
        )
    if done * 10 // total > (done - 1) * 10 // total:
        click.echo(f"{done}/{total}", err=True)


def _show(matrix: Matrix, out: Path) -> None:
    from conformance.certification.selftest.matrix import NAME, missed

    columns = (
        say("業務", "business"),
        say("版", "edition"),
        say("検査", "checks"),
        say("誤報", "false alarms"),
        say("誤り", "faults"),
        say("発見", "caught"),
        say("要件も正しい", "attributed"),
    )
    rows = []
    for sound in matrix.sound:
        of = [row for row in matrix.killed if (row.business, row.edition) == (sound.business, sound.edition)]
        caught, exact = sum(row.caught for row in of), sum(row.exact for row in of)
        rows.append((sound.business, sound.edition, sound.checks, len(sound.wrong), len(of), caught, exact))
    print_table(columns, rows, right=(2, 3, 4, 5, 6))
    for row in missed(matrix.killed):
        also = "、".join(f"{id_} {word}" for id_, word in row.also.items() if id_ not in row.declared)
        what = say("ほかに", "also") + f": {also}" if row.caught else say("見つからない", "not caught")
        click.echo(f"{row.fault} {row.requirement} {what}")
    for check in [check for sound in matrix.sound for check in sound.wrong]:
        click.echo(say(f"誤報: {check}", f"false alarm: {check}"))
    for fault in matrix.differing:
        click.echo(say(f"HTTP越しと違う: {fault}", f"differs over HTTP: {fault}"))
    total = len(matrix.killed)
    click.echo(
        say(
            f"誤り {total}、発見 {matrix.caught}、要件も正しい {matrix.exact}、{matrix.seconds} 秒",
            f"{total} faults, {matrix.caught} caught, {matrix.exact} attributed exactly, {matrix.seconds} s",
        )
    )
    click.echo(str(out / NAME))


def _code(matrix: Matrix) -> int:
    if matrix.false_alarms or matrix.differing:
        return EXIT_FALSE_ALARM
    return 0 if matrix.exact == len(matrix.killed) else EXIT_SURVIVED
