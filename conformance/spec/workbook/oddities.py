"""What is odd about a workbook: one entry per place, a fault where nothing could be taken without guessing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.i18n import message, remedy

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 200  # characters of one value in a message


class Oddity(Struct, frozen=True, kw_only=True):
    """One oddity. `sheet`: empty for the file itself; `cell`: a cell, a range, a column or a part of the file.

    `fault`: what stands there was not taken; otherwise it was, and this only tells.
    """

    sheet: str
    cell: str
    code: str
    fault: bool
    params: dict[str, object] = {}

    def text(self) -> str:
        """Say what was found and what was expected."""
        return message(self.code, None, **self.params)

    def remedy(self) -> str:
        """Say how to mend it."""
        return remedy(self.code, None, **self.params)


class Notes:
    """Takes down what is odd about one sheet."""

    def __init__(self, sheet: str, into: list[Oddity]) -> None:
        self.sheet = sheet
        self._into = into

    def fault(self, cell: str, code: str, /, **params: object) -> None:
        """Take down that something could not be taken."""
        self._put(cell, code, params, fault=True)

    def remark(self, cell: str, code: str, /, **params: object) -> None:
        """Take down something odd that was taken all the same."""
        self._put(cell, code, params, fault=False)

    def _put(self, cell: str, code: str, params: dict[str, object], *, fault: bool) -> None:
        told = {name: _clipped(value) for name, value in params.items()}
        self._into.append(Oddity(sheet=self.sheet, cell=cell, code=code, fault=fault, params=told))


def _clipped(value: object) -> object:
    """A cell can hold 32,767 characters, and a message has to be read."""
    return f"{value[:_LONGEST]}…" if isinstance(value, str) and len(value) > _LONGEST else value


def grouped(oddities: list[Oddity]) -> Iterator[tuple[Oddity, list[str]]]:
    """Put oddities of one sheet that say the same together: the first of them, and all their cells."""
    found: dict[tuple[str, str, str], tuple[Oddity, list[str]]] = {}
    for each in sorted(oddities, key=lambda one: not one.fault):
        key = (each.sheet, each.code, each.text())
        found.setdefault(key, (each, []))[1].append(each.cell)
    yield from found.values()
