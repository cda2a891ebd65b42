"""Checks the files that a target extracted, as a part of a run: their records are written before anything is sent."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.checks.record import Ending
from conformance.data.check import check_sources
from conformance.data.dialect import load_dialect
from conformance.data.evidence import record, records
from conformance.data.model import DATA_FILE, DataFolder
from conformance.data.sources import Source, folder_of
from conformance.engine.evidence import EvidenceWriter, recorded, worker_file
from conformance.i18n import TekigoError, message
from conformance.spec.catalog import Catalog
from conformance.spec.json_file import write_json
from conformance.spec.shared_lists import package_or_list

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from conformance.data.dialect import Dialect
    from conformance.data.model import DataResult
    from conformance.engine.plan_file import Plan, PlannedCheck
    from conformance.spec.model import Package
    from conformance.target.model import DataFiles

WORKER = "files"


def sources_of(packages: Iterable[Package], files: DataFiles) -> list[Source]:
    """Say where the files of the businesses lie, and those that they refer to.

    Raises TekigoError TKG-DATA075 when a declaration names no file that a system may do without, TKG-SPEC003 for a
    business that there is not.
    """
    made = [
        Source(
            catalog=Catalog(package),
            folder=folder_of(Path(files.folder), package.key),
            absent={each.group: each.reason for each in files.absent if each.business == package.key},
        )
        for package in packages
    ]
    for source in made:
        optional = [layout.group for layout in source.layouts if layout.optional]
        for group in source.absent:
            if group not in optional:
                told = "、".join(optional) or "―"
                raise TekigoError("TKG-DATA075", business=source.business, group=group, known=told)
    keys = {source.business for source in made}
    others = [
        Source(catalog=Catalog(package_or_list(key)), folder=Path(folder), judged=False)
        for key, folder in files.others.items()
        if key not in keys
    ]
    return [*made, *others]


def usable_sources(packages: Iterable[Package], files: DataFiles) -> list[Source]:
    """Return what `sources_of` does, before anything is sent.

    Raises TekigoError TKG-DATA002 for a folder that is not there, and what `sources_of` and `dialect_of` raise.
    """
    dialect_of(files)
    sources = sources_of(packages, files)
    refuse_unusable(sources)
    return sources


def refuse_unusable(sources: Iterable[Source]) -> None:
    """Raise TekigoError TKG-DATA002 for a folder that is not there."""
    for source in sources:
        if not source.folder.is_dir():
            raise TekigoError("TKG-DATA002", path=source.folder, reason=os.strerror(errno.ENOENT))


def dialect_of(files: DataFiles) -> Dialect:
    """Return how the files of a target are written. Raises what `load_dialect` raises."""
    stated, private_use = (Path(each) if each else None for each in (files.dialect, files.private_use))
    return load_dialect(stated=stated, private_use=private_use)


def check_files(
    run_dir: Path,
    plan: Plan,
    sources: Sequence[Source],
    dialect: Dialect,
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[DataResult, ...]:
    """Check the files and write a record for every check of theirs that the plan has and that has none yet.

    What cannot be read leaves its checks blocked, and says why.
    """
    wanted = planned_files(run_dir, plan)
    if not wanted:
        return ()
    try:
        results = check_sources(sources, dialect, progress)
    except TekigoError as error:
        _write(run_dir, wanted, sources, error)
        return ()
    write_records(run_dir, wanted, sources, results)
    return results


def write_records(
    run_dir: Path, wanted: Sequence[PlannedCheck], sources: Iterable[Source], results: tuple[DataResult, ...]
) -> None:
    """Write a record for every check that is wanted, and data.json."""
    with EvidenceWriter(worker_file(run_dir, WORKER)) as writer:
        for source, result in zip((each for each in sources if each.judged), results, strict=True):
            mine = [check for check in wanted if check.business == source.business]
            for each in records(mine, source.catalog, source.layouts, result):
                writer.write(each)
    write_json(run_dir / DATA_FILE, DataFolder(businesses=results))


def planned_files(run_dir: Path, plan: Plan) -> list[PlannedCheck]:
    """List the checks of files that a run has planned and not made."""
    done = recorded(run_dir)
    return [check for check in plan.checks if check.kind == "file" and check.id not in done]


def _write(
    run_dir: Path, wanted: Iterable[PlannedCheck], sources: Iterable[Source], error: TekigoError
) -> None:
    catalogs: Mapping[str, Catalog] = {each.business: each.catalog for each in sources}
    # Where the files lay is nobody's business: a run is handed to others.
    told = {name: each.name if isinstance(each, Path) else each for name, each in error.params.items()}
    ending = Ending(outcome="blocked", code=error.code, reason=message(error.code, None, **told))
    with EvidenceWriter(worker_file(run_dir, WORKER)) as writer:
        for check in wanted:
            writer.write(record(check, catalogs[check.business], ending))
