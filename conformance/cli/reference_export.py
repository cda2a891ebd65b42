"""Exports what a reference system holds, and says what it wrote."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.cli.words import say
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Sequence


def export(
    folder: Path,
    businesses: Sequence[str],
    *,
    database: Path | None,
    families: int,
    seed: int,
    fault: str | None = None,
    editions: Sequence[str] = (),
) -> int:
    """Write the files of each business into a folder of its own, those that a fault fits broken by it.

    Raises TekigoError TKG-REF001, 003, 006 to 009.
    """
    from conformance.certification.editions import served_editions
    from conformance.certification.export.faults import break_export, file_fault
    from conformance.certification.export.files import export_business
    from conformance.certification.export.town import settle_town
    from conformance.reference.businesses import known, reference_system, with_data
    from conformance.reference.hosted import database_of

    keys = with_data(known(businesses))
    seeded = file_fault(fault) if fault else None
    for key in keys if database is not None else ():
        path = Path(database_of(str(database), key))
        if not path.is_file():
            raise TekigoError("TKG-REF009", path=path)
    named = served_editions(editions, keys)
    system = reference_system(keys, database=database or ":memory:", editions=named)
    try:
        for hosted in system.hosted:
            if database is None:
                settle_town(hosted, families=families, seed=seed)
            place = folder / hosted.business.key
            for name, rows in export_business(hosted, place).items():
                click.echo(f"{place / name}: {say(f'{rows:,}行', f'{rows:,} rows')}")
            for name in break_export(seeded, place, hosted.business.catalog) if seeded else ():
                click.echo(f"{place / name}: {say('誤り', 'fault')} {fault}")
    finally:
        system.close()
    return 0
