"""データ出力条件: when an item must have a value. Written as `必須`, `任意`, `条件: …` or `条件不定: why`.

A condition looks at other items of the same row: `性別=1`, `性別=男|女`, `町字コード≠0000000`, `生年月日が不詳`,
`業務IDに値がある`, `業務IDに値がない`, joined by ` かつ ` and ` 又は ` (かつ binds closer). Values are codes or labels.
`条件付き必須` alone is what an official list says before anybody has written its condition down.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from msgspec import Struct

MANDATORY, FREE, CONDITIONAL = "必須", "任意", "条件付き必須"
WHEN, OPEN = "条件:", "条件不定:"
AND, OR = " かつ ", " 又は "

Kind = Literal["unknown", "mandatory", "free", "when", "open"]
Test = Literal["is", "is_not", "filled", "blank", "unknown_date"]
_ENDS: dict[str, Test] = {"に値がある": "filled", "に値がない": "blank", "が不詳": "unknown_date"}
_COMPARED = re.compile(r"([^=≠\s]+)\s*([=≠])\s*(\S+)")


class Atom(Struct, frozen=True, kw_only=True):
    """One thing to look at in a row: an item and what is asked of its value."""

    item: str
    test: Test
    values: tuple[str, ...] = ()


class OutputCondition(Struct, frozen=True, kw_only=True):
    """When a value must be there. `any_of`: it must where all parts of one of them hold; `why`: why that is open.

    `unknown`: nothing is known of the item; `open`: the standard's words cannot be decided from the row.
    """

    kind: Kind
    any_of: tuple[tuple[Atom, ...], ...] = ()
    why: str = ""

    @property
    def items(self) -> tuple[str, ...]:
        """Return the items that it looks at."""
        return tuple(dict.fromkeys(atom.item for part in self.any_of for atom in part))


@cache
def output_condition(text: str) -> OutputCondition:
    """Read a condition. Raises ValueError with the part that cannot be read."""
    plain: dict[str, Kind] = {"": "unknown", MANDATORY: "mandatory", FREE: "free", CONDITIONAL: "open"}
    if text in plain:
        return OutputCondition(kind=plain[text])
    if text.startswith(OPEN) and (why := text.removeprefix(OPEN).strip()):
        return OutputCondition(kind="open", why=why)
    if text.startswith(WHEN):
        return OutputCondition(kind="when", any_of=alternatives(text.removeprefix(WHEN)))
    raise ValueError(text)


def alternatives(text: str) -> tuple[tuple[Atom, ...], ...]:
    """Read what stands behind `条件:`. Raises ValueError with the part that cannot be read."""
    return tuple(tuple(_atom(one.strip()) for one in part.split(AND)) for part in text.split(OR))


def official_word(text: str) -> str:
    """Return what an official list writes in its column: 必須, 条件付き必須 or 任意."""
    return CONDITIONAL if text.startswith((WHEN, OPEN)) else text


def _atom(text: str) -> Atom:
    for end, test in _ENDS.items():
        if text.endswith(end) and len(text) > len(end):
            return Atom(item=text.removesuffix(end), test=test)
    match = _COMPARED.fullmatch(text)
    if match is None:
        raise ValueError(text or WHEN)
    values = tuple(match[3].split("|"))
    return Atom(item=match[1], test="is" if match[2] == "=" else "is_not", values=values)
