"""Reads the JSON files of a run: of the schema versions that this tekigo knows, and no other.

Within a version fields may be added, and a reader that does not know them leaves them aside. Whatever changes what a
field means, takes one away or adds a word to a closed list is a new version: it is refused, not guessed at.
"""

from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from conformance.i18n import TekigoError

Record = TypeVar("Record", bound=Struct)
_FAULTS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class _Head(Struct):
    """What every record begins with."""

    schema: str = ""


def read_record(path: Path, kind: type[Record]) -> Record:
    """Read one file of a run.

    Raises TekigoError TKG-VER001 (missing), TKG-VER003 (of another schema version) or TKG-VER002 (unreadable).
    """
    if not path.is_file():
        raise TekigoError("TKG-VER001", path=path)
    data = path.read_bytes()
    try:
        return msgspec.json.decode(data, type=kind)
    except _FAULTS as error:
        refuse_other_version(path, data, kind)
        raise TekigoError("TKG-VER002", path=path, reason=error) from error


def refuse_other_version(path: Path, data: bytes, kind: type[Struct]) -> None:
    """Raise TekigoError TKG-VER003 when data that could not be read names another schema version of its kind."""
    known = str(next(each.default for each in msgspec.structs.fields(kind) if each.name == "schema"))
    try:
        found = msgspec.json.decode(data, type=_Head).schema
    except _FAULTS:
        return
    name, slash, _ = known.partition("/")
    if found != known and found.startswith(name + slash):
        raise TekigoError("TKG-VER003", path=path, found=found[:80], known=known) from None
