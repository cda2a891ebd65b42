"""The vendor's tables beside this file: names of fields, codes, routes, reasons of refusals, users."""

import csv
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

FOLDER = Path(__file__).parent
DRAFTS = "/drafts"


class Route(Struct, frozen=True):
    """One function of the API.

    `name`: its operationId, and the name of the permission to use it. `operation`: the core's id of what it does.
    `result`: the member of the answer that holds the result, a list when `page` (rows a page) is given or when it is
    movements, certificates.
    """

    name: str
    operation: str
    method: str
    path: str
    result: str
    page: int

    @property
    def drafted(self) -> bool:
        """Tell whether it takes a movement in, which is then carried out by its approval."""
        return self.path.endswith(DRAFTS)

    @property
    def listed(self) -> bool:
        """Tell whether the answer holds a list, not one object."""
        return bool(self.page) or self.result in ("movements", "certificates")


class Reason(Struct, frozen=True):
    """How one error or warning of the core is told. `severity`: ERROR or WARNING."""

    error: str
    reason: str
    status: int
    severity: str
    text: str
    advice: str


class Account(Struct, frozen=True):
    """One user who can log in. `role`: of whom the target file speaks; `admin`: may set the rights of others."""

    user: str
    role: str
    admin: bool


USERS = (
    Account("kanri01", "default", admin=True),
    Account("mado01", "clerk_a", admin=False),
    Account("mado02", "clerk_b", admin=False),
)


@cache
def fields() -> dict[str, str]:
    """Return the path of each item in the API's JSON, by the item's Japanese name."""
    return {row["item"]: row["field"] for row in _rows("names.csv")}


@cache
def codes() -> dict[str, dict[str, str | bool]]:
    """Return the API's code for each value of the core, by code list; flags are booleans."""
    lists: dict[str, dict[str, str | bool]] = {}
    for row in _rows("codes.csv"):
        code: str | bool = row["code"] == "true" if row["code"] in ("true", "false") else row["code"]
        lists.setdefault(row["list"], {})[row["value"]] = code
    lists["許可操作"] = {route.operation: route.name for route in reversed(routes())}
    return lists


@cache
def routes() -> tuple[Route, ...]:
    """Return the functions that the product has."""
    rows = _rows("routes.csv")
    return tuple(msgspec.convert(row | {"page": row["page"] or "0"}, Route, strict=False) for row in rows)


@cache
def reasons() -> dict[str, Reason]:
    """Return how the API tells each error of the core."""
    return {row["error"]: msgspec.convert(row, Reason, strict=False) for row in _rows("reasons.csv")}


def _rows(file: str) -> list[dict[str, str]]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))
