"""Finds every deviation of read data from a model class: the slow path, walked only when msgspec has refused.

msgspec stops at its first complaint and words it for programmers; authors want all of them, each at its line.
"""

import datetime
import difflib
import types
from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from conformance.spec.errors import Phrase

Path = tuple[str | int, ...]


class Fault(NamedTuple):
    """One deviation: the way to the node from the root, the message and its parameters."""

    path: Path
    code: str
    params: dict[str, object]


def faults(value: object, kind: object, path: Path = ()) -> Iterator[Fault]:
    """Yield each deviation of `value` (dicts, lists, texts) from the type `kind`."""
    kind, described = _plain(kind)
    origin = get_origin(kind)
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield from _in_struct(value, kind, path)
    elif variants := _variants(kind):
        yield from _in_variant(value, variants, path)
    elif isinstance(value, list | dict) and _too_few(value, described):
        yield _unfit(value, described, path)
    elif origin is tuple and isinstance(value, list):
        for index, each in enumerate(value):
            yield from faults(each, get_args(kind)[0], (*path, index))
    elif origin is dict and isinstance(value, dict):
        yield from _in_dict(value, kind, path)
    elif not _fits(value, described):
        yield _unfit(value, described, path)


def columns(kind: type[msgspec.Struct]) -> dict[str, object]:
    """Return the fields an author may write: name in the file → type, in the order of the model."""
    hints = get_type_hints(kind, include_extras=True)
    return {f.encode_name: hints[f.name] for f in msgspec.structs.fields(kind) if f.name != "origin"}


def mandatory(kind: type[msgspec.Struct]) -> set[str]:
    """Return the names of the fields that have no default."""
    return {f.encode_name for f in msgspec.structs.fields(kind) if f.required}


def expected(kind: object) -> object:
    """Describe in words what a type accepts."""
    kind, described = _plain(kind)
    if get_origin(kind) is Literal:
        return " | ".join(str(each) or str(Phrase("spec.empty")) for each in get_args(kind))
    if get_origin(kind) in (Union, types.UnionType):
        return " / ".join(str(expected(each)) for each in get_args(kind) if each is not type(None))
    meta = _meta(described)
    if meta and meta.pattern:
        return Phrase("spec.matching", pattern=meta.pattern)
    if meta and meta.min_length:
        return Phrase("spec.not_empty")
    names = {bool: "spec.boolean", int: "spec.integer", datetime.date: "spec.date", str: "spec.text"}
    if kind in names:
        return Phrase(names[kind])
    return Phrase("spec.list" if get_origin(kind) is tuple else "spec.mapping")


def nearest(name: str, known: Iterable[str]) -> object:
    """Name the known names most like `name`, as a sentence for an error message; empty when none is near."""
    near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.5)
    return Phrase("spec.nearest", names="、".join(near)) if near else ""


def _in_struct(value: object, kind: type[msgspec.Struct], path: Path) -> Iterator[Fault]:
    if not isinstance(value, Mapping):
        yield _unfit(value, dict, path)
        return
    known = columns(kind)
    for name in value:
        if name not in known and name not in ("origin", kind.__struct_config__.tag_field):
            yield Fault((*path, name), "TKG-SPEC011", {"name": name, "near": nearest(name, known)})
    for name in sorted(mandatory(kind) - value.keys()):
        yield Fault(path, "TKG-SPEC012", {"name": name, "expected": expected(known[name])})
    for name, each in known.items():
        if name in value:
            yield from faults(value[name], each, (*path, name))


def _variants(kind: object) -> dict[str, type[msgspec.Struct]]:
    """Return the structs of a union by the tag that tells them apart; nothing when it is no such union."""
    if get_origin(kind) not in (Union, types.UnionType):
        return {}
    parts = [each for each in get_args(kind) if each is not type(None)]
    tagged = all(isinstance(each, type) and issubclass(each, msgspec.Struct) for each in parts)
    return {str(each.__struct_config__.tag): each for each in parts} if tagged else {}


def _in_variant(value: object, variants: dict[str, type[msgspec.Struct]], path: Path) -> Iterator[Fault]:
    name = str(next(iter(variants.values())).__struct_config__.tag_field)
    if not isinstance(value, Mapping):
        yield _unfit(value, dict, path)
    elif name not in value:
        yield Fault(path, "TKG-SPEC012", {"name": name, "expected": " | ".join(variants)})
    elif value[name] not in variants:
        yield _unfit(value[name], Literal[tuple(variants)], (*path, name))
    else:
        yield from _in_struct(value, variants[value[name]], path)


def _in_dict(value: dict[str, object], kind: object, path: Path) -> Iterator[Fault]:
    of_key, of_value = get_args(kind)
    for name, each in value.items():
        if not _fits(name, of_key):
            yield Fault(
                (*path, name), "TKG-SPEC010", {"found": name, "expected": expected(of_key), "name": name}
            )
        yield from faults(each, of_value, (*path, name))


def _unfit(value: object, kind: object, path: Path) -> Fault:
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
    found = Phrase("spec.empty") if value in ("", None) else value
    return Fault(path, "TKG-SPEC010", {"name": name, "found": found, "expected": expected(kind)})


def _too_few(value: list[object] | dict[str, object], kind: object) -> bool:
    meta = _meta(kind)
    return meta is not None and meta.min_length is not None and len(value) < meta.min_length


def _meta(kind: object) -> msgspec.Meta | None:
    found = get_args(kind)[1:] if get_origin(kind) is Annotated else ()
    return next((each for each in found if isinstance(each, msgspec.Meta)), None)


def _fits(value: object, kind: object) -> bool:
    try:
        msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError:
        return False
    return True


def _plain(kind: object) -> tuple[Any, object]:
    if get_origin(kind) is Annotated:
        return get_args(kind)[0], kind
    if get_origin(kind) in (Union, types.UnionType):
        rest = [each for each in get_args(kind) if each is not type(None)]
        if len(rest) == 1 and rest[0] is not datetime.date:
            return _plain(rest[0])
    return kind, kind
