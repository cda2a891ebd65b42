"""The reference system over real HTTP: addresses, tokens, one slice through everything."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests

from conformance.reference.businesses import reference_system
from conformance.reference.server import RunningServer, start_server

if TYPE_CHECKING:
    from collections.abc import Iterator

API = "/tekigo/v1/resident_records/"


@pytest.fixture(scope="module")
def server() -> Iterator[RunningServer]:
    with start_server(reference_system("resident_records")) as running:
        yield running


def token(server: RunningServer, role: str = "default", scope: str | None = None) -> str:
    client = server.clients[role]
    form = {"grant_type": "client_credentials"} | ({"scope": scope} if scope else {})
    pair = (client.client_id, client.client_secret)
    answer = requests.post(server.token_url, data=form, auth=pair, timeout=5)
    return str(answer.json()["access_token"])


def ask(server: RunningServer, operation: str, body: object, bearer: str) -> requests.Response:
    headers = {"Authorization": f"Bearer {bearer}"}
    return requests.post(server.base_url + API + operation, json=body, headers=headers, timeout=5)


MOVE_IN: dict[str, Any] = {
    "idojiyu": "国内転入",
    "idonengappi": "2026-01-10",
    "juminshubetsu": "日本人住民",
    "shimei": "適合　試一",
    "seinengappi": "1990-04-01",
    "honseki": "なし",
    "hittosha": "なし",
    "jusho_todofuken": "東京都",
    "jusho_shikugunchosonmei": "千代田区",
    "jusho_banchigohyoki": "１番１号",
}


def test_a_resident_moves_in_and_is_found_over_http(server: RunningServer) -> None:
    bearer = token(server)
    made = ask(server, "tennyu", MOVE_IN, bearer)
    assert made.status_code == 200
    assert made.headers["Content-Type"] == "application/json;charset=UTF-8"
    assert made.json()["_links"] == {"self": {"href": API + "tennyu"}}
    person = made.json()["result"][0]["atenabango"]
    found = ask(server, "juminshokai", {"atenabango": person}, bearer).json()["result"][0]
    assert found["shimei"] == "適合　試一"


def test_a_token_opens_only_the_operations_of_its_scopes(server: RunningServer) -> None:
    bearer = token(server, scope="001:tekigo/v1/resident_records/juminshokai:Read")
    assert ask(server, "juminshokai", {"atenabango": "000000000000019"}, bearer).status_code in (200, 404)
    refused = ask(server, "tennyu", MOVE_IN, bearer)
    assert refused.status_code == 403
    assert refused.json()["errors"][0]["code"] == "T1301"


def test_without_a_token_nothing_is_answered(server: RunningServer) -> None:
    refused = ask(server, "tennyu", MOVE_IN, "wrong")
    assert refused.status_code == 401
    assert refused.json()["detail"] == "アクセストークンが無効です。"
    assert "errors" not in refused.json()


def test_requests_at_once_never_share_a_number(server: RunningServer) -> None:
    bearer = token(server)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ask(server, "tennyu", MOVE_IN, bearer), range(60)))
    made = [answer.json()["result"][0] for answer in answers]
    for item in ("atenabango", "setaibango", "juminhyokodo", "idobango"):
        assert len({entry[item] for entry in made}) == 60


def test_the_announcement_goes_where_it_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "reference.json"
    command = [sys.executable, "-m", "conformance.reference.serve", "--announce", str(path)]
    with subprocess.Popen([*command, "--fault", "F-HIDDEN"], stdin=subprocess.PIPE) as process:
        until = time.monotonic() + 10
        while not path.exists() and time.monotonic() < until:
            time.sleep(0.01)
        assert json.loads(path.read_text(encoding="utf-8"))["target"]["base_url"].startswith(
            "http://127.0.0.1:"
        )
        assert path.stat().st_mode & 0o077 == 0
        process.communicate()
    assert process.returncode == 0


def test_an_unknown_fault_stops_the_process_at_once() -> None:
    command = [sys.executable, "-m", "conformance.reference.serve", "--fault", "F-NONE"]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "TKG-REF001" in done.stderr


def test_the_system_runs_as_a_process_that_ends_with_its_parent() -> None:
    command = [sys.executable, "-m", "conformance.reference.serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        assert set(told) == {"target", "clients"}
        assert set(told["clients"]) == {"default", "clerk_a", "clerk_b", "short_lived"}
        assert requests.get(told["target"]["token_url"], timeout=5).status_code == 405
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(5) == 0
