"""The example of each operation: its sample worked out on a fixed day, with specimens for what must exist before."""

from collections.abc import Callable, Sequence
from datetime import date

from conformance.contract.specimen import specimen
from conformance.contract.typing import Json, typed
from conformance.spec.catalog import Catalog
from conformance.spec.model import Operation
from conformance.spec.synthetic import Generator
from conformance.spec.values import ABSENT, Context, evaluate

DAY = date(2026, 4, 1)


def example(catalog: Catalog, operation: Operation) -> dict[str, Json]:
    """Make the example request of an operation, keyed by romaji. Raises TekigoError for names the spec lacks."""
    context = Context(today=DAY, lookup=_specimens(catalog), draw=Generator(0, "example", operation.id).draw)
    made: dict[str, Json] = {}
    for name, value in operation.sample.items():
        item = catalog.item(name)
        parts: Sequence[str] = (value,) if isinstance(value, str) else value
        got = [evaluate(part, context) for part in parts]
        if ABSENT not in got:
            made[item.romaji] = typed(item, "、".join(map(str, got)), catalog.codes_of(item))
    return made


def _specimens(catalog: Catalog) -> Callable[[str, str], str]:
    """Answer references to things that exist before with specimens of their items."""

    def lookup(_: str, name: str) -> str:
        item = catalog.item(name)
        value = specimen(item, catalog.codes_of(item))
        return str(value[0] if isinstance(value, list) else value)

    return lookup
