"""Fills the examples of outlines from rule tables: `@規則:<table>` or `@規則:<table>:全期間` above 例:.

Several such tags, and a table typed below 例:, are joined over the columns that they share.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from conformance.i18n import TekigoError, message
from conformance.spec.rules.examples import Example, columns, examples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from conformance.spec.rules import RuleBook

TAG = "@規則:"
WHOLE_TIME = "全期間"
LABELS, EXCLUDED = "tekigo_labels", "tekigo_excluded"  # what expansion adds to a node of examples
_PLACEHOLDER = re.compile(r"<([^<>]+)>")


class RuleTables(Struct, frozen=True):
    """The rule tables that examples are taken from, and the date that picks their rows."""

    book: RuleBook
    as_of: date


class BadTag(Exception):
    """A tag that names no rule table, or a typed table that does not go with it."""

    def __init__(self, line: int, error: TekigoError) -> None:
        super().__init__(str(error))
        self.line = line
        self.error = error


def expanded(document: dict[str, Any], tables: RuleTables) -> dict[str, Any]:
    """Return a parsed feature with its examples filled. Raises BadTag.

    A node of examples gets `tekigo_labels`, a name per row, and, when no row is in force, `tekigo_excluded`: why.
    """
    if not any(_tags(node) for _, node in _examples(document)):
        return document
    made = copy.deepcopy(document)
    for scenario, node in _examples(made):
        if tags := _tags(node):
            _fill(scenario, node, tags, tables)
    return made


def runnable(document: dict[str, Any]) -> dict[str, Any]:
    """Leave out the examples that are out of scope, and scenarios that have no others."""
    if not any(EXCLUDED in node for _, node in _examples(document)):
        return document
    made = copy.deepcopy(document)
    kept = []
    for child in made["feature"]["children"]:
        scenario = child.get("scenario")
        if scenario and scenario["examples"]:
            scenario["examples"] = [node for node in scenario["examples"] if EXCLUDED not in node]
            if not scenario["examples"]:
                continue
        kept.append(child)
    made["feature"]["children"] = kept
    return made


def tables_named(tags: Iterable[str]) -> tuple[str, ...]:
    """Name the rule tables that tags (without @) draw on."""
    return tuple(tag[len(TAG) - 1 :].partition(":")[0] for tag in tags if tag.startswith(TAG[1:]))


def _examples(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for child in (document.get("feature") or {}).get("children", []):
        scenario = child.get("scenario")
        for node in scenario["examples"] if scenario else ():
            yield scenario, node


def _tags(node: dict[str, Any]) -> list[str]:
    return [tag["name"][len(TAG) :] for tag in node.get("tags", []) if tag["name"].startswith(TAG)]


def _fill(scenario: dict[str, Any], node: dict[str, Any], tags: Sequence[str], tables: RuleTables) -> None:
    line = node["location"]["line"]
    try:
        found = _joined(node, tags, tables, whole_time=False)
        if not found:
            node[EXCLUDED] = message(
                "TKG-RULE023", None, table="・".join(tags), day=tables.as_of.isoformat(), where=""
            )
            found = _joined(node, tags, tables, whole_time=True)[:1]
    except TekigoError as error:
        raise BadTag(line, error) from None
    used = _used(scenario)
    head = [name for name in found[0].values if name in used] if found else []
    rows: dict[tuple[str, ...], str] = {}
    for each in found:
        rows.setdefault(tuple(each.values[name] for name in head), each.label)
    node["tableHeader"] = _row(line, head)
    node["tableBody"] = [_row(line, row) for row in rows]
    node[LABELS] = list(rows.values())


def _joined(
    node: dict[str, Any], tags: Sequence[str], tables: RuleTables, *, whole_time: bool
) -> list[Example]:
    found = _typed(node)
    for tag in tags:
        name, _, mode = tag.partition(":")
        if mode not in ("", WHOLE_TIME):
            raise TekigoError("TKG-BDD016", tag=tag)
        table = tables.book[name]
        whole = whole_time or mode == WHOLE_TIME
        found = _join(found, examples(table, tables.as_of, whole_time=whole), columns(table))
    return found


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
