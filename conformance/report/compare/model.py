"""What a comparison holds; `tekigo compare --json` prints exactly this."""

from typing import Literal

from msgspec import Struct, field

from conformance.spec.row import RequirementClass
from conformance.verdict.model import BusinessWord, Share, Word

Mode = Literal["bids", "history"]
Shown = Word | Literal["invalid", "absent"]
"""A word as a comparison shows it. `invalid`: the run judges nothing. `absent`: it does not have the requirement."""
Group = Literal[
    "decisive", "optional", "agreed", "regression", "mended", "other", "checks", "same", "unjudged"
]
GROUPS: dict[Mode, tuple[Group, ...]] = {
    "bids": ("decisive", "optional", "agreed"),
    "history": ("regression", "mended", "other", "checks", "unjudged", "same"),
}


class Facet(Struct, frozen=True, kw_only=True):
    """One thing that the runs may share: its values run by run, an empty one when it was not recorded."""

    name: str
    values: tuple[str, ...]
    same: bool


class Business(Struct, frozen=True, kw_only=True):
    """What a run says of a business as a whole."""

    word: BusinessWord
    partial: bool = False
    share: Share
    counts: dict[RequirementClass, dict[Word, int]]


class System(Struct, frozen=True, kw_only=True):
    """One run and the system that it tried. `problems`: codes that make the run invalid. `left_out`: checks."""

    run: str
    folder: str
    name: str
    vendor: str
    version: str
    municipality: str
    started: str
    tekigo_version: str
    valid: bool
    problems: tuple[str, ...]
    checks: int
    left_out: int
    businesses: dict[str, Business]


class Cell(Struct, frozen=True, kw_only=True):
    """What one run says of a requirement."""

    word: Shown
    class_: RequirementClass | None = field(default=None, name="class")
    why: str = ""
    failed: tuple[str, ...] = ()


class Line(Struct, frozen=True, kw_only=True):
    """One requirement across all runs. `class` is the gravest that it has in any of them."""

    business: str
    business_name: str
    id: str
    official_id: str
    section: str
    title: str
    summary: str
    class_: RequirementClass = field(name="class")
    group: Group
    cells: tuple[Cell, ...]


class Comparison(Struct, frozen=True, kw_only=True):
    """All of it. `yardstick` is what the systems were measured by, `own` what belongs to the systems themselves."""

    schema: Literal["tekigo.comparison/1"] = "tekigo.comparison/1"
    mode: Mode
    systems: tuple[System, ...]
    yardstick: tuple[Facet, ...]
    own: tuple[Facet, ...]
    names: dict[str, str]
    lines: tuple[Line, ...]

    @property
    def moved(self) -> tuple[Facet, ...]:
        """Return what differs in the yardstick."""
        return tuple(each for each in self.yardstick if not each.same)

    @property
    def valid(self) -> bool:
        """Tell whether every run is valid."""
        return all(each.valid for each in self.systems)

    def of(self, group: Group) -> tuple[Line, ...]:
        """Return the requirements of a group."""
        return tuple(each for each in self.lines if each.group == group)
