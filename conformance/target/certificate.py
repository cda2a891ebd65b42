"""Looks at the certificate that a server shows: whose it is, and until when."""

from __future__ import annotations

import socket
import ssl
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from conformance.target.checklist import CheckLine, bad, good
from conformance.target.deadline import tls_context
from conformance.target.transport import address_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cryptography.x509 import Certificate

    from conformance.target.model import Target

EXPIRED = "TKG-TGT050"
WRONG_HOST = "TKG-TGT051"
UNKNOWN_ISSUER = "TKG-TGT052"
ENDS_SOON = "TKG-TGT053"
SOON = timedelta(days=30)
_HTTPS = 443
_NAMED = 5
_SHOWN = 80
# X509_V_ERR_CERT_HAS_EXPIRED; …_HOSTNAME_MISMATCH and …_IP_ADDRESS_MISMATCH of OpenSSL
_HAS_EXPIRED, _MISMATCHES = 10, (62, 64)


def certificate_lines(target: Target, url: str) -> Iterator[CheckLine]:
    """Say what is wrong with the certificate at an https address, or until when it holds.

    Nothing is said where none can be seen: over a proxy, or when no TLS connection comes about at all, which the check
    of the address tells in its own words. Makes one connection, two when the certificate is refused.
    """
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or _HTTPS
    if parts.scheme != "https" or target.proxy is not None:
        return
    pair = target.tls.client_cert
    try:
        context = tls_context(target.tls.ca, (pair.cert, pair.key) if pair else None)
        shown = _certificate(context, host, port, target.timeouts.connect)
    except ssl.SSLCertVerificationError as error:
        yield _refused(error, host, port, target.timeouts.connect, address_of(url))
    except (OSError, ValueError):
        return
    else:
        ends = shown.not_valid_after_utc
        told = {"address": address_of(url), "day": ends.date().isoformat()}
        if ends - datetime.now(UTC) < SOON:
            yield bad("tls", ENDS_SOON, blocking=False, **told)
        else:
            yield good("tls", "tgt.certificate", **told)


def _refused(
    error: ssl.SSLCertVerificationError, host: str, port: int, timeout: float, address: str
) -> CheckLine:
    """Look at a certificate that is not trusted, with nothing sent, to say plainly what is wrong with it."""
    unchecked = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    unchecked.check_hostname = False
    unchecked.verify_mode = ssl.CERT_NONE
    try:
        shown = _certificate(unchecked, host, port, timeout)
    except (OSError, ValueError):
        return bad("tls", UNKNOWN_ISSUER, address=address, issuer="…")
    if error.verify_code == _HAS_EXPIRED:
        return bad("tls", EXPIRED, address=address, day=shown.not_valid_after_utc.date().isoformat())
    if error.verify_code in _MISMATCHES:
        return bad("tls", WRONG_HOST, address=address, host=host, names=_names(shown))
    return bad("tls", UNKNOWN_ISSUER, address=address, issuer=_plain(shown.issuer.rfc4514_string()))


def _certificate(context: ssl.SSLContext, host: str, port: int, timeout: float) -> Certificate:
    from cryptography.x509 import load_der_x509_certificate

    context.sslsocket_class = ssl.SSLSocket
    with (
        socket.create_connection((host, port), timeout) as plain,
        context.wrap_socket(plain, server_hostname=host) as encrypted,
    ):
        return load_der_x509_certificate(encrypted.getpeercert(binary_form=True) or b"")


def _names(shown: Certificate) -> str:
    from cryptography.x509 import DNSName, ExtensionNotFound, IPAddress, SubjectAlternativeName

    try:
        found = shown.extensions.get_extension_for_class(SubjectAlternativeName).value
    except (ExtensionNotFound, ValueError):
        return "―"
    names = [str(each.value) for each in found if isinstance(each, DNSName | IPAddress)]
    return "、".join(map(_plain, names[:_NAMED])) or "―"


def _plain(text: str) -> str:
    """Show a word of a certificate: whoever made it may have written anything there."""
    return "".join(one if one.isprintable() else "�" for one in text)[:_SHOWN]
