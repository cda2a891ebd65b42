"""A way to a system that can be shut: a forwarding server, real over HTTP, that goes into maintenance when told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import msgspec
import requests
from werkzeug.wrappers import Request, Response

from tests.serving import served

PAGE = "<html><body>保守のため停止しています</body></html>"
MAINTENANCE = {
    "503 page": (503, PAGE, {"Content-Type": "text/html"}),
    "500 page": (500, PAGE, {"Content-Type": "text/html"}),
    "500 with a time to come back": (
        500,
        '{"title":"x"}',
        {"Retry-After": "3600", "Content-Type": "application/json"},
    ),
    "502 of a gateway": (502, "", {}),
    "504 with JSON": (504, '{"title":"x"}', {"Content-Type": "application/json"}),
}


class Sluice:
    """Forwards to `upstream` until it is shut; the authorisation server stays out of it."""

    def __init__(self, upstream: str) -> None:
        self._upstream = upstream
        self._session = requests.Session()
        self._session.trust_env = False
        self._lock = threading.Lock()
        self._page = ""
        self._left = 0
        self.target_file = Path()
        self.hits = 0

    def shut(self, page: str, after: int = 0) -> None:
        """Answer with a page of `MAINTENANCE` once `after` more requests have gone through."""
        self._page, self._left = page, after

    def open(self) -> None:
        """Forward again."""
        self._page = ""

    def close(self) -> None:
        """Give the connections back."""
        self._session.close()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        with self._lock:
            response = self._answer(Request(environ))
        return response(environ, start)

    def _answer(self, request: Request) -> Response:
        self.hits += 1
        if self._page:
            self._left -= 1
            if self._left < 0:
                status, body, headers = MAINTENANCE[self._page]
                return Response(body, status, headers)
        sent = {name: value for name, value in request.headers.items() if name not in ("Host", "Connection")}
        got = self._session.request(
            request.method,
            self._upstream + request.full_path.rstrip("?"),
            data=request.get_data(),
            headers=sent,
            timeout=10,
        )
        return Response(got.content, got.status_code, content_type=got.headers.get("Content-Type"))


@contextmanager
def sluice(target: Path, through: Path) -> Iterator[Sluice]:
    """Put a sluice before the system of a target file and write the target file that leads through it."""
    told = msgspec.yaml.decode(target.read_bytes())
    with closing(Sluice(told["base_url"])) as app, served(app, threads=4) as url:
        through.write_bytes(msgspec.yaml.encode(told | {"base_url": url}))
        app.target_file = through
        yield app
