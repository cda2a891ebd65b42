"""Running the reference system for a person: from files and options, with errors in words, until it is stopped."""

import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

import msgspec
from msgspec import Struct

from conformance.i18n import TekigoError
from conformance.reference.businesses import BUSINESSES, known, reference_system
from conformance.reference.clients import Client, given_clients
from conformance.reference.faults import Kind
from conformance.reference.server import RunningServer, start_server

MARK = "# tekigo reference serve が書いたファイル。次に動かすと書き換わる。\n"
OWNER_ONLY = 0o600
STOP = (signal.SIGINT, signal.SIGTERM)


def host(
    businesses: Sequence[str] = (),
    *,
    port: int = 0,
    db: Path | None = None,
    faults: Sequence[str] = (),
    clients: Path | None = None,
    editions: Mapping[str, str] = MappingProxyType({}),
) -> RunningServer:
    """Start a reference system of these businesses, of all when none is named. Raises as `reference_system`, and
    TekigoError TKG-REF002, 004 and 005.
    """
    given = None if clients is None else _clients(clients)
    system = reference_system(
        businesses, database=db or ":memory:", clients=given, faults=faults, editions=editions
    )
    try:
        return start_server(system, port=port)
    except OSError as error:
        system.close()
        raise TekigoError("TKG-REF002", port=port, reason=error.strerror or error) from None


class BusinessFault(Struct, frozen=True):
    """A fault with the business that it breaks; the other fields are those of `Fault`."""

    business: str
    id: str
    requirement: str
    kind: Kind
    text: str
    seam: str


def faults_of(businesses: Sequence[str] = ()) -> tuple[BusinessFault, ...]:
    """List the faults of these businesses, of all when none is named. Raises TekigoError TKG-REF006."""
    return tuple(
        BusinessFault(key, fault.id, fault.requirement, fault.kind, fault.text, fault.seam)
        for key in known(businesses)
        for fault in BUSINESSES[key]().faults
    )


@contextmanager
def stop_signal() -> Iterator[Callable[[], object]]:
    """Yield what waits until Ctrl-C or SIGTERM tells to stop. Threads started in the block leave the signals to it.

    The signals are held back and asked for: a handler could be called in the instant before the wait begins, and the
    wait would then never end.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOP)
    try:
        yield lambda: signal.sigwait(STOP)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def write_target(running: RunningServer, path: Path) -> None:
    """Write a target file that leads to a running system, and beside it a file per secret that only its owner reads.

    Raises TekigoError TKG-REF004 rather than overwrite a file of somebody else's.
    """
    if path.exists() and not path.read_text(encoding="utf-8", errors="replace").startswith(MARK):
        raise TekigoError("TKG-REF004", path=path)
    roles = {}
    for role, client in running.clients.items():
        secret = path.with_name(f"{path.stem}.{role}.secret")
        _write_for_owner(secret, client.client_secret)
        roles[role] = {"client_id": client.client_id, "client_secret": {"file": secret.name}}
    content = running.description() | {"roles": roles}
    path.write_text(MARK + msgspec.yaml.encode(content).decode(), encoding="utf-8")


def _clients(path: Path) -> dict[str, Client]:
    try:
        told = msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, str]])
        pairs = {role: (client["client_id"], client["client_secret"]) for role, client in told.items()}
        return given_clients(pairs)
    except (OSError, msgspec.MsgspecError, ValueError, KeyError) as error:
        raise TekigoError("TKG-REF005", path=path, reason=error) from None


def _write_for_owner(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with open(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "w", encoding="utf-8"
    ) as stream:
        stream.write(text)
