"""How extracted files are written: parameters of the edition, read from `specs/common/data_files.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from conformance.data.character_sets import DEFAULT
from conformance.i18n import TekigoError
from conformance.spec.documents import read_document
from conformance.spec.paths import specs_dir
from conformance.spec.row import Fidelity, Row, Text

if TYPE_CHECKING:
    from pathlib import Path


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
    `characters`: the declared sets, by name."""

    separator: str = ","
    quote: str = '"'
    bom: Literal["allowed", "refused"] = "allowed"
    header: Literal["name", "romaji", "either"] = "either"
    line_end: Literal["crlf", "lf", "either"] = "either"
    file_name: str = "{group}.csv"
    characters: tuple[str, ...] = DEFAULT


def load_dialect(root: Path | None = None) -> Dialect:
    """Read the parameters. Raises TekigoError TKG-DATA001 when the file is wrong: it is part of the specs."""
    path = specs_dir(root) / "common" / "data_files.yaml"
    written, found = read_document(path, Written, "specs/common/data_files.yaml")
    if written is None:
        raise TekigoError("TKG-DATA001", found="、".join(each.line() for each in found))
    import msgspec

    given: dict[str, object] = {name: getattr(written, name).value for name in Dialect.__struct_fields__}
    given["characters"] = written.characters.value.split()
    try:
        return msgspec.convert(given, Dialect)
    except msgspec.ValidationError as error:
        raise TekigoError("TKG-DATA001", found=str(error)) from None
