"""Chooses what a run is going to do and writes it down before anything is sent."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from conformance import __version__
from conformance.binding.load import bindings_for
from conformance.certification.data_checks import usable_sources
from conformance.certification.digests import digests
from conformance.certification.editions import judged_for, named_editions
from conformance.certification.identity import declared, target_info
from conformance.certification.kept_bindings import binding_digest, keep_bindings, read_bindings
from conformance.certification.plan import build_plan
from conformance.checks.record import JST
from conformance.checks.settings import Fuzz, Settings, write_settings
from conformance.engine.manifest import (
    BoundInfo,
    BusinessInfo,
    Manifest,
    write_manifest,
)
from conformance.engine.plan_file import Plan, write_plan
from conformance.i18n import TekigoError
from conformance.i18n.messages import language
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_error_codes
from conformance.spec.rules.in_force import rules_in_force
from conformance.target.load import load_target
from conformance.verdict.basis import declarations_of
from conformance.verdict.model import Basis

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from conformance.spec.model import Package
    from conformance.target.model import Target


class Choices(Struct, frozen=True, kw_only=True):
    """What the caller chose. `as_of` None is today, `seed` None draws one, `only` None runs all that applies.

    `editions`: see `named_editions`; none is those in force on the day.
    """

    businesses: tuple[str, ...] = ()
    as_of: date | None = None
    editions: tuple[str, ...] = ()
    processes: int = 0
    fuzz: Fuzz = "coverage"
    fuzz_seconds: float = 5.0
    seed: int | None = None
    only: frozenset[str] | None = None
    out: Path = Path("reports")


class Prepared(Struct, frozen=True, kw_only=True):
    """A run that is about to begin: its folder holds settings.json, plan.json and run.json."""

    run_dir: Path
    settings: Settings
    plan: Plan
    bases: tuple[Basis, ...]
    manifest: Manifest


def prepare(target_file: Path, choices: Choices) -> Prepared:
    """Choose the checks and write down what the run is going to be. Nothing is sent to the target yet."""
    target = load_target(target_file)
    keys = _businesses(target, choices.businesses)
    began = datetime.now(JST)
    as_of = choices.as_of or began.date()
    judged = judged_for(target, keys, as_of, named_editions(choices.editions, keys))
    packages, bases = [each.package for each in judged], tuple(each.basis for each in judged)
    error_codes = load_error_codes()
    # A binding may reach what only other editions have.
    bindings = bindings_for(target, [Catalog(each.whole) for each in judged], error_codes)
    infos, files = read_bindings(target, bindings, [Catalog(each) for each in packages])
    plan = build_plan(
        packages,
        bases,
        error_codes,
        as_of=as_of,
        today=began.date(),
        fuzz=choices.fuzz,
        only=choices.only,
        bindings=bindings,
        files=target.data_files is not None,
    )
    if target.data_files is not None:
        usable_sources(packages, target.data_files)
    settings = Settings(
        run=new_run(choices.out, began),
        target_file=str(target_file.resolve()),
        packages=tuple(each.path for each in packages),
        editions={each.package.key: each.edition for each in judged},
        today=began.date(),
        as_of=as_of,
        seed=choices.seed if choices.seed is not None else secrets.randbelow(2**31),
        fuzz=choices.fuzz,
        fuzz_seconds=choices.fuzz_seconds,
        lang=language(),
    )
    manifest = manifest_of(settings, target, packages, bases, bindings=infos, began=began)
    run_dir = choices.out / settings.run
    write_settings(run_dir, settings)
    write_plan(run_dir, plan)
    keep_bindings(run_dir, files)
    write_manifest(run_dir, manifest)
    return Prepared(run_dir=run_dir, settings=settings, plan=plan, bases=bases, manifest=manifest)


def _businesses(target: Target, businesses: Collection[str]) -> list[str]:
    declared = target.scope.businesses
    for business in businesses:
        if business not in declared:
            raise TekigoError("TKG-RUN005", business=business, scope="、".join(declared))
    return [key for key in declared if not businesses or key in businesses]


def new_run(out: Path, began: datetime) -> str:
    """Make a folder of its own for the run, named by the time it began."""
    for number in range(100):
        name = began.strftime("%Y%m%d-%H%M%S") + (f"-{number}" if number else "")
        try:
            (out / name).mkdir(parents=True)
        except FileExistsError:
            continue
        return name
    raise FileExistsError(out)


def manifest_of(
    settings: Settings,
    target: Target,
    packages: Sequence[Package],
    bases: Sequence[Basis],
    *,
    bindings: Mapping[str, BoundInfo],
    began: datetime,
) -> Manifest:
    """Say what is going to be run, against what, with what."""
    return Manifest(
        run=settings.run,
        started=began.isoformat(timespec="seconds"),
        as_of=settings.as_of,
        edition={basis.key: basis.ground.edition for basis in bases},
        seed=settings.seed,
        tekigo_version=__version__,
        digests=digests(settings.packages) | binding_digest(bindings),
        target=target_info(target),
        declared=declared(declarations_of(target)),
        bindings=dict(bindings),
        businesses=tuple(
            business_info(package, basis.ground.edition, settings.as_of)
            for package, basis in zip(packages, bases, strict=True)
        ),
    )


def business_info(package: Package, edition: str, as_of: date) -> BusinessInfo:
    """Say what the as-of date picked for a business: its edition and the rows of its rule tables."""
    standard = package.standard
    found = next((each for each in standard.editions if each.id == edition), None)
    return BusinessInfo(
        key=package.key,
        name=standard.name,
        name_en=standard.name_en,
        edition_name=found.name if found else "",
        edition_date=found.date if found else None,
        edition_note=found.note if found else "",
        rules=rules_in_force(package, as_of),
    )
