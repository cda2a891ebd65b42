"""Fills the examples of outlines from rule tables: `@規則:<table>` or `@規則:<table>:全期間` above 例:.

Several such tags, and a table typed below 例:, are joined over the columns that they share.

On a feature, a scenario or 例:, `@基準日:<day>から` and `@基準日:<day>まで` say on which as-of dates it applies, and
`@基準日:今日まで` that it can be tried only when the as-of date has come.
"""

from __future__ import annotations

import copy
import re
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from conformance.i18n import TekigoError, message
from conformance.spec.rules.examples import ABSENT, Example, columns, examples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from conformance.spec.rules import RuleBook, RuleTable

TAG, DATED = "@規則:", "@基準日:"
WHOLE_TIME = "全期間"
LABELS, EXCLUDED = "tekigo_labels", "tekigo_excluded"  # what expansion adds to a node of examples
LATE = date(2900, 1, 1)  # a day by which every row has begun
NOT_AHEAD = "@基準日:今日まで"  # for what can be tried only when the day has come
_DATED = re.compile(r"@基準日:(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?P<way>から|まで)")
_PLACEHOLDER = re.compile(r"<([^<>]+)>")


class RuleTables(Struct, frozen=True):
    """The rule tables that examples are taken from, and the date that picks their rows.

    `today`: the target's day; on a later as-of date what has to have come is out of scope. None: as of any date.
    """

    book: RuleBook
    as_of: date
    today: date | None = None


class Exclusion(Struct, frozen=True):
    """Why a case is not run: the code of the reason and its words."""

    code: str
    reason: str


class BadTag(Exception):
    """A tag that names no rule table, or a typed table that does not go with it."""

    def __init__(self, line: int, error: TekigoError) -> None:
        super().__init__(str(error))
        self.line = line
        self.error = error


def expanded(document: dict[str, Any], tables: RuleTables) -> dict[str, Any]:
    """Return a parsed feature with its examples filled. Raises BadTag.

    A node of examples gets `tekigo_labels`, a name per row; a node, or a scenario without examples, that is out of
    scope gets `tekigo_excluded`: why.
    """
    feature = document.get("feature") or {}
    if not any(
        _own_tags(node)
        for scenario in _scenarios(document)
        for node in (feature, scenario, *scenario["examples"])
    ):
        return document
    made = _with_own_scenarios(document)
    for scenario in _scenarios(made):
        outer = (feature, scenario)
        if why := _out_of_time(outer, tables):
            scenario[EXCLUDED] = why
        filled: list[dict[str, Any]] = []
        for node in scenario["examples"]:
            nodes = _filled(scenario, node, tags, tables) if (tags := _tags(node)) else [node]
            why = _out_of_time((*outer, node), tables)
            filled += [{**each, EXCLUDED: why} for each in nodes] if why else nodes
        scenario["examples"] = filled
    return made


def _with_own_scenarios(document: dict[str, Any]) -> dict[str, Any]:
    """Copy a feature as deep as its scenarios, which get other examples; what they are made of stays shared."""
    children = [
        {**child, "scenario": {**child["scenario"]}} if "scenario" in child else child
        for child in document["feature"]["children"]
    ]
    return {**document, "feature": {**document["feature"], "children": children}}


def runnable(document: dict[str, Any]) -> dict[str, Any]:
    """Leave out what pytest-bdd must not see: what is out of scope, and our own tags on examples."""
    made = copy.copy(document)
    feature = made["feature"] = copy.copy(document["feature"])
    feature["children"] = [seen for child in feature["children"] if (seen := _seen(child)) is not None]
    return made


def _seen(child: dict[str, Any]) -> dict[str, Any] | None:
    scenario = child.get("scenario")
    if scenario is None:
        return child
    nodes = [
        {**node, "tags": [tag for tag in node.get("tags", []) if not tag["name"].startswith(TAG)]}
        for node in scenario["examples"]
        if EXCLUDED not in node
    ]
    dropped = not nodes if scenario["examples"] else EXCLUDED in scenario
    return None if dropped else {**child, "scenario": {**scenario, "examples": nodes}}


def _scenarios(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for child in (document.get("feature") or {}).get("children", []):
        if "scenario" in child:
            yield child["scenario"]


def _tags(node: dict[str, Any]) -> list[str]:
    return [tag["name"][len(TAG) :] for tag in node.get("tags", []) if tag["name"].startswith(TAG)]


def _own_tags(node: dict[str, Any]) -> bool:
    return any(tag["name"].startswith((TAG, DATED)) for tag in node.get("tags", []))


def _out_of_time(nodes: Iterable[dict[str, Any]], tables: RuleTables) -> Exclusion | None:
    """Tell why something is out of scope on the as-of date by tags such as `@基準日:2024-10-01から`. Raises BadTag."""
    for node in nodes:
        for tag in node.get("tags", []):
            if not tag["name"].startswith(DATED):
                continue
            if tag["name"] == NOT_AHEAD:
                if tables.today is not None and tables.as_of > tables.today:
                    return _untimely(tag["name"], tables)
                continue
            match = _DATED.fullmatch(tag["name"])
            try:
                limit = date.fromisoformat(match["day"] if match else "")
            except ValueError:
                raise BadTag(tag["location"]["line"], TekigoError("TKG-BDD018", tag=tag["name"])) from None
            began = match is not None and match["way"] == "から"
            if tables.as_of < limit if began else tables.as_of > limit:
                return _untimely(tag["name"], tables)
    return None


def _untimely(tag: str, tables: RuleTables) -> Exclusion:
    day = tables.as_of.isoformat()
    return Exclusion("TKG-RULE025", message("TKG-RULE025", None, day=day, tag=tag[1:]))


def _filled(
    scenario: dict[str, Any], node: dict[str, Any], tags: Sequence[str], tables: RuleTables
) -> list[dict[str, Any]]:
    """Fill a node of examples; rows that are out of scope get a node of their own that says why."""
    try:
        typed = _typed(node)
        found = _joined(typed, tags, tables, whole_time=False)
        unmet = _unmet(typed, found)
        ever = _ever(typed, tags, tables) if unmet or not found else []
        lost = _unmet(unmet, ever)
        _must_meet(lost, tags, tables)
    except TekigoError as error:
        raise BadTag(node["location"]["line"], error) from None
    used = _used(scenario)
    made = [_node(node, found, used)] if found else []
    if lost:
        blank = {name: ABSENT for tag in tags for name in columns(_table(tag, tables))}
        set_aside = [Example(label=each.label, values={**blank, **each.values}) for each in lost]
        made.append({**_node(node, set_aside, used), EXCLUDED: _why("TKG-RULE024", tags, tables)})
    elif not found:
        made.append({**_node(node, ever[:1], used), EXCLUDED: _why("TKG-RULE023", tags, tables)})
    return made


def _joined(
    found: Sequence[Example], tags: Sequence[str], tables: RuleTables, *, whole_time: bool
) -> list[Example]:
    for tag in tags:
        name, _, mode = tag.partition(":")
        if mode not in ("", WHOLE_TIME):
            raise TekigoError("TKG-BDD016", tag=tag)
        table = tables.book[name]
        whole = whole_time or mode == WHOLE_TIME
        found = _join(found, examples(table, tables.as_of, whole_time=whole), columns(table))
    return list(found)


def _ever(typed: Sequence[Example], tags: Sequence[str], tables: RuleTables) -> list[Example]:
    """Join with the rows of all days: those up to the as-of date first, then those of days to come."""
    late = RuleTables(tables.book, LATE)
    return [*_joined(typed, tags, tables, whole_time=True), *_joined(typed, tags, late, whole_time=True)]


def _unmet(typed: Sequence[Example], found: Sequence[Example]) -> list[Example]:
    """List the typed rows that no joined row comes from."""
    return [
        each
        for each in typed
        if each.values
        and not any(all(one.values[name] == value for name, value in each.values.items()) for one in found)
    ]


def _must_meet(lost: Sequence[Example], tags: Sequence[str], tables: RuleTables) -> None:
    """Refuse typed rows whose keys or limits no row has: they would never be tried.

    A row that differs in a result is another matter: the table holds another figure now, by an ordinance or a change.
    """
    results = {column.name for tag in tags for column in _table(tag, tables).results}
    late = RuleTables(tables.book, LATE)
    for each in lost:
        asked = {name: value for name, value in each.values.items() if name not in results}
        if not _joined([Example(label="", values=asked)], tags, late, whole_time=True):
            raise TekigoError("TKG-BDD017", row="｜".join(each.values.values()), table="・".join(tags))


def _node(node: dict[str, Any], found: Sequence[Example], used: set[str]) -> dict[str, Any]:
    line = node["location"]["line"]
    head = [name for name in found[0].values if name in used] if found else []
    rows: dict[tuple[str, ...], str] = {}
    for each in found:
        rows.setdefault(tuple(each.values[name] for name in head), each.label)
    return {
        **node,
        "tableHeader": _row(line, head),
        "tableBody": [_row(line, row) for row in rows],
        LABELS: list(rows.values()),
    }


def _why(code: str, tags: Sequence[str], tables: RuleTables) -> Exclusion:
    day = tables.as_of.isoformat()
    return Exclusion(code, message(code, None, table="・".join(tags), day=day, where=""))


def _table(tag: str, tables: RuleTables) -> RuleTable:
    return tables.book[tag.partition(":")[0]]


def _typed(node: dict[str, Any]) -> list[Example]:
    head = [cell["value"] for cell in (node.get("tableHeader") or {}).get("cells", [])]
    if not head:
        return [Example(label="", values={})]
    rows = [[cell["value"] for cell in row["cells"]] for row in node.get("tableBody") or []]
    return [Example(label="・".join(row), values=dict(zip(head, row, strict=True))) for row in rows]


def _join(left: Sequence[Example], right: Sequence[Example], names: Sequence[str]) -> list[Example]:
    shared = [name for name in names if left and name in left[0].values]
    return [
        Example(
            label="｜".join(part for part in (one.label, other.label) if part),
            values={**one.values, **other.values},
            origins=(*one.origins, *other.origins),
        )
        for one in left
        for other in right
        if all(one.values[name] == other.values[name] for name in shared)
    ]


def _used(scenario: dict[str, Any]) -> set[str]:
    """List the placeholders of a scenario: only these columns belong to its examples."""
    texts = [scenario["name"]]
    for step in scenario["steps"]:
        texts.append(step["text"])
        rows = step.get("dataTable", {}).get("rows", ())
        texts += [cell["value"] for row in rows for cell in row["cells"]]
    return {name for text in texts for name in _PLACEHOLDER.findall(text)}


def _row(line: int, values: Iterable[str]) -> dict[str, Any]:
    location = {"line": line, "column": 1}
    cells = [{"location": location, "value": value} for value in values]
    return {"id": "", "location": location, "cells": cells}
