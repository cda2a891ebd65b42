"""JSON as it may be shown: what is secret in it is masked, and it stays JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from conformance.contract.typing import Json
    from conformance.target.redact import Redactor


def masked_json(value: Json, redactor: Redactor) -> Json:
    """Mask a JSON value: a secret number becomes the mask's text, and what is then no JSON comes as a text."""
    return parsed(redactor.text(msgspec.json.encode(_numbers_masked(value, redactor)).decode()))


def parsed(text: str) -> Json:
    """Read a JSON text; any other text is itself."""
    try:
        read: Json = msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text
    return read


def _numbers_masked(value: Json, redactor: Redactor) -> Json:
    """Make a text of each number that is masked, for a mask among digits is no JSON."""
    if isinstance(value, dict):
        return {name: _numbers_masked(each, redactor) for name, each in value.items()}
    if isinstance(value, list):
        return [_numbers_masked(each, redactor) for each in value]
    if isinstance(value, int | float) and not isinstance(value, bool):
        masked = redactor.text(str(value))
        return value if masked == str(value) else masked
    return value
