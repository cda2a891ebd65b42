"""The vendor's own OpenAPI 3.1 document, made from the routes. `openapi.yaml` beside this file is what it makes."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from conformance.reference.businesses import BUSINESSES
from conformance.spec.catalog import Catalog
from conformance.spec.model import Item, Operation
from examples.foreign_system.app import APPROVE, SESSION
from examples.foreign_system.office import BUSINESS
from examples.foreign_system.tables import FOLDER, Route, reasons, routes
from examples.foreign_system.vocabulary import MEMBERS, Vocabulary

FILE = FOLDER / "openapi.yaml"
Schema = dict[str, Any]
_JSON = "application/json"
_REFUSAL = {"$ref": "#/components/responses/Refusal"}
_TEXT: Schema = {"type": "string"}


def document() -> Schema:
    """Make the document of the product as it is sold: without what seeded faults add."""
    catalog = BUSINESSES[BUSINESS]().catalog
    words = Vocabulary(catalog)
    paths: dict[str, dict[str, Schema]] = {
        SESSION: {"post": _log_in(), "delete": _log_out()},
        APPROVE.replace("<", "{").replace(">", "}"): {"post": _approve()},
    }
    for route in routes():
        operation = catalog.operation(route.operation)
        paths.setdefault(route.path, {})[route.method.lower()] = _described(route, operation, catalog, words)
    return {
        "openapi": "3.1.0",
        "info": {"title": "ミナト住民記録 API", "version": "3.2.0", "description": _ABOUT},
        "security": [{"session": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"session": {"type": "http", "scheme": "bearer"}},
            "schemas": _components(words),
            "responses": {"Refusal": _answer("受け付けない", {"$ref": "#/components/schemas/Refusal"})},
        },
    }


def text() -> str:
    """Write the document as openapi.yaml has it."""
    return msgspec.yaml.encode(document()).decode()


_ABOUT = (
    "架空の製品の架空のAPI。異動は受付（…/drafts）と承認（…/approve）の二度の呼出しで行う。"
    "一覧は nextCursor を cursor に入れて続きを求める。日付は 20260401 の形。"
    "警告（428）は acknowledge にその reason を入れて送り直すと通る。個人番号は URL に載せない。"
)


def _described(route: Route, operation: Operation, catalog: Catalog, words: Vocabulary) -> Schema:
    made: Schema = {"operationId": route.name, "summary": operation.name, "tags": [route.path.split("/")[2]]}
    required = {item.name for item in catalog.required(operation)}
    items = catalog.inputs(operation)
    if route.method in ("GET", "DELETE"):
        made["parameters"] = [
            _parameter(words.field(item.name), _ref(words.field(item.name)), required=item.name in required)
            for item in items
            if not words.is_secret(item)
        ]
        made["parameters"] += [_parameter("cursor", _TEXT)] if route.page else []
    else:
        fields = {words.field(item.name): item.name in required for item in items}
        made["requestBody"] = {"required": True, "content": {_JSON: {"schema": _request(fields)}}}
        if route.page:
            made["parameters"] = [_parameter("cursor", _TEXT)]
    done = {"201": _drafted()} if route.drafted else {"200": _answer("受け付けた", _result(route))}
    return made | {"responses": done | {"default": _REFUSAL}}


def _request(fields: Mapping[str, bool]) -> Schema:
    """Nest the fields of a request. `fields`: path → whether it is required."""
    made: Schema = {"type": "object", "additionalProperties": False}
    for field, required in fields.items():
        at = made
        *outer, last = field.split(".")
        for name in outer:
            inner = at.setdefault("properties", {}).setdefault(name, {"type": "object"})
            _require(at, name, required=required)
            if name == MEMBERS:
                inner |= {"type": "array", "items": inner.get("items", {"type": "object"})}
                inner = inner["items"]
            at = inner
        at.setdefault("properties", {})[last] = _ref(field)
        _require(at, last, required=required)
    return made


def _require(schema: Schema, name: str, *, required: bool) -> None:
    if required and name not in schema.setdefault("required", []):
        schema["required"].append(name)


def _result(route: Route) -> Schema:
    record = {"$ref": "#/components/schemas/Record"}
    properties: Schema = {"ok": {"const": True}}
    if not route.listed:
        return _object(properties | {route.result: {"anyOf": [record, {"type": "null"}]}})
    properties[route.result] = {"type": "array", "items": record}
    return _object(properties | ({"nextCursor": {"type": ["string", "null"]}} if route.page else {}))


def _drafted() -> Schema:
    states = {"enum": ["PENDING", "HELD"], "description": "HELD: mode が HOLD の仮登録。承認は要らない"}
    return _answer("受け付けた", _object({"ok": {"const": True}, "draftId": _TEXT, "state": states}))


def _approve() -> Schema:
    schema = _request({"acknowledge": False})
    return {
        "operationId": "approveDraft",
        "summary": "受け付けた異動の承認",
        "tags": ["movements"],
        "parameters": [{"name": "draft", "in": "path", "required": True, "schema": _TEXT}],
        "requestBody": {"content": {_JSON: {"schema": schema}}},
        "responses": {
            "200": _answer(
                "異動した",
                _object(
                    {
                        "ok": {"const": True},
                        "movements": {"type": "array", "items": {"$ref": "#/components/schemas/Record"}},
                    }
                ),
            ),
            "default": _REFUSAL,
        },
    }


def _log_in() -> Schema:
    schema = _object({"user": _TEXT, "password": {"type": "string", "format": "password"}})
    token = _object({"ok": {"const": True}, "token": _TEXT, "validSeconds": {"type": "integer"}})
    return {
        "operationId": "logIn",
        "summary": "ログイン",
        "tags": ["session"],
        "security": [],
        "requestBody": {"required": True, "content": {_JSON: {"schema": schema}}},
        "responses": {"201": _answer("ログインした", token), "default": _REFUSAL},
    }


def _log_out() -> Schema:
    done = _answer("ログアウトした", _object({"ok": {"const": True}}))
    return {
        "operationId": "logOut",
        "summary": "ログアウト",
        "tags": ["session"],
        "responses": {"200": done, "default": _REFUSAL},
    }


def _components(words: Vocabulary) -> dict[str, Schema]:
    codes = sorted({told.reason for told in reasons().values()})
    fault = _object({"reason": _TEXT, "severity": {"enum": ["ERROR", "WARNING"]}, "text": _TEXT})
    fault["properties"]["reason"] = {"type": "string", "description": "、".join(codes)}
    fault["properties"]["field"] = {"type": "string", "description": "項目の場所"}
    faults = {"type": "array", "items": fault, "minItems": 1}
    made = {field: _value(words, item) for field, item in words.items()}
    record = _request(dict.fromkeys(made, False)) | {"description": "値のない項目は載らない"}
    del record["additionalProperties"]
    return {"Record": record, "Refusal": _object({"ok": {"const": False}, "faults": faults}), **made}


def _value(words: Vocabulary, item: Item) -> Schema:
    one: Schema = dict(_TEXT)
    known = words.codes(item)
    if known:
        one = {"type": "boolean"} if True in known else {"type": "string", "enum": list(known)}
    elif item.type == "DATE":
        one["pattern"] = "^[0-9]{8}$"
    elif item.type == "TIME":
        one["pattern"] = "^[0-9]{6}$"
    elif item.type == "9":
        one = {"type": "integer", "minimum": 0}
    listed = item.repeat is not None and not words.field(item.name).startswith(f"{MEMBERS}.")
    return {"title": item.name} | ({"type": "array", "items": one} if listed else one)


def _parameter(name: str, schema: Schema, *, required: bool = False) -> Schema:
    return {"name": name, "in": "query", "schema": schema} | ({"required": True} if required else {})


def _ref(field: str) -> Schema:
    return {"$ref": f"#/components/schemas/{field}"}


def _object(properties: Schema, required: Iterable[str] | None = None) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required or properties)}


def _answer(description: str, schema: Schema) -> Schema:
    return {"description": description, "content": {_JSON: {"schema": schema}}}
