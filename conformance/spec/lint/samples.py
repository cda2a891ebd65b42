"""Rules about samples: each operation can be called with its sample, and the values fit their items."""

from collections.abc import Iterator, Mapping
from datetime import date

from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.errors import Finding, Phrase, finding
from conformance.spec.lint.common import unknown
from conformance.spec.model import Condition, Item, Operation
from conformance.spec.synthetic import Generator
from conformance.spec.validation import validate
from conformance.spec.values import ABSENT, Context, evaluate, things_in

_ANY_DAY = date(2024, 3, 15)


def lint_samples(catalog: Catalog) -> Iterator[Finding]:
    """Check the sample of every operation whose items all exist."""
    for operation in catalog.package.operations:
        try:
            required, inputs = catalog.required(operation), catalog.inputs(operation)
            values = {catalog.item(name).name: value for name, value in operation.sample.items()}
        except TekigoError:
            continue  # told by the rule on items
        yield from _complete(operation, required, values)
        offered = {item.name for item in inputs}
        for name in values.keys() - offered:
            yield finding(operation.origin, "TKG-SPEC077", operation=operation.name, item=name)
        for item in inputs:
            for text in _texts(values.get(item.name, ())):
                yield from _value(catalog, operation, item, text)


def _complete(
    operation: Operation, required: tuple[Item, ...], values: Mapping[str, object]
) -> Iterator[Finding]:
    names = {item.name for item in required}
    for condition in operation.conditions:
        if _holds(condition, values):
            names |= set(condition.required)
    for name in sorted(names - values.keys()):
        yield finding(operation.origin, "TKG-SPEC076", operation=operation.name, item=name)
    choice = operation.at_least_one
    if choice and not values.keys() & set(choice):
        yield finding(operation.origin, "TKG-SPEC076", operation=operation.name, item=" / ".join(choice))


def _holds(condition: Condition, values: Mapping[str, object]) -> bool:
    if condition.when.item not in values:
        return False
    wanted = _texts(condition.when.is_)
    return not wanted or values[condition.when.item] in wanted


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple | list) else (str(value),)


def _value(catalog: Catalog, operation: Operation, item: Item, text: str) -> Iterator[Finding]:
    """Work the value out as a run would, and judge it; values of things made before are not known here."""
    things = {step.as_ for step in operation.prepare}
    named = things_in(text)
    for thing, _ in named:
        if thing not in things:
            yield unknown(operation.origin, "spec.thing", thing, things)
    if named:
        return
    draw = Generator(0, operation.id, "lint").draw
    try:
        value = evaluate(text, Context(today=_ANY_DAY, lookup=lambda _thing, _item: "", draw=draw))
        codes = catalog.codes_of(item)
    except TekigoError as error:
        yield finding(operation.origin, error.code, **error.params)
        return
    if value is ABSENT or value == "":
        return
    coded = (codes.value(str(value)) if codes else None) or value
    error_kind = validate(item, coded, codes)
    if error_kind:
        why = Phrase(f"spec.{error_kind}")
        yield finding(
            operation.origin, "TKG-SPEC078", operation=operation.name, item=item.name, value=value, why=why
        )
