"""Reads value expressions into a tree; conformance.spec.values tells what they look like and works them out."""

import re
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from conformance.i18n import TekigoError
from conformance.spec.check_digits import following
from conformance.spec.figures import UNITS, cut_below, times
from conformance.spec.moments import DAY, MONTH, PARTS, moved, part

SPECIAL = re.compile(r"[「{（《]|今日|基準日|[0-9]の|[前後]$")  # text without any of these stands for itself
_REFERENCE = re.compile(r"^「(?P<thing>[^「」]+)」の(?P<item>.+)$")
_LOOKUP = re.compile(r"^規則《(?P<table>[^《》]+)》の(?P<column>[^（）]+?)(?:（(?P<where>[^（）]*)）)?$")
_SHIFT = re.compile(r"^(?P<base>.+?)の(?P<count>[0-9０-９]+)(?P<unit>日|週間|か月|月|年)(?P<way>前|後)$")
_NEXT = re.compile(r"^(?P<base>.+)の(?P<way>前|翌)(?P<unit>日|月|年)$")
_PART = re.compile(rf"^(?P<base>.+)の(?P<part>{'|'.join(PARTS)})$")
_TIMES = re.compile(r"^(?P<base>.+)の(?P<factor>[0-9]+(?:\.[0-9]+)?)倍$")
_CUT = re.compile(rf"^(?P<base>.+)の(?P<unit>{'|'.join(UNITS)})未満切捨て$")
_FOLLOWING = re.compile(r"^(?P<base>.+)の次の番号$")
_FIGURE = re.compile(r"^[0-9]+(\.[0-9]+)?$")
_DRAW = re.compile(r"\{([^{}]+)\}")


class Nothing(Struct, frozen=True):
    """The item is left out."""


class Literal(Struct, frozen=True):
    """Text as it stands."""

    text: str


class Today(Struct, frozen=True):
    """The target's date."""


class AsOf(Struct, frozen=True):
    """The as-of date."""


class Reference(Struct, frozen=True):
    """An item of a named thing."""

    thing: str
    item: str


class Template(Struct, frozen=True):
    """Text with generators in it: pieces at even places are text, at odd places kinds."""

    pieces: tuple[str, ...]


class Lookup(Struct, frozen=True):
    """A result column of the row of a rule table that meets the conditions."""

    table: str
    column: str
    where: tuple[tuple[str, "Expression"], ...]


class Shift(Struct, frozen=True):
    """A day or month moved; a negative count is earlier."""

    count: int
    unit: str

    def apply(self, text: str) -> str:
        """Move a day or month."""
        return moved(text, self.count, self.unit)


class Part(Struct, frozen=True):
    """A question of `PARTS` about a day or month."""

    name: str

    def apply(self, text: str) -> str:
        """Answer the question."""
        return part(text, self.name)


class Times(Struct, frozen=True):
    """A figure multiplied."""

    factor: str

    def apply(self, text: str) -> str:
        """Multiply."""
        return times(text, Decimal(self.factor))


class Cut(Struct, frozen=True):
    """A figure without what is below a unit of yen."""

    unit: str

    def apply(self, text: str) -> str:
        """Cut."""
        return cut_below(text, UNITS[self.unit])


class Following(Struct, frozen=True):
    """The number after one: the running number one higher, with its check digit."""

    def apply(self, text: str) -> str:
        """Count on. Raises TekigoError TKG-RULE021 for what is no number."""
        return following(text)


Suffix = Shift | Part | Times | Cut | Following


class Applied(Struct, frozen=True):
    """An expression with a suffix."""

    base: "Expression"
    suffix: Suffix


class Sum(Struct, frozen=True):
    """Figures added."""

    parts: tuple["Expression", ...]


Expression = Nothing | Literal | Today | AsOf | Reference | Template | Lookup | Applied | Sum


@lru_cache(maxsize=16384)
def parse(text: str) -> Expression:
    """Read a value expression. Text that is none stands for itself. Raises TekigoError TKG-RULE021 (bad look-up)."""
    if text in ("（なし）", "（空）"):
        return Nothing() if text == "（なし）" else Literal("")
    if "規則《" in text and "＋" in text:
        return Sum(tuple(_term(each) for each in text.split("＋")))
    found = _found(text)
    if found is not None:
        return found
    if text.startswith("規則《"):
        raise TekigoError("TKG-RULE021", found=text)
    pieces = _DRAW.split(text)
    return Template(tuple(pieces)) if len(pieces) > 1 else Literal(text)


def pairs(text: str) -> tuple[tuple[str, str], ...]:
    """Read 名：値、名：値. Raises TekigoError TKG-RULE021 when a part is no pair."""
    made = []
    for each in filter(None, text.split("、")):
        name, colon, value = each.partition("：")
        if not (name and colon and value):
            raise TekigoError("TKG-RULE021", found=text)
        made.append((name, value))
    return tuple(made)


def _found(text: str) -> Expression | None:
    """Read anything but text with generators and plain text."""
    if text in ("今日", "基準日"):
        return Today() if text == "今日" else AsOf()
    suffixed = _suffixed(text)
    if suffixed is not None:
        return suffixed
    lookup = _LOOKUP.match(text)
    if lookup:
        where = tuple((name, parse(value)) for name, value in pairs(lookup["where"] or ""))
        return Lookup(lookup["table"], lookup["column"], where)
    reference = _REFERENCE.match(text)
    return Reference(reference["thing"], reference["item"]) if reference else None


def _suffixed(text: str) -> Expression | None:
    for pattern, make in (
        (_SHIFT, _shift),
        (_NEXT, lambda m: Shift(-1 if m["way"] == "前" else 1, m["unit"])),
        (_PART, lambda m: Part(m["part"])),
        (_TIMES, lambda m: Times(m["factor"])),
        (_CUT, lambda m: Cut(m["unit"])),
        (_FOLLOWING, lambda _: Following()),
    ):
        match = pattern.match(text)
        base = _base(match["base"]) if match else None
        if match and base is not None:
            return Applied(base, make(match))
    return None


def _shift(match: re.Match[str]) -> Suffix:
    return Shift(int(match["count"]) * (-1 if match["way"] == "前" else 1), match["unit"])


def _base(text: str) -> Expression | None:
    plain = DAY.fullmatch(text) or MONTH.fullmatch(text) or _FIGURE.fullmatch(text)
    return Literal(text) if plain else _found(text)


def _term(text: str) -> Expression:
    found = _base(text)
    if found is None:
        raise TekigoError("TKG-RULE021", found=text)
    return found
