"""Assertions of client_secret_jwt, sound ones and wrong ones.

Made by hand: a library refuses to make what must be refused.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import urlsafe_b64encode
from time import time
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from conformance.spec.access import Signing

LIFE_S = 60
OTHER_KEY = "tekigo-no-clients-secret-at-all-0000"
_TIMES = frozenset({"exp", "iat", "nbf"})


class Client(Struct, frozen=True):
    """A client of the target, with the audience that its assertions are addressed to."""

    client_id: str
    secret: str
    audience: str

    def __repr__(self) -> str:
        return f"Client({self.client_id!r}, …)"


def assertion(client: Client, signing: Signing, jti: str) -> str:
    """Make an assertion that is sound but for what `signing` names. `jti`: its unique id."""
    header = {"alg": signing.alg, "typ": "JWT"}
    text = f"{_coded(header)}.{_coded(_claims(client, signing, jti))}"
    key = {"own": client.secret, "other": OTHER_KEY, "empty": ""}[signing.key].encode()
    signed = hmac.new(key, text.encode(), getattr(hashlib, signing.hash)).digest()
    return _spoilt(text, _base64(signed), client, signing)


def unsigned_token() -> str:
    """Make a token that anybody could have made."""
    now = int(time())
    claims = {"sub": "tekigo", "iat": now, "exp": now + LIFE_S, "scope": "tekigo"}
    return f"{_coded({'alg': 'none', 'typ': 'JWT'})}.{_coded(claims)}."


def altered(text: str, place: int) -> str:
    """Return a text that differs in the one character at a place."""
    place %= len(text)
    return text[:place] + ("A" if text[place] != "A" else "B") + text[place + 1 :]


def _claims(client: Client, signing: Signing, jti: str) -> dict[str, Any]:
    now = int(time())
    claims: dict[str, Any] = {
        "iss": client.client_id,
        "sub": client.client_id,
        "aud": client.audience,
        "jti": jti,
        "iat": now,
        "exp": now + LIFE_S,
    }
    for name, value in signing.claims.items():
        claims[name] = now + int(value) if name in _TIMES else value.replace("{client}", client.client_id)
    return {name: value for name, value in claims.items() if name not in signing.drop}


def _spoilt(text: str, signature: str, client: Client, signing: Signing) -> str:
    match signing.spoil:
        case "payload":
            header = text.partition(".")[0]
            claims = _claims(client, signing, "tekigo-changed-after-signing")
            return f"{header}.{_coded(claims)}.{signature}"
        case "signature":
            return f"{text}.{altered(signature, 0)}"
        case "unsigned":
            return f"{text}."
        case _:
            return f"{text}.{signature}"


def _coded(part: dict[str, Any]) -> str:
    return _base64(json.dumps(part, separators=(",", ":")).encode())


def _base64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
