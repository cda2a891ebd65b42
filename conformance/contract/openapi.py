"""The contract of a business as one OpenAPI 3.1 document, generated from its spec package."""

from collections.abc import Iterable
from typing import Any

from conformance.contract.examples import example
from conformance.contract.item_schema import Schema, component_name, item_schema, takes_empty
from conformance.contract.paths import TOKEN_PATH, VERSION, operation_path, scope
from conformance.contract.request_schema import request_schema
from conformance.contract.responses import components, responses
from conformance.spec.catalog import Catalog
from conformance.spec.model import ErrorCode, Operation, Package

SECURITY = "oauth2"
_NOT_OFFICIAL = (
    "この契約は tekigo が{name}の要件を試すために定めたもので、国の標準仕様書の一部ではなく、公式のAPIでもない。"
    "項目名、型、桁数、コードは標準仕様書の基本データリストによるが、操作とその番号は tekigo のものである。"
    "自社のAPIを持つシステムは、対応付け（binding）のファイルでこの契約に結ぶ。\n\n"
    "要求は JSON のオブジェクト（UTF-8）で、項目名のローマ字を名前とする。値のない項目は省くか空にする。"
    "桁数は文字で数え、異体字セレクターの付いた字は1字とする。値は正規化しない。"
)

_OFFICIAL = (
    "この契約は公式のAPI（{documents}）を機械で読める形にしたものである。宛先、項目名、型、桁数、答えの形、エラーコードと"
    "その文の形は公式の文により、tekigo が加えたものはない。公式の文が食い違う所は x-errata の番号で示す。"
)


def build(package: Package, error_codes: Iterable[ErrorCode]) -> dict[str, Any]:
    """Generate the document. The same package always gives the same document, key for key.

    Raises TekigoError for names that the package lacks.
    """
    catalog = Catalog(package)
    codes = tuple(error_codes)
    return {
        "openapi": "3.1.0",
        "info": _info(package),
        "servers": [{"url": "{base_url}", "variables": {"base_url": {"default": "https://target.example"}}}],
        "tags": [{"name": group} for group in _groups(package)],
        "paths": {
            operation_path(package, each): {"post": _operation(catalog, each, codes)}
            for each in package.operations
        },
        "components": {
            "schemas": components() | _item_components(catalog),
            "securitySchemes": {SECURITY: _security(package)},
        },
    }


def _info(package: Package) -> dict[str, Any]:
    standard = package.standard
    official = [each.api.document for each in package.operations if each.api]
    whole = bool(official) and len(official) == len(package.operations)
    documents = "、".join(dict.fromkeys(official))
    return {
        "title": documents if whole else f"tekigo 契約（{standard.name}）",
        "summary": "公式のAPIの契約" if whole else "公式のものではない、適合試験のための契約",
        "description": (_OFFICIAL if whole else _NOT_OFFICIAL).format(
            name=standard.name, documents=documents
        ),
        "version": f"{VERSION}+{standard.business}-{standard.default_edition}",
        "x-business": standard.business,
        "x-edition": standard.default_edition,
        "x-document": standard.document,
    }


def _operation(catalog: Catalog, operation: Operation, error_codes: tuple[ErrorCode, ...]) -> dict[str, Any]:
    package = catalog.package
    body = {"schema": request_schema(catalog, operation), "example": example(catalog, operation)}
    return {
        "operationId": operation.id,
        "summary": operation.name,
        "description": operation.summary,
        "tags": [operation.kind],
        "security": [{SECURITY: [scope(package, operation)]}],
        "requestBody": {"required": True, "content": {"application/json": body}},
        "responses": responses(catalog, operation, error_codes),
        "x-requirements": list(operation.requirements),
        "x-kind": operation.kind,
        "x-subject": [catalog.item(name).romaji for name in operation.subject],
    } | ({"x-errata": [each.id for each in package.errata]} if operation.api else {})


def _item_components(catalog: Catalog) -> dict[str, Schema]:
    """Make a component of every item that some operation sends or answers with, in the order of items.csv."""
    sent: set[str] = set()
    for operation in catalog.package.operations:
        required = {item.name for item in catalog.required(operation)}
        for item in catalog.inputs(operation):
            if item.name not in operation.accepts:
                sent.add(component_name(item, empty=item.name not in required))
        sent |= {component_name(item) for item in catalog.outputs(operation)}
    made: dict[str, Schema] = {}
    for item in catalog.package.items:
        for empty in (False, True) if takes_empty(item) else (False,):
            name = component_name(item, empty=empty)
            if name in sent:
                made[name] = item_schema(item, catalog.codes_of(item), empty=empty)
    return made


def _security(package: Package) -> dict[str, Any]:
    scopes = {scope(package, each): each.name for each in package.operations}
    return {
        "type": "oauth2",
        "description": "client_secret_jwt（HS256）又は client_secret_basic。トークンはヘッダーの Bearer だけで送る",
        "flows": {"clientCredentials": {"tokenUrl": TOKEN_PATH, "scopes": scopes}},
    }


def _groups(package: Package) -> list[str]:
    return list(dict.fromkeys(each.kind for each in package.operations))
