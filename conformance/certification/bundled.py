"""The bundled reference system as a target: a process of its own, real HTTP, real OAuth, gone with the run."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import msgspec

from conformance.certification.lent_secrets import lend, take_back
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

STOP_SECONDS = 5
FAMILIES, SEED = 5, 1  # of the town whose data are put out as files


@contextmanager
def bundled_target(
    businesses: Sequence[str],
    faults: Sequence[str] = (),
    *,
    extracted: bool = False,
    editions: Mapping[str, str] = MappingProxyType({}),
    meanwhile: Callable[[], object] = lambda: None,
) -> Iterator[Path]:
    """Start the reference system of these businesses and yield a target file that leads to it; stop it at the end.

    The secrets travel in the environment of this process and its children only. Raises TekigoError TKG-REF006 for a
    business that it does not play, TKG-RUN003 when it does not start.
    `extracted`: it comes with files that a system of its kind put out, of all its businesses since they refer to each
    other. `editions`: those it plays, by business; the default one of the others. `meanwhile`: what the caller can do
    while the system starts.
    """
    from conformance.reference.businesses import known

    command = [sys.executable, "-m", "conformance.reference.serve"]
    command += [word for key in known(businesses) for word in ("--business", key)]
    command += [word for fault in faults for word in ("--fault", fault)]
    command += [word for key, edition in editions.items() for word in ("--edition", f"{key}={edition}")]
    lent: list[str] = []
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # noqa: S603
    try:
        meanwhile()
        with tempfile.TemporaryDirectory(prefix="tekigo-") as folder:
            path = Path(folder) / "target.yaml"
            announced = _announced(process)
            lent += [client["client_id"] for client in announced["clients"].values()]
            files = _extracted(Path(folder) / "extracted", businesses, editions) if extracted else {}
            path.write_bytes(_target(announced, files))
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


def _extracted(folder: Path, businesses: Sequence[str], editions: Mapping[str, str]) -> dict[str, Any]:
    """Write the files of a made-up town and return the part of a target file that names them."""
    from conformance.certification.export.files import export_business
    from conformance.certification.export.town import settle_town
    from conformance.reference.businesses import BUSINESSES, reference_system, with_data

    keys = with_data(BUSINESSES)
    system = reference_system(keys, editions=editions)
    try:
        for hosted in system.hosted:
            settle_town(hosted, families=FAMILIES, seed=SEED)
            export_business(hosted, folder / hosted.business.key)
    finally:
        system.close()
    others = {key: str(folder / key) for key in keys if key not in businesses}
    return {"data_files": {"folder": str(folder), "others": others}}


def _target(announced: dict[str, Any], files: dict[str, Any]) -> bytes:
    clients = announced["clients"].items()
    roles = lend((role, client["client_id"], client["client_secret"]) for role, client in clients)
    return msgspec.yaml.encode(announced["target"] | files | {"roles": roles})


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
