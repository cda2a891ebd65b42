"""Nothing secret leaves: one place that masks credentials and 個人番号 in whatever is kept, shown or logged.

Three nets, each enough on its own for what it is meant for: values known to be secret, wherever they stand and
however they are spelt; fields known by name, in JSON sound or broken, forms and queries; and shapes (Bearer
credentials, signed tokens).
"""

from __future__ import annotations

import re
from base64 import b64encode
from json import JSONDecoder
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

MASK = "[秘匿]"
NUMBER_MASK = "[個人番号]"
NUMBER_LENGTH = 12
SHORTEST_SECRET = 8
MOST_NUMBERS = 100_000
LONGEST_SHAPE = 8 * 1024  # characters of a credential that only its shape gives away
LONGEST_FIELD = 4 * 1024  # characters of a field that are searched for numbers
CREDENTIAL_FIELDS = frozenset(
    {"access_token", "refresh_token", "id_token", "token", "client_secret", "client_assertion", "password"}
)
SECRET_HEADERS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key"})
_SCHEMES = frozenset({"bearer", "basic", "digest"})
# Whether a field was left out or empty is what a check is about, and no secret.
_EMPTY = frozenset({'""', "''", "null", "[]", "{}", "true", "false"})
_BEARER = re.compile(r"\b(bearer|basic)(?:\s+|%20|\+)[a-z0-9._~+/=%-]{16,}", re.IGNORECASE)
# Bodies come from a hostile target: no pattern may try a place twice. Hence the atomic groups and `++`.
_SIGNED = re.compile(
    r"(?<![\w-])(?>([A-Za-z0-9_-]*?)\beyJ)[A-Za-z0-9_-]{5,}+\.[A-Za-z0-9_-]++(?:\.[A-Za-z0-9_-]*+)?", re.ASCII
)
# \d includes full-width digits, on purpose; plain runs and groups of four.
_NUMBER = re.compile(r"\d{4}([ 　\-－‐–]?)\d{4}\1\d{4}\d*")
_ESCAPED = re.compile(r"\\u(00[2-7][0-9a-fA-F]|[fF]{2}1[0-9])")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_URL_SAFE = str.maketrans("+/", "-_")
_LOOSE = re.compile(r"'(?:[^'\\]++|\\.)*+'|[^,}\]\s]*+")
_JSON = JSONDecoder(strict=False)


class Redactor:
    """Knows what must not be seen. One per process; values may be added at any time."""

    def __init__(self, number_fields: Iterable[str] = (), secrets: Iterable[str] = ()) -> None:
        """`number_fields`: romaji names of the 個人番号 items of the spec. `secrets`: values known from the start."""
        self._number_fields = frozenset(number_fields)
        self._numbers: set[str] = set()
        self._spellings: tuple[str, ...] = ()
        self._headers = set(SECRET_HEADERS)
        names = "|".join(map(re.escape, sorted(self._number_fields | CREDENTIAL_FIELDS)))
        self._named = re.compile(rf"""["']({names})["']\s*:\s*""")
        self._form = re.compile(rf"""(?<![A-Za-z0-9_])({names})=([^&\s"'#;]+)""")
        for secret in secrets:
            self.add(secret)

    def add(self, secret: str) -> None:
        """Remember a secret, as a form, a URL, JSON or Base64 spells it too; below 8 characters it is none."""
        if len(secret) < SHORTEST_SECRET or secret in self._spellings:
            return
        json_text = msgspec.json.encode(secret).decode()[1:-1]
        new = {secret, quote(secret, safe=""), quote_plus(secret), json_text, json_text.replace("/", "\\/")}
        new.add(secret.translate(_WIDE))
        for coded in _inside_base64(secret.encode()):
            new |= {coded, coded.translate(_URL_SAFE)}
        # Longest first: a secret that contains another must not leave its rest behind.
        self._spellings = tuple(sorted(new.union(self._spellings), key=lambda one: (-len(one), one)))

    def add_basic(self, client_id: str, secret: str) -> None:
        """Remember a client's secret and the Basic credentials made of it."""
        self.add(secret)
        for pair in (f"{client_id}:{secret}", f"{quote_plus(client_id)}:{quote_plus(secret)}"):
            self.add(b64encode(pair.encode()).decode())

    def add_header(self, name: str) -> None:
        """Remember a header that carries credentials."""
        self._headers.add(name.lower())

    def add_number(self, number: str) -> None:
        """Remember a 個人番号, so that it is masked wherever it turns up, in full-width digits or groups too."""
        plain = _ascii_digits(number)
        if len(plain) == NUMBER_LENGTH and len(self._numbers) < MOST_NUMBERS:
            self._numbers.add(plain)

    def learn(self, body: str) -> None:
        """Remember the 個人番号 that a JSON body carries, so that an answer cannot repeat them in free text."""
        for found in self._named.finditer(body):
            if len(self._numbers) >= MOST_NUMBERS:
                return
            if found[1] in self._number_fields:
                field = body[found.end() : found.end() + LONGEST_FIELD]
                for run in _NUMBER.finditer(field, 0, _value_end(field, 0)):
                    self.add_number(run[0])

    def text(self, text: str) -> str:
        """Mask everything secret in a body, a message, a URL or any other text; clean text comes back as it was."""
        masked = self._text(text)
        if "\\u" in text or "\0" in text:
            # Escapes, and the NULs of UTF-16, hide a value from a search but not from a reader.
            plain = _ESCAPED.sub(_unescape, text).replace("\0", "")
            seen = self._text(plain)
            return seen if seen != plain else masked
        return masked

    def beginning(self, text: str, limit: int) -> str:
        """Mask a text and cut it to `limit` characters, without looking through all the rest.

        Where it is cut before it is masked, half a secret may stand at the end; so much is dropped there again.
        """
        margin = max(len(self._spellings[0]) if self._spellings else 0, LONGEST_SHAPE)
        seen = text[: limit + margin]
        masked = self.text(seen)
        return masked[:limit] if len(seen) == len(text) else masked[: max(len(masked) - margin, 0)][:limit]

    def headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Mask header values; credentials keep their scheme (`Bearer [秘匿]`)."""
        return {
            self._values(name): _mask_header(value) if name.lower() in self._headers else self.text(value)
            for name, value in headers.items()
        }

    def _text(self, text: str) -> str:
        text = self._values(self._mask_fields(text))
        if "=" in text:
            text = self._form.sub(lambda found: f"{found[1]}={self._mask_of(found[1])}", text)
        if "eyJ" in text:
            text = _SIGNED.sub(rf"\1{MASK}", text)
        lower = text.lower()
        if "bearer" in lower or "basic" in lower:
            text = _BEARER.sub(rf"\1 {MASK}", text)
        return text

    def _mask_fields(self, text: str) -> str:
        pieces, done = [], 0
        for name, start, end in self._fields(text):
            if text[start:end] not in _EMPTY:
                pieces += [text[done:start], f'"{self._mask_of(name)}"']
                done = end
        return "".join([*pieces, text[done:]]) if pieces else text

    def _fields(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Find each named field with the place of its value; a field inside the value of another is part of it."""
        done = 0
        for found in self._named.finditer(text):
            if found.start() >= done:
                done = _value_end(text, found.end())
                yield found[1], found.end(), done

    def _mask_of(self, name: str) -> str:
        return NUMBER_MASK if name in self._number_fields else MASK

    def _values(self, text: str) -> str:
        for secret in self._spellings:
            if secret in text:
                text = text.replace(secret, MASK)
        if self._numbers:
            text = _NUMBER.sub(self._mask_number, text)
        return text

    def _mask_number(self, found: re.Match[str]) -> str:
        plain = _ascii_digits(found[0])
        starts = range(len(plain) - NUMBER_LENGTH + 1)
        # A target that names more numbers than a city has people in a test: whatever may be one is masked.
        hit = len(self._numbers) >= MOST_NUMBERS or any(
            plain[start : start + NUMBER_LENGTH] in self._numbers for start in starts
        )
        return NUMBER_MASK if hit else found[0]


def _value_end(text: str, start: int) -> int:
    """Find where the JSON value at `start` ends; of a value that never ends nothing is shown."""
    if text[start : start + 1] not in ('"', "[", "{"):
        # The parser's complaint would count the lines up to here, for each of a million such places.
        loose = _LOOSE.match(text, start)
        return loose.end() if loose else len(text)
    try:
        return _JSON.raw_decode(text, start)[1]
    except (ValueError, RecursionError):
        return len(text)


def _mask_header(value: str) -> str:
    scheme, blank, _ = value.partition(" ")
    return f"{scheme} {MASK}" if blank and scheme.lower() in _SCHEMES else MASK


def _inside_base64(secret: bytes) -> Iterator[str]:
    """Spell the part of Base64 that a secret alone decides, at each of the three places it may begin at."""
    for before in range(3):
        coded = b64encode(b"\0" * before + secret).decode().rstrip("=")
        first, last = -(-before * 4 // 3), (before + len(secret)) * 4 // 3
        yield coded[first:last]


def _ascii_digits(text: str) -> str:
    return (
        text
        if text.isascii() and text.isdigit()
        else "".join(str(int(one)) for one in text if one.isdecimal())
    )


def _unescape(found: re.Match[str]) -> str:
    char = chr(int(found[1], 16))
    return "\\" + char if char in '"\\' else char
