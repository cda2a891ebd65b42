"""Behaviours at the handshake: certificates that must not be trusted, and what is no TLS."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from conformance.target import failures as f
from tests.hostile.case import JSON, JUDGED, Certificate, Hostile
from tests.hostile.wire import SILENT, WAITING, pauses
from tests.target.misbehaving import answer, drips, floods, hangs, says, says_and_closes

LIST = says(answer(b"[]", JSON))
HELLO = b"\x16\x03\x03\x40\x00\x02"  # a TLS record that is long in coming


def certificate(kind: Certificate, folder: Path) -> tuple[ssl.SSLContext, Path]:
    """Make a certificate of its own authority; return the server's settings and the file of the authority."""
    now = datetime.datetime.now(datetime.UTC)
    ends = now - datetime.timedelta(days=1) if kind == "expired" else now + datetime.timedelta(days=2)
    host = "192.0.2.1" if kind == "other host" else "127.0.0.1"
    key, name = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, kind)]),
    )
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=9))
        .not_valid_after(ends)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(host))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = made.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    both, authority = folder / "server.pem", folder / "authority.pem"
    both.write_bytes(pem + private)
    authority.write_bytes(pem)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context, authority


TRUST = [
    Hostile("TLS, sound, for comparison", LIST, (JUDGED,), certificate="trusted"),
    Hostile("TLS, expired certificate", LIST, (f.UNTRUSTED,), certificate="expired"),
    Hostile("TLS, certificate of another host", LIST, (f.UNTRUSTED,), certificate="other host"),
    Hostile("TLS, self-signed certificate", LIST, (f.UNTRUSTED,), certificate="self-signed"),
    Hostile("TLS, handshake that hangs", pauses, (*SILENT, f.READ_TIMEOUT, f.CONNECT_TIMEOUT), certificate="none", listens=False),
    Hostile("TLS, handshake that drips", drips(HELLO), (*SILENT, f.READ_TIMEOUT, f.CONNECT_TIMEOUT), certificate="none", listens=False),
    Hostile("TLS, answer that hangs", hangs, WAITING, certificate="trusted"),
    Hostile("TLS, answer that drips", drips(b"HTTP/1.1 200 OK\r\n\r\n{"), SILENT, certificate="trusted"),
    Hostile("TLS, chunk of size -1, then an endless stream", floods(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n", b"x" * 1_000_000), (f.TOO_LARGE,), certificate="trusted", heavy=True),
    Hostile("plain HTTP on a TLS port", says_and_closes(answer(b"{}", status="400 Bad")), (f.TLS,), certificate="none", listens=False),
    Hostile("TLS on a plain port", LIST, (f.CLOSED_SILENT, f.CLOSED_HALFWAY, f.NOT_HTTP), certificate="trusted", plain_address=True),
]  # fmt: skip
