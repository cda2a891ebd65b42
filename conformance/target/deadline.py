"""Connections whose every read ends by one moment, however slowly the other side drips, and within a number of bytes.

A read time-out restarts with each byte, so a server that sends one byte a second holds a plain client for ever:
in the status line, the headers, a chunk size or the body. Here the socket itself knows the moment by which the
whole answer must have come, and how many bytes it may have: a chunk of size -1 makes http.client read to the end.
"""

from __future__ import annotations

import logging
import socket
import ssl
import threading
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import TYPE_CHECKING, Any

import certifi
from requests import Response
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

if TYPE_CHECKING:
    from requests import PreparedRequest
    from typing_extensions import Buffer
    from urllib3 import BaseHTTPResponse
    from urllib3.poolmanager import ProxyManager


class TooMuch(OSError):
    """The other side sent more bytes than a call may take, in whatever part of its answer."""


class _Limit(threading.local):
    """The moment (`time.monotonic` seconds) by which this thread's current call must be over, and the bytes it may
    still read.
    """

    at: float = float("inf")
    room: float = float("inf")


LIMIT = _Limit()
# It quotes what it cannot read of an answer, in which anything may stand; what matters becomes a failure.
logging.getLogger("urllib3").setLevel(logging.CRITICAL)
_INTERIM = 20  # answers 1xx before the answer itself; a sound server sends one or two


def _wait(sock: socket.socket) -> None:
    """Shorten the socket's time-out to what is left; raises TimeoutError when nothing is."""
    left = LIMIT.at - monotonic()
    if left <= 0:
        raise TimeoutError("total time is over")
    allowed = sock.gettimeout()
    if allowed is None or left < allowed:
        sock.settimeout(left)


def _count(got: int) -> int:
    """Take what was read off what may be read; raises TooMuch when that is used up."""
    LIMIT.room -= got
    if LIMIT.room < 0:
        raise TooMuch
    return got


class DeadlineSocket(socket.socket):
    """A plain socket that reads only until `LIMIT.at`."""

    def recv_into(self, buffer: Buffer, nbytes: int = 0, flags: int = 0) -> int:
        """Read what has come, as `socket.socket.recv_into`; raises TimeoutError and TooMuch."""
        _wait(self)
        return _count(super().recv_into(buffer, nbytes, flags))


class DeadlineTLSSocket(ssl.SSLSocket):
    """The same over TLS."""

    def recv_into(self, buffer: Buffer, nbytes: int | None = None, flags: int = 0) -> int:
        """Read what has come, as `ssl.SSLSocket.recv_into`; raises TimeoutError and TooMuch."""
        _wait(self)
        return _count(super().recv_into(buffer, nbytes, flags))


class _Final(HTTPResponse):
    """An answer that is the final one: those of status 1xx, of which http.client only knows 100, are passed over.

    Taken for the answer, a 103 would leave the real one on the connection, where the next request finds it.
    """

    def begin(self) -> None:
        """Read status and headers; raises HTTPException for a row of 1xx without end."""
        for _ in range(_INTERIM):
            super().begin()
            if self.status >= 200:  # noqa: PLR2004 - the first status that ends an exchange
                return
            self.headers = None  # type: ignore[assignment] # so http.client reads the next status line
        raise HTTPException("nothing but answers 1xx")


def _adopt(plain: socket.socket) -> DeadlineSocket:
    """Hand the open connection of `plain` over to a socket that knows the limit."""
    timeout = plain.gettimeout()
    adopted = DeadlineSocket(plain.family, plain.type, plain.proto, fileno=plain.detach())
    adopted.settimeout(timeout)
    return adopted


class _Connection(HTTPConnection):
    response_class = _Final

    def _new_conn(self) -> socket.socket:
        return _adopt(super()._new_conn())


class _TLSConnection(HTTPSConnection):
    response_class = _Final

    def _new_conn(self) -> socket.socket:
        return _adopt(super()._new_conn())


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _TLSConnection


_POOLS = {"http": _Pool, "https": _TLSPool}


def tls_context(ca: str | None, client_cert: tuple[str, str | None] | None) -> ssl.SSLContext:
    """Build the TLS settings of one target: TLS 1.2 or newer, certificate and host name always checked.

    `ca`: PEM file of the authorities to trust instead of the public ones. `client_cert`: PEM certificate and key.
    Raises OSError or ssl.SSLError where a file cannot be used.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.sslsocket_class = DeadlineTLSSocket
    context.load_verify_locations(ca or certifi.where())
    if client_cert is not None:
        context.load_cert_chain(*client_cert)
    return context


class DeadlineAdapter(HTTPAdapter):
    """The requests adapter that opens only connections bound by `LIMIT`."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(pool_connections=4, pool_maxsize=4)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **kwargs: Any) -> None:  # noqa: ANN401 - requests' own signature
        """Make the pool of direct connections."""
        super().init_poolmanager(connections, maxsize, block, ssl_context=self._context, **kwargs)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> ProxyManager:  # noqa: ANN401 - requests' own signature
        """Make the pool of connections through `proxy`."""
        manager: ProxyManager = super().proxy_manager_for(proxy, ssl_context=self._context, **kwargs)
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def build_response(self, req: PreparedRequest, resp: BaseHTTPResponse) -> Response:
        """Wrap what came. Cookies are not read: nothing is done with them, and a bomb of them takes seconds."""
        response = Response()
        response.raw, response.status_code, response.request = resp, resp.status, req
        return response

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:  # noqa: ANN401 - requests' own signature
        """Leave trust to the context alone; requests would add the public authorities to a private one."""
        conn.cert_reqs = "CERT_REQUIRED"
