"""Asks the target what only asks: every query once, and the data that it must hold before a run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container
from time import monotonic
from typing import TYPE_CHECKING, Any

from conformance.contract.specimen import specimen
from conformance.contract.typing import typed
from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.target.checklist import CheckLine, bad, failed, good

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conformance.contract.typing import Json
    from conformance.spec.model import Operation
    from conformance.target.answer import Answer
    from conformance.target.model import Fixture

NOT_ALLOWED = "TKG-TGT055"
AWAY = "TKG-TGT056"
NOT_THERE = "TKG-TGT057"
NO_QUERY = "TKG-TGT058"
NO_TIME = "TKG-TGT059"
NO_FIXTURE = "TKG-TGT060"
NOT_A_QUERY = "TKG-TGT061"
NONE_BOUND = "TKG-TGT062"
LONGEST_S = 15.0
ROLE = "default"
_OK = 200

Ask = Callable[["Operation", dict[str, Any], str], "Answer"]
"""Asks for an operation of one business, with a finished body, as a role; directly or through a binding."""


def ask_queries(
    catalog: Catalog,
    ask: Ask,
    only: Collection[str] | None = None,
    *,
    codes: Container[str] = (),
    clock: Callable[[], float] = monotonic,
) -> Iterator[CheckLine]:
    """Ask each query of a business once, for things that are nobody's, as the role `default`; nothing is written.

    An answer in the contract's shape that judges the request, whichever way, shows that the operation is there: a
    `result`, or an error of one of the contract's `codes`. Operations that belong to options alone are passed over.
    `only`: names of the operations that a binding reaches. After 15 seconds no more are asked.
    """
    business = catalog.package.key
    queries = [
        each
        for each in catalog.package.operations
        if each.kind == "query" and not catalog.is_option(each) and (only is None or each.name in only)
    ]
    began, answered = clock(), 0
    for place, operation in enumerate(queries):
        if clock() - began > LONGEST_S:
            yield bad(f"query:{business}", NO_TIME, blocking=False, count=len(queries) - place)
            break
        line = _asked(catalog, operation, ask, codes)
        if line is None:
            answered += 1
        else:
            yield line
    if only is not None and not queries:
        # What is bound but cannot be asked before a run may work; nothing at all cannot.
        yield bad(f"query:{business}", NONE_BOUND, blocking=not only, count=len(only))
    elif answered or not queries:
        yield good(f"query:{business}", "tgt.queries", count=answered, of=len(queries))
    else:
        yield bad(f"query:{business}", NO_QUERY, count=len(queries))


def _asked(catalog: Catalog, operation: Operation, ask: Ask, codes: Container[str]) -> CheckLine | None:
    """Ask one query; return what keeps its answer from showing a working operation, None when it shows one."""
    name = f"query:{catalog.package.key}/{operation.name}"
    try:
        body = {item.romaji: specimen(item, catalog.codes_of(item)) for item in catalog.required(operation)}
        return _fault(name, ask(operation, body, ROLE), codes)
    except TekigoError as error:  # such as an expression of a binding that does not fit what came
        return CheckLine(name, False, error.text(), error.code, error.remedy(), blocking=False)


def check_fixture(
    fixture: Fixture,
    catalogs: Mapping[str, Catalog],
    asks: Mapping[str, Ask],
    codes: Container[str] = (),
) -> CheckLine:
    """Ask for data that must be there and compare it, without showing it. `codes`: see `ask_queries`."""
    name = f"fixture:{fixture.name}"
    catalog = catalogs.get(fixture.business)
    if catalog is None:
        known = "、".join(catalogs)
        return bad(name, NOT_A_QUERY, operation=fixture.business, known=known)
    try:
        operation = catalog.operation(fixture.operation)
        if operation.kind != "query":
            queries = "、".join(each.name for each in catalog.package.operations if each.kind == "query")
            return bad(name, NOT_A_QUERY, operation=operation.name, known=queries)
        body, expected = _fields(catalog, fixture.ask), _fields(catalog, fixture.expect)
        answer = asks[fixture.business](operation, body, fixture.role)
    except TekigoError as error:
        return CheckLine(name, False, error.text(), error.code, error.remedy())
    fault = _fault(name, answer, codes)
    if fault is not None:
        return CheckLine(name, False, fault.detail, fault.code, fault.remedy)
    rows = _rows(answer)
    if any(expected.items() <= row.items() for row in rows):
        return good(name, "tgt.fixture", operation=operation.name)
    nearest = min((_differing(expected, row, catalog) for row in rows), key=len, default=[])
    items = "、".join(nearest) or "―"
    return bad(name, NO_FIXTURE, operation=operation.name, count=len(rows), items=items)


def _fields(catalog: Catalog, values: Mapping[str, str]) -> dict[str, Json]:
    items = {name: catalog.item(name) for name in values}
    return {item.romaji: typed(item, values[name], catalog.codes_of(item)) for name, item in items.items()}


def _rows(answer: Answer) -> list[dict[str, Any]]:
    found = answer.json.get("result") if isinstance(answer.json, dict) and answer.status == _OK else None
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def _differing(expected: Mapping[str, Json], row: Mapping[str, Any], catalog: Catalog) -> list[str]:
    return [catalog.item(field).name for field, value in expected.items() if row.get(field) != value]


def _fault(name: str, answer: Answer, codes: Container[str]) -> CheckLine | None:
    """Say why an answer shows no working operation; None when it does."""
    told = {"status": answer.status, "role": ROLE}
    if answer.failure is not None:
        return failed(name, answer.failure, blocking=False)
    if answer.status in (401, 403):
        return bad(name, NOT_ALLOWED, blocking=False, **told)
    if answer.unavailable:
        return bad(name, AWAY, blocking=False, **told)
    if not _is_contracts(answer, codes):
        return bad(name, NOT_THERE, blocking=False, **told)
    return None


def _is_contracts(answer: Answer, codes: Container[str]) -> bool:
    """Tell the contract's own answer from whatever else is JSON, such as a router's 404."""
    if not isinstance(answer.json, dict):
        return False
    if answer.status == _OK:
        return isinstance(answer.json.get("result"), list)
    errors = answer.json.get("errors")
    told = [each.get("code") for each in errors if isinstance(each, dict)] if isinstance(errors, list) else []
    return any(isinstance(code, str) and code in codes for code in told)
