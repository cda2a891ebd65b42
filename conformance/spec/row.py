"""What everything read from a spec file has in common."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Fidelity = Literal["transcribed", "statute", "provisional"]
RequirementClass = Literal["mandatory", "optional", "prohibited"]
Key = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$")]
Text = Annotated[str, Meta(min_length=1)]


class Row(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Anything read from a spec file. `origin` is `file:line`; it is set by the loader, never by an author."""

    origin: str = ""
