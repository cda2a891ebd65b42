"""Parameters of a query in a sentence: （年月日：2024-09-01、番号：「甲」の番号）."""

import re
from collections.abc import Mapping

from conformance.i18n import TekigoError

COLON, COMMA = "：", "、"
_PART = re.compile(r"(?:[^、（）]|（[^（）]*）)+")  # up to the next 、 that does not stand inside brackets
_NAMED = re.compile(r"[^：「」（）]+：")


def as_parameters(text: str | None) -> Mapping[str, str]:
    """Read 項目：値 pairs separated by 、 into item → value expression; no text is no parameters.

    A part without a name of its own goes with the value before it, which is how a repeated item has several values.
    Raises TekigoError for text that is no such list (TKG-BDD026) and for a repeated item (TKG-BDD025).
    """
    found: dict[str, str] = {}
    last = ""
    for part in _parts(text) if text else ():
        named = _NAMED.match(part) is not None
        name, _, value = part.partition(COLON) if named else ("", "", part)
        if not value or not (name or last):
            raise TekigoError("TKG-BDD026", found=text)
        if name in found:
            raise TekigoError("TKG-BDD025", names=name)
        found[name or last] = value if name else f"{found[last]}{COMMA}{value}"
        last = name or last
    return found


def shown(parameters: Mapping[str, str] | None) -> str:
    """Write parameters as a sentence holds them; nothing when there are none."""
    inner = COMMA.join(f"{name}{COLON}{value}" for name, value in (parameters or {}).items())
    return f"（{inner}）" if inner else ""


def _parts(text: str) -> list[str]:
    parts = _PART.findall(text)
    if COMMA.join(parts) != text:
        raise TekigoError("TKG-BDD026", found=text)
    return parts
