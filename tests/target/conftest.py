"""A target file, its system and a client for it, real over HTTP on loopback."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.target.client import TargetClient
from conformance.target.exchange import Exchange
from conformance.target.load import load_target
from conformance.target.model import Target
from tests.target.authority import CLIENT_ID, SCOPES, SECRET, Authority, authority
from tests.target_files import HEAD

TARGET = (
    HEAD
    + """\
base_url: {url}
token_url: {url}/oauth2/token
roles:
  default:
    client_id: {client_id}
    client_secret: {{env: TEKIGO_TEST_SECRET}}
timeouts: {{connect: 0.5, read: 1, total: 2}}
scope: {{businesses: [a]}}
"""
)


@pytest.fixture
def secret(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("TEKIGO_TEST_SECRET", SECRET)
    return SECRET


@pytest.fixture
def system() -> Iterator[Authority]:
    with authority() as app:
        yield app


@pytest.fixture
def target_file(tmp_path: Path, system: Authority) -> Path:
    path = tmp_path / "target.yaml"
    path.write_text(TARGET.format(url=system.url, client_id=CLIENT_ID), encoding="utf-8")
    return path


@pytest.fixture
def target(target_file: Path) -> Target:
    return load_target(target_file)


@pytest.fixture
def exchanges() -> list[Exchange]:
    return []


@pytest.fixture
def client(target: Target, secret: str, exchanges: list[Exchange]) -> Iterator[TargetClient]:
    with TargetClient(target, SCOPES, exchanges.append, number_fields=["kojinbango"]) as client:
        yield client
