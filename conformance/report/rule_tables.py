"""The rows of rule tables in force on the as-of date, as the report shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.i18n import message
from conformance.report.text import clean
from conformance.spec.rules.in_force import Bounds
from conformance.spec.rules.model import FROM, TO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jinja2 import Environment

    from conformance.engine.manifest import BusinessInfo, Manifest
    from conformance.i18n.messages import Language
    from conformance.report.rows import Labels
    from conformance.spec.rules.in_force import RowInForce, TableInForce

View = dict[str, Any]


def rule_views(manifest: Manifest, t: Labels, lang: Language) -> list[View]:
    """Make what the report says of each business's rule tables; a business that has none is left out."""
    return [
        {
            "name": clean((lang == "en" and business.name_en) or business.name),
            "tables": [_table(each, t) for each in business.rules if each.in_force],
            "none": [clean(each.name) for each in business.rules if not each.in_force],
        }
        for business in manifest.businesses
        if business.rules
    ]


def rendered(environment: Environment, views: Sequence[View], t: Labels, most: int) -> list[View]:
    """Render the tables of every business in at most about `most` bytes; what does not fit is named with its counts."""
    macros: Any = environment.get_template("dated.html.j2").module
    made, spent = [], 0
    for view in views:
        pieces = []
        for table in view["tables"]:
            piece = macros.rule_table(table, t)
            if spent + len(piece.encode()) > most:
                piece = macros.unshown(table, t)
            spent += len(piece.encode())
            pieces.append(piece)
        made.append({**view, "tables": pieces})
    return made


def rules_line(business: BusinessInfo | None, lang: Language) -> str:
    """Say in a few words how many tables and rows in force there are; nothing when the run kept no record of them."""
    if business is None or business.rules is None:
        return ""
    if not business.rules:
        return message("rep.no_rules", lang)
    rows = sum(len(each.in_force) for each in business.rules)
    return message("rep.rules", lang, tables=len(business.rules), rows=rows)


def sources(manifest: Manifest) -> set[str]:
    """List the sources that rows in force cite, as written."""
    tables = (table for business in manifest.businesses for table in business.rules or ())
    return {row.source for table in tables for row in table.in_force}


def _table(table: TableInForce, t: Labels) -> View:
    words, rows = t["rules"], table.in_force
    own = sum(bool(each.ordinance) for each in rows)
    provisional = sum(each.fidelity == "provisional" and not each.ordinance for each in rows)
    facts = [words["rows"].format(n=len(rows), of=table.rows)]
    facts += [words["ordinance_rows"].format(n=own)] if own else []
    facts += [words["provisional_rows"].format(n=provisional)] if provisional else []
    return {
        "name": clean(table.name),
        "facts": str(t["say"]["comma"]).join(facts),
        "dated_by": clean(table.dated_by),
        "head": [clean(name) for name in (*table.keys, *table.ranges)],
        "results": [clean(name) for name in table.results],
        "rows": [_row(table, each, t) for each in rows],
        "disputed": [line for each in rows for line in _disputed(table, each, t)],
    }


def _row(table: TableInForce, row: RowInForce, t: Labels) -> View:
    any_value = t["rules"]["any"]
    return {
        "keys": [clean(row.keys.get(name, "")) or any_value for name in table.keys],
        "ranges": [_limits(row.ranges.get(name, Bounds()), name, row.contested, t) for name in table.ranges],
        "results": [clean(row.results.get(name, "")) or "—" for name in table.results],
        "unit": clean(row.unit),
        "valid": _validity(row, t),
        "source": clean(row.source),
        "fidelity": "" if row.ordinance else row.fidelity,
        "value": t["rules"]["ordinance" if row.ordinance else "standard"],
        "place": clean(row.ordinance),
    }


def _limits(bounds: Bounds, name: str, contested: Iterable[str], t: Labels) -> list[View]:
    """Say a range as one or two limits, each with the expression behind it; one word when it is open."""
    words = t["rules"]
    if bounds == Bounds():
        return [{"text": words["any"], "how": "", "disputed": False}]
    if bounds.from_ == bounds.to and not bounds.from_is and not contested:
        return [{"text": clean(bounds.to), "how": "", "disputed": False}]
    ends = ((FROM, "from", bounds.from_, bounds.from_is), (TO, "to", bounds.to, bounds.to_is))
    return [
        {
            "text": words[word].format(value=clean(comes_to or written)),
            "how": clean(written) if comes_to else "",
            "disputed": name + end in contested,
        }
        for end, word, written, comes_to in ends
        if written
    ]


def _validity(row: RowInForce, t: Labels) -> list[str]:
    ends = (("from", row.valid_from), ("to", row.valid_to))
    said = [t["rules"][word].format(value=day.isoformat()) for word, day in ends if day]
    return said or [t["rules"]["open"]]


def _disputed(table: TableInForce, row: RowInForce, t: Labels) -> Iterator[View]:
    """Name the limits of a row that nobody is asked about, with the row they belong to and why."""
    named = clean("・".join((row.keys or row.results).values()))
    for limit in row.contested:
        yield {"limit": clean(_limit(table, row, limit, t)), "row": named, "note": clean(row.note)}


def _limit(table: TableInForce, row: RowInForce, limit: str, t: Labels) -> str:
    words = t["rules"]
    if limit in ("valid_from", "valid_to"):
        day = row.valid_from if limit == "valid_from" else row.valid_to
        return f"{words['valid']} {words[limit.removeprefix('valid_')].format(value=day)}"
    for name in table.ranges:
        for each in _limits(row.ranges.get(name, Bounds()), name, (limit,), t):
            if each["disputed"]:
                return f"{name} {each['text']}"
    return limit
