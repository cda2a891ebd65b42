"""Items forth and back: the contract's names and values, and the vendor's places, codes and ways of writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.binding.expression import Expression, ExpressionError, Functions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from conformance.binding.model import Binding
    from conformance.contract.typing import Json
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Item

ACKNOWLEDGED = "確認済アラート"  # carries codes of alerts: its values are those of the errors


class Translator:
    """Translates the items of one business by the tables of its binding; what no table names stays as it is."""

    def __init__(self, binding: Binding, catalog: Catalog) -> None:
        """Raise ExpressionError when a conversion is no JSONata."""
        self._binding = binding
        self._catalog = catalog
        self.absent = frozenset(binding.absent)
        self._places = {name: tuple(place.split(".")) for name, place in binding.names.items()}
        self._to = {n: Expression(c.to, f"convert.{n}.to") for n, c in binding.convert.items() if c.to}
        self._from = {
            n: Expression(c.from_, f"convert.{n}.from") for n, c in binding.convert.items() if c.from_
        }

    def functions(self, outputs: Iterable[Item]) -> Functions:
        """Return what expressions may call; `outputs` are the items of the answer of the operation at hand."""
        wanted = tuple(item.name for item in outputs)
        return {
            "vendor": lambda given: self.to_vendor(given if isinstance(given, dict) else {}),
            "contract": lambda row: self.from_vendor(row, wanted),
            "code": lambda name, value: self._coded(self._catalog.item(name), value),
            "label": lambda name, value: self._decoded(self._catalog.item(name), value),
            "value": self.value_to,
            "back": self.value_from,
        }

    def to_vendor(self, given: Mapping[str, Json]) -> dict[str, Json]:
        """Put the items of a request where the vendor has them; those without a place are left out."""
        made: dict[str, Json] = {}
        for name, value in given.items():
            if name in self._places and name not in self.absent:
                _put(made, self._places[name], self.value_to(name, value))
        return made

    def from_vendor(self, row: Json, wanted: Iterable[str]) -> dict[str, Json]:
        """Take the wanted items out of a vendor's row; what it does not hold, or holds as null, is left out."""
        found = {
            name: _get(row, self._places[name])
            for name in wanted
            if name in self._places and name not in self.absent
        }
        read = {name: self.value_from(name, value) for name, value in found.items() if value is not None}
        return {name: value for name, value in read.items() if value is not None}

    def value_to(self, name: str, value: Json) -> Json:
        """Write a value of an item as the vendor does. A value that no rule fits goes as it is."""
        item = self._catalog.item(name)
        return _each(value, lambda one: self._sent(item, self._coded(item, one)))

    def value_from(self, name: str, value: Json) -> Json:
        """Read a vendor's value of an item; None where a conversion says that it means nothing."""
        item = self._catalog.item(name)
        return _each(value, lambda one: self._decoded(item, self._written(self._from, item, one)))

    def item_at(self, place: str, inputs: Iterable[Item]) -> str:
        """Tell which item stands at a vendor's place, one of `inputs` if any; an unknown place is told as it is."""
        at = [name for name, known in self._binding.names.items() if known == place]
        asked = {item.name for item in inputs}
        return next((name for name in at if name in asked), at[0] if at else place)

    def _coded(self, item: Item, value: Json) -> Json:
        return self._codes(item).get(value, value) if isinstance(value, str) else value

    def _decoded(self, item: Item, value: Json) -> Json:
        if not isinstance(value, str | int | float):
            return value
        told = str(value).lower() if isinstance(value, bool) else str(value)
        return next((ours for ours, theirs in self._codes(item).items() if theirs == told), value)

    def _codes(self, item: Item) -> Mapping[str, str]:
        codes = self._binding.codes
        if item.name not in codes and item.name == ACKNOWLEDGED:
            return {ours: theirs for theirs, ours in reversed(self._binding.errors.codes.items())}
        return codes.get(item.name) or codes.get(item.code_list or "", {})

    def _sent(self, item: Item, value: Json) -> Json:
        """Write a value; one that the conversion knows nothing of goes as it is, for the vendor's system to refuse."""
        written = self._written(self._to, item, value)
        return value if written is None else written

    @staticmethod
    def _written(rules: Mapping[str, Expression], item: Item, value: Json) -> Json:
        rule = rules.get(item.name) or rules.get(item.code_list or "") or rules.get(item.type)
        if rule is None or value is None:
            return value
        try:
            written = rule.value(value)
        except ExpressionError:  # a value that is wrong on purpose is for the vendor's system to refuse
            return value
        return written


def _each(value: Json, of: Callable[[Json], Json]) -> Json:
    return [of(one) for one in value] if isinstance(value, list) else of(value)


def _put(into: dict[str, Json], place: tuple[str, ...], value: Json) -> None:
    *folders, last = place
    at = into
    for folder in folders:
        inner = at.setdefault(folder, {})
        if not isinstance(inner, dict):
            return
        at = inner
    at[last] = value


def _get(row: Json, place: tuple[str, ...]) -> Json:
    for step in place:
        if not isinstance(row, dict):
            return None
        row = row.get(step)
    return row
