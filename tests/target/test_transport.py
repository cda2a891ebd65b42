"""Every way in which a server can misbehave ends in its own code and within its time, never in an exception."""

import time
from collections.abc import Iterator

import pytest

from conformance.i18n import lookup
from conformance.target import failures, strict_json
from conformance.target.answer import Answer, Sending
from conformance.target.transport import Limits, Route, Transport
from tests.target.misbehaving import (
    Behaviour,
    answer,
    bomb,
    drips,
    floods,
    hangs,
    misbehaving,
    refusing_url,
    says,
    says_and_closes,
)

LIMITS = Limits(connect_s=0.3, read_s=0.3, total_s=0.5, max_bytes=100_000)
SLACK_S = 1.0
HEADERS = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}
GZIP = "Content-Encoding: gzip"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
ENDLESS = HEAD + b"\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.fixture
def transport() -> Iterator[Transport]:
    transport = Transport(LIMITS, Route())
    yield transport
    transport.close()


def ask(transport: Transport, url: str) -> Answer:
    """Post an empty object, and see that the answer comes within the limits."""
    started = time.monotonic()
    got = transport.send(Sending("POST", url + "/tekigo/v1/x/y", HEADERS, b"{}"))
    assert time.monotonic() - started < LIMITS.total_s + SLACK_S
    if got.problem:
        assert lookup(got.problem.code) is not None
        assert "{" not in got.problem.text("ja") + got.problem.text("en") + got.problem.remedy("ja")
    return got


NETWORK_FAULTS: list[tuple[str, Behaviour, str]] = [
    ("hangs", hangs, failures.READ_TIMEOUT),
    ("closes silently", says_and_closes(b""), failures.CLOSED_SILENT),
    ("closes inside the body", says_and_closes(answer(b'{"a":1}', length=100)), failures.CLOSED_HALFWAY),
    ("closes inside a chunk", says_and_closes(CHUNKED + b"ff\r\n{}"), failures.CLOSED_HALFWAY),
    ("hangs inside the body", says(answer(b'{"a":1}', length=100)), failures.READ_TIMEOUT),
    ("drips the status line", drips(b""), failures.TOTAL_TIMEOUT),
    ("drips the headers", drips(HEAD + b"X-Y: "), failures.TOTAL_TIMEOUT),
    ("drips the body", drips(ENDLESS + b"{"), failures.TOTAL_TIMEOUT),
    ("drips a chunk size", drips(CHUNKED), failures.TOTAL_TIMEOUT),
    ("continues for ever", floods(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), failures.TOTAL_TIMEOUT),
    ("endless body", floods(ENDLESS, b"x" * 65536), failures.TOO_LARGE),
    ("endless chunks", floods(CHUNKED, b"4000\r\n" + b"x" * 0x4000 + b"\r\n"), failures.TOO_LARGE),
    ("announces too much", floods(HEAD + b"Content-Length: 99999999999\r\n\r\n", b"x" * 65536), failures.TOO_LARGE),
    ("gzip bomb", says(answer(bomb(20_000_000), GZIP)), failures.TOO_LARGE_UNPACKED),
    ("no gzip at all", says(answer(b"{}", GZIP)), failures.BAD_CODING),
    ("half a gzip", says(answer(bomb(5_000)[:-9], GZIP)), failures.BAD_CODING),
    ("unknown coding", says(answer(b"{}", "Content-Encoding: br")), failures.BAD_CODING),
    ("redirects", says(answer(b"", "Location: http://other.invalid/", status="302 Found")), failures.REDIRECT),
    ("speaks no HTTP", says_and_closes(b"SSH-2.0-OpenSSH_9.6\r\n"), failures.NOT_HTTP),
    ("floods with headers", floods(HEAD, b"X-A: b\r\n"), failures.HEADER_FLOOD),
    ("sends one endless header", floods(HEAD + b"X-A: ", b"b" * 65536), failures.HEADER_FLOOD),
]  # fmt: skip


@pytest.mark.parametrize(
    ("behaviour", "code"), [case[1:] for case in NETWORK_FAULTS], ids=[c[0] for c in NETWORK_FAULTS]
)
def test_each_network_fault_has_its_code(transport: Transport, behaviour: Behaviour, code: str) -> None:
    with misbehaving(behaviour) as server:
        got = ask(transport, server.url)
    assert got.failure is not None
    assert got.failure.code == code


JSON_FAULTS = [
    ("nothing", b"", strict_json.EMPTY),
    ("page", b"<!DOCTYPE html><html><body>Error</body></html>", strict_json.HTML),
    ("broken", b'{"a": 1', strict_json.NOT_JSON),
    ("mark", b'\xef\xbb\xbf{"a": 1}', strict_json.NOT_JSON),
    ("shift_jis", '{"a": "適合"}'.encode("shift_jis"), strict_json.NOT_UTF8),
    ("twice", b'{"a": {"b": 1, "b": 2}}', strict_json.DUPLICATE_KEY),
    ("nan", b'{"a": NaN}', strict_json.NOT_A_NUMBER),
    ("infinite", b'{"a": -Infinity}', strict_json.NOT_A_NUMBER),
    ("too large a number", b'{"a": 1e999}', strict_json.NOT_A_NUMBER),
    ("too long a number", b'{"a": ' + b"9" * 5000 + b"}", strict_json.NOT_A_NUMBER),
    ("deep", b"[" * 65 + b"]" * 65, strict_json.TOO_DEEP),
    ("abysmal", b'{"a":' * 20_000, strict_json.TOO_DEEP),
    ("half a character", b'{"a": "\\ud867"}', strict_json.LONE_SURROGATE),
]


@pytest.mark.parametrize(
    ("body", "code"), [case[1:] for case in JSON_FAULTS], ids=[case[0] for case in JSON_FAULTS]
)
def test_each_json_fault_has_its_code(transport: Transport, body: bytes, code: str) -> None:
    with misbehaving(says(answer(body))) as server:
        got = ask(transport, server.url)
    assert got.failure is None
    assert got.json is None
    assert got.json_failure is not None
    assert got.json_failure.code == code
    assert got.body == body


def test_sound_json_passes_whole(transport: Transport) -> None:
    body = (
        '{"deep": '
        + "[" * 63
        + "]" * 63
        + ', "wide": ['
        + ",".join(["{}"] * 200)
        + '], "字": "\\ud867\\ude3d"}'
    ).encode()
    with misbehaving(says(answer(body, "Date: x"))) as server:
        got = ask(transport, server.url)
    assert got.problem is None
    assert got.json["字"] == "\U00029e3d"
    assert got.headers["date"] == "x"
    assert got.status == 200


def test_gzip_is_unpacked(transport: Transport) -> None:
    with misbehaving(says(answer(bomb(50_000), GZIP))) as server:
        got = ask(transport, server.url)
    assert got.body == b"0" * 50_000
    assert got.failure is None


def test_500_for_everything_is_an_answer_without_json(transport: Transport) -> None:
    with misbehaving(says(answer(b"<html>oops</html>", status="500 Internal Server Error"))) as server:
        got = ask(transport, server.url)
    assert (got.status, got.failure) == (500, None)
    assert got.problem is not None
    assert got.problem.code == strict_json.HTML


def test_a_redirect_is_never_followed(transport: Transport) -> None:
    with misbehaving(says(answer(b"{}"))) as other:
        away = answer(b"", f"Location: {other.url}/", status="307 Temporary Redirect")
        with misbehaving(says(away)) as server:
            got = ask(transport, server.url)
        assert other.hits == 0
    assert got.status == 307
    assert got.failure is not None
    assert other.url in got.failure.text("ja")


def test_refused_connection(transport: Transport) -> None:
    got = ask(transport, refusing_url())
    assert got.failure is not None
    assert got.failure.code == failures.REFUSED


def test_unknown_name(transport: Transport) -> None:
    got = ask(transport, "http://no-such-host.invalid")
    assert got.failure is not None
    assert got.failure.code == failures.NO_NAME


def test_unanswered_connection_attempt(transport: Transport, monkeypatch: pytest.MonkeyPatch) -> None:
    """No machine drops packets on request, so the operating system's answer to one that did is put in its place."""

    def dropped(*_: object, **__: object) -> None:
        raise TimeoutError

    monkeypatch.setattr("urllib3.util.connection.create_connection", dropped)
    got = ask(transport, "http://127.0.0.1:9")
    assert got.failure is not None
    assert got.failure.code == failures.CONNECT_TIMEOUT


def test_headers_that_break_off_leave_no_json(transport: Transport) -> None:
    with misbehaving(says_and_closes(HEAD[:30])) as server:
        got = ask(transport, server.url)
    assert got.problem is not None


def test_status_and_headers_survive_a_broken_body(transport: Transport) -> None:
    with misbehaving(says_and_closes(answer(b"{", "X-Trace: 7", status="503 Busy", length=9))) as server:
        got = ask(transport, server.url)
    assert got.status == 503
    assert got.headers["x-trace"] == "7"


def test_too_long_a_body_does_not_leak_into_the_next_answer(transport: Transport) -> None:
    """Bytes beyond Content-Length are no second answer."""
    smuggled = answer(b'{"a":1}') + answer(b'{"b":2}')
    with misbehaving(says(smuggled)) as server:
        first, second = ask(transport, server.url), ask(transport, server.url)
    assert first.json == {"a": 1}
    assert second.json == {"a": 1}


def test_connections_are_kept(transport: Transport) -> None:
    with misbehaving(says(answer(b"{}"))) as server:
        for _ in range(5):
            assert ask(transport, server.url).json == {}
        assert server.hits == 1


def test_the_environment_chooses_no_proxy(transport: Transport, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, refusing_url())
    with misbehaving(says(answer(b"{}"))) as server:
        assert ask(transport, server.url).problem is None


def test_a_proxy_of_the_target_file_is_used() -> None:
    with misbehaving(says(answer(b'{"via":"proxy"}'))) as proxy:
        transport = Transport(LIMITS, Route(proxy=proxy.url))
        got = ask(transport, "http://target.invalid")
        transport.close()
    assert got.json == {"via": "proxy"}


def test_a_dead_proxy_is_named_as_such() -> None:
    transport = Transport(LIMITS, Route(proxy=refusing_url()))
    for url in ("http://target.invalid", "https://target.invalid"):
        got = ask(transport, url)
        assert got.failure is not None
        assert got.failure.code == failures.PROXY


def test_what_http_cannot_carry_is_told(transport: Transport) -> None:
    with misbehaving(says(answer(b"{}"))) as server:
        got = transport.send(Sending("POST", server.url, {"X-Name": "氏名"}, b"{}"))
    assert got.failure is not None
    assert got.failure.code == failures.BAD_REQUEST
