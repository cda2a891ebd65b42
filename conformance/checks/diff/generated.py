"""Counts the generated checks that differ: of items, of prohibited functions, of access, and of fuzzed operations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.checks.diff.fields import plain
from conformance.checks.diff.model import CheckKind, Generated
from conformance.checks.diff.state import blamed
from conformance.checks.fuzz.plan import plan_fuzz
from conformance.checks.items.plan import plan_item_checks

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.checks.diff.again import Dependencies
    from conformance.checks.diff.state import State

    Checks = dict[str, tuple[str, Any]]  # id → name of what it is about, and all that it says


def generated_changed(old: State, new: State, dependencies: Dependencies) -> tuple[Generated, ...]:
    """Count what differs, per kind; a kind in which nothing does is left out.

    A check of an item also differs when the request does from which it deviates; a fuzzed operation when anything does
    that its contract is made of.
    """
    found = (
        _counted("item", _items(old), _items(new), dependencies.request_changed),
        _counted("probe", _probes(old), _probes(new), lambda _: False),
        _counted("access", _access(old), _access(new), lambda _: False),
        _counted("fuzz", _fuzz(old), _fuzz(new), lambda name: bool(dependencies.of_operation(name))),
    )
    return tuple(each for each in found if each.added or each.removed or each.changed)


def _counted(kind: CheckKind, old: Checks, new: Checks, differs: Callable[[str], bool]) -> Generated:
    of = {name: differs(name) for name in {name for name, _ in new.values()}}
    added = [id_ for id_ in new if id_ not in old]
    removed = [id_ for id_ in old if id_ not in new]
    changed = [id_ for id_, (name, said) in new.items() if id_ in old and (old[id_][1] != said or of[name])]
    about = [new[id_][0] for id_ in (*added, *changed)] + [old[id_][0] for id_ in removed]
    return Generated(
        kind=kind,
        added=len(added),
        removed=len(removed),
        changed=len(changed),
        concerned=tuple(dict.fromkeys(about)),
    )


def _items(state: State) -> Checks:
    if not state.there:
        return {}
    with blamed(state.side):
        return {check.id: (check.operation_name, check) for check in plan_item_checks(state.package)}


def _probes(state: State) -> Checks:
    return {probe.id: (probe.name, {**plain(probe), "note": ""}) for probe in state.package.probes}


def _access(state: State) -> Checks:
    return {case.id: (case.title, plain(case)) for case in state.package.access}


def _fuzz(state: State) -> Checks:
    checks = plan_fuzz(state.package, "coverage")
    return {check.id: (check.operation_name, check.requirements) for check in checks}
