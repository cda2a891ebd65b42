"""Foreign keys: in which file the value of an item must be found, in the same business or in another one.

`fk` holds the name of an item of the same business, or alternatives `business:group.item` joined by `|`. A condition as
of output_conditions.py may follow (`… 条件: 宛名区分=住民`): rows in which it does not hold refer to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.spec.output_conditions import WHEN, Atom, alternatives

if TYPE_CHECKING:
    from conformance.spec.model import Item

OTHER = ":"


class Place(Struct, frozen=True, kw_only=True):
    """Where a value may be found. Without `business` it is the item's own, without `group` any that has the item."""

    business: str = ""
    group: str = ""
    item: str

    def __str__(self) -> str:
        """Write it as `fk` does."""
        return f"{self.business}{OTHER}{self.group}.{self.item}" if self.business else self.item


class ForeignKey(Struct, frozen=True, kw_only=True):
    """What an item refers to: one of `places`, in rows where `any_of` holds (all rows when empty)."""

    places: tuple[Place, ...]
    any_of: tuple[tuple[Atom, ...], ...] = ()

    @property
    def text(self) -> str:
        """Name the places."""
        return "｜".join(str(place) for place in self.places)


def foreign_key(item: Item) -> ForeignKey | None:
    """Read what an item refers to; None when to nothing. Raises ValueError with the part that cannot be read."""
    if not item.fk:
        return None
    names, mark, condition = item.fk.partition(f" {WHEN}")
    places = tuple(_place(part.strip()) for part in names.split("|"))
    return ForeignKey(places=places, any_of=alternatives(condition) if mark else ())


def own_item(item: Item) -> str:
    """Return the item of the same business that an item refers to; empty when it refers to none."""
    return "" if OTHER in item.fk or "|" in item.fk else item.fk.partition(" ")[0]


def _place(text: str) -> Place:
    if OTHER not in text:
        if not text:
            raise ValueError(text)
        return Place(item=text)
    business, _, rest = text.partition(OTHER)
    group, dot, item = rest.rpartition(".")
    if not (business and dot and group and item):
        raise ValueError(text)
    return Place(business=business, group=group, item=item)
