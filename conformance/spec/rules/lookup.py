"""Answers what a value expression asks of a rule table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from conformance.i18n import TekigoError
from conformance.spec.moments import first_day

if TYPE_CHECKING:
    from conformance.spec.catalog import Catalog
    from conformance.spec.rules.book import RuleTable

AS_OF = "基準日"
VALUE, STANDARD = (
    "値",
    "標準",
)  # the pair 値：標準 asks for what the law lays down, whatever an ordinance has set
RESERVED = (AS_OF, VALUE)


class NotInForce(TekigoError):
    """The rule does not hold on the day asked about: what needs it is out of scope, neither right nor wrong."""


def look_up(catalog: Catalog, table: str, column: str, where: Mapping[str, str], as_of: date) -> str:
    """Return a result as text. `where`: column → value (a code or its label), 基準日 and 値 as `RESERVED` tells.

    Raises NotInForce (TKG-RULE023) when only rows of other days fit, TekigoError TKG-RULE022 when none fits, and what
    RuleTable.find raises.
    """
    found = catalog.rules[table]
    found.column(column)
    day = first_day(where.get(AS_OF, as_of.isoformat()))
    values = {
        name: _label(catalog, found, name, value) for name, value in where.items() if name not in RESERVED
    }
    row = found.find(day, **values)
    if row is None:
        code = "TKG-RULE023" if found.ever(day, values) else "TKG-RULE022"
        kind = NotInForce if code == "TKG-RULE023" else TekigoError
        raise kind(code, table=found.name, day=day.isoformat(), where=_shown(values))
    return row.text(column, standard=where.get(VALUE) == STANDARD)


def _label(catalog: Catalog, table: RuleTable, name: str, value: str) -> str:
    """Turn the contract's value of an item into the label that the table is written in."""
    item = table.column(name).item
    codes = catalog.codes_of(catalog.item(item)) if item else None
    return (codes.label(value) if codes else None) or value


def _shown(values: Mapping[str, str]) -> str:
    return "、".join(f"{name}：{value}" for name, value in values.items()) or "―"
