"""Reads the values that a calculation is given: texts or rows of texts, each by the type of its input."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from conformance.i18n import TekigoError
from conformance.spec.calculations.functions import MOST_ROWS
from conformance.spec.calculations.values import NOTHING, TRUTH, Month, Plain, Rows, Value, number, text_of
from conformance.spec.errors import Phrase
from conformance.spec.faults import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conformance.spec.calculations.model import Calculation, Input, InputColumn
    from conformance.spec.catalog import Catalog


class GivenError(TekigoError):
    """A given value is wrong. `path`: the way to it: name of the input, place of the row, name of the column."""

    def __init__(self, path: tuple[str | int, ...], code: str, /, **params: object) -> None:
        super().__init__(code, **params)
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.path, self.code, self.params)


def read_inputs(catalog: Catalog, of: Calculation, given: Mapping[str, object]) -> dict[str, Value]:
    """Read every input. Raises GivenError: TKG-CALC011 unknown, 012 missing, 013 of another type."""
    known = [each.name for each in of.inputs]
    for name in given:
        if name not in known:
            raise GivenError((name,), "TKG-CALC011", name=name, near=nearest(name, known), of=of.name)
    return {each.name: _input(catalog, of, each, given) for each in of.inputs}


def hand_over(catalog: Catalog, of: Calculation, given: Mapping[str, Value]) -> dict[str, Value]:
    """Give a calculation the values of another one; rows are copied. Raises GivenError as `read_inputs` does."""
    known = {each.name: each for each in of.inputs}
    for name, value in given.items():
        if name not in known:
            raise GivenError((name,), "TKG-CALC011", name=name, near=nearest(name, known), of=of.name)
        if (known[name].type == "rows") is not isinstance(value, Rows):
            kind = Phrase(f"calc.type_{known[name].type}")
            raise GivenError((name,), "TKG-CALC013", name=name, found=text_of(value), type=kind)
    handed = {name: _copied(value) for name, value in given.items()}
    return {
        name: handed[name] if name in handed else _input(catalog, of, each, {})
        for name, each in known.items()
    }


def _copied(value: Value) -> Value:
    return Rows(dict(row) for row in value) if isinstance(value, Rows) else value


def _input(catalog: Catalog, of: Calculation, each: Input, given: Mapping[str, object]) -> Value:
    if each.type != "rows":
        return _cell(catalog, of, each, given, ())
    if each.name not in given and each.default is not None:
        return Rows()
    rows = given.get(each.name)
    if each.name not in given:
        raise GivenError((), "TKG-CALC012", name=each.name, of=of.name, type=Phrase("calc.type_rows"))
    if not isinstance(rows, list | tuple) or not all(isinstance(row, dict) for row in rows):
        raise GivenError(
            (each.name,), "TKG-CALC013", name=each.name, found=rows, type=Phrase("calc.type_rows")
        )
    if len(rows) > MOST_ROWS:
        raise GivenError((each.name,), "TKG-CALC009", what=f"{MOST_ROWS} 行")
    return Rows(_row(catalog, of, each, row, place) for place, row in enumerate(rows))


def _row(
    catalog: Catalog, of: Calculation, each: Input, row: Mapping[str, object], place: int
) -> dict[str, Plain]:
    names = [column.name for column in each.columns]
    path = (each.name, place)
    for name in row:
        if name not in names:
            raise GivenError((*path, name), "TKG-CALC011", name=name, near=nearest(name, names), of=each.name)
    made: dict[str, Plain] = {c.name: _cell(catalog, of, c, row, path) for c in each.columns}
    return {**made, "番号": number(str(place + 1))}


def _cell(
    catalog: Catalog,
    of: Calculation,
    each: Input | InputColumn,
    given: Mapping[str, object],
    path: Sequence[str | int],
) -> Plain:
    found = given.get(each.name, each.default)
    kind = Phrase(f"calc.type_{each.type}")
    if each.name not in given and each.default is None:
        raise GivenError(tuple(path), "TKG-CALC012", name=each.name, of=of.name, type=kind)
    if found is None or found == NOTHING:
        if each.default == NOTHING:
            return None
        found = "" if found is None else found
    text = _plain_text(found)
    try:
        return _typed(catalog, each, text)
    except (ValueError, LookupError):
        raise GivenError((*path, each.name), "TKG-CALC013", name=each.name, found=found, type=kind) from None


def _plain_text(found: object) -> str:
    if isinstance(found, bool):
        return "true" if found else "false"
    return str(found) if isinstance(found, str | int | date) else "?"


def _typed(catalog: Catalog, each: Input | InputColumn, text: str) -> Plain:
    match each.type:
        case "integer":
            return _integer(text)
        case "decimal":
            return number(text)
        case "date":
            return date.fromisoformat(text)
        case "month":
            return Month.read(text)
        case "boolean":
            return TRUTH[text]
        case _ if each.code_list:
            return _label(catalog, each.code_list, text)
    if not text:
        raise ValueError(text)
    return text


def _integer(text: str) -> Plain:
    value = number(text)
    if value.denominator != 1 or "." in text or "/" in text:
        raise ValueError(text)
    return value


def _label(catalog: Catalog, code_list: str, text: str) -> str:
    """Return the label for a label or a code of a list: rule tables are written in labels."""
    label = catalog.code_list(code_list).label(text)
    if label is None:
        raise ValueError(text)
    return label


def _again(path: tuple[str | int, ...], code: str, params: dict[str, object]) -> GivenError:
    return GivenError(path, code, **params)
