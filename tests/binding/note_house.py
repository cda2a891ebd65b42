"""A vendor's system that is nothing like the contract: residents and notes, real HTTP on loopback.

Log-in by API key; drafts that have to be approved; notes in pages of two; refusals in a shape of their own.
"""

import json
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import parse_qs, urlsplit

from werkzeug.wrappers import Request, Response

from tests.serving import served

KEY = "k" * 40
Reply = tuple[int, Any]


class NoteHouse:
    """Keeps residents and notes. `endless`: its pages never end. `fragile`: odd bodies break it. `seen`: every request
    line.
    """

    def __init__(self, *, endless: bool = False, fragile: bool = False) -> None:
        self.endless = endless
        self.instead: tuple[int, dict[str, str], bytes] | None = None  # what it answers to everything
        self.fragile = fragile
        self.seen: list[str] = []
        self.drafts: dict[int, dict[str, Any]] = {}
        self.notes: list[dict[str, Any]] = []

    def answer(self, method: str, target: str, body: Any) -> Reply:  # noqa: ANN401 - any JSON
        """Answer one request."""
        self.seen.append(f"{method} {target}")
        parts = urlsplit(target)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        match method, parts.path.strip("/").split("/"):
            case "POST", ["drafts"]:
                return self._draft(body)
            case "POST", ["drafts", number, "approval"]:
                person = self.drafts.get(int(number))
                return (200, {"person": person}) if person else _refusal("GONE", "")
            case "POST", ["people", number, "notes"]:
                return self._note(number, body)
            case "GET", ["notes"]:
                return self._notes(query)
        return 404, {"ok": False, "faults": []}

    def _draft(self, body: Any) -> Reply:  # noqa: ANN401 - any JSON
        person = body.get("person") if isinstance(body, dict) else None
        if not isinstance(person, dict):
            return (500, {}) if self.fragile else _refusal("REQUIRED", "person")
        name = person.get("name")
        if not name:
            return _refusal("REQUIRED", "person.name")
        number = len(self.drafts) + 1
        self.drafts[number] = {**body["person"], "no": f"{number:015}", "kind": body.get("kind")}
        return 201, {"draft": {"id": number}}

    def _note(self, number: str, body: Any) -> Reply:  # noqa: ANN401 - any JSON
        if not body.get("text"):
            return _refusal("REQUIRED", "note.text")
        made = {"note": {"no": len(self.notes) + 1, **body}, "person": {"no": number}}
        self.notes.append(made)
        return 200, made

    def _notes(self, query: dict[str, str]) -> Reply:
        start = int(query.get("from", "0"))
        found = [each for each in self.notes if each["person"]["no"] == query.get("person")]
        more = start + 2 if self.endless or start + 2 < len(found) else None
        return 200, {"items": found[start : start + 2], "more": more}


def serve(house: NoteHouse) -> AbstractContextManager[str]:
    """Serve on a free port until the block ends; yield the address."""

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - of WSGI
        request = Request(environ)
        raw = request.get_data()
        if request.headers.get("X-Key") != KEY:
            status, told = 403, {"ok": False, "faults": [{"why": "KEY", "at": ""}]}
        else:
            status, told = house.answer(
                request.method, environ["REQUEST_URI"], json.loads(raw) if raw else {}
            )
        answer = status, {"Content-Type": "application/json"}, json.dumps(told).encode()
        status, headers, content = house.instead or answer
        return Response(content, status, headers)(environ, start_response)

    return served(app)


def _refusal(why: str, at: str) -> Reply:
    return 422, {"ok": False, "faults": [{"why": why, "at": at, "say": "no"}]}
