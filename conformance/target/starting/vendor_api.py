"""Takes from a vendor's OpenAPI document what a target file needs: where the system is and how it knows its users."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from msgspec import Struct

from conformance.i18n import TekigoError
from conformance.target.auth_model import ApiKeyAuth, Auth, BasicAuth, LoginAuth, OAuthAuth

METHODS = ("get", "post", "put", "patch", "delete")
_LARGEST = 20 * 1024 * 1024
_ADDRESS = re.compile(r"https?://[^\s/?#@]+(/[^\s?#]*)?")
_LOGIN = re.compile(r"(login|signin|session|authenticate|auth|token)s?$", re.IGNORECASE)
_USER = re.compile(r"user|login|account|id$|mail", re.IGNORECASE)
_PASSWORD = re.compile(r"pass|secret|pwd", re.IGNORECASE)
_TOKEN = re.compile(r"token", re.IGNORECASE)
_EXPIRES = re.compile(r"expire", re.IGNORECASE)


class VendorCall(Struct, frozen=True):
    """One operation of the document."""

    method: str
    path: str
    summary: str = ""


class VendorApi(Struct, frozen=True, kw_only=True):
    """What the document tells; empty where it does not. `auth`: a first guess at how roles prove who they are."""

    title: str = ""
    version: str = ""
    base_url: str = ""
    auth: Auth | None = None
    calls: tuple[VendorCall, ...] = ()


def read_vendor_api(path: Path) -> VendorApi:
    """Read an OpenAPI 3 document, JSON or YAML.

    Raises TekigoError: TKG-CONF023 (cannot be read or is no OpenAPI 3 document).
    """
    document = _document(path)
    info = _mapping(document.get("info"))
    return VendorApi(
        title=_text(info.get("title")),
        version=_text(info.get("version")),
        base_url=_base_url(document),
        auth=_auth(document),
        calls=tuple(_calls(document)),
    )


def _document(path: Path) -> dict[str, Any]:
    import yaml

    from conformance.spec.yaml_text import load

    try:
        if path.stat().st_size > _LARGEST:
            raise TekigoError("TKG-CONF023", path=path, reason=f"> {_LARGEST} bytes")
        read = load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or getattr(error, "problem", None) or type(error).__name__
        raise TekigoError("TKG-CONF023", path=path, reason=reason) from None
    if not isinstance(read, dict) or not str(read.get("openapi", "")).startswith("3."):
        raise TekigoError("TKG-CONF023", path=path, reason="openapi: 3.x")
    return read


def _base_url(document: dict[str, Any]) -> str:
    """Return the first server whose address is a whole one, its variables filled with their defaults."""
    for server in _list(document.get("servers")):
        url = _text(_mapping(server).get("url"))
        for name, variable in _mapping(_mapping(server).get("variables")).items():
            url = url.replace(f"{{{name}}}", _text(_mapping(variable).get("default")))
        if _ADDRESS.fullmatch(url):
            return url.rstrip("/")
    return ""


def _auth(document: dict[str, Any]) -> Auth | None:
    schemes = [
        _mapping(each)
        for each in _mapping(_mapping(document.get("components")).get("securitySchemes")).values()
    ]
    found = [auth for each in schemes if (auth := _scheme(each, document)) is not None]
    return found[0] if found else None


def _scheme(scheme: dict[str, Any], document: dict[str, Any]) -> Auth | None:
    kind, way = scheme.get("type"), _text(scheme.get("scheme")).lower()
    flow = _mapping(_mapping(scheme.get("flows")).get("clientCredentials"))
    url = _text(flow.get("tokenUrl"))
    if kind == "oauth2" and _ADDRESS.fullmatch(url):
        scopes = tuple(str(each) for each in _mapping(flow.get("scopes")))
        return OAuthAuth(token_url=url, method="client_secret_basic", scopes=scopes)
    header = _text(scheme.get("name"))
    if kind == "apiKey" and scheme.get("in") == "header" and re.fullmatch(r"[A-Za-z0-9-]+", header):
        return ApiKeyAuth(header=header)
    if kind == "http" and way == "basic":
        return BasicAuth()
    return _login(document) if kind == "http" and way == "bearer" else None


def _login(document: dict[str, Any]) -> LoginAuth | None:
    """Find the call that looks like a log-in: a POST whose body has a password."""
    for path, each in _mapping(document.get("paths")).items():
        call = _mapping(_mapping(each).get("post"))
        fields = _fields(_content(call.get("requestBody"), document), document)
        password = next((name for name in fields if _PASSWORD.search(name)), "")
        user = next((name for name in fields if _USER.search(name) and name != password), "")
        if _LOGIN.search(str(path)) and user and password and "{" not in str(path):
            answers = _mapping(call.get("responses"))
            told = next((answers[code] for code in ("200", "201", 200, 201) if code in answers), None)
            places = list(_places(_content(told, document), document))
            return LoginAuth(
                path=str(path),
                username_field=user,
                password_field=password,
                token=next((place for place in places if _TOKEN.search(place)), "token"),
                expires=next((place for place in places if _EXPIRES.search(place)), None),
            )
    return None


def _content(holder: object, document: dict[str, Any]) -> dict[str, Any]:
    media = _mapping(_resolved(holder, document).get("content"))
    kind = next((each for name, each in media.items() if "json" in str(name)), None)
    return _resolved(_mapping(kind).get("schema"), document)


def _fields(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = _mapping(schema.get("properties"))
    return {str(name): _resolved(each, document) for name, each in found.items()}


def _places(schema: dict[str, Any], document: dict[str, Any], depth: int = 3) -> list[str]:
    """List the places of the texts and numbers in an answer, names joined by dots."""
    found = []
    for name, each in _fields(schema, document).items():
        below = _places(each, document, depth - 1) if depth else []
        found += [f"{name}.{place}" for place in below] or [name]
    return found


def _resolved(node: object, document: dict[str, Any]) -> dict[str, Any]:
    """Follow one reference within the document."""
    node = _mapping(node)
    reference = _text(node.get("$ref"))
    if not reference.startswith("#/"):
        return node
    found: object = document
    for step in reference[2:].split("/"):
        found = _mapping(found).get(step.replace("~1", "/").replace("~0", "~"))
    return _mapping(found)


def _calls(document: dict[str, Any]) -> list[VendorCall]:
    return [
        VendorCall(method.upper(), str(path), _text(_mapping(call).get("summary")))
        for path, each in _mapping(document.get("paths")).items()
        for method, call in _mapping(each).items()
        if method in METHODS
    ]


def _mapping(value: object) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""
