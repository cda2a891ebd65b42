"""Which message a network fault deserves: every exception of the HTTP stack ends in one code of area TGT."""

from __future__ import annotations

import socket
import ssl
from http.client import BadStatusLine, HTTPException, IncompleteRead, LineTooLong, RemoteDisconnected
from typing import TYPE_CHECKING

from requests.exceptions import InvalidHeader, InvalidURL
from urllib3 import exceptions as u3

from conformance.target.answer import Failure

if TYPE_CHECKING:
    from collections.abc import Iterator

REFUSED = "TKG-TGT001"
NO_NAME = "TKG-TGT002"
UNREACHABLE = "TKG-TGT003"
CONNECT_TIMEOUT = "TKG-TGT004"
READ_TIMEOUT = "TKG-TGT005"
TOTAL_TIMEOUT = "TKG-TGT006"
CLOSED_SILENT = "TKG-TGT007"
CLOSED_HALFWAY = "TKG-TGT008"
TOO_LARGE = "TKG-TGT009"
TOO_LARGE_UNPACKED = "TKG-TGT010"
BAD_CODING = "TKG-TGT011"
UNTRUSTED = "TKG-TGT012"
TLS = "TKG-TGT013"
REDIRECT = "TKG-TGT014"
NOT_HTTP = "TKG-TGT015"
HEADER_FLOOD = "TKG-TGT016"
PROXY = "TKG-TGT017"
UNEXPECTED = "TKG-TGT018"
BAD_REQUEST = "TKG-TGT019"

# The first kind that occurs anywhere among an exception and its causes decides, so what says most stands first.
_BY_TYPE: tuple[tuple[type[BaseException], str], ...] = (
    (u3.NameResolutionError, NO_NAME),
    (socket.gaierror, NO_NAME),
    (ConnectionRefusedError, REFUSED),
    (ssl.SSLCertVerificationError, UNTRUSTED),
    (ssl.SSLError, TLS),
    (RemoteDisconnected, CLOSED_SILENT),
    (LineTooLong, HEADER_FLOOD),
    (IncompleteRead, CLOSED_HALFWAY),
    (u3.IncompleteRead, CLOSED_HALFWAY),
    (u3.InvalidChunkLength, CLOSED_HALFWAY),
    (BadStatusLine, NOT_HTTP),
    (ConnectionResetError, CLOSED_HALFWAY),
    (ConnectionAbortedError, CLOSED_HALFWAY),
    (BrokenPipeError, CLOSED_HALFWAY),
    (u3.ReadTimeoutError, READ_TIMEOUT),
    (TimeoutError, READ_TIMEOUT),
    (HTTPException, NOT_HTTP),
    (u3.InvalidHeader, NOT_HTTP),
    (u3.SSLError, TLS),
    (u3.ProtocolError, NOT_HTTP),
    (u3.HeaderParsingError, NOT_HTTP),
    (OSError, UNREACHABLE),
    (UnicodeEncodeError, BAD_REQUEST),
    (InvalidURL, BAD_REQUEST),
    (InvalidHeader, BAD_REQUEST),
    (ValueError, NOT_HTTP),  # a length below zero, and what else http.client does not expect
)


def classify(error: Exception, address: str, *, out_of_time: bool, total_s: float) -> Failure:
    """Name the reason of a failed call.

    `address`: scheme, host and port for the message. `out_of_time`: the total time was up when it failed, which
    outranks whatever the broken connection says about itself.
    """
    chain = list(_chain(error))
    params = {"address": address}
    if out_of_time and any(isinstance(one, TimeoutError | u3.TimeoutError) for one in chain):
        return Failure(TOTAL_TIMEOUT, params | {"seconds": f"{total_s:g}"})
    if any("got more than" in str(one) for one in chain if isinstance(one, HTTPException)):
        return Failure(HEADER_FLOOD, params)
    # urllib3 derives every failed connection from ConnectTimeoutError; only the class itself means a time-out.
    if any(type(one) is u3.ConnectTimeoutError for one in chain):
        return Failure(CONNECT_TIMEOUT, params)
    if any(isinstance(one, u3.ProxyError) for one in chain):
        return Failure(PROXY, params)
    code = next((code for kind, code in _BY_TYPE if any(isinstance(one, kind) for one in chain)), None)
    return Failure(code, params) if code else unexpected(error, address)


def unexpected(error: Exception, address: str) -> Failure:
    """Name a fault that nobody foresaw by its class only: its text may quote the answer."""
    return Failure(UNEXPECTED, {"address": address, "kind": type(error).__name__})


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Walk from the outermost exception to the innermost cause, however the libraries nested them."""
    seen: set[int] = set()
    waiting: list[object] = [error]
    while waiting:
        one = waiting.pop(0)
        if not isinstance(one, BaseException) or id(one) in seen:
            continue
        seen.add(id(one))
        yield one
        waiting += [*one.args, getattr(one, "reason", None), one.__cause__, one.__context__]
