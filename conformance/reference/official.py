"""The bodies of an official API: its own members, fixed sentences and error messages.

What checks them, and the provider that the suite plays, read the text for themselves: nothing is shared, on purpose.
"""

from collections.abc import Iterable
from typing import Any

from conformance.reference.faults import fault_active
from conformance.reference.registry import Problem, Results
from conformance.spec.catalog import Catalog
from conformance.spec.model import Operation
from conformance.spec.official import Api

_OK, _BAD_REQUEST, _UNAUTHORIZED = 200, 400, 401
_NO_RIGHT = "T1301"


def status_of(problems: Iterable[Problem]) -> int:
    """Return the status of a refusal: the official text knows no other word for a missing right than 401."""
    return _UNAUTHORIZED if any(each.code == _NO_RIGHT for each in problems) else _BAD_REQUEST


def success(api: Api, results: Results) -> dict[str, Any]:
    """Make the body of a 200."""
    return {
        "metadata": {"title": api.title, "detail": api.details[f"{_OK}"]},
        "_links": _links(api),
        "result": results,
    }


def refusal(
    catalog: Catalog, operation: Operation, status: int, problems: Iterable[Problem] = ()
) -> dict[str, Any]:
    """Make the body of an error; only 400 carries errors."""
    api = operation.api
    assert api is not None  # noqa: S101 - asked for official operations only
    body: dict[str, Any] = {"title": api.title, "detail": api.details[f"{status}"], "_links": _links(api)}
    if status == _UNAUTHORIZED and fault_active("F-AN-401-DETAIL"):
        body["detail"] = api.details[f"{_BAD_REQUEST}"]
    if status == _BAD_REQUEST:
        body["errors"] = [{"code": each.code, "message": _sentence(catalog, each)} for each in problems]
        if fault_active("F-AN-ENVELOPE-NESTED"):
            body = {"metadata": {"title": body.pop("title"), "detail": body.pop("detail")}, **body}
    return body


def _sentence(catalog: Catalog, problem: Problem) -> str:
    """Say what is wrong in the words of the list of error codes."""
    match problem.code:
        case "E0001":
            ending = "は必須です。" if fault_active("F-AN-E0001-WORDS") else "が設定されていません。"
            return f"{problem.item}{ending}"
        case "E0003":
            digits = catalog.item(problem.item).digits
            return f"{problem.item}は{digits[0] if digits else ''}桁で設定してください。"
        case _:
            return problem.message


def _links(api: Api) -> dict[str, Any]:
    return {"self": {"href": f"/{api.path}"}}
