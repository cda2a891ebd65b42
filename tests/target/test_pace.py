"""The target is driven no harder than allowed, and nothing that may have been written is sent twice."""

import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from conformance.target.answer import Answer, Failure, Sending
from conformance.target.auth_model import ApiKeyAuth, Role
from conformance.target.client import TargetClient
from conformance.target.exchange import Exchange
from conformance.target.failures import (
    CLOSED_HALFWAY,
    CLOSED_SILENT,
    CONNECT_TIMEOUT,
    READ_TIMEOUT,
    REFUSED,
    UNREACHABLE,
)
from conformance.target.load import load_target
from conformance.target.model import Limits, Target
from conformance.target.pace import Paced, Retrying
from conformance.target.parts import SecretRef
from tests.target.misbehaving import Behaviour, answer, misbehaving, refusing_url, says

WRITE = Sending("POST", "http://here.example/a", {})
READ = replace(WRITE, repeatable=True)
NONE_SET = Limits()
OK, GONE = Answer(200), Answer(503)


def failed(code: str) -> Answer:
    return Answer(None, failure=Failure(code))


class Scripted:
    """Stands in for the transport: gives the answers in turn, the last one for ever."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.calls = 0

    def send(self, sending: Sending) -> Answer:
        self.calls += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def close(self) -> None:
        self.calls = -1


@pytest.mark.parametrize(
    ("first", "writes", "reads"),
    [
        (failed(REFUSED), 2, 2),
        (failed(CONNECT_TIMEOUT), 2, 2),
        (failed(CLOSED_SILENT), 1, 2),
        (failed(CLOSED_HALFWAY), 1, 2),
        (GONE, 1, 2),
        (Answer(502), 1, 2),
        (Answer(500), 1, 1),
        (failed(READ_TIMEOUT), 1, 1),
        (failed(UNREACHABLE), 1, 1),
        (Answer(400), 1, 1),
    ],
)
def test_only_what_cannot_have_written_is_sent_again(first: Answer, writes: int, reads: int) -> None:
    for sending, times in ((WRITE, writes), (READ, reads)):
        under = Scripted(first, OK)
        got = Retrying(under, 2, sleep=lambda _: None).send(sending)
        assert (under.calls, got.attempts) == (times, times)
        assert got.status == (200 if times > 1 else first.status)


def test_waits_grow_and_end() -> None:
    waits: list[float] = []
    under = Scripted(failed(REFUSED))
    got = Retrying(under, 3, sleep=waits.append).send(WRITE)
    assert (waits, under.calls, got.attempts) == ([0.2, 0.4, 0.8], 4, 4)
    assert got.failure is not None


def test_an_address_that_was_given_up_on_is_waited_for_once() -> None:
    waits: list[float] = []
    under = Scripted(failed(REFUSED))
    sender = Retrying(under, 2, sleep=waits.append)
    for _ in range(5):
        sender.send(WRITE)
    assert (len(waits), under.calls) == (2, 3 + 4)
    under.answers = [OK, failed(REFUSED), OK]
    assert [sender.send(WRITE).status, sender.send(WRITE).status] == [200, 200]


def test_no_retries_when_none_are_wanted() -> None:
    under = Scripted(failed(REFUSED), OK)
    assert Retrying(under, 0).send(WRITE).failure is not None


def paced(per_second: float, gaps: list[float]) -> list[float]:
    """Say how long each of the calls waited, when `gaps` seconds passed before each."""
    now, waits = [0.0], []

    def sleep(seconds: float) -> None:
        waits[-1] = seconds
        now[0] += seconds

    sender = Paced(Scripted(OK), per_second, clock=lambda: now[0], sleep=sleep)
    for gap in gaps:
        now[0] += gap
        waits.append(0.0)
        sender.send(WRITE)
    return waits


def test_calls_are_spread_and_idle_time_is_not_saved_up() -> None:
    assert paced(2, [0, 0, 0, 0.2, 10, 0]) == [0.0, 0.5, 0.5, pytest.approx(0.3), 0.0, 0.5]


@pytest.fixture
def keyed(target_file: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., TargetClient]:
    """A client that needs no token, on a server of the test's own."""
    monkeypatch.setenv("TEKIGO_TEST_KEY", "k" * 20)
    role = Role(key=SecretRef(env="TEKIGO_TEST_KEY"))

    def make(url: str, exchanges: list[Exchange], limits: Limits = NONE_SET, share: int = 1) -> TargetClient:
        target: Target = replace(
            load_target(target_file),
            base_url=url,
            auth=ApiKeyAuth(),
            token_url=None,
            roles={"default": role},
            limits=limits,
        )
        return TargetClient(target, {"/q": "1:q:Read", "/w": "1:w:Create"}, exchanges.append, share=share)

    return make


def flaky(hits: list[str]) -> Behaviour:
    """Break every other call off without an answer."""

    def behave(connection: socket.socket, stop: threading.Event) -> None:
        hits.append("")
        if len(hits) % 2 == 0:
            says(answer(b'{"result":[]}', "Content-Type: application/json", "Connection: close"))(
                connection, stop
            )

    return behave


def test_over_http_a_query_survives_a_broken_connection_and_a_write_does_not(
    keyed: Callable[..., TargetClient], exchanges: list[Exchange]
) -> None:
    hits: list[str] = []
    with misbehaving(flaky(hits)) as server, keyed(server.url, exchanges) as client:
        asked = client.invoke("/q", "1:q:Read", {}, "default")
        wrote = client.invoke("/w", "1:w:Create", {}, "default")
    assert (asked.status, asked.attempts) == (200, 2)
    assert wrote.failure is not None
    assert (wrote.failure.code, wrote.attempts, len(hits)) == (CLOSED_SILENT, 1, 3)
    assert [each.attempts for each in exchanges] == [2, 1]


def test_over_http_a_refused_connection_is_tried_again(
    keyed: Callable[..., TargetClient], exchanges: list[Exchange]
) -> None:
    with keyed(refusing_url(), exchanges, Limits(retries=1)) as client:
        got = client.invoke("/w", "1:w:Create", {}, "default")
    assert (got.failure and got.failure.code, got.attempts) == (REFUSED, 2)


def test_processes_share_the_limit(
    keyed: Callable[..., TargetClient], exchanges: list[Exchange], monkeypatch: pytest.MonkeyPatch
) -> None:
    rates: list[float] = []
    monkeypatch.setattr(
        "conformance.target.client.Paced", lambda sender, rate: (rates.append(rate), sender)[1]
    )
    keyed(refusing_url(), exchanges, Limits(requests_per_second=2), share=4).close()
    keyed(refusing_url(), exchanges).close()
    assert rates == [0.5]
