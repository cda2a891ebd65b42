"""Whether the specs, features, steps and program here are those that a run was made with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from conformance.certification.digests import digests
from conformance.i18n import TekigoError
from conformance.spec.load import find_package

if TYPE_CHECKING:
    from conformance.engine.manifest import Manifest

Sameness = Literal["same", "different", "unknown"]
_OF_BUSINESSES = ("specs", "features")


def suite_of(manifest: Manifest) -> dict[str, Sameness]:
    """Compare the digests of a run with what is here; `unknown` is what is not here at all."""
    packages = []
    missing = False
    for key in manifest.edition:
        try:
            packages.append(find_package(key))
        except TekigoError:
            missing = True
    here = digests(packages)
    if missing:
        here = {name: digest for name, digest in here.items() if name not in _OF_BUSINESSES}
    return {name: _compare(here.get(name), digest) for name, digest in sorted(manifest.digests.items())}


def _compare(here: str | None, there: str) -> Sameness:
    if here is None:
        return "unknown"
    return "same" if here == there else "different"
