"""How extracted files are written: parameters of the edition, read from `specs/common/data_files.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct

from conformance.data.character_sets import DEFAULT
from conformance.data.private_use import read_private_use
from conformance.i18n import TekigoError
from conformance.spec.documents import read_document
from conformance.spec.paths import specs_dir
from conformance.spec.row import Fidelity, Row, Text

if TYPE_CHECKING:
    from pathlib import Path


ENCODING = "utf-8"  # the only one that is read


class Parameter(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One parameter, with where it comes from."""

    value: Text
    source: Text
    fidelity: Fidelity


class Written(Row, frozen=True, kw_only=True):
    """The file of parameters as it is written."""

    separator: Parameter
    encoding: Parameter
    bom: Parameter
    header: Parameter
    quote: Parameter
    line_end: Parameter
    file_name: Parameter
    characters: Parameter


class Dialect(Struct, frozen=True, kw_only=True):
    """The parameters in use. `header`: what its names are; `file_name` holds `{group}`;
    `characters`: the declared sets, by name; `private`: characters of private use that the municipality declares."""

    separator: str = ","
    quote: str = '"'
    bom: Literal["allowed", "refused"] = "allowed"
    header: Literal["name", "romaji", "either"] = "either"
    line_end: Literal["crlf", "lf", "either"] = "either"
    file_name: str = "{group}.csv"
    characters: tuple[str, ...] = DEFAULT
    private: frozenset[str] = frozenset()


class Stated(Row, frozen=True, kw_only=True):
    """What a municipality lays down for its own files, where the edition leaves it open."""

    separator: str = ""
    encoding: str = ""
    bom: str = ""
    header: str = ""
    quote: str = ""
    line_end: str = ""
    file_name: str = ""
    characters: str = ""
    private_use: str = ""


def load_dialect(
    root: Path | None = None, *, stated: Path | None = None, private_use: Path | None = None
) -> Dialect:
    """Read the parameters. `stated`: a file of a municipality; `private_use`: one that declares its characters.

    Raises TekigoError: TKG-DATA001 when the parameters of the specs are wrong, TKG-DATA005 when those of the
    municipality are, TKG-DATA006 when they change what the edition lays down, and what `read_private_use` raises.
    """
    path = specs_dir(root) / "common" / "data_files.yaml"
    written, found = read_document(path, Written, "specs/common/data_files.yaml")
    if written is None:
        raise TekigoError("TKG-DATA001", found="、".join(each.line() for each in found))
    given = {name: getattr(written, name).value for name in Written.__struct_fields__ if name != "origin"}
    if stated is None:
        return _made(given, private_use, "TKG-DATA001", path)
    own = _stated(stated)
    changed = {name: getattr(own, name) for name in given if getattr(own, name)}
    for name, value in changed.items():
        parameter: Parameter = getattr(written, name)
        if parameter.fidelity != "provisional" and value != parameter.value:
            raise TekigoError(
                "TKG-DATA006",
                path=stated,
                name=name,
                found=value,
                expected=parameter.value,
                source=parameter.source,
            )
    private = private_use or (stated.parent / own.private_use if own.private_use else None)
    return _made(given | changed, private, "TKG-DATA005", stated)


def _stated(path: Path) -> Stated:
    try:
        own, found = read_document(path, Stated, path.name)
    except OSError as error:
        raise TekigoError("TKG-DATA002", path=path, reason=error.strerror or type(error).__name__) from None
    if own is None:
        raise TekigoError("TKG-DATA005", path=path, found="、".join(each.line() for each in found))
    return own


def _made(given: dict[str, str], private_use: Path | None, code: str, path: Path) -> Dialect:
    wrong = [f"{name}: {given[name]}" for name in ("separator", "quote") if len(given[name]) != 1]
    wrong += [f"encoding: {given['encoding']}"] if given["encoding"].lower() != ENCODING else []
    wrong += [f"file_name: {given['file_name']}"] if "{group}" not in given["file_name"] else []
    if wrong:
        raise TekigoError(code, path=path, found="、".join(wrong))
    fields: dict[str, object] = {name: given[name] for name in Dialect.__struct_fields__ if name in given}
    fields["characters"] = given["characters"].split()
    try:
        made = msgspec.convert(fields, Dialect)
    except msgspec.ValidationError as error:
        raise TekigoError(code, path=path, found=str(error)) from None
    private = read_private_use(private_use) if private_use is not None else frozenset[str]()
    return msgspec.structs.replace(made, private=private)
