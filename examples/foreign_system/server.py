"""Serves an office over real HTTP on a loopback address."""

import json
import logging
import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Thread
from time import monotonic
from types import TracebackType

from cheroot.wsgi import Server

from examples.foreign_system.app import App
from examples.foreign_system.office import Office
from examples.foreign_system.sessions import LIFE_S, Sessions
from examples.foreign_system.tables import FOLDER, USERS

LOOPBACK = "127.0.0.1"
PORT = 8765  # where target.yaml of this folder looks for it
THREADS = 4
OWNER_ONLY = 0o600
_STOP_WITHIN_S = 1
_LOOK_UP_EVERY_S = 0.05  # how often a waiting server sees that it is to stop
_KEPT_CONNECTIONS = 64
_log = logging.getLogger(__name__)


class _Server(Server):
    def error_log(self, msg: str = "", level: int = logging.INFO, traceback: bool = False) -> None:
        """Note one event in the log, not on standard error."""
        _log.log(level, msg, exc_info=traceback)


class Running:
    """A system that answers until `stop()`. A context manager. `passwords`: by user."""

    def __init__(
        self, office: Office, sessions: Sessions, passwords: Mapping[str, str], server: Server, thread: Thread
    ) -> None:
        self.office = office
        self.sessions = sessions
        self.passwords = passwords
        self.base_url = f"http://{LOOPBACK}:{server.bind_addr[1]}"
        self._server = server
        self._thread = thread

    def stop(self) -> None:
        """Stop answering and close the database."""
        self._server.stop()
        self._thread.join()
        self.office.close()

    def __enter__(self) -> "Running":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


def start(
    *,
    port: int = 0,
    database: str | Path = ":memory:",
    faults: Sequence[str] = (),
    session_s: float = LIFE_S,
    now: Callable[[], float] = monotonic,
) -> Running:
    """Serve a new office in a thread, on a free port unless one is given. `now`: the clock by which sessions end.

    Raises OSError when the port is taken, sqlite3.Error when the database cannot be used.
    """
    office = Office(database=database, faults=faults)
    passwords = {account.user: secrets.token_urlsafe(18) for account in USERS}
    sessions = Sessions(passwords, life_s=session_s, now=now)
    server = _Server(
        (LOOPBACK, port), App(office, sessions), numthreads=THREADS, shutdown_timeout=_STOP_WITHIN_S
    )
    server.keep_alive_conn_limit = _KEPT_CONNECTIONS
    server.expiration_interval = _LOOK_UP_EVERY_S
    try:
        server.prepare()
    except OSError:
        office.close()
        raise
    thread = Thread(target=server.serve, name="foreign system", daemon=True)
    thread.start()
    return Running(office, sessions, passwords, server, thread)


def write_target(running: Running, path: Path) -> None:
    """Write this folder's target file with the address of a running system, and its secrets beside it.

    Raises FileExistsError rather than overwrite a file of somebody else's.
    """
    text = (FOLDER / "target.yaml").read_text(encoding="utf-8")
    mark = text.partition("\n")[0]
    if path.exists() and not path.read_text(encoding="utf-8", errors="replace").startswith(mark):
        raise FileExistsError(f"{path} は別のファイルです（is not a target file of this system）")
    text = text.replace(f"http://{LOOPBACK}:{PORT}", running.base_url)
    binding = json.dumps(str(FOLDER / "binding.yaml"), ensure_ascii=False)
    path.write_text(text.replace(": binding.yaml", f": {binding}"), encoding="utf-8")
    write_secrets(running, path.parent / "secrets")


def write_secrets(running: Running, folder: Path) -> None:
    """Write one file a user that only its owner can read: what target.yaml names as their passwords."""
    folder.mkdir(exist_ok=True)
    for user, password in running.passwords.items():
        file = folder / f"{user}.txt"
        file.unlink(missing_ok=True)
        with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w") as stream:
            stream.write(password)
