"""Stories: features whose scenarios are scenes told in order, each beginning where the one before has ended.

A scene repeats what the scenes before it did (前提 and もし, not ならば), so that it runs alone, in any order and in
any process. It blames only for what is its own: `telling.py` sees to that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from conformance.checks.scenarios.features import Case

STORY = "物語"
CARRIED = "tekigo_carried"
_KINDS = {"Context": "given", "Action": "when", "Outcome": "then"}


def told_on(document: dict[str, Any]) -> dict[str, Any]:
    """Return a parsed feature; in a story every scenario gets the acts of those before it, marked as carried."""
    feature = document.get("feature") or {}
    if all(tag["name"] != f"@{STORY}" for tag in feature.get("tags", [])):
        return document
    acts: list[dict[str, Any]] = []
    children = []
    for child in feature["children"]:
        scenario = child.get("scenario")
        if scenario is None:
            children.append(child)
            continue
        children.append({"scenario": {**scenario, "steps": [*acts, *scenario["steps"]]}})
        acts = [*acts, *_acts(scenario["steps"])]
    return {**document, "feature": {**feature, "children": children}}


def _acts(steps: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield what a scene does, each step with its kind of its own: かつ would take that of another."""
    type_ = "Context"
    for step in steps:
        type_ = step["keywordType"] if step["keywordType"] in _KINDS else type_
        if _KINDS[type_] != "then":
            keyword = "もし " if type_ == "Action" else "前提 "
            yield {**step, "keywordType": type_, "keyword": keyword, CARRIED: True}


def is_scene(case: Case) -> bool:
    """Tell whether a case is part of a story."""
    return STORY in case.tags
