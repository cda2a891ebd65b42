"""Probes: a prohibited function must not be there when it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.checks.record import PASSED, Ending, Recorder
from conformance.checks.scenarios.outcomes import require_answer
from conformance.contract.paths import contract_paths, probe_path
from conformance.engine.plan_file import PlannedCheck
from conformance.i18n import message
from conformance.target.asking import DEFAULT_ROLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.checks.session import Session
    from conformance.spec.model import Package

NOT_OFFERED = (404, 405, 501)
OFFERED = (200, 201, 202, 204, 400, 409)


def plan_probes(package: Package) -> Iterator[PlannedCheck]:
    """Plan one check for every prohibited function of a business that has an address of its own."""
    for probe in package.probes:
        yield PlannedCheck(
            id=f"probe:{package.key}:{probe.id}",
            kind="probe",
            title=f"実装しない機能がないこと: {probe.name}",
            business=package.key,
            requirements=(probe.requirement,),
        )


def run_probe(planned: PlannedCheck, session: Session, recorder: Recorder) -> Ending:
    """Call the function with rights to every operation; only 404, 405 or 501 shows that it is not offered.

    An answer that judges the (empty) request, 400 or 409, shows that the function is there. 403 tells neither.
    """
    catalog = session.catalogs[planned.business]
    probe = catalog.probe(planned.id.rpartition(":")[2])
    scope = next(iter(contract_paths(catalog.package).values()))
    answer = require_answer(
        session.client.invoke(probe_path(catalog.package, probe), scope, {}, DEFAULT_ROLE)
    )
    expected = f"「{probe.name}」が提供されていない（HTTP 404、405 又は 501）"
    if answer.status in NOT_OFFERED:
        return PASSED
    if answer.status in OFFERED:
        return Ending(outcome="failed", expected=expected, got=f"呼び出しに応じた（HTTP {answer.status}）")
    reason = message("TKG-ITEM090", None, name=probe.name, status=answer.status)
    return Ending(outcome="blocked", code="TKG-ITEM090", expected=expected, reason=reason)
