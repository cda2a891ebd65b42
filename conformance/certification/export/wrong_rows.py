"""Wrong rows: what one value is not enough for. Each takes the rows of one thing (the states of a person, a single
record) and returns them wrong, with the row and the column that the check is to name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.spec.check_digits import complete

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conformance.data.layout import FileLayout

Record = dict[str, str]
PERSON, FLAG = "宛名番号", "最新フラグ"
_NOBODY = 99_999_900_000_000
_code = "TKG-DATA{:03}".format


class WrongRows(Struct, frozen=True):
    """The rows as they are written. `at`: which of them the check is to name, from 0; `column`: which column."""

    rows: list[Record]
    at: int
    column: str


def _empty_key(layout: FileLayout, rows: Sequence[Record]) -> WrongRows | None:
    """Empty a key; of a history only where it has one state, as it would be a gap otherwise."""
    if len(rows) > 1 or not (layout.entity or len(layout.key) == 1):
        return None
    name = (layout.entity or layout.key)[0].name
    return WrongRows([rows[0] | {name: ""}, *rows[1:]], 0, name)


def _twice(layout: FileLayout, rows: Sequence[Record]) -> WrongRows | None:
    """Write a record twice; of a history the first state, which is not the newest."""
    if layout.entity and len(rows) == 1:
        return None
    return WrongRows([rows[0], *rows], 1, "、".join(item.name for item in layout.key))


def _gap(layout: FileLayout, rows: Sequence[Record]) -> WrongRows | None:
    """Leave out the first state of a history."""
    if layout.history is None or not layout.entity or len(rows) == 1:
        return None
    return WrongRows(list(rows[1:]), len(rows) - 2, layout.history.name)


def _nobody(layout: FileLayout, rows: Sequence[Record]) -> WrongRows | None:
    """Refer to a person whom nobody knows, by a right number, where the key does not depend on it."""
    items = (item for item in layout.items if item.fk == PERSON and not item.pk and item.repeat is None)
    item = next(items, None)
    if item is None:
        return None
    numbers = (complete("modulus11", str(_NOBODY + step)) for step in range(20))
    return WrongRows([rows[0] | {item.name: next(filter(None, numbers))}, *rows[1:]], 0, item.name)


def _newest(layout: FileLayout, rows: Sequence[Record]) -> WrongRows | None:
    """Mark an older state as the newest one, too."""
    marked = layout.entity and any(item.name == FLAG for item in layout.items)
    if not marked or len(rows) == 1:
        return None
    return WrongRows([rows[0] | {FLAG: "1"}, *rows[1:]], len(rows) - 1, FLAG)


ROW_KINDS: dict[str, Callable[[FileLayout, Sequence[Record]], WrongRows | None]] = {
    _code(30): _empty_key,
    _code(37): _twice,
    _code(38): _gap,
    _code(39): _nobody,
    _code(73): _newest,
}
"""By the code of the message that it is to bring about."""
