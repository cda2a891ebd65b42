"""Fetches secrets from where the target file says they are; none of them is ever shown."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.i18n import TekigoError
from conformance.target.redact import SHORTEST_SECRET

if TYPE_CHECKING:
    from conformance.target.parts import SecretRef


class Credentials(Struct, frozen=True):
    """What a role proves itself with: client id or user name (empty for a key), and the secret."""

    client_id: str
    secret: str

    def __repr__(self) -> str:
        return f"Credentials(client_id={self.client_id!r}, secret=…)"


def read_secret(ref: SecretRef, owner: str) -> str:
    """Read the secret of `owner` (a role, or `proxy`).

    Raises TekigoError: TKG-CONF010 variable not set, TKG-CONF011 file not readable, TKG-CONF012 too short to be
    kept out of the evidence, or not one line of printable ASCII.
    """
    if ref.env is not None:
        place, found = ref.env, os.environ.get(ref.env)
        if not found:
            raise TekigoError("TKG-CONF010", variable=ref.env, owner=owner)
    else:
        place = str(ref.file)
        try:
            found = Path(place).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or type(error).__name__
            raise TekigoError("TKG-CONF011", path=place, owner=owner, reason=reason) from None
    if len(found) < SHORTEST_SECRET or not (found.isascii() and found.isprintable()) or " " in found:
        raise TekigoError("TKG-CONF012", place=place, owner=owner, least=SHORTEST_SECRET)
    return found
