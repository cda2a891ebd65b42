"""A counter at which tests ask 軽自動車税 of the reference system in-process, by Japanese names."""

from __future__ import annotations

from base64 import b64encode
from json import dumps
from typing import TYPE_CHECKING, Any

from conformance.reference.app import ReferenceApp
from conformance.reference.light_vehicle_tax import business
from conformance.reference.system import ReferenceSystem
from tests.reference.desk import NOON, Answer, Desk, call_wsgi

if TYPE_CHECKING:
    from collections.abc import Iterable

BUSINESS = "light_vehicle_tax"


class Counter(Desk):
    """One system in memory with a clock that tests turn."""

    def __init__(self, faults: Iterable[str] = ()) -> None:
        self.now = NOON
        self.system = ReferenceSystem([business()], clock=lambda: self.now, faults=faults)
        self.app = ReferenceApp(self.system)
        self.catalog = self.system.business.catalog
        self.names = {item.romaji: item.name for item in self.catalog.package.items}
        self._count = 0
        self.tokens = {}
        for role, client in self.system.clients.items():
            basic = "Basic " + b64encode(f"{client.client_id}:{client.client_secret}".encode()).decode()
            token = self.system.oauth.token({"grant_type": "client_credentials"}, basic)
            self.tokens[role] = token["access_token"]

    def send(
        self, operation_id: str, body: object, role: str = "default", token: str | None = None
    ) -> Answer:
        """Send a body through the WSGI application."""
        path = f"/tekigo/v1/{BUSINESS}/{operation_id}"
        headers = {"HTTP_AUTHORIZATION": f"Bearer {token or self.tokens[role]}"}
        status, _, answered = call_wsgi(self.app, path, dumps(body).encode(), extra=headers)
        return Answer(status, answered, self.names)

    def person(self, **items: object) -> str:
        """Register somebody; return the number."""
        return str(self.do("宛名登録", **items).one["宛名番号"])

    def car(self, owner: str | None = None, **items: object) -> str:
        """Register a four-wheeler for private use, of somebody new unless an owner is named; return its number."""
        owner = owner or self.person()
        return str(self.do("車両登録", 所有者宛名番号=owner, **items).one["軽自管理番号"])

    def moped(self, **items: object) -> str:
        """Register a moped of somebody new; return its number."""
        return str(self.do("原付等登録", 所有者宛名番号=self.person(), **items).one["軽自管理番号"])

    def levy(self, car: str, year: str = "2025", **items: object) -> dict[str, Any]:
        """Levy a vehicle for a year."""
        return self.ask("当初賦課", 軽自管理番号=car, 賦課年度=year, **items).one

    def levies(self, car: str, **items: object) -> list[dict[str, Any]]:
        """Read the levies of a vehicle."""
        return self.ask("賦課照会", 軽自管理番号=car, **items).results

    def pay(self, car: str, amount: int, year: str = "2025", day: str = "2025-05-20") -> dict[str, Any]:
        """Pay for a year."""
        items = {"軽自管理番号": car, "相当年度": year, "収納額": amount, "領収日": day}
        return self.ask("収納情報取込", **items).one

    def state(self, car: str) -> dict[str, Any]:
        """Read a vehicle back."""
        return self.ask("車両照会", 軽自管理番号=car).one
