"""Puts the values of a municipality's ordinance in the place of the standard ones of the rule tables."""

from __future__ import annotations

from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from msgspec.structs import replace

from conformance.i18n import TekigoError
from conformance.spec.editions import at_edition
from conformance.spec.faults import nearest
from conformance.spec.load import load_whole
from conformance.spec.rules.cells import typed
from conformance.spec.rules.read import cells_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from conformance.spec.model import Package
    from conformance.spec.rules.model import RuleColumn, RuleData, RuleRow
    from conformance.target.model import OrdinanceValue, Target

_DAY = timedelta(days=1)


def packages_for(
    target: Target, businesses: Iterable[str], editions: Mapping[str, str] = MappingProxyType({})
) -> list[Package]:
    """Load what holds of businesses in one edition each, with the values of the target's municipality.

    `editions`: by the key of the business; the default one of those that it does not name. Raises as `wholes_for`, and
    TekigoError TKG-RUN006 for an edition that there is not.
    """
    return [at_edition(each, editions.get(each.key)) for each in wholes_for(target, businesses)]


def wholes_for(target: Target, businesses: Iterable[str]) -> list[Package]:
    """Load businesses with the rows of all editions and the values of the target's municipality.

    Raises SpecErrors (a package is wrong), TekigoError TKG-CONF015..018 with the place in the target file (a value
    that names no table, column or row, or that ordinances may not set).
    """
    return [with_ordinance(load_whole(key), target.ordinance) for key in businesses]


def with_ordinance(package: Package, values: Iterable[OrdinanceValue]) -> Package:
    """Return a package whose rule tables hold a municipality's own values; other businesses' values are passed over."""
    tables = {data.sheet.name: data for data in package.rules}
    for value in values:
        if value.business != package.key:
            continue
        data = tables.get(value.rule)
        if data is None or not data.sheet.ordinance:
            known = [name for name, each in tables.items() if each.sheet.ordinance]
            raise TekigoError(
                "TKG-CONF015",
                origin=value.origin,
                rule=value.rule,
                near=nearest(value.rule, known),
                known="、".join(known) or "―",
            )
        _check(value, data)
        tables[value.rule] = _set(value, data)
    return replace(package, rules=tuple(tables.values()))


def _check(value: OrdinanceValue, data: RuleData) -> None:
    results = {each.name: each for each in data.sheet.columns if each.role == "result"}
    for names, known in ((value.where, cells_of(data.sheet)), (value.set, tuple(results))):
        for name in names:
            if name not in known:
                raise TekigoError(
                    "TKG-CONF016",
                    origin=value.origin,
                    name=name,
                    rule=value.rule,
                    known="、".join(known) or "―",
                )
    for name, text in value.set.items():
        if not _fits(results[name], text):
            raise TekigoError(
                "TKG-CONF017", origin=value.origin, name=name, found=text, kind=results[name].type
            )


def _fits(column: RuleColumn, text: str) -> bool:
    try:
        typed(column, text)
    except ValueError:
        return False
    return True


def _set(value: OrdinanceValue, data: RuleData) -> RuleData:
    rows: list[RuleRow] = []
    for row in data.rows:
        if _named(value, row) and _meet(value, row):
            rows += _parts(value, row)
        else:
            rows.append(row)
    if len([row for row in rows if row.ordinance == value.origin]) == 0:
        where = "、".join(f"{name}：{text}" for name, text in value.where.items())
        raise TekigoError("TKG-CONF018", origin=value.origin, rule=value.rule, where=where or "―")
    return replace(data, rows=tuple(rows))


def _named(value: OrdinanceValue, row: RuleRow) -> bool:
    """Tell whether a row is meant: by its standard cells, so that a second value can follow a first."""
    cells = row.standard or row.cells
    return all(cells.get(name) == text for name, text in value.where.items())


def _meet(value: OrdinanceValue, row: RuleRow) -> bool:
    """Tell whether the days of a value and of a row have one in common."""
    starts = max(value.valid_from or date.min, row.valid_from or date.min)
    return starts <= min(value.valid_to or date.max, row.valid_to or date.max)


def _parts(value: OrdinanceValue, row: RuleRow) -> Iterator[RuleRow]:
    """Split a row in time: the standard value before and after, the ordinance's in between."""
    starts, ends = row.valid_from, row.valid_to
    if value.valid_from and (starts is None or starts < value.valid_from):
        yield replace(row, valid_to=value.valid_from - _DAY)
        starts = value.valid_from
    after = value.valid_to if value.valid_to and (ends is None or value.valid_to < ends) else None
    yield replace(
        row,
        cells={**row.cells, **value.set},
        valid_from=starts,
        valid_to=after or ends,
        source=value.source,
        ordinance=value.origin,
        standard=row.standard or row.cells,
    )
    if after:
        yield replace(row, valid_from=after + _DAY)
