"""The answers of the contract: one shape when all went well, one for errors, one for a system that is not there."""

from collections.abc import Iterable, Sequence
from typing import Any

from conformance.contract.item_schema import Schema, component_name
from conformance.contract.official import official_responses
from conformance.spec.catalog import Catalog
from conformance.spec.model import ErrorCode, Operation

ERRORS = "Errors"
PROBLEM = "Problem"
METADATA = "Metadata"
LINKS = "Links"
JSON = "application/json"
PDF = "application/pdf"
# Input errors that every operation may answer with; the others are named by the operation.
INPUT = ("E0001", "E0002", "E0003", "E0004", "T1001", "T1002")
_WITH_ERRORS = {
    400: "入力の誤り",
    403: "権限がない",
    404: "対象がない",
    409: "現在の状態では行えない、又はアラート",
}
_WITHOUT_ERRORS = {
    401: "アクセストークンがない、正しくない、又は期限が切れている",
    503: "保守中などで応じられない。時間切れや保守では、JSON のない 5xx が返ることもある",
}


def components() -> dict[str, Schema]:
    """Make the shared schemas of answers."""
    error = _object(
        {"code": _text("エラーコード"), "message": _text("項目名で始まるエラーの内容")}, "code", "message"
    )
    problem = {"title": _text("表題"), "detail": _text("詳細"), "_links": _ref(LINKS)}
    return {
        METADATA: _object({"title": _text("操作の名"), "detail": _text("詳細")}, "title"),
        LINKS: _object({"self": _object({"href": _text("操作の宛先")}, "href")}, "self"),
        ERRORS: _object(problem | {"errors": _list(error)}, "title", "errors"),
        PROBLEM: _object(problem, "title"),
    }


def responses(catalog: Catalog, operation: Operation, error_codes: Iterable[ErrorCode]) -> dict[str, Any]:
    """Make the answers of an operation, by status. Error codes that it may answer with stand at their status."""
    if operation.api is not None:
        return official_responses(catalog, operation, operation.api, error_codes)
    known = {code.code: code for code in error_codes}
    told = [(code, "") for code in INPUT if code in known]
    told += [(each.code, each.when) for each in (*operation.refuses, *operation.alerts) if each.code in known]
    made = {"200": _document() if operation.pdf else _answer("受け付けた", _success(catalog, operation))}
    for status, meaning in _WITH_ERRORS.items():
        lines = [_line(known[code], when) for code, when in told if known[code].http == status]
        made[str(status)] = _answer(_described(meaning, lines), _ref(ERRORS))
    for status, meaning in _WITHOUT_ERRORS.items():
        made[str(status)] = _answer(meaning, _ref(PROBLEM))
    return dict(sorted(made.items()))


def _success(catalog: Catalog, operation: Operation) -> Schema:
    entry = {
        "type": "object",
        "description": "値のない項目は含めない",
        "properties": {item.romaji: _ref(component_name(item)) for item in catalog.outputs(operation)},
    }
    parts = {"metadata": _ref(METADATA), "_links": _ref(LINKS), "result": {"type": "array", "items": entry}}
    return _object(parts, "metadata", "result")


def _answer(description: str, schema: Schema) -> dict[str, Any]:
    return {"description": description, "content": {JSON: {"schema": schema}}}


def _document() -> dict[str, Any]:
    content = {PDF: {"schema": {"type": "string", "format": "binary"}}}
    return {
        "description": "受け付けた。文字を読み取れる PDF。この操作を提供しないシステムは404を返す",
        "content": content,
    }


def _described(meaning: str, lines: Sequence[str]) -> str:
    return "\n".join([meaning, "", *lines]) if lines else meaning


def _line(code: ErrorCode, when: str) -> str:
    alert = "（アラート: 確認済アラートにこの番号を入れて送り直すと通る）" if code.kind == "alert" else ""
    return f"- {code.code} {code.name}: {when or code.meaning}{alert}"


def _object(properties: dict[str, Schema], *required: str) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required)}


def _text(title: str) -> Schema:
    return {"type": "string", "title": title}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items, "minItems": 1}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}
