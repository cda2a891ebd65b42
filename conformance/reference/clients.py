"""OAuth clients: one per role, with identifiers and secrets of the official shape."""

import secrets
import string
from collections.abc import Mapping

from msgspec import Struct

ALPHANUMERIC = string.ascii_letters + string.digits
ID_LENGTH = 32
SECRET_LENGTH = 48

DEFAULT = "default"
SHORT_LIVED = "short_lived"
ROLES = (DEFAULT, "clerk_a", "clerk_b", SHORT_LIVED)
TOKEN_LIFE_S = 600
SHORT_LIFE_S = 1


class Client(Struct, frozen=True):
    """One client of the authorisation server, for one role."""

    role: str
    client_id: str
    client_secret: str

    @property
    def token_life_s(self) -> int:
        """Return how many seconds its tokens live; those of one role so short that a check can wait for their end."""
        return SHORT_LIFE_S if self.role == SHORT_LIVED else TOKEN_LIFE_S

    @property
    def user_id(self) -> str:
        """Return the 利用者ID of whoever uses it: the role without what such an ID may not hold."""
        return "".join(each for each in self.role if each in ALPHANUMERIC)


def new_clients(roles: tuple[str, ...] = ROLES) -> dict[str, Client]:
    """Make a client per role: id of 32 alphanumerics, secret of 48."""
    return {role: Client(role, _random(ID_LENGTH), _random(SECRET_LENGTH)) for role in roles}


def given_clients(pairs: Mapping[str, tuple[str, str]]) -> dict[str, Client]:
    """Make the clients of (id, secret) pairs by role. Raises ValueError for a pair of the wrong shape."""
    for role, (client_id, secret) in pairs.items():
        if len(client_id) != ID_LENGTH or not client_id.isascii() or not client_id.isalnum():
            raise ValueError(f"{role}: client id must be {ID_LENGTH} alphanumerics")
        if len(secret) < ID_LENGTH:
            raise ValueError(f"{role}: client secret must have at least {ID_LENGTH} characters")
    return {role: Client(role, *pair) for role, pair in pairs.items()}


def _random(length: int) -> str:
    return "".join(secrets.choice(ALPHANUMERIC) for _ in range(length))
