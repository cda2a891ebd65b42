"""Says of an offending character what was probably meant. A hint only: nothing is ever put in its place."""

import unicodedata
from collections.abc import Callable, Iterable

from conformance.data.character_kinds import Found, Kind
from conformance.data.character_sets import Declared
from conformance.data.character_tables import Substitute, substitutes, variants
from conformance.data.code_points import shown
from conformance.spec.characters import length
from conformance.spec.errors import Finding, Phrase, finding

Hint = Phrase | str


def told(declared: Declared, found: Found, value: str, origin: str) -> Finding:
    """Make the message of what `judge` found in a value; `origin` says where the value stands."""
    return finding(
        origin,
        found.kind.value,
        points=shown(found.text),
        at=length(value[: found.at]) + 1,
        sets=", ".join(declared.names),
        hint=hint(declared, found),
    )


def hint(declared: Declared, found: Found) -> Hint:
    """Return a sentence that names what may stand in its place, in the language in use; empty when nothing is known."""
    return _HINTS.get(found.kind, _none)(declared, found)


def substitutes_of(declared: Declared, text: str) -> tuple[Substitute, ...]:
    """Return what the shrink map offers for a character or sequence, as far as it is declared."""
    return tuple(each for each in substitutes().get(text, ()) if each.character in declared.plain)


def _none(declared: Declared, found: Found) -> Hint:
    return ""


def _outside(declared: Declared, found: Found) -> Hint:
    hints = [_shrunk(declared, found.text)]
    if len(found.text) > 1:
        hints.insert(0, _one(declared, "data.hint_base", found.text[0]))
    else:
        hints.append(_one(declared, "data.hint_standard", variants().get(found.text, "")))
        hints.append(_one(declared, "data.hint_canonical", unicodedata.normalize("NFC", found.text)))
    return _Joined(filter(None, hints), separator="")


def _shrunk(declared: Declared, text: str) -> Hint:
    offered = [
        Phrase(
            "data.substitute",
            character=_named(each.character),
            tables=_Joined(
                (Phrase(f"data.shrink_{letter.lower()}") for letter in each.tables), separator=", "
            ),
        )
        for each in substitutes_of(declared, text)
    ]
    return Phrase("data.hint_shrink", substitutes=_Joined(offered, separator=", ")) if offered else ""


def _registered(declared: Declared, found: Found) -> Hint:
    known = sorted(each for each in declared.sequences if each[0] == found.text[0])
    return Phrase("data.hint_registered", sequences=", ".join(map(shown, known))) if known else ""


def _composed(declared: Declared, found: Found) -> Hint:
    return _one(declared, "data.hint_composed", unicodedata.normalize("NFC", found.before + found.text))


def _joined_halves(declared: Declared, found: Found) -> Hint:
    whole = found.text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _one(declared, "data.hint_halves", whole)


def _widened(declared: Declared, found: Found) -> Hint:
    return _one(declared, "data.hint_width", unicodedata.normalize("NFKC", found.text).translate(_WIDE))


def _narrowed(declared: Declared, found: Found) -> Hint:
    narrow = found.text.translate(_NARROW)
    return Phrase("data.hint_width", character=_named(narrow)) if narrow != found.text else ""


def _one(declared: Declared, code: str, character: str) -> Hint:
    return Phrase(code, character=_named(character)) if character in declared.plain else ""


def _named(character: str) -> str:
    return f"「{character}」({shown(character)})"


class _Joined(Phrase):
    """Several phrases, one after the other."""

    def __init__(self, parts: Iterable[Hint], *, separator: str) -> None:
        super().__init__("")
        self.parts = tuple(parts)
        self.separator = separator

    def __str__(self) -> str:
        return self.separator.join(map(str, self.parts))


_WIDE = {0x20: "\u3000"} | {point: chr(point + 0xFEE0) for point in range(0x21, 0x7F)}
_NARROW = {ord(wide): chr(narrow) for narrow, wide in _WIDE.items()}
_HINTS: dict[Kind, Callable[[Declared, Found], Hint]] = {
    Kind.OUTSIDE: _outside,
    Kind.HALF_KANA: _widened,
    Kind.HALF_WIDTH: _widened,
    Kind.FULL_WIDTH: _narrowed,
    Kind.COMBINING: _composed,
    Kind.UNREGISTERED_IVS: _registered,
    Kind.UNREGISTERED_SVS: _registered,
    Kind.SURROGATE: _joined_halves,
}
