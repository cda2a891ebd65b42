"""Users and their rights. A user is whoever a client of the authorisation server stands for."""

from collections.abc import Iterable
from datetime import date

from msgspec import json

from conformance.reference.clients import DEFAULT, Client
from conformance.reference.faults import fault_active
from conformance.reference.registry import Refused, User
from conformance.reference.store import Store
from conformance.spec.model import Operation


def seed_users(store: Store, clients: Iterable[Client]) -> None:
    """Make a user per client that is not there yet; that of the default role may set the rights of others."""
    with store.transaction():
        store.many(
            "INSERT INTO users (id, admin) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [(client.user_id, int(client.role == DEFAULT)) for client in clients],
        )


def find_user(store: Store, user_id: str) -> User | None:
    """Read a user with the rights of this moment."""
    row = store.one("SELECT * FROM users WHERE id = ?", user_id)
    if row is None:
        return None
    return User(
        id=row["id"],
        admin=bool(row["admin"]),
        allowed=None if row["allowed"] is None else frozenset(json.decode(row["allowed"])),
        hidden=frozenset(json.decode(row["hidden"])),
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
    )


def permitted(store: Store, user_id: str, operation: Operation, today: date) -> User:
    """Return the user if they may use the operation today. Raises Refused T1301."""
    user = find_user(store, user_id)
    if user is None or not (user.may(operation.id, today) or fault_active("F-RIGHTS")):
        raise Refused("T1301")
    return user
