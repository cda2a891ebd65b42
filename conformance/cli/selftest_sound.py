"""`tekigo selftest --seeds N`: no false alarm on a sound system, whatever the seed and the order."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from conformance.cli.exits import EXIT_FALSE_ALARM
from conformance.cli.show import print_json, print_table
from conformance.cli.words import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from conformance.certification.selftest.sound import SoundRun


def run_sound(
    businesses: Sequence[str], *, seeds: int, first: int, processes: int, out: Path, as_json: bool
) -> int:
    """Run and show; returns 5 when any check did not pass."""
    from conformance.certification.selftest.run import commit
    from conformance.certification.selftest.sound import SoundRuns, try_sound, write_sound
    from conformance.checks.record import JST
    from conformance.reference.businesses import known

    runs = try_sound(known(businesses), range(first, first + seeds), processes, _told)
    found = SoundRuns(date=datetime.now(JST).date().isoformat(), commit=commit(), runs=tuple(runs))
    path = write_sound(out, found)
    if as_json:
        print_json(found)
    else:
        _show(found.runs)
        click.echo(str(path))
    return EXIT_FALSE_ALARM if found.wrong else 0


def _told(done: int, total: int, run: SoundRun) -> None:
    """Say how far it is, and every false alarm."""
    for check in run.wrong:
        click.echo(
            say(f"誤報（種 {run.seed}）: {check}", f"false alarm (seed {run.seed}): {check}"), err=True
        )
    click.echo(f"{done}/{total}", err=True)


def _show(runs: Sequence[SoundRun]) -> None:
    columns = (
        say("業務", "business"),
        say("種", "seeds"),
        say("検査", "checks"),
        say("誤報", "false alarms"),
    )
    rows = []
    for business in dict.fromkeys(run.business for run in runs):
        of = [run for run in runs if run.business == business]
        rows.append((business, len(of), sum(run.checks for run in of), sum(len(run.wrong) for run in of)))
    print_table(columns, rows, right=(1, 2, 3))
