"""Which checks a run is limited to: those that did not pass before, and those of some requirements."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from conformance.cli.runs import find_run
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from conformance.checks.settings import Fuzz


def not_passed(run: Path, out: Path) -> frozenset[str]:
    """List the checks of a run that did not pass, and those that it never came to."""
    from conformance.engine.plan_file import read_plan
    from conformance.report.bundle import read_all

    folder = find_run(run, out)
    passed = {each.check for each in read_all(folder, []) if each.outcome == "passed"}
    return frozenset(check.id for check in read_plan(folder).checks if check.id not in passed)


def of_requirements(
    target_file: Path,
    wanted: Sequence[str],
    fuzz: Fuzz,
    as_of: date | None,
    editions: Sequence[str] = (),
) -> frozenset[str]:
    """List the checks that bear on requirements, by their ids or by patterns such as RR-1.3.*.

    `editions`: see `named_editions`. Raises TekigoError TKG-RUN013 for one that no check of the target bears on.
    """
    from conformance.binding.load import bindings_for
    from conformance.certification.editions import judged_for, named_editions
    from conformance.certification.plan import build_plan
    from conformance.checks.record import today_in_japan
    from conformance.spec.catalog import Catalog
    from conformance.spec.load import load_error_codes
    from conformance.target.load import load_target

    target, error_codes, today = load_target(target_file), load_error_codes(), today_in_japan()
    keys = target.scope.businesses
    judged = judged_for(target, keys, as_of or today, named_editions(editions, keys))
    plan = build_plan(
        [each.package for each in judged],
        [each.basis for each in judged],
        error_codes,
        as_of=as_of or today,
        today=today,
        fuzz=fuzz,
        bindings=bindings_for(target, [Catalog(each.whole) for each in judged], error_codes),
        files=target.data_files is not None,
    )
    found: set[str] = set()
    for pattern in wanted:
        new = {
            check.id
            for check in plan.checks
            if any(fnmatchcase(each, pattern) for each in check.requirements)
        }
        if not new:
            raise TekigoError("TKG-RUN013", requirement=pattern)
        found |= new
    return frozenset(found)
