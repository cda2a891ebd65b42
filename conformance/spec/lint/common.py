"""What the lint rules share."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from conformance.spec.errors import Finding, Phrase, finding
from conformance.spec.faults import nearest
from conformance.spec.row import Row

R = TypeVar("R", bound=Row)


def twice(rows: Iterable[R], name: Callable[[R], str], what: str) -> Iterator[Finding]:
    """Tell names that occur more than once; `what` is a phrase key such as `spec.requirement`."""
    first: dict[str, Row] = {}
    for row in rows:
        key = name(row)
        if key in first:
            yield finding(row.origin, "TKG-SPEC070", what=Phrase(what), name=key, first=first[key].origin)
        first.setdefault(key, row)


def unknown(origin: str, what: str, name: str, known: Iterable[str]) -> Finding:
    """Tell a reference to something that is not there, with the nearest names."""
    return finding(origin, "TKG-SPEC074", what=Phrase(what), name=name, near=nearest(name, known))
