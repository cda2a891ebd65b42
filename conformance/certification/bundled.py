"""The bundled reference system as a target: a process of its own, real HTTP, real OAuth, gone with the run."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from conformance.certification.lent_secrets import lend, take_back
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

STOP_SECONDS = 5


@contextmanager
def bundled_target(
    businesses: Sequence[str], faults: Sequence[str] = (), *, meanwhile: Callable[[], object] = lambda: None
) -> Iterator[Path]:
    """Start the reference system of these businesses and yield a target file that leads to it; stop it at the end.

    The secrets travel in the environment of this process and its children only. Raises TekigoError TKG-REF006 for a
    business that it does not play, TKG-RUN003 when it does not start.
    `meanwhile`: what the caller can do while the system starts.
    """
    from conformance.reference.businesses import known

    command = [sys.executable, "-m", "conformance.reference.serve"]
    command += [word for key in known(businesses) for word in ("--business", key)]
    command += [word for fault in faults for word in ("--fault", fault)]
    lent: list[str] = []
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603
    try:
        meanwhile()
        with tempfile.TemporaryDirectory(prefix="tekigo-") as folder:
            path = Path(folder) / "target.yaml"
            announced = _announced(process)
            lent += [client["client_id"] for client in announced["clients"].values()]
            path.write_bytes(_target(announced))
            yield path
    finally:
        _stop(process)
        take_back(lent)


def bundled_businesses() -> tuple[str, ...]:
    """List the businesses that the reference system plays."""
    from conformance.reference.businesses import BUSINESSES

    return tuple(BUSINESSES)


def _announced(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    assert process.stdout is not None  # noqa: S101 - a pipe was asked for
    line = process.stdout.readline()
    try:
        announced: dict[str, Any] = msgspec.json.decode(line)
    except msgspec.DecodeError:
        assert process.stderr is not None  # noqa: S101
        process.kill()
        said = process.stderr.read().decode("utf-8", "replace").strip()
        raise TekigoError("TKG-RUN003", said=said[-500:]) from None
    return announced


def _target(announced: dict[str, Any]) -> bytes:
    clients = announced["clients"].items()
    roles = lend((role, client["client_id"], client["client_secret"]) for role, client in clients)
    return msgspec.yaml.encode(announced["target"] | {"roles": roles})


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()
