"""Serves a reference system over real HTTP on a loopback address."""

import logging
from collections.abc import Mapping
from socket import AF_INET, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket
from threading import Thread
from types import TracebackType

from cheroot.wsgi import Server

from conformance import __version__
from conformance.contract.paths import TOKEN_PATH
from conformance.reference.app import INTROSPECTION_PATH, REVOCATION_PATH, ReferenceApp
from conformance.reference.clients import SHORT_LIVED, Client
from conformance.reference.numbering import over_http
from conformance.reference.system import ReferenceSystem

_log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
THREADS = 4
_KEPT_CONNECTIONS = 64
_STOP_WITHIN_S = 1
_LOOK_UP_EVERY_S = 0.05  # how often a waiting server sees that it is to stop


class _Server(Server):
    """Tells the system's log, not its standard error, what goes wrong with connections."""

    def error_log(self, msg: str = "", level: int = logging.INFO, traceback: bool = False) -> None:
        """Note one event."""
        _log.log(level, msg, exc_info=traceback)


class RunningServer:
    """A system that answers until `stop()`. A context manager.

    `inner`: where its businesses call each other, with threads of its own: one that answers a caller may wait for one
    of these, and never for one of those that wait like itself.
    """

    def __init__(self, system: ReferenceSystem, server: Server, inner: Server | None = None) -> None:
        self.system = system
        self._server = server
        self._servers = [each for each in (server, inner) if each is not None]
        self._threads = [
            Thread(target=each.serve, name="reference system", daemon=True) for each in self._servers
        ]
        self.base_url = f"http://{LOOPBACK}:{server.bind_addr[1]}"
        self.token_url = self.base_url + TOKEN_PATH
        self.introspection_url = self.base_url + INTROSPECTION_PATH

    @property
    def clients(self) -> Mapping[str, Client]:
        """Return the OAuth clients by role."""
        return self.system.clients

    def description(self) -> dict[str, object]:
        """Return what a target file says of this system, but for its clients."""
        return description_of(self.system, self.base_url)

    def announcement(self) -> dict[str, object]:
        """Return what a caller needs to know: the target it is, and a client per role."""
        clients = {
            role: {"client_id": client.client_id, "client_secret": client.client_secret}
            for role, client in self.clients.items()
        }
        return {"target": self.description(), "clients": clients}

    def stop(self) -> None:
        """Stop answering and close the databases."""
        for server, thread in zip(self._servers, self._threads, strict=True):
            server.stop()
            thread.join()
        self.system.close()

    def start(self) -> None:
        """Begin to answer."""
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> "RunningServer":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def description_of(system: ReferenceSystem, base_url: str) -> dict[str, object]:
    """Return what a target file says of a system that answers below an address, but for its clients."""
    return {
        "name": "tekigo 参照システム",
        "vendor": "tekigo",
        "product": "tekigo reference system",
        "version": __version__,
        "municipality": {"code": system.municipality, "name": "試験市", "class": "core_city"},
        "environment": "test",
        "base_url": base_url,
        "token_url": base_url + TOKEN_PATH,
        "oauth": _oauth(system, base_url),
        "scope": {"businesses": [hosted.business.key for hosted in system.hosted]},
        "options": list(system.options),
    }


def _oauth(system: ReferenceSystem, base_url: str) -> dict[str, str]:
    told = {
        "introspection_url": base_url + INTROSPECTION_PATH,
        "revocation_url": base_url + REVOCATION_PATH,
    }
    return told | ({"short_lived_role": SHORT_LIVED} if SHORT_LIVED in system.clients else {})


def _must_be_free(port: int) -> None:
    """Raise OSError when a port is taken, before a server has opened anything that it would leave behind."""
    with socket(AF_INET, SOCK_STREAM) as tried:
        tried.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        tried.bind((LOOPBACK, port))


def start_server(system: ReferenceSystem, *, port: int = 0) -> RunningServer:
    """Serve a system in a thread, on a free port unless one is given. Raises OSError when the port is taken."""
    _must_be_free(port)
    app = ReferenceApp(system)
    server = _prepared(app, port)
    inner = _prepared(app, 0) if any(hosted.numbering for hosted in system.hosted) else None
    running = RunningServer(system, server, inner)
    system.oauth.audiences = frozenset({running.token_url})
    if inner is not None:
        system.connect(over_http(f"http://{LOOPBACK}:{inner.bind_addr[1]}"), running.token_url)
    running.start()
    return running


def _prepared(app: ReferenceApp, port: int) -> Server:
    """Make a server that listens and does not answer yet."""
    server = _Server((LOOPBACK, port), app, numthreads=THREADS, shutdown_timeout=_STOP_WITHIN_S)
    server.keep_alive_conn_limit = _KEPT_CONNECTIONS
    server.expiration_interval = _LOOK_UP_EVERY_S
    server.prepare()
    return server
