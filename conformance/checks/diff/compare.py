"""Compares two sides: what changed in each business, and what must be run again for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from conformance.checks.diff.again import Changes, Dependencies
from conformance.checks.diff.fields import fields_changed, plain, rows_changed
from conformance.checks.diff.generated import generated_changed
from conformance.checks.diff.model import (
    Again,
    BusinessDifference,
    Change,
    Difference,
    Kind,
    Reason,
    SideInfo,
)
from conformance.checks.diff.rules import tables_changed
from conformance.checks.diff.scenarios import match_cases, texts_changed
from conformance.checks.diff.state import State, empty, error_codes, packages
from conformance.checks.diff.steps import modules_changed, same_as_own
from conformance.checks.scenarios.uses import Reader
from conformance.i18n import TekigoError
from conformance.spec.editions import known_edition
from conformance.spec.faults import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from conformance.checks.diff.sources import Side
    from conformance.checks.scenarios.features import Case
    from conformance.spec.calculations.model import Calculation
    from conformance.spec.model import Package, Requirement


def compare(old: Side, new: Side, businesses: Sequence[str], as_of: date) -> Difference:
    """Compare two sides; `businesses` (keys or folders) none is all. `as_of` picks the rows of rule tables on both.

    Raises TekigoError: TKG-DIFF004 unknown business, TKG-DIFF005 a side is not sound, TKG-RUN006 a
    business does not have the edition of a side.
    """
    before, now = packages(old), packages(new)
    keys = _chosen(businesses, before, now, old, new)
    for side, has in ((old, before), (new, now)):
        for package in (has[key] for key in keys if side.edition and key in has):
            known_edition(package.standard, side.edition)
    errors = rows_changed(error_codes(old), error_codes(new), lambda c: (c.code,), lambda c: c.name)
    steps = modules_changed(old.root, new.root)
    shared = Changes(errors=errors, steps=steps, all_steps=not same_as_own(new.root))
    reader = Reader()
    unread: list[str] = []
    found = []
    for key in keys:
        states = (_state(old, before, now, key, as_of), _state(new, now, before, key, as_of))
        found.append(_business(*states, shared, reader))
        unread += [each.line() for each in states[0].unread]
    told = tuple(each for each in found if each.different)
    return Difference(
        old=SideInfo(given=old.given, commit=old.commit),
        new=SideInfo(given=new.given, commit=new.commit),
        as_of=as_of,
        different=bool(told or errors or steps),
        errors=errors,
        steps=tuple(sorted(steps)),
        unread=tuple(unread),
        compared=keys,
        businesses=told,
    )


def _chosen(
    wanted: Sequence[str], old: dict[str, Package], new: dict[str, Package], one: Side, other: Side
) -> tuple[str, ...]:
    """Choose the businesses: those of a package folder when a side is one, else all; of them the wanted ones."""
    known = dict.fromkeys((*new, *old))
    for side, has in ((one, old), (other, new)):
        if side.only:
            known = {key: None for key in known if key in has}
    names = {name: key for key in known for name in (key, (new.get(key) or old[key]).path)}
    for name in wanted:
        if name.strip("/") not in names:
            raise TekigoError("TKG-DIFF004", name=name, near=nearest(name, names), known=", ".join(known))
    chosen = {names[name.strip("/")] for name in wanted}
    return tuple(key for key in known if not wanted or key in chosen)


def _state(side: Side, has: dict[str, Package], other: dict[str, Package], key: str, as_of: date) -> State:
    package = has.get(key)
    return State(side, package or empty(other[key]), as_of, there=package is not None)


def _business(old: State, new: State, shared: Changes, reader: Reader) -> BusinessDifference:
    new.must_be_readable()
    one, other = old.package, new.package
    changes = Changes(
        requirements=_requirements(one.requirements, other.requirements),
        operations=rows_changed(
            one.operations, other.operations, lambda o: (o.id,), lambda o: o.name, (old.facts, new.facts)
        ),
        items=rows_changed(one.items, other.items, lambda i: (i.name,), lambda i: i.romaji),
        codes=rows_changed(one.codes, other.codes, lambda c: (c.list, c.label), lambda c: c.list),
        tables=tables_changed(one.rules, other.rules),
        errors=shared.errors,
        steps=shared.steps,
        all_steps=shared.all_steps,
    )
    dependencies = Dependencies(old, new, changes, reader)
    cases = match_cases(old, new)
    reasons = {
        case.id: (*([own] if (own := cases.differing.get(case.id)) else ()), *dependencies.of_case(case))
        for case in new.cases
    }
    return BusinessDifference(
        business=other.key,
        name=other.standard.name,
        change=_presence(old, new),
        standard=_standard(old, new),
        requirements=changes.requirements,
        rules=changes.tables,
        calculations=rows_changed(
            one.calculations, other.calculations, lambda c: (c.id,), lambda c: c.name, (_parts, _parts)
        ),
        items=changes.items,
        codes=changes.codes,
        operations=changes.operations,
        probes=rows_changed(one.probes, other.probes, lambda p: (p.id,), lambda p: p.name),
        reports=rows_changed(one.reports, other.reports, lambda r: (r.id,), lambda r: r.name),
        linkages=rows_changed(one.linkages, other.linkages, lambda k: (k.id,), lambda k: k.content),
        scenarios=texts_changed(old, new),
        again=tuple(_again(case, reasons[case.id]) for case in new.cases if reasons[case.id]),
        renumbered=cases.renumbered,
        gone=cases.gone,
        generated=generated_changed(old, new, dependencies),
        cases=len(new.cases),
    )


def _parts(calculation: Calculation) -> dict[str, Any]:
    """See a calculation by its parts, so that a change is told of the input, the step or the example it is in."""
    facts = plain(calculation)
    for field in ("inputs", "steps", "examples"):
        facts |= {f"{field}.{each['name']}": each for each in facts.pop(field)}
    return dict(facts)


def _presence(old: State, new: State) -> Kind | None:
    if old.there and new.there:
        return None
    return "removed" if old.there else "added"


def _standard(old: State, new: State) -> tuple[Change, ...]:
    """Compare the identity of the business, and its editions one by one."""
    one, other = old.package.standard, new.package.standard
    fields = fields_changed(plain(one), plain(other), skip=("editions",))
    own = Change(change="changed", id=other.business, fields=fields, old=one.origin, new=other.origin)
    editions = rows_changed(one.editions, other.editions, lambda e: ("edition", e.id), lambda e: e.name)
    return (*([own] if fields else ()), *editions)


def _requirements(old: Iterable[Requirement], new: Iterable[Requirement]) -> tuple[Change, ...]:
    """Compare requirements; one whose row is gone or that has a `withdrawn` now is withdrawn."""
    made = []
    for each in rows_changed(old, new, lambda r: (r.id,), lambda r: r.title):
        over = any(field.field == "withdrawn" and not field.old for field in each.fields)
        kind: Kind = "withdrawn" if over or each.change == "removed" else each.change
        made.append(replace(each, change=kind))
    return tuple(made)


def _again(case: Case, reasons: tuple[Reason, ...]) -> Again:
    return Again(
        id=case.id,
        feature=case.feature,
        scenario=case.name,
        example=case.example,
        title=case.title,
        origin=case.origin,
        excluded=case.excluded.reason if case.excluded else "",
        reasons=reasons,
    )
