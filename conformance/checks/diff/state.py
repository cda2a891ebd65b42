"""One business as one side of a comparison has it."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from conformance.checks.diff.fields import plain
from conformance.checks.scenarios.features import read_features
from conformance.checks.scenarios.lint import cases_of
from conformance.checks.scenarios.rule_examples import RuleTables
from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.editions import at_edition, order_of
from conformance.spec.errors import SpecErrors
from conformance.spec.load import load_error_codes, load_whole
from conformance.spec.model import Package

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from conformance.checks.diff.sources import Side
    from conformance.checks.scenarios.features import Case, Feature
    from conformance.spec.errors import Finding
    from conformance.spec.model import ErrorCode, Operation

LISTS = ("subject", "required", "optional", "output", "at_least_one")
NOT_SENT = ("note",)  # of an operation: neither asked nor judged by anything


@contextmanager
def blamed(side: Side) -> Iterator[None]:
    """Tell of everything wrong within the block on which side it is: TekigoError TKG-DIFF005."""
    try:
        yield
    except TekigoError as error:
        if error.code.startswith("TKG-DIFF"):
            raise
        raise TekigoError("TKG-DIFF005", given=side.given, detail=str(error)) from None


def error_codes(side: Side) -> tuple[ErrorCode, ...]:
    """Load the errors and alerts of a side; none when it has no list of them."""
    with blamed(side):
        there = (side.root / "specs" / "common" / "error_codes.csv").is_file()
        return load_error_codes(side.root) if there else ()


def packages(side: Side) -> dict[str, Package]:
    """Load the packages of a side by the key of their business, in the edition of the side where they have it."""
    with blamed(side):
        loaded = [load_whole(path, side.root) for path in side.packages]
    return {
        each.key: at_edition(each, side.edition) if side.edition in order_of(each.standard) else each
        for each in loaded
    }


def empty(like: Package) -> Package:
    """Make the package of a business that a side does not have."""
    return Package(path=like.path, standard=like.standard)


class State:
    """One business on one side. `there`: whether the side has it at all."""

    def __init__(self, side: Side, package: Package, as_of: date, *, there: bool = True) -> None:
        self.side = side
        self.package = package
        self.as_of = as_of
        self.there = there
        self.catalog = Catalog(package)

    @cached_property
    def _read(self) -> tuple[list[Feature], list[Finding]]:
        if not self.there:
            return [], []
        tables = RuleTables(self.catalog.rules, self.as_of)
        return read_features(self.package.path, tables, self.side.root)

    @property
    def features(self) -> list[Feature]:
        """The features that can be read."""
        return self._read[0]

    @property
    def unread(self) -> list[Finding]:
        """What makes features unreadable."""
        return self._read[1]

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """All cases of all scenarios, in the order of the files. Raises SpecErrors when a feature is unreadable."""
        return tuple(cases_of(self.features, self.package))

    def must_be_readable(self) -> None:
        """Raise TekigoError TKG-DIFF005 when a feature cannot be read."""
        with blamed(self.side):
            if self.unread:
                raise SpecErrors(self.package.path, self.unread)

    def facts(self, operation: Operation) -> dict[str, Any]:
        """See an operation with the sets in its lists resolved: how a list is put together makes no difference."""
        facts = {name: value for name, value in plain(operation).items() if name not in NOT_SENT}
        for name in LISTS:
            facts[name] = self._names(facts[name])
        for condition in facts["conditions"]:
            condition["required"] = self._names(condition["required"])
        return facts

    def _names(self, entries: list[str]) -> list[str]:
        with blamed(self.side):
            return [item.name for item in self.catalog.items_of(entries)]
