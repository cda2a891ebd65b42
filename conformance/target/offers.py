"""What a target file shows that the target offers, beside the options that it declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.target.auth_model import OAuthAuth

if TYPE_CHECKING:
    from conformance.target.model import Target


def offered(target: Target) -> tuple[str, ...]:
    """List the option keys of what `auth` or `oauth` describes: the way clients prove themselves, further endpoints."""
    way = target.sign_in
    if not isinstance(way, OAuthAuth):
        return ()
    shown = {
        way.method: True,
        "token_introspection": way.introspection_url is not None,
        "token_revocation": way.revocation_url is not None,
        "short_lived_client": way.short_lived_role is not None,
    }
    return tuple(sorted(name for name, there in shown.items() if there))
