"""The bindings that a run was made through: what run.json says of them, and the copies that its folder keeps.

A binding decides what reaches the system and how its answers are read: who reads the verdict may want to read it too.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.engine.manifest import BINDING_FILE, BoundInfo, binding_file
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from conformance.binding.model import Binding
    from conformance.engine.manifest import Manifest
    from conformance.spec.catalog import Catalog
    from conformance.target.model import Target

ABSENT = "—"


def read_bindings(
    target: Target, bindings: Mapping[str, Binding], catalogs: Iterable[Catalog]
) -> tuple[dict[str, BoundInfo], dict[str, bytes]]:
    """Return, by business, what is to be recorded of its binding, and the file itself.

    Raises TekigoError TKG-BND001 or TKG-BND030 when the binding or its OpenAPI document cannot be read.
    """
    infos: dict[str, BoundInfo] = {}
    files: dict[str, bytes] = {}
    for catalog in catalogs:
        key, binding = catalog.package.key, bindings.get(catalog.package.key)
        if binding is None:
            continue
        names = [each.name for each in catalog.package.operations]
        files[key] = _read(target.binding[key], "TKG-BND001")
        infos[key] = BoundInfo(
            digest=_digest(files[key]),
            openapi=_digest(_read(binding.openapi, "TKG-BND030")) if binding.openapi else "",
            operations=len(names),
            unbound=sum(name not in binding.operations for name in names),
        )
    return infos, files


def binding_digest(infos: Mapping[str, BoundInfo]) -> dict[str, str]:
    """Digest all bindings of a run with their OpenAPI documents under the name `binding`; nothing without them."""
    if not infos:
        return {}
    told = "".join(f"{key}\0{infos[key].digest}\0{infos[key].openapi}\0" for key in sorted(infos))
    return {"binding": _digest(told.encode())}


def keep_bindings(run_dir: Path, files: Mapping[str, bytes]) -> None:
    """Copy the bindings into the folder of a run."""
    for business, content in files.items():
        (run_dir / binding_file(business)).write_bytes(content)


def differing(run_dir: Path, manifest: Manifest) -> Iterator[tuple[str, str, str]]:
    """List the copies that are not what run.json names: (file, digest in run.json, digest found)."""
    for business, info in sorted(manifest.bindings.items()):
        name = binding_file(business)
        # A manifest may be of unknown origin: no name in it leads out of the folder.
        path = run_dir / name if BINDING_FILE.fullmatch(name) else None
        found = _digest(path.read_bytes()) if path is not None and path.is_file() else ABSENT
        if found != info.digest:
            yield name, info.digest, found


def _read(path: str, code: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise TekigoError(code, path=path, reason=error.strerror or type(error).__name__) from None


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
