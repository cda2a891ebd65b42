"""Rules about calculations: everything they name exists, everything they are given is used, their examples come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from conformance.i18n import TekigoError
from conformance.spec.calculations.examples import try_example
from conformance.spec.calculations.inputs import GivenError
from conformance.spec.errors import Finding, finding
from conformance.spec.lint.calculation_names import lint_names
from conformance.spec.lint.common import twice, unknown

if TYPE_CHECKING:
    from conformance.spec.calculations.model import Calculation
    from conformance.spec.catalog import Catalog


def lint_calculations(catalog: Catalog) -> Iterator[Finding]:
    """Check all calculations of a business; examples run only when nothing else is wrong."""
    package = catalog.package
    every = package.calculations
    found = [
        *twice(every, lambda each: each.id, "spec.calculation"),
        *twice(every, lambda each: each.name, "spec.calculation"),
        *_cycles(every),
    ]
    known = {each.id for each in package.requirements}
    for each in every:
        found += [
            unknown(each.origin, "spec.requirement", id_, known)
            for id_ in each.requirements
            if id_ not in known
        ]
        found += lint_names(catalog, each)
        found += twice(each.examples, lambda example: example.name, "spec.example")
        if not each.examples:
            found.append(finding(each.origin, "TKG-CALC023", name=each.name))
    yield from found
    if not found:
        for each in every:
            yield from _examples(catalog, each)


def _examples(catalog: Catalog, of: Calculation) -> Iterator[Finding]:
    for example in of.examples:
        try:
            differences = try_example(catalog, of, example)[1]
        except GivenError as error:
            yield finding(example.origin, error.code, **error.params)
        except TekigoError as error:
            yield finding(example.origin, "TKG-CALC019", example=example.name, reason=error.text())
        else:
            for each in differences:
                yield finding(
                    example.origin,
                    "TKG-CALC018",
                    example=example.name,
                    name=each.name,
                    expected=each.expected,
                    found=each.found,
                )


def _cycles(every: tuple[Calculation, ...]) -> Iterator[Finding]:
    """Find the calculations that need themselves, directly or through others."""
    from conformance.spec.lint.calculation_names import called_by

    calls = {each.name: called_by(each) for each in every}
    calls |= {each.id: called_by(each) for each in every}
    for each in every:
        reached: set[str] = set()
        waiting = list(calls[each.name])
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting += calls.get(name, ())
        if reached & {each.name, each.id}:
            yield finding(each.origin, "TKG-CALC022", name=each.name)
