"""Compares scenarios: as they are written, and case by case as they are run."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from conformance.checks.diff.fields import fields_changed, paired
from conformance.checks.diff.model import Change, FieldChange, Reason, Renumbered
from conformance.checks.scenarios.memory import parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.checks.diff.state import State
    from conformance.checks.scenarios.features import Case

PLACES = frozenset(
    {"id", "location", "comments"}
)  # of a parsed feature: where things stand, not what they say
NEW = Reason(kind="new")
Content = tuple[object, ...]
Name = tuple[str, str]


class _Written(Struct, frozen=True):
    """A scenario as written, with what it takes over from its feature."""

    feature: str
    name: str
    line: int
    parts: dict[str, Any]

    @property
    def origin(self) -> str:
        return f"features/{self.feature}.feature:{self.line}"


class Cases(Struct, frozen=True, kw_only=True):
    """How the cases of both sides go together. `differing`: id of a case of the new side → what differs in itself."""

    differing: dict[str, Reason]
    renumbered: tuple[Renumbered, ...]
    gone: tuple[str, ...]


def texts_changed(old: State, new: State) -> tuple[Change, ...]:
    """List the scenarios that were added, removed or are written otherwise; examples from rule tables do not count."""
    made = []
    for one, other in paired(_written(old), _written(new), lambda each: (each.feature, each.name)):
        fields = fields_changed(one.parts, other.parts) if one and other else ()
        shown = other or one
        if shown is None or (one and other and not fields):
            continue
        made.append(
            Change(
                change="added" if one is None else "removed" if other is None else "changed",
                id=f"{shown.feature}::{shown.name}",
                name=shown.name,
                fields=tuple(FieldChange(each.field, None, None) for each in fields),
                old=one.origin if one else "",
                new=other.origin if other else "",
            )
        )
    return tuple(made)


def match_cases(old: State, new: State) -> Cases:
    """Find the cases that say something else than before. A case that only has another number says the same."""
    before = {case.id: case for case in old.cases}
    now = {case.id: case for case in new.cases}
    same = {id_ for id_, case in now.items() if id_ in before and _content(before[id_]) == _content(case)}
    spare: dict[tuple[Name, Content], list[str]] = {}
    for case in before.values():
        if case.id not in same:
            spare.setdefault((_scenario(case), _content(case)), []).append(case.id)
    differing: dict[str, Reason] = {}
    renumbered: list[Renumbered] = []
    for case in now.values():
        if case.id in same:
            continue
        known = spare.get((_scenario(case), _content(case)))
        if known:
            renumbered.append(Renumbered(id=case.id, was=known.pop(0)))
        else:
            differing[case.id] = _differs(before.get(case.id), case)
    kept = {*same, *differing, *(each.was for each in renumbered)}
    gone = tuple(id_ for id_ in before if id_ not in kept)
    return Cases(differing=differing, renumbered=tuple(renumbered), gone=gone)


def _differs(old: Case | None, new: Case) -> Reason:
    if old is None:
        return NEW
    was, now = dict(old.values), dict(new.values)
    values = [f"{f.field} {f.old} → {f.new}" for f in fields_changed(was, now)]
    words = {"tags": old.tags != new.tags, "excluded": old.excluded != new.excluded}
    words["steps"] = not values and _steps(old) != _steps(new)
    return Reason(kind="changed", detail=", ".join([*values, *(name for name, is_ in words.items() if is_)]))


def _scenario(case: Case) -> Name:
    return case.feature, case.name


def _content(case: Case) -> Content:
    """Say all that a case says, but for where it stands and its number."""
    return _steps(case), frozenset(Counter(case.tags).items()), case.values, case.excluded


def _steps(case: Case) -> Content:
    return tuple((step.kind, step.text, step.table) for step in case.steps)


def _written(state: State) -> Iterator[_Written]:
    for feature in state.features:
        node = parsed(feature.path.read_text(encoding="utf-8"))["feature"]
        shared: dict[str, Any] = {"feature_tags": _said(node["tags"])}
        for child in node["children"]:
            if "background" in child:
                shared["background"] = _said(child["background"]["steps"])
            elif "scenario" in child:
                scenario = child["scenario"]
                own = {part: _said(scenario[part]) for part in ("tags", "steps", "examples")}
                yield _Written(feature.key, scenario["name"], scenario["location"]["line"], {**shared, **own})


def _said(node: Any) -> Any:  # noqa: ANN401 - parsed Gherkin
    """Take from parsed Gherkin what it says."""
    if isinstance(node, dict):
        return {name: _said(each) for name, each in node.items() if name not in PLACES}
    return [_said(each) for each in node] if isinstance(node, list | tuple) else node
