"""A run that checks extracted files and nothing else: the same files, verdict and reports as any other run."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from conformance import __version__
from conformance.certification.certify import Clock, conclude
from conformance.certification.data_checks import refuse_unusable, sources_of, write_records
from conformance.certification.digests import digests
from conformance.certification.editions import judged_by, named_editions
from conformance.certification.execute import Execution
from conformance.certification.identity import declared, target_info
from conformance.certification.plan import in_scope
from conformance.certification.prepare import Prepared, business_info, new_run
from conformance.checks.record import JST
from conformance.checks.settings import Settings, write_settings
from conformance.data.check import check_sources
from conformance.data.dialect import load_dialect
from conformance.data.model import DATA_FILE, DataFolder
from conformance.data.plan import plan_files
from conformance.engine.evidence import recorded
from conformance.engine.manifest import Manifest, TargetInfo, write_manifest
from conformance.engine.plan_file import Plan, write_plan
from conformance.i18n.messages import language
from conformance.report.data_list import write_list
from conformance.spec.json_file import write_json
from conformance.spec.shared_lists import whole_or_list
from conformance.target.load import load_target
from conformance.target.model import DataFiles
from conformance.verdict.basis import declarations_of
from conformance.verdict.model import Declarations

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from conformance.data.model import DataResult
    from conformance.spec.model import Package
    from conformance.target.model import Target
    from conformance.verdict.model import Basis, Verdict


class DataChoices(Struct, frozen=True, kw_only=True):
    """What the caller chose. `others`: business → folder of files that are referred to; `target`: a target file, whose
    name, declarations and absent files count; `as_of` None is today; `editions`: see
    `named_editions`; `dialect` and `private_use`: files in which the
    municipality lays down how its files are written, and its own characters.
    """

    folder: Path
    businesses: tuple[str, ...]
    others: Mapping[str, str] = {}
    target: Path | None = None
    as_of: date | None = None
    editions: tuple[str, ...] = ()
    dialect: Path | None = None
    private_use: Path | None = None
    out: Path


class DataRun(Struct, frozen=True, kw_only=True):
    """What came of it. `verdict` is None where no requirement of the businesses is judged by files."""

    run_dir: Path
    found: DataFolder
    verdict: Verdict | None = None
    requirements: tuple[str, ...] = ()


def run_files(choices: DataChoices, progress: Callable[[int], None] = lambda _: None) -> DataRun:
    """Check the files of businesses, write the run's folder, and judge what files can judge.

    Raises TekigoError TKG-DATA002 when a folder cannot be read, and for businesses and target files that are wrong.
    """
    clock, began = Clock(), datetime.now(JST)
    target = load_target(choices.target) if choices.target is not None else None
    wholes = [whole_or_list(key) for key in dict.fromkeys(choices.businesses)]
    as_of = choices.as_of or began.date()
    wanted = named_editions(choices.editions, [each.key for each in wholes])
    declarations = declarations_of(target) if target else Declarations()
    chosen = judged_by(wholes, declarations, as_of, wanted)
    packages = [each.package for each in chosen]
    dialect = load_dialect(stated=choices.dialect, private_use=choices.private_use)
    files = DataFiles(
        folder=str(choices.folder),
        others=dict(choices.others),
        absent=target.data_files.absent if target and target.data_files else (),
    )
    sources = sources_of(packages, files)
    refuse_unusable(sources)
    bases = {each.package.key: each.basis for each in chosen if each.package.requirements}
    plan = Plan(
        checks=tuple(
            check
            for package in packages
            for check in plan_files(package)
            if in_scope(check, bases[package.key])
        )
    )
    judged = [each for each in packages if any(check.business == each.key for check in plan.checks)]
    with clock.phase("files"):
        results = check_sources(sources, dialect, progress)
    if not plan.checks:
        return _found_only(choices, results, began)
    prepared = _prepared(
        choices, target, judged, [bases[each.key] for each in judged], plan=plan, began=began
    )
    write_records(prepared.run_dir, plan.checks, sources, results)
    done = len(recorded(prepared.run_dir))
    verdict = conclude(prepared, Execution(collected=done, executed=done, interrupted=False), clock)
    named = tuple(dict.fromkeys(id_ for check in plan.checks for id_ in check.requirements))
    return DataRun(
        run_dir=prepared.run_dir, found=DataFolder(businesses=results), verdict=verdict, requirements=named
    )


def _found_only(choices: DataChoices, results: Sequence[DataResult], began: datetime) -> DataRun:
    """Keep what was found where there is nothing to judge: no verdict is made up."""
    run_dir = choices.out / new_run(choices.out, began)
    found = DataFolder(businesses=tuple(results))
    write_json(run_dir / DATA_FILE, found)
    write_list(run_dir, found, began.isoformat(timespec="seconds"))
    return DataRun(run_dir=run_dir, found=found)


def _prepared(
    choices: DataChoices,
    target: Target | None,
    packages: Sequence[Package],
    bases: Sequence[Basis],
    *,
    plan: Plan,
    began: datetime,
) -> Prepared:
    """Write down what the run is going to be."""
    as_of = choices.as_of or began.date()
    settings = Settings(
        run=new_run(choices.out, began),
        target_file=str(choices.target or ""),
        packages=tuple(each.path for each in packages),
        editions={basis.key: basis.ground.edition for basis in bases},
        today=began.date(),
        as_of=as_of,
        seed=0,
        fuzz="off",
        lang=language(),
    )
    manifest = Manifest(
        run=settings.run,
        started=began.isoformat(timespec="seconds"),
        as_of=as_of,
        edition={basis.key: basis.ground.edition for basis in bases},
        tekigo_version=__version__,
        digests=digests(settings.packages),
        target=target_info(target) if target else TargetInfo(name=choices.folder.resolve().name),
        declared=declared(declarations_of(target)) if target else {},
        businesses=tuple(
            business_info(package, basis.ground.edition, as_of)
            for package, basis in zip(packages, bases, strict=True)
        ),
    )
    run_dir = choices.out / settings.run
    write_settings(run_dir, settings)
    write_plan(run_dir, plan)
    write_manifest(run_dir, manifest)
    return Prepared(run_dir=run_dir, settings=settings, plan=plan, bases=tuple(bases), manifest=manifest)
