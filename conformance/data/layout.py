"""Which files a business extracts, and what stands in each: one per group of its items that has a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.spec.output_conditions import FREE

if TYPE_CHECKING:
    from conformance.spec.model import Item, Package

NEWEST, NEWEST_MARK = "最新フラグ", "1"  # marks the newest state of one thing
HISTORY = "履歴番号"  # counts the states of one thing from 1 on, in every group that has it in its key


class FileLayout(Struct, frozen=True, kw_only=True):
    """One file: the items of a group in the order of the list. `key`: the items that tell its rows apart."""

    group: str
    items: tuple[Item, ...]
    key: tuple[Item, ...]

    @property
    def entity(self) -> tuple[Item, ...]:
        """What a history is kept of: the key without the number of the state; empty where there is no history."""
        rest = tuple(item for item in self.key if item.name != HISTORY)
        return rest if len(rest) < len(self.key) else ()

    @property
    def optional(self) -> bool:
        """Tell whether a system may do without the file: no item but those of the key is known to be demanded."""
        others = [item for item in self.items if not item.pk]
        return bool(others) and all(item.impl == FREE for item in others)

    @property
    def newest(self) -> Item | None:
        """The item that marks the newest state, where states are kept."""
        return next((item for item in self.items if item.name == NEWEST and self.entity), None)

    @property
    def history(self) -> Item | None:
        """The item that numbers the states."""
        return next((item for item in self.key if item.name == HISTORY), None)


def layouts(package: Package) -> tuple[FileLayout, ...]:
    """Return the files of a business: groups without a key are what an operation asks or tells, and are not kept."""
    groups: dict[str, list[Item]] = {}
    for item in package.items:
        groups.setdefault(item.group, []).append(item)
    made = [
        FileLayout(group=group, items=tuple(items), key=tuple(item for item in items if item.pk))
        for group, items in groups.items()
        if group
    ]
    return tuple(each for each in made if each.key)
