"""JSON as RFC 8259 means it: what lenient parsers let pass is a finding about the target, not a detail."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from conformance.target.answer import Failure

EMPTY = "TKG-TGT021"
HTML = "TKG-TGT022"
NOT_JSON = "TKG-TGT023"
NOT_UTF8 = "TKG-TGT024"
DUPLICATE_KEY = "TKG-TGT025"
NOT_A_NUMBER = "TKG-TGT026"
TOO_DEEP = "TKG-TGT027"
LONE_SURROGATE = "TKG-TGT028"
TOO_MANY = "TKG-TGT029"
DEPTH_LIMIT = 64
VALUES_LIMIT = 500_000
_NAME_SHOWN = 60


class _Refused(ValueError):
    """Carries a finding out of the parser's hooks."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.failure = Failure(code, params)


def parse(body: bytes, content_type: str = "") -> tuple[Any, Failure | None]:
    """Parse a JSON body strictly: (value, None) or (None, what is wrong with it).

    Refused: other encodings than UTF-8, duplicate names, NaN and numbers beyond a double, half surrogates
    (they cannot be written to any file afterwards), more than 64 levels or half a million values.
    """
    try:
        return _parse(body), None
    except _Refused as refused:
        found = refused.failure
    except UnicodeDecodeError as error:
        found = Failure(NOT_UTF8, {"position": str(error.start)})
    except RecursionError:
        found = Failure(TOO_DEEP, {"limit": str(DEPTH_LIMIT)})
    except json.JSONDecodeError as error:
        found = Failure(NOT_JSON, {"line": str(error.lineno), "column": str(error.colno)})
    except ValueError:
        found = Failure(NOT_A_NUMBER, {"value": "…"})  # an integer too long for Python to convert
    return None, _better(found, body, content_type)


def _parse(body: bytes) -> object:
    text = body.decode("utf-8")
    # Counting bytes is a hundred times cheaper than walking. Eight megabytes of empty objects would take 200 of memory;
    # and a body with few brackets cannot be deep.
    brackets = body.count(b"{") + body.count(b"[")
    if brackets + body.count(b",") > VALUES_LIMIT:
        raise _Refused(TOO_MANY, limit=str(VALUES_LIMIT))
    value = _DECODER.decode(text)
    if brackets > DEPTH_LIMIT and _deeper_than_limit(value):
        raise _Refused(TOO_DEEP, limit=str(DEPTH_LIMIT))
    if b"\\ud" in body or b"\\uD" in body:
        try:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        except UnicodeEncodeError:
            raise _Refused(LONE_SURROGATE) from None
    return value


def _better(found: Failure, body: bytes, content_type: str) -> Failure:
    """Name the usual cases, an empty body and a web page, instead of the parser's first complaint."""
    start = body[:512].lstrip().lower()
    if not start:
        return Failure(EMPTY)
    if start.startswith((b"<!doctype html", b"<html")) or (
        start[:1] == b"<" and "html" in content_type.lower()
    ):
        return Failure(HTML)
    return found


def _deeper_than_limit(value: object) -> bool:
    level = [value]
    for _ in range(DEPTH_LIMIT):
        level = [child for parent in level for child in _containers(parent)]
        if not level:
            return False
    return True


def _containers(parent: object) -> list[object]:
    children = parent.values() if isinstance(parent, dict) else parent if isinstance(parent, list) else ()
    return [child for child in children if isinstance(child, dict | list)]


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise _Refused(DUPLICATE_KEY, name=name[:_NAME_SHOWN])
            seen.add(name)
    return found


def _float(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise _Refused(NOT_A_NUMBER, value=text[:_NAME_SHOWN])
    return number


def _constant(text: str) -> NoReturn:
    raise _Refused(NOT_A_NUMBER, value=text)


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_float=_float, parse_constant=_constant)
