"""Takes a run up again: what it did not come to, or did not tell; of the same system, by the same yardstick."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from conformance.binding.load import bindings_for
from conformance.certification.digests import digests
from conformance.certification.identity import address, other_than
from conformance.certification.kept_bindings import binding_digest, read_bindings
from conformance.certification.prepare import Prepared
from conformance.checks.record import JST
from conformance.checks.settings import read_settings, write_settings
from conformance.engine.manifest import Resumption, read_manifest, write_manifest
from conformance.engine.plan_file import read_plan
from conformance.engine.redo import drop_untold
from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_error_codes
from conformance.spec.rules.in_force import rules_in_force
from conformance.target.load import load_target
from conformance.target.ordinance import wholes_for
from conformance.verdict.basis import basis_of, declarations_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from conformance.engine.manifest import Manifest
    from conformance.spec.model import Package


def resume(run_dir: Path, target_file: Path, *, moved: bool = False) -> Prepared:
    """Take a run up again: what it did not come to, and what says nothing of the system: checks that were blocked, and
    those whose record was cut off when the run was killed, or is damaged.

    On another day the checks left over expect what that day asks for; the as-of date stays.

    `moved`: the same system may answer at another address; run.json then names both. Raises TekigoError TKG-RUN008 when
    the target file describes another system, or its declarations, ordinance values or binding, the specs or the program
    have changed.
    """
    target = load_target(target_file)
    manifest = read_manifest(run_dir)
    settings = replace(read_settings(run_dir), target_file=str(target_file.resolve()))
    packages = wholes_for(target, settings.packages)
    declarations = declarations_of(target)
    catalogs = [Catalog(each) for each in packages]
    infos, _ = read_bindings(target, bindings_for(target, catalogs, load_error_codes()), catalogs)
    changed = [
        *other_than(manifest, target, declarations, moved=moved),
        *_unlike(manifest.digests, digests(settings.packages) | binding_digest(infos)),
        *_ordinance(manifest, packages, settings.as_of),
    ]
    if changed:
        raise TekigoError("TKG-RUN008", what="、".join(changed))
    bases = tuple(basis_of(each, declarations, edition=manifest.edition[each.key]) for each in packages)
    now = datetime.now(JST)
    plan, dropped = read_plan(run_dir), drop_untold(run_dir)
    again = Resumption(
        at=now.isoformat(timespec="seconds"),
        blocked=dropped.blocked,
        unreadable=dropped.unreadable,
        base_url=target.base_url if target.base_url != address(manifest) else "",
    )
    manifest = replace(manifest, resumed=(*manifest.resumed, again))
    settings = replace(settings, resumptions=len(manifest.resumed), today=now.date())
    write_settings(run_dir, settings)
    write_manifest(run_dir, manifest)
    return Prepared(run_dir=run_dir, settings=settings, plan=plan, bases=bases, manifest=manifest)


def _unlike(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    return (name for name in sorted(then.keys() | now.keys()) if then.get(name) != now.get(name))


def _ordinance(manifest: Manifest, packages: Sequence[Package], as_of: date) -> Iterator[str]:
    recorded = {each.key: each.rules for each in manifest.businesses}
    if any(recorded.get(each.key) != rules_in_force(each, as_of) for each in packages):
        yield "ordinance"
