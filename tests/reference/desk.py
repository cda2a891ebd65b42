"""A counter at which tests ask the reference system in-process, by Japanese names."""

from __future__ import annotations

import io
import json
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from conformance.reference.app import ReferenceApp
from conformance.reference.businesses import reference_system
from conformance.reference.clock import JST
from conformance.spec import synthetic, values

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NOON = datetime(2026, 5, 20, 12, 0, 0, tzinfo=JST)


class Answer:
    """Status and body; results by Japanese names."""

    def __init__(self, status: int, body: dict[str, Any], names: dict[str, str]) -> None:
        self.status = status
        self.body = body
        self.results = [
            {names[romaji]: value for romaji, value in entry.items()} for entry in body.get("result", ())
        ]
        self.codes = [error["code"] for error in body.get("errors", ())]
        self.messages = [error["message"] for error in body.get("errors", ())]

    @property
    def one(self) -> dict[str, Any]:
        """The only result of a request that went well."""
        assert self.status == 200, self.body
        assert len(self.results) == 1, self.results
        return self.results[0]


class Desk:
    """One system in memory with a clock that tests turn."""

    def __init__(self, faults: Iterable[str] = (), database: str | Path = ":memory:") -> None:
        self.now = NOON
        self.system = reference_system(
            "resident_records", clock=lambda: self.now, faults=faults, database=database
        )
        self.app = ReferenceApp(self.system)
        self.catalog = self.system.business.catalog
        self.names = {item.romaji: item.name for item in self.catalog.package.items}
        self._count = 0
        oauth = self.system.oauth
        self.tokens = {}
        for role, client in self.system.clients.items():
            basic = _basic(client.client_id, client.client_secret)
            self.tokens[role] = oauth.token({"grant_type": "client_credentials"}, basic)["access_token"]

    @property
    def today(self) -> date:
        return self.now.date()

    def day(self, shift: int = 0) -> str:
        """Today moved by days."""
        return (self.today + timedelta(days=shift)).isoformat()

    def tomorrow(self, days: int = 1) -> None:
        """Let days pass."""
        self.now += timedelta(days=days)

    def ask(self, operation: str, role: str = "default", /, **items: object) -> Answer:
        """Send exactly these items."""
        body = {self.catalog.item(name).romaji: value for name, value in items.items()}
        return self.send(self.catalog.operation(operation).id, body, role)

    def do(self, operation: str, role: str = "default", /, **items: object) -> Answer:
        """Send the operation's sample with these items in place of its own; None leaves one out."""
        body = self.sample(operation) | items
        return self.ask(operation, role, **{name: value for name, value in body.items() if value is not None})

    def sample(self, operation: str) -> dict[str, Any]:
        """Work out the literal items of a sample; references to other things are left out."""
        self._count += 1
        generator = synthetic.Generator(1, "desk", str(self._count))
        context = values.Context(
            today=self.today, lookup=_no_lookup, draw=lambda kind: generator.draw(KINDS.get(kind, kind))
        )
        found: dict[str, Any] = {}
        for name, text in self.catalog.operation(operation).sample.items():
            texts = (text,) if isinstance(text, str) else text
            if any(values.things_in(each) for each in texts):
                continue
            found[name] = self.typed(name, [str(values.evaluate(each, context)) for each in texts])
        return found

    def typed(self, name: str, texts: list[str]) -> object:
        """Give values the form of the contract."""
        item = self.catalog.item(name)
        codes = self.catalog.codes_of(item)
        made = [
            (codes.value(text) or text) if codes else int(text) if item.type == "9" else text
            for text in texts
        ]
        return made if item.repeat is not None else made[0]

    def send(
        self, operation_id: str, body: object, role: str = "default", token: str | None = None
    ) -> Answer:
        """Send a body through the WSGI application."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        path = f"/tekigo/v1/resident_records/{operation_id}"
        headers = {"HTTP_AUTHORIZATION": f"Bearer {token or self.tokens[role]}"}
        status, _, answered = call_wsgi(self.app, path, raw, extra=headers)
        return Answer(status, answered, self.names)

    def resident(self, **items: object) -> dict[str, Any]:
        """Move somebody in."""
        return self.do("転入届", **items).one

    def state(self, person: str) -> dict[str, Any]:
        """Read a person back."""
        return self.ask("住民照会", 宛名番号=person).one


KINDS = {"日本人フリガナ": "フリガナ", "外国人氏名": "外国人ローマ字氏名", "利用者ID": "英数字8"}


def call_wsgi(
    app: ReferenceApp,
    path: str,
    raw: bytes,
    *,
    extra: dict[str, str] | None = None,
    method: str = "POST",
    kind: str = "application/json",
) -> tuple[int, dict[str, str], dict[str, Any]]:
    """Call a WSGI application; return status, headers and the JSON body."""
    told: dict[str, Any] = {}

    def start_response(status: str, headers: list[tuple[str, str]], *_: object) -> None:
        told["status"] = int(status[:3])
        told["headers"] = dict(headers)

    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": "", "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(raw)), "wsgi.input": io.BytesIO(raw), "wsgi.url_scheme": "http",
        "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", **(extra or {}),
    }  # fmt: skip
    body = b"".join(app(environ, start_response))
    return told["status"], told["headers"], json.loads(body)


def _basic(client_id: str, secret: str) -> str:
    from base64 import b64encode

    return "Basic " + b64encode(f"{client_id}:{secret}".encode()).decode()


def _no_lookup(thing: str, item: str) -> str:
    raise AssertionError((thing, item))
