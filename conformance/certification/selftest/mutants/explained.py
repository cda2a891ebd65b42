"""The survivors that somebody has looked at: `docs/maintainer/survivors/` says why each may live."""

from __future__ import annotations

from typing import Literal

import msgspec
import yaml
from msgspec import Struct

from conformance.spec.paths import data_root

PLACE = "docs/maintainer/survivors"
# equivalent: every call is answered as before. no_duty: the change can be seen, and no source forbids it.
Kind = Literal["equivalent", "no_duty"]
Key = tuple[str, str, str, str]


class Explained(Struct, frozen=True, forbid_unknown_fields=True):
    """One surviving change and why no check can or need notice it."""

    file: str
    function: str
    before: str
    after: str
    reason: str

    @property
    def key(self) -> Key:
        """Name the change as a row of mutants.json does."""
        return self.file, self.function, self.before, self.after


class Survivors(Struct, frozen=True, forbid_unknown_fields=True):
    """The explained survivors of a business."""

    equivalent: tuple[Explained, ...] = ()
    no_duty: tuple[Explained, ...] = ()

    @property
    def reasons(self) -> dict[Key, tuple[Kind, str]]:
        """Return kind and reason by change."""
        lists: tuple[tuple[Kind, tuple[Explained, ...]], ...] = (
            ("equivalent", self.equivalent),
            ("no_duty", self.no_duty),
        )
        return {each.key: (kind, each.reason) for kind, held in lists for each in held}


def explained(business: str) -> Survivors:
    """Read the list of a business; empty outside of a checkout, where there is no such document."""
    path = data_root() / PLACE / f"{business}.yaml"
    if not path.is_file():
        return Survivors()
    text = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return msgspec.convert(text or {}, Survivors)
