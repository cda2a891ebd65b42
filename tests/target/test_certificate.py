"""The server's certificate: until when it holds, and plainly what is wrong with it."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from msgspec.structs import replace

from conformance.target.certificate import certificate_lines
from conformance.target.checklist import CheckLine
from conformance.target.model import Proxy, Target, Tls
from tests.target.misbehaving import Misbehaving, answer, misbehaving, says

HERE = x509.IPAddress(ip_address("127.0.0.1"))
ELSEWHERE = x509.DNSName("other.example.jp")


def made(folder: Path, *names: x509.GeneralName, days: float, common: str = "server") -> Path:
    """Make a self-signed certificate that ends in so many days, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])
    ends = datetime.now(UTC) + timedelta(days=days)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(ends - timedelta(days=400))
        .not_valid_after(ends)
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "server.pem"
    path.write_bytes(
        certificate.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return path


@contextmanager
def serving(pem: Path) -> Iterator[Misbehaving]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with misbehaving(says(answer(b"{}")), context) as server:
        yield server


def looked_at(target: Target, pem: Path, *, trusted: bool = True) -> list[CheckLine]:
    with serving(pem) as server:
        tls = Tls(ca=str(pem)) if trusted else Tls()
        return list(certificate_lines(replace(target, tls=tls), server.url))


def test_a_sound_certificate_tells_its_last_day(target: Target, tmp_path: Path) -> None:
    (line,) = looked_at(target, made(tmp_path, HERE, days=200))
    day = (datetime.now(UTC) + timedelta(days=200)).date().isoformat()
    assert (line.ok, line.code) == (True, None)
    assert day in line.detail


def test_one_that_ends_soon_is_noted(target: Target, tmp_path: Path) -> None:
    (line,) = looked_at(target, made(tmp_path, HERE, days=20))
    assert (line.ok, line.code, line.blocking) == (False, "TKG-TGT053", False)


def test_an_expired_one_tells_when(target: Target, tmp_path: Path) -> None:
    (line,) = looked_at(target, made(tmp_path, HERE, days=-3))
    assert (line.code, line.blocking) == ("TKG-TGT050", True)
    assert (datetime.now(UTC) - timedelta(days=3)).date().isoformat() in line.detail


def test_one_of_another_host_names_both(target: Target, tmp_path: Path) -> None:
    (line,) = looked_at(target, made(tmp_path, ELSEWHERE, days=200))
    assert line.code == "TKG-TGT051"
    assert "127.0.0.1" in line.detail
    assert "other.example.jp" in line.detail


def test_one_of_an_unknown_issuer_names_it_without_what_it_may_hide(target: Target, tmp_path: Path) -> None:
    (line,) = looked_at(
        target, made(tmp_path, HERE, days=200, common="試験局\x1b[2J" + "x" * 40), trusted=False
    )
    assert line.code == "TKG-TGT052"
    assert "試験局" in line.detail
    assert "\x1b" not in line.detail


def test_nothing_is_said_of_plain_http_of_a_proxy_and_of_a_port_without_tls(target: Target) -> None:
    with misbehaving(says(answer(b"{}"))) as server:
        encrypted = server.url.replace("http:", "https:")
        behind = replace(target, proxy=Proxy(url="http://127.0.0.1:1"))
        assert list(certificate_lines(target, server.url)) == []
        assert list(certificate_lines(target, encrypted)) == []
        assert list(certificate_lines(behind, encrypted)) == []
