"""The identity of a business: who issues its standard, which editions there are, and what a reference says of it."""

import datetime
from typing import Annotated, Literal

from msgspec import Meta, field

from conformance.spec.file_rules import FileRule
from conformance.spec.row import Fidelity, Key, RequirementClass, Row, Text

# Standards that the law asks of municipalities' systems; parts that several share are counted beside them.
STANDARDS = 17
CheckKind = Literal[
    "required",
    "charset",
    "length",
    "code",
    "impossible_date",
    "unknown_date",
    "check_digit",
    "condition",
    "answer",
    "default",
]


class Edition(Row, frozen=True, kw_only=True):
    """One dated version of a standard. `class_names`: what it calls the classes of requirements, where it differs."""

    id: Text
    name: Text
    date: datetime.date | None = None
    fidelity: Fidelity
    source: str = ""
    note: str = ""
    class_names: dict[RequirementClass, str] = field(default_factory=dict)


class Checklist(Row, frozen=True, kw_only=True):
    """Lines of a reference by number, from `first` to `last`, or by their `ids`; `prefix` stands before each."""

    prefix: str = ""
    first: int | None = None
    last: int | None = None
    ids: tuple[str, ...] = ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return the ids without their prefix."""
        if self.first is None or self.last is None:
            return self.ids
        return (*(str(number) for number in range(self.first, self.last + 1)), *self.ids)


class Standard(Row, frozen=True, kw_only=True):
    """The file standard.yaml: the identity of a business and its editions.

    `gyomu_ids`: none where it has no operations, so that nothing needs a scope. `shared_by`: the businesses of which
    this is a shared part, no standard of its own. `checklist`: the lines of the reference, each of which some
    requirement names as its source.
    """

    business: Key
    name: Text
    name_en: Text
    prefix: Annotated[str, Meta(pattern=r"^[A-Z][A-Z0-9]*$")]
    gyomu_ids: tuple[Annotated[str, Meta(pattern=r"^[0-9]{3}$")], ...]
    shared_by: tuple[Key, ...] = ()
    ministry: str = ""
    document: str = ""
    editions: tuple[Edition, ...]
    default_edition: str
    legal_basis: tuple[str, ...] = ()
    sources: dict[str, str] = field(default_factory=dict)
    checklist: tuple[Checklist, ...] = ()
    item_checks: dict[CheckKind, str] = field(default_factory=dict)
    file_checks: dict[FileRule, str] = field(default_factory=dict)
    note: str = ""
