"""Runs checks of one business against reference systems in this process, sound or with a fault, without pytest."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from conformance.certification.lent_secrets import lend
from conformance.certification.plan import plan_items, planned_case, scenario_cases
from conformance.certification.selftest.inprocess import InProcess
from conformance.checks.access.plan import plan_access
from conformance.checks.endings import under_erratum
from conformance.checks.generated import run_generated
from conformance.checks.probes import plan_probes
from conformance.checks.record import Recorder, today_in_japan
from conformance.checks.scenarios.perform import Performer
from conformance.checks.scenarios.telling import Teller
from conformance.checks.scenarios.vocabulary import definitions
from conformance.checks.scenarios.world import World
from conformance.checks.session import Session
from conformance.checks.settings import Settings
from conformance.reference.app import ReferenceApp
from conformance.reference.businesses import reference_system
from conformance.reference.clients import new_clients
from conformance.reference.faults import listening
from conformance.reference.server import description_of
from conformance.spec.load import find_package, load_error_codes, load_standard
from conformance.target.model import Target
from conformance.verdict.basis import basis_of, declarations_of, edition_on
from conformance.verdict.gather import said_by

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from conformance.checks.record import Ending
    from conformance.engine.plan_file import PlannedCheck
    from conformance.reference.system import ReferenceSystem

BASE = "http://reference.invalid"


class Tried(Struct, frozen=True, kw_only=True):
    """What one check said of one system.

    `outcome`: as in evidence, or `set_aside` when the as-of date or an ordinance puts the check out of scope, or
    `contested` when the official text does not decide.
    `asked`: the faults that seams asked for while it ran.
    """

    check: str
    outcome: str
    expected: str = ""
    got: str = ""
    asked: frozenset[str] = frozenset()


class Workbench:
    """The checks of one business, ready to be put to any number of systems."""

    def __init__(
        self, business: str, seed: int, as_of: date | None = None, edition: str | None = None
    ) -> None:
        """Load and plan; `as_of` None is today, `edition` None the one in force on that day.

        Raises SpecErrors when the package or its features are wrong.
        """
        now = today_in_japan()
        path = find_package(business)
        self.business = business
        self.as_of = as_of or now
        self.edition = edition or edition_on(load_standard(path), self.as_of)
        self._clients = new_clients()
        settings = Settings(
            run="selftest",
            target_file="",
            packages=(path,),
            editions={business: self.edition},
            today=now,
            as_of=self.as_of,
            seed=seed,
            fuzz="off",
        )
        self._loaded = Session(settings)
        self._loaded.__dict__["target"] = self._target()
        self.package = package = self._loaded.catalogs[business].package
        whole = self._loaded.of_all_editions[business].package
        self.basis = basis_of(whole, declarations_of(self._loaded.target), edition=self.edition)
        cases = scenario_cases(package, load_error_codes(), self.as_of, now)
        self.cases = {case.id: case for case in cases}
        self._performer = Performer(definitions())
        self.checks: tuple[PlannedCheck, ...] = (
            *(planned_case(package, case) for case in cases),
            *plan_probes(package),
            *plan_items(package),
            *plan_access(package),
        )

    @property
    def target(self) -> Target:
        """What a target file would say of the systems."""
        return self._loaded.target

    def try_on(self, faults: Collection[str] = (), only: Collection[str] | None = None) -> Iterator[Tried]:
        """Put checks to a new system with these faults, in the order of the plan; `only`: ids of checks."""
        system = self._system(faults)
        system.oauth.audiences = frozenset({str(self._loaded.target.token_url)})
        session = self._loaded.beside(InProcess(ReferenceApp(system)))
        teller = Teller(self.cases, partial(_world, session))
        try:
            for planned in self.checks:
                if only is None or planned.id in only:
                    with listening() as asked:
                        ending = self._run(planned, session, teller)
                    yield _tried(planned, ending, asked)
        finally:
            session.close()
            system.close()

    def _run(self, planned: PlannedCheck, session: Session, teller: Teller) -> Ending:
        if planned.kind == "scenario" and not planned.excluded:
            world = _world(session, planned.business, planned.id)
            ending = teller.own(planned, self._performer.perform(self.cases[planned.id], world))
            return under_erratum(planned.erratum, ending)
        return run_generated(planned, session, Recorder(planned, "", "", session.masked))

    def _system(self, faults: Collection[str]) -> ReferenceSystem:
        editions = {self.business: self.edition}
        return reference_system(self.business, clients=self._clients, faults=faults, editions=editions)

    def _target(self) -> Target:
        roles = lend(
            (client.role, client.client_id, client.client_secret) for client in self._clients.values()
        )
        system = self._system(())
        try:
            return msgspec.convert(description_of(system, BASE) | {"roles": roles}, Target)
        finally:
            system.close()


def seams_of(tried: Sequence[Tried]) -> dict[str, frozenset[str]]:
    """Tell for each check which faults could change what it sees.

    Item checks of an operation share what was prepared for them, so each counts for what any of them asked.
    """
    together: dict[str, set[str]] = {}
    for each in tried:
        together.setdefault(sharing(each.check), set()).update(each.asked)
    return {each.check: frozenset(together[sharing(each.check)]) for each in tried}


def sharing(check: str) -> str:
    """Name what a check shares preparations with: the item checks of its operation, or nothing but itself."""
    kind, *rest = check.split(":")
    return ":".join((kind, *rest[:2])) if kind == "item" else check


def _world(session: Session, business: str, check: str) -> World:
    return World(session.bench(business, check), session.error_codes)


def _tried(planned: PlannedCheck, ending: Ending, asked: set[str]) -> Tried:
    return Tried(
        check=planned.id,
        outcome=said_by(ending.outcome, ending.code),
        expected=ending.expected or "",
        got=ending.got or ending.reason or "",
        asked=frozenset(asked),
    )
