"""Text of unknown origin made harmless: what acts on a terminal or hides from a reader is shown as a sign."""

import re

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)


def visible(text: str) -> str:
    """Replace control, direction and invisible characters by visible signs; line feed and tab stay.

    What is left is legal in XML 1.0 and harmless in a terminal. Ideographic variation sequences are kept.
    """
    return _UNSAFE.sub(_sign, text) if _UNSAFE.search(text) else text


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:  # noqa: PLR2004 - the control pictures start at U+2400
        return chr(0x2400 + code)
    if code == 0x7F:  # noqa: PLR2004 - DEL
        return "\u2421"
    if 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF):  # noqa: PLR2004 - no characters at all
        return "\ufffd"
    return f"⟦U+{code:04X}⟧"
