"""The foreign system, running, and a visitor who asks it by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from examples.foreign_system.server import Running, start, write_target

MOVER: dict[str, Any] = {
    "movement": {"reason": "DOMESTIC_IN", "date": {"date": "20260401"}},
    "person": {"kind": "JAPANESE", "name": {"full": "適合　花子"}, "birth": {"date": "19900401"}, "sex": "F"},
    "registry": {"place": "なし", "leader": "なし"},
    "address": {"prefecture": "東京都", "city": "千代田区", "lot": "１番１号"},
}


class Visitor:
    """Asks a running system as one of its users."""

    def __init__(self, running: Running, user: str = "kanri01") -> None:
        self.base_url = running.base_url
        self._session = requests.Session()
        asked = {"user": user, "password": running.passwords[user]}
        self.token = self.ask("POST", "/session", json=asked).json()["token"]
        self._session.headers["Authorization"] = f"Bearer {self.token}"

    def ask(self, method: str, path: str, **more: Any) -> requests.Response:  # noqa: ANN401 - requests' own
        return self._session.request(method, self.base_url + path, timeout=10, **more)

    def move(self, kind: str, body: dict[str, Any]) -> requests.Response:
        """Draft a movement and approve it."""
        draft = self.ask("POST", f"/v1/movements/{kind}/drafts", json=body)
        assert draft.status_code == 201, draft.text
        return self.ask("POST", f"/v1/movements/drafts/{draft.json()['draftId']}/approve")

    def mover(self, **changed: Any) -> str:  # noqa: ANN401 - any JSON
        """Move somebody in and return their number."""
        done = self.move("move-in", MOVER | {"acknowledge": ["W_SAME_PERSON"]} | changed)
        return str(done.json()["movements"][0]["person"]["id"])

    def close(self) -> None:
        self._session.close()


@pytest.fixture(scope="session")
def foreign() -> Iterator[Running]:
    """One sound foreign system, shared: whoever asks makes their own data."""
    with start() as running:
        yield running


@pytest.fixture
def visitor(foreign: Running) -> Iterator[Visitor]:
    made = Visitor(foreign)
    yield made
    made.close()


@pytest.fixture(scope="session")
def target(foreign: Running, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The target file of the sound foreign system."""
    path = tmp_path_factory.mktemp("foreign") / "target.yaml"
    write_target(foreign, path)
    return path
