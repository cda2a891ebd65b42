"""The survivors that somebody has looked at: `docs/maintainer/survivors.yaml` says why each may live."""

from __future__ import annotations

import msgspec
import yaml
from msgspec import Struct

from conformance.spec.paths import data_root

PLACE = "docs/maintainer/survivors.yaml"


class Explained(Struct, frozen=True, forbid_unknown_fields=True):
    """One surviving change and why no check can or need notice it."""

    file: str
    function: str
    before: str
    after: str
    reason: str


def explained() -> dict[str, list[Explained]]:
    """Read the list by business; empty outside of a checkout, where there is no such document."""
    path = data_root() / PLACE
    if not path.is_file():
        return {}
    text = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return msgspec.convert(text or {}, dict[str, list[Explained]])


def reasons(business: str) -> dict[tuple[str, str, str, str], str]:
    """Return the reasons of a business by file, function, code before and after."""
    return {
        (each.file, each.function, each.before, each.after): each.reason
        for each in explained().get(business, [])
    }
