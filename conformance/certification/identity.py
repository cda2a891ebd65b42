"""Whose system a run is about, and what its target file declares: a run may not begin with one and end with another."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from conformance.engine.manifest import Municipality, TargetInfo

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.engine.manifest import Manifest
    from conformance.target.model import Target
    from conformance.verdict.model import Declarations


def target_info(target: Target) -> TargetInfo:
    """Return what run.json tells of the system under test."""
    place = target.municipality
    return TargetInfo(
        name=target.name,
        vendor=target.vendor,
        product=target.product,
        version=target.version,
        municipality=Municipality(code=place.code, name=place.name, class_=place.class_),
        base_url=target.base_url,
    )


def declared(declarations: Declarations) -> dict[str, str]:
    """Digest each kind of declaration of a target file: name → `sha256:<hex>`."""
    return {
        name: f"sha256:{hashlib.sha256(msgspec.json.encode(value, order='deterministic')).hexdigest()}"
        for name, value in msgspec.structs.asdict(declarations).items()
    }


def other_than(
    manifest: Manifest, target: Target, declarations: Declarations, *, moved: bool
) -> Iterator[str]:
    """Name what a target file says otherwise than the run that is to be taken up again.

    `moved`: the same system is to be found at another address.
    """
    then, now = manifest.target, target_info(target)
    for name in TargetInfo.__struct_fields__:
        if name != "base_url" and getattr(then, name) != getattr(now, name):
            yield name
    if not moved and address(manifest) != now.base_url:
        yield "base_url"
    told = declared(declarations)
    yield from (name for name in told if manifest.declared.get(name, told[name]) != told[name])


def address(manifest: Manifest) -> str:
    """Return the address at which a run last met its system."""
    later = [each.base_url for each in manifest.resumed if each.base_url]
    return later[-1] if later else manifest.target.base_url
