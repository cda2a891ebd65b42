"""What the parts of a target file have in common: the kinds of their values, and the pointer to a secret."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

Text = Annotated[str, Meta(min_length=1)]
Url = Annotated[str, Meta(pattern=r"^https?://[^\s/?#@]+(/[^\s?#]*)?$")]
Seconds = Annotated[float, Meta(gt=0, le=600)]


class Part(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Anything in a target file: nothing is read that is not named here, so that a slip of the pen is told."""


class SecretRef(Part, frozen=True):
    """Where a secret is kept: either an environment variable or a file. Never the secret itself."""

    env: Text | None = None
    file: Text | None = None
