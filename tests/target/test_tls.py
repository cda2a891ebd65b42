"""TLS: trust is never given away, and time limits hold inside an encrypted connection too."""

import shutil
import ssl
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from conformance.target import failures
from conformance.target.answer import Answer, Sending
from conformance.target.transport import Limits, Route, Transport
from tests.target.authority import authority
from tests.target.misbehaving import answer, drips, misbehaving, says

pytestmark = pytest.mark.skipif(
    shutil.which("openssl") is None, reason="needs the openssl program to make certificates"
)
LIMITS = Limits(connect_s=1.0, read_s=0.5, total_s=0.6)
GOOD = says(answer(b'{"a":1}'))


class Pair(NamedTuple):
    """PEM files of a certificate and its key."""

    cert: str
    key: str


def make(folder: Path, name: str, address: str) -> Pair:
    """Make a self-signed certificate for an IP address."""
    cert, key = folder / f"{name}.pem", folder / f"{name}.key"
    words = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN={name} -addext subjectAltName=IP:{address}"
    subprocess.run(["openssl", *words.split(), "-keyout", key, "-out", cert], check=True, capture_output=True)
    return Pair(str(cert), str(key))


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return make(tmp_path_factory.mktemp("tls"), "server", "127.0.0.1")


def serving(pair: Pair, client_ca: str | None = None) -> ssl.SSLContext:
    """Set a server up, asking for a client certificate when `client_ca` is given."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*pair)
    if client_ca:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(client_ca)
    return context


def ask(url: str, route: Route) -> Answer:
    transport = Transport(LIMITS, route)
    got = transport.send(Sending("POST", url, {}, b"{}"))
    transport.close()
    return got


def code(got: Answer) -> str | None:
    return got.failure.code if got.failure else None


def test_a_named_authority_is_trusted(pair: Pair) -> None:
    with misbehaving(GOOD, serving(pair)) as server:
        assert ask(server.url, Route(ca=pair.cert)).json == {"a": 1}


def test_an_unknown_authority_is_not_trusted(pair: Pair) -> None:
    with misbehaving(GOOD, serving(pair)) as server:
        assert code(ask(server.url, Route())) == failures.UNTRUSTED


def test_a_certificate_for_another_host_is_not_trusted(tmp_path: Path) -> None:
    other = make(tmp_path, "other", "192.0.2.1")
    with misbehaving(GOOD, serving(other)) as server:
        assert code(ask(server.url, Route(ca=other.cert))) == failures.UNTRUSTED


def test_https_to_a_plain_port() -> None:
    with authority() as server:
        assert code(ask(server.url.replace("http:", "https:"), Route())) == failures.TLS


def test_the_total_time_holds_over_tls(pair: Pair) -> None:
    with misbehaving(drips(b"HTTP/1.1 200 OK\r\n\r\n{"), serving(pair)) as server:
        assert code(ask(server.url, Route(ca=pair.cert))) == failures.TOTAL_TIMEOUT


def test_client_certificate(pair: Pair) -> None:
    with misbehaving(GOOD, serving(pair, client_ca=pair.cert)) as server:
        assert ask(server.url, Route(ca=pair.cert, client_cert=pair)).json == {"a": 1}
        assert code(ask(server.url, Route(ca=pair.cert))) == failures.TLS


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated:DeprecationWarning")
def test_old_tls_is_refused(pair: Pair) -> None:
    context = serving(pair)
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    with misbehaving(GOOD, context) as server:
        assert code(ask(server.url, Route(ca=pair.cert))) in (failures.TLS, failures.CLOSED_HALFWAY)
