"""Item checks: generated for every item that an operation takes, one deviation from a right request each.

An operation's positive control (its standard request is accepted) keeps the negative checks from being vacuous.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from conformance.checks.items.deviations import Deviation, deviations, right_character
from conformance.checks.items.errata import under_errata
from conformance.checks.items.model import (
    ANSWERS,
    LEAP_DAY,
    LENGTH,
    RELATION,
    REQUIRED,
    ItemCheck,
    ItemKind,
    OpenPoint,
)
from conformance.contract.request_schema import accepted_codes, expected_values
from conformance.contract.typing import Json
from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.model import Condition, Item, Operation, Package
from conformance.spec.standard import CheckKind

FLAG_SUFFIX = "_不詳フラグ"
NOTATION_SUFFIX = "_不詳表記"
_YES = "はい"
_YES_CODE = "1"
_UNKNOWN = "不詳"
# A relation between items has no kind of its own in standard.yaml: the item decides, or the business's default.
_REQUIREMENT_KINDS: dict[ItemKind, CheckKind] = {
    "control": "default",
    "at_least_one": "required",
    "disputed": "length",
}


def plan_item_checks(package: Package) -> tuple[ItemCheck, ...]:
    """Generate the checks of all operations, in the order of the spec.

    Raises TekigoError TKG-ITEM001 when a check would verify no requirement, and for names that the package lacks.
    """
    catalog = Catalog(package)
    return tuple(
        check
        for each in package.operations
        for made in _Planner(catalog, each).checks()
        if (check := under_errata(made, package.errata)) is not None
    )


def open_points(package: Package) -> tuple[OpenPoint, ...]:
    """List what cannot be checked because the spec does not know it: open lengths and codes, per input item."""
    catalog = Catalog(package)
    users: dict[str, list[str]] = {}
    for operation in package.operations:
        for item in catalog.inputs(operation):
            users.setdefault(item.name, []).append(operation.id)
    return tuple(
        OpenPoint(item=item.name, romaji=item.romaji, kind=kind, operations=tuple(users[item.name]))
        for item in package.items
        if item.name in users and (kind := _open_kind(catalog, item))
    )


def _open_kind(catalog: Catalog, item: Item) -> Literal["length", "code"] | None:
    codes = catalog.codes_of(item)
    if codes is not None:
        return None if codes.official or item.chain else "code"
    known = item.digits is not None or item.type in ("DATE", "TIME", "YEAR")
    return None if known else "length"


class _Planner:
    """Plans the checks of one operation."""

    def __init__(self, catalog: Catalog, operation: Operation) -> None:
        self.catalog = catalog
        self.operation = operation
        self.inputs = {item.name: item for item in catalog.inputs(operation)}

    def checks(self) -> Iterator[ItemCheck]:
        yield self._check(None, "control")
        required = {item.name for item in self.catalog.required(self.operation)}
        for item in self.inputs.values():
            if item.name in required:
                yield from self._required(item)
            for each in deviations(item, self.catalog.codes_of(item)):
                yield self._wrong(item, each)
            yield from self._unknown_date(item)
        yield from self._at_least_one()
        for condition in self.operation.conditions:
            yield from self._condition(condition)
        if self.operation.api is not None:
            yield from self._official()

    def _official(self) -> Iterator[ItemCheck]:
        """Check the answers of an official API as such, and the lengths that its text differs about."""
        for variant in ANSWERS:
            yield self._check(None, "answer", variant)
        for erratum in self.catalog.package.errata:
            for item in self.catalog.items_of(erratum.items if erratum.lengths else ()):
                for length in erratum.lengths:
                    put: dict[str, Json] = {item.romaji: right_character(item) * length}
                    made = self._check(item, "disputed", str(length), LENGTH, put=put)
                    yield msgspec.structs.replace(made, accepted=True)

    def _wrong(self, item: Item, wrong: Deviation) -> ItemCheck:
        made = self._check(item, wrong.kind, wrong.variant, wrong.code, put={item.romaji: wrong.value})
        return msgspec.structs.replace(made, also=wrong.also)

    def _required(self, item: Item) -> Iterator[ItemCheck]:
        yield self._check(item, "required", "missing", REQUIRED, drop=(item.romaji,))
        empty: Json = "" if item.repeat is None else []
        yield self._check(item, "required", "empty", REQUIRED, put={item.romaji: empty})

    def _unknown_date(self, item: Item) -> Iterator[ItemCheck]:
        """Check unknown dates where the operation takes the flag and the notation of the item.

        Where it takes neither, the spec does not say whether an unknown date may come in another way (a search, a
        draft), so nothing is asserted.
        """
        flag = self.inputs.get(item.name + FLAG_SUFFIX)
        notation = self.inputs.get(item.name + NOTATION_SUFFIX)
        if not (item.unknown_date and flag and notation):
            return
        codes = self.catalog.codes_of(flag)
        yes = (codes.value(_YES) or codes.value(_YES_CODE)) if codes else None
        put: dict[str, Json] = {flag.romaji: yes or _YES}
        yield self._check(notation, "unknown_date", "missing", RELATION, put=put, drop=(notation.romaji,))
        put = {**put, notation.romaji: _UNKNOWN}
        yield self._check(item, "unknown_date", "given", put=put)
        yield self._check(item, "impossible_date", "leap_day", put={**put, item.romaji: LEAP_DAY})

    def _at_least_one(self) -> Iterator[ItemCheck]:
        items = self.catalog.items_of(self.operation.at_least_one)
        if items:
            drop = tuple(item.romaji for item in items)
            yield self._check(items[0], "at_least_one", "", REQUIRED, drop=drop)

    def _condition(self, condition: Condition) -> Iterator[ItemCheck]:
        when = self.catalog.item(condition.when.item)
        values = expected_values(self.catalog, condition.when)
        codes = accepted_codes(self.catalog, self.operation, when)
        if values and codes is not None:
            values = tuple(value for value in values if value in codes.values)
        if condition.when.is_ and not values:
            return  # the operation does not accept the value that the condition is about
        for missing in self.catalog.items_of(condition.required):
            for value in values:
                variant = f"with:{when.name}={(codes.label(value) if codes else None) or value}"
                put: dict[str, Json] = {when.romaji: value}
                yield self._check(missing, "condition", variant, RELATION, put=put, drop=(missing.romaji,))
            if not values:
                variant, fill = f"with:{when.name}", (when.romaji,)
                yield self._check(missing, "condition", variant, RELATION, drop=(missing.romaji,), fill=fill)

    def _check(
        self,
        item: Item | None,
        kind: ItemKind,
        variant: str = "",
        code: str = "",
        *,
        put: dict[str, Json] | None = None,
        drop: tuple[str, ...] = (),
        fill: tuple[str, ...] = (),
    ) -> ItemCheck:
        key, operation = self.catalog.package.key, self.operation
        romaji, name = (item.romaji, item.name) if item else ("", "")
        parts = ["item", key, operation.id, romaji, kind, variant.removeprefix("with:")]
        return ItemCheck(
            id=":".join(part for part in parts if part),
            business=key,
            operation=operation.id,
            operation_name=operation.name,
            item=name,
            romaji=romaji,
            kind=kind,
            variant=variant,
            requirement=self._requirement(item, kind),
            code=code,
            put=put or {},
            drop=drop,
            fill=fill,
            official=operation.api is not None,
        )

    def _requirement(self, item: Item | None, kind: ItemKind) -> str:
        checked: CheckKind = _REQUIREMENT_KINDS.get(kind) or kind  # type: ignore[assignment]
        found = self.catalog.check_requirement(self.operation, item, checked)
        if not found:
            raise TekigoError("TKG-ITEM001", business=self.catalog.package.key, kind=checked)
        return found
