"""The answers of an official API: its own members, fixed sentences and error codes, and nothing of tekigo's."""

from collections.abc import Iterable
from re import escape
from typing import Any

from conformance.contract.item_schema import Schema, component_name
from conformance.spec.catalog import Catalog
from conformance.spec.model import ErrorCode, Operation
from conformance.spec.official import Api

_OK, _BAD_REQUEST, _UNAUTHORIZED, _UNEXPECTED = "200", "400", "401", "503"
_MEANINGS = {
    _OK: "正常に終了した",
    _BAD_REQUEST: "送られた項目に誤りがある。エラーはすべて errors に入る",
    _UNAUTHORIZED: "認証情報が取得できない、又はアクセストークンがない。errors はない",
    _UNEXPECTED: "想定外のエラー。errors はない。時間切れと保守中は500番台が返り、JSON ではない",
}


def official_responses(
    catalog: Catalog, operation: Operation, api: Api, error_codes: Iterable[ErrorCode]
) -> dict[str, Any]:
    """Make the answers of an operation that is an official API, by status.

    Members that the text does not name may be there: it does not forbid them.
    """
    known = {code.code: code for code in error_codes}
    lines = [f"- {code} {known[code].name}: {known[code].message}" for code in api.errors if code in known]
    return {
        status: _answer(
            api,
            "\n".join([meaning, "", *lines]) if status == _BAD_REQUEST else meaning,
            _success(catalog, operation, api) if status == _OK else _refusal(api, status),
        )
        for status, meaning in _MEANINGS.items()
    }


def _answer(api: Api, description: str, schema: Schema) -> dict[str, Any]:
    return {"description": description, "content": {api.answer_type.partition(";")[0]: {"schema": schema}}}


def _success(catalog: Catalog, operation: Operation, api: Api) -> Schema:
    items = catalog.outputs(operation)
    entry = _object({item.romaji: {"$ref": f"#/components/schemas/{component_name(item)}"} for item in items})
    return _object(
        {"metadata": _object(_told(api, _OK)), "_links": _links(api), "result": _list(entry)},
    )


def _refusal(api: Api, status: str) -> Schema:
    parts = _told(api, status) | {"_links": _links(api)}
    if status == _BAD_REQUEST:
        parts["errors"] = _list(_object({"code": {"enum": list(api.errors)}, "message": _text()}))
    return _object(parts)


def _told(api: Api, status: str) -> dict[str, Schema]:
    return {"title": _text(api.title_length), "detail": {"const": api.details[status]}}


def _links(api: Api) -> Schema:
    """The address that was called: the text shows it with a slash before it and calls it both URL and APIコール名."""
    href = _text(api.href_length) | {"pattern": f"{escape(api.path)}$"}
    return _object({"self": _object({"href": href})})


def _object(properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _text(most: int | None = None) -> Schema:
    return {"type": "string", "minLength": 1} | ({"maxLength": most} if most else {})


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items, "minItems": 1}
