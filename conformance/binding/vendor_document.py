"""Reads a vendor's OpenAPI document: plain JSON values whatever its author wrote, and nothing outside of it is fetched.

Scalars are read as YAML 1.2 does, of which JSON is a part: an unquoted date is a text, and so are `yes`, `no` and `on`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from conformance.i18n import TekigoError, message
from conformance.spec.yaml_text import load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conformance.contract.typing import Json

MAX_BYTES = 20 * 1024 * 1024
_DEEPEST = 200
_LEFT_OUT = "externalValue"  # names a document elsewhere, which nothing here needs
Way = tuple[str, ...]


class _Loader(yaml.CSafeLoader):
    """The scalars of YAML 1.2 (core schema)."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - a table of the library


for _tag, _pattern, _first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?(0|[1-9][0-9]*)", list("-+0123456789")),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", list("-+.0123456789")),
    ("merge", r"<<", ["<"]),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(rf"(?:{_pattern})\Z"), _first)


def _float(loader: yaml.CSafeLoader, node: Any) -> float:  # noqa: ANN401 - a node of the library
    return float(loader.construct_scalar(node))


_Loader.add_constructor("tag:yaml.org,2002:float", _float)


class _Unfit(Exception):
    """A document that cannot be used: where, and why."""

    def __init__(self, way: Way, code: str, **params: object) -> None:
        self.way = way
        self.reason = message(code, None, **params)
        super().__init__(code)


def read_vendor_document(path: Path) -> dict[str, Any]:
    """Read a document; every `$ref` in it leads to a place in it.

    Raises TekigoError TKG-BND030 when there is none, TKG-BND031 when it cannot be used, naming the line or the place.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TekigoError("TKG-BND031", path=path, reason=f"> {MAX_BYTES} bytes")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise TekigoError("TKG-BND030", path=path, reason=error.strerror or type(error).__name__) from None
    except UnicodeDecodeError as error:
        raise TekigoError("TKG-BND031", path=path, reason=str(error)) from None
    try:
        loaded = load(text, _Loader)
        document: dict[str, Any] = _Plain().made(loaded, ())
        _check_shape(document)
        for way, reference in _references(document):
            _check_reference(document, way, reference)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise TekigoError("TKG-BND031", path=f"{path}{line}", reason=str(error)[:200]) from None
    except _Unfit as unfit:
        reason = f"{place_of(unfit.way)}: {unfit.reason}"
        raise TekigoError("TKG-BND031", path=path, reason=reason) from None
    except (
        RecursionError,
        ValueError,
        TypeError,
    ) as error:  # too deep, or a scalar that its tag does not fit
        raise TekigoError("TKG-BND031", path=path, reason=type(error).__name__) from None
    return document


def resolved(document: Json, reference: str) -> Json:
    """Return the part of a document that a reference within it names. Raises KeyError when there is none."""
    part = document
    for step in [each for each in reference.removeprefix("#").split("/") if each]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(part, list) and key.isascii() and key.isdigit() and int(key) < len(part):
            part = part[int(key)]
        elif isinstance(part, dict):
            part = part[key] if key in part else part[_unquoted(key)]
        else:
            raise KeyError(key)
    return part


def place_of(way: Way) -> str:
    """Write a way into a document as people do."""
    return " → ".join(way) or "#"


def _unquoted(key: str) -> str:
    from urllib.parse import unquote

    return unquote(key)


class _Plain:
    """Makes plain JSON of what the YAML held: keys become texts; what anchors share stays shared."""

    def __init__(self) -> None:
        self._made: dict[int, Any] = {}
        self._open: set[int] = set()

    def made(self, part: Any, way: Way) -> Any:  # noqa: ANN401 - any YAML
        """Return a part as JSON. Raises _Unfit for one that contains itself, is too deep, or is no JSON."""
        if part is None or isinstance(part, str | int | float | bool):
            return part
        if not isinstance(part, dict | list):
            raise _Unfit(way, "bnd.no_json", found=type(part).__name__)
        if id(part) in self._open:
            raise _Unfit(way, "bnd.contains_itself")
        if len(way) > _DEEPEST:
            raise _Unfit(way[:8], "bnd.too_deep", deepest=_DEEPEST)
        if id(part) not in self._made:
            self._open.add(id(part))
            self._made[id(part)] = self._inside(part, way)
            self._open.discard(id(part))
        return self._made[id(part)]

    def _inside(self, part: Any, way: Way) -> Any:  # noqa: ANN401
        if isinstance(part, list):
            return [self.made(each, (*way, str(place))) for place, each in enumerate(part)]
        return {
            _key(key): self.made(each, (*way, _key(key))) for key, each in part.items() if key != _LEFT_OUT
        }


def _key(key: object) -> str:
    return str(key).lower() if isinstance(key, bool) else "null" if key is None else str(key)


def _check_shape(document: Any) -> None:  # noqa: ANN401
    if not isinstance(document, dict):
        raise _Unfit((), "bnd.no_object")
    paths = document.get("paths")
    if not isinstance(paths, dict):
        raise _Unfit(("paths",), "bnd.no_object")
    for path, item in paths.items():
        if not isinstance(item, dict):
            raise _Unfit(("paths", path), "bnd.no_object")


def _references(document: Json) -> Iterator[tuple[Way, str]]:
    """Yield every reference with its place, those of shared parts once."""
    seen: set[int] = set()
    waiting: list[tuple[Way, Any]] = [((), document)]
    while waiting:
        way, part = waiting.pop()
        if id(part) in seen or not isinstance(part, dict | list):
            continue
        seen.add(id(part))
        inside = part.items() if isinstance(part, dict) else ((str(at), each) for at, each in enumerate(part))
        for key, each in inside:
            if key in ("$ref", "$dynamicRef", "$recursiveRef") and isinstance(each, str):
                yield (*way, key), each
            waiting.append(((*way, key), each))


def _check_reference(document: Json, way: Way, reference: str) -> None:
    """Follow a reference until it leads to something that is none."""
    followed: list[str] = []
    while True:
        if reference != "#" and not reference.startswith("#/"):
            raise _Unfit(way, "bnd.reference_outside", reference=reference)
        if reference in followed:
            raise _Unfit(way, "bnd.reference_circle", reference=reference)
        followed.append(reference)
        try:
            part = resolved(document, reference)
        except KeyError:
            raise _Unfit(way, "bnd.reference_dangling", reference=reference) from None
        further = part.get("$ref") if isinstance(part, dict) else None
        if not isinstance(further, str):
            return
        reference = further
