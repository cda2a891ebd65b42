"""What access checks stand on: the clients of a target, its authorisation server, and the operations behind it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.checks.access.assertion import Client
from conformance.contract.paths import contract_paths
from conformance.spec.load import list_packages, load_package
from conformance.target.auth_model import OAuthAuth
from conformance.target.credentials import read_secret
from conformance.target.offers import offered
from conformance.target.ordinance import packages_for

if TYPE_CHECKING:
    from conformance.spec.model import Package
    from conformance.target.model import Target

DEFAULT_ROLE = "default"
MOST_SCOPES = 5  # of one provider in one request: enough to tell, and no longer than servers take
READ = ":Read"


class Provider(Struct, frozen=True):
    """A provider: its 業務ID, and the path and scope of each operation, those that only read first."""

    gyomu_id: str
    operations: tuple[tuple[str, str], ...]

    @property
    def scopes(self) -> tuple[str, ...]:
        """The scopes that are asked for together."""
        return tuple(scope for _, scope in self.operations[:MOST_SCOPES])

    @property
    def readable(self) -> int:
        """How many operations only read."""
        return sum(scope.endswith(READ) for _, scope in self.operations)


class Grounds:
    """Reads them once from a target file. Needs the specs of all businesses in the target's scope."""

    def __init__(self, target: Target) -> None:
        self.target = target

    @property
    def server(self) -> OAuthAuth | None:
        """The authorisation server; None where roles prove themselves in another way."""
        way = self.target.sign_in
        return way if isinstance(way, OAuthAuth) else None

    @property
    def own_scopes(self) -> tuple[str, ...] | None:
        """The scopes of the vendor's own authorisation server, where it knows those alone."""
        return self.server.scopes if self.server else None

    def client(self, which: str = DEFAULT_ROLE) -> Client:
        """Return a client of the target file. Raises TekigoError when its secret cannot be had, ValueError when the
        target has no such client.
        """
        server = self.server
        if server is None:
            raise ValueError("no authorisation server")
        name = server.short_lived_role or "" if which == "short_lived" else which
        role = self.target.roles[name]
        secret = read_secret(role.secret, name)
        return Client(role.name, secret, server.audience or server.token_url)

    @cached_property
    def providers(self) -> tuple[Provider, ...]:
        """The providers whose operations can be called by the contract, those with more to read first."""
        packages = packages_for(self.target, self.target.scope.businesses)
        found = [
            _provider(each) for each in packages if each.operations and each.key not in self.target.binding
        ]
        one_each = {each.gyomu_id: each for each in reversed(found)}
        return tuple(sorted(one_each.values(), key=lambda each: (-min(each.readable, 2), each.gyomu_id)))

    @cached_property
    def elsewhere(self) -> Provider:
        """A provider other than the first: one of the target, or else of any business that there is."""
        if len(self.providers) > 1:
            return self.providers[1]
        first = self.providers[0].gyomu_id if self.providers else ""
        others = (_provider(each) for each in map(load_package, list_packages()) if each.operations)
        return next(each for each in others if each.gyomu_id != first)

    @cached_property
    def facilities(self) -> frozenset[str]:
        """What the target offers of all that cases may need."""
        there = {*offered(self.target)}
        if "client_secret_basic" in self.target.options:
            there.add("client_secret_basic")
        if len(self.providers) > 1:
            there.add("several_providers")
        if self.providers and len(self.providers[0].operations) > 1:
            there.add("several_resources")
        return frozenset(there)


def _provider(package: Package) -> Provider:
    pairs = sorted(contract_paths(package).items(), key=lambda pair: not pair[1].endswith(READ))
    return Provider(package.standard.gyomu_ids[0], tuple(pairs))
