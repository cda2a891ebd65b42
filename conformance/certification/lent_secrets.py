"""Client secrets of a reference system, lent to this process and its children through the environment."""

from __future__ import annotations

import os
from collections.abc import Iterable

# A client id is drawn anew for every system: none takes the secret of another.
VARIABLE = "TEKIGO_REFERENCE_{client}"
Roles = dict[str, dict[str, object]]


def lend(clients: Iterable[tuple[str, str, str]]) -> Roles:
    """Put the secrets of (role, client id, secret) into the environment; return the `roles` of a target file."""
    roles: Roles = {}
    for role, client_id, secret in clients:
        variable = VARIABLE.format(client=client_id)
        os.environ[variable] = secret
        roles[role] = {"client_id": client_id, "client_secret": {"env": variable}}
    return roles


def take_back(client_ids: Iterable[str]) -> None:
    """Take secrets out of the environment again."""
    for client_id in client_ids:
        os.environ.pop(VARIABLE.format(client=client_id), None)
