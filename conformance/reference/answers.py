"""The bodies of the contract: results, errors, and the sentences of both."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from conformance.reference.faults import fault_active
from conformance.reference.registry import Problem
from conformance.spec.load import load_error_codes
from conformance.spec.model import ErrorCode

CONTENT_TYPE = "application/json;charset=UTF-8"
_DETAILS = {
    401: "アクセストークンが無効です。",
    503: "想定外のエラーが発生しました。",
}
_DETAIL = "エラーが発生しました。"
_TITLES = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    409: "Conflict",
    413: "Content Too Large",
    503: "Service Unavailable",
}


# Errors and alerts tell a remedy beside the reason (11.1); the official item errors keep their official words.
_REMEDIES = {
    "T1001": "項目を除いて送り直してください。",
    "T1002": "JSONのオブジェクトで送り直してください。",
    "T1101": "今日までの日を設定してください。",
    "T1102": "値を確かめて直してください。",
    "T1201": "番号を確かめてください。",
    "T1301": "操作権限の管理者に確かめてください。",
    "T1401": "今の状態を照会して確かめてください。",
    "T1402": "処理が終わるのを待ってください。",
    "T1403": "抑止を解除してから行ってください。",
    "T1404": "審査の上で解除してから行ってください。",
    "T2002": "同じ者かを確かめ、別の者なら確認済みとして処理してください。",
    "T2003": "延長又は終了を確かめてください。",
    "T2004": "抑止の内容を確かめてから行ってください。",
    "T2005": "文字超過リストで溢れる文字を確かめてください。",
}


class ErrorCodes:
    """The errors and alerts of the contract: HTTP status and sentence.

    `remedies`: by code, those that a business words for itself; the words of all say nothing of any one business.
    """

    def __init__(self, remedies: Mapping[str, str] = MappingProxyType({})) -> None:
        self._remedies = {**_REMEDIES, **remedies}
        self._known: dict[str, ErrorCode] = {code.code: code for code in load_error_codes()}

    def status(self, problems: tuple[Problem, ...]) -> int:
        """Return the status of a refusal: the lowest of its errors, so that mistakes in the request come first."""
        return min(self._known[problem.code].http for problem in problems)

    def told(self, problems: tuple[Problem, ...]) -> list[dict[str, str]]:
        """Return the errors as the contract carries them."""
        return [{"code": problem.code, "message": self._sentence(problem)} for problem in problems]

    def _sentence(self, problem: Problem) -> str:
        usual = self._known[problem.code].message.replace("【項目名】", problem.item or "要求")
        if _remedy_untold(problem.code):
            return (problem.message or usual).partition("。")[0] + "。"
        if problem.message.count("。") > 1:
            return problem.message
        return (problem.message or usual) + self._remedies.get(problem.code, "")


def _remedy_untold(code: str) -> bool:  # noqa: PLR0911 - a case per fault
    """Tell whether a broken system leaves out how to mend an error or what to do about an alert."""
    match code:
        case "T1101":
            return fault_active("F-REMEDY-FUTURE-DAY")
        case "T1201":
            return fault_active("F-REMEDY-NOBODY")
        case "T1402":
            return fault_active("F-REMEDY-EDITED")
        case "T1403":
            return fault_active("F-REMEDY-RESTRICTED")
        case "T1404":
            return fault_active("F-REMEDY-PROTECTED")
        case "T1405":
            return fault_active("F-REMEDY-RETURNING")
        case "T2003":
            return fault_active("F-REMEDY-TERM-OVER")
        case "T2004":
            return fault_active("F-REMEDY-CAUTION")
    return False


def found(title: str, path: str, results: list[dict[str, Any]]) -> dict[str, Any]:
    """Make the body of a 200."""
    return {
        "metadata": {"title": title, "detail": f"{len(results)}件"},
        "_links": {"self": {"href": path}},
        "result": results,
    }


def refused(status: int, path: str, errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """Make the body of an error; 401, 503 and unknown paths carry no errors."""
    body: dict[str, Any] = {
        "title": _TITLES.get(status, "Error"),
        "detail": _DETAILS.get(status, _DETAIL),
        "_links": {"self": {"href": path}},
    }
    if errors is not None:
        body["errors"] = errors
    return body
