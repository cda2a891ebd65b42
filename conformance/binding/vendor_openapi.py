"""Holds the calls of a binding against the vendor's own OpenAPI document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from conformance.binding.vendor_document import place_of, read_vendor_document, resolved
from conformance.binding.vendor_schema import Schemas

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conformance.binding.model import Call
    from conformance.contract.typing import Json

_PARAMETER = re.compile(r"\{[^{}]*\}")
_JSON = re.compile(r"application/(json|[^;]*\+json|\*)|\*/\*")
_METHODS = ("get", "post", "put", "patch", "delete", "head", "options")
Wrong = tuple[str, dict[str, Any]]  # message code and its parameters
UNUSABLE = "TKG-BND060"


class VendorApi:
    """A vendor's OpenAPI document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self._schemas = Schemas(document)
        self._paths = {_shape(path): path for path in document["paths"]}

    def path_of(self, call: Call) -> str | None:
        """Return the document's own path of a call; None when it does not describe it."""
        path = self._paths.get(_shape(call.path))
        known = path is not None and isinstance(self._offered(path).get(call.method.lower()), dict)
        return path if known else None

    def faults(self, call: Call, body: Json = None) -> Iterator[Wrong]:
        """Tell where a call does not fit the document. `body`: an example of what it sends, None when there is none."""
        path = self._paths.get(_shape(call.path))
        if path is None:
            yield "TKG-BND032", {"path": call.path}
            return
        offered = self._offered(path)
        if not isinstance(offered.get(call.method.lower()), dict):
            known = "、".join(sorted(name.upper() for name in offered if name in _METHODS))
            yield "TKG-BND033", {"method": call.method, "path": path, "known": known}
            return
        unusable = list(self.unusable(call.method, path))
        yield from unusable
        yield from self._query(call, path)
        if body is not None:
            yield from self._body(path, call, body, usable=not unusable)

    def unusable(self, method: str, path: str) -> Iterator[Wrong]:
        """Tell what of the description of a call is no OpenAPI, and where: no request can be generated from it."""
        way: tuple[str, ...] = ("paths", path)
        offered = self._offered(path)
        found = offered[method.lower()]
        for holder, at in ((offered, way), (found, (*way, method.lower()))):
            told = holder.get("parameters")
            if told is not None and not isinstance(told, list):
                yield _unusable((*at, "parameters"), "bnd.no_list")
                continue
            for place, each in enumerate(told or ()):
                yield from self._parameter((*at, "parameters", str(place)), each)
        content = self._content(found)
        at = (*way, method.lower(), "requestBody", "content")
        if content is not None and not isinstance(content, dict):
            yield _unusable(at, "bnd.no_object")
        elif content:
            for media, each in content.items():
                if isinstance(each, dict) and "schema" in each:
                    yield from self._schema((*at, media, "schema"), each["schema"])

    def _parameter(self, way: tuple[str, ...], part: Any) -> Iterator[Wrong]:  # noqa: ANN401 - any part of a document
        parameter = self._resolved(part)
        if not isinstance(parameter.get("name"), str) or not isinstance(parameter.get("in"), str):
            yield _unusable(way, "bnd.no_parameter")
        elif "schema" in parameter:
            yield from self._schema((*way, "schema"), parameter["schema"])

    def _schema(self, way: tuple[str, ...], schema: Any) -> Iterator[Wrong]:  # noqa: ANN401
        for at, reason in self._schemas.faults(schema, way):
            yield UNUSABLE, {"place": place_of(at), "reason": reason}

    def _query(self, call: Call, path: str) -> Iterator[Wrong]:
        offered = self._offered(path)
        found = offered[call.method.lower()]
        told = [
            self._resolved(each) for holder in (offered, found) for each in _listed(holder.get("parameters"))
        ]
        named = {str(each.get("name")): each for each in told if each.get("in") == "query"}
        sent = {*call.query, *(call.pages.query if call.pages else ()), *_written(call.path)}
        for name in sorted(sent - named.keys()):
            yield "TKG-BND034", {"name": name, "known": "、".join(named) or "―"}
        for name in sorted(name for name, each in named.items() if each.get("required") is True):
            if name not in sent:
                yield "TKG-BND035", {"name": name}

    def _body(self, path: str, call: Call, body: Json, *, usable: bool) -> Iterator[Wrong]:
        content = self._content(self._offered(path)[call.method.lower()])
        offered = content if isinstance(content, dict) else {}
        media = next((each for name, each in offered.items() if _is_json(name)), None)
        if not isinstance(media, dict):
            yield "TKG-BND036", {"method": call.method, "path": path}
        elif usable and "schema" in media:
            for where, reason in self._schemas.misfits(media["schema"], body):
                yield "TKG-BND037", {"where": where, "reason": reason}

    def _content(self, found: dict[str, Any]) -> Any:  # noqa: ANN401
        return self._resolved(found.get("requestBody")).get("content")

    def _offered(self, path: str) -> dict[str, Any]:
        """Return a path item; what stands beside its reference counts too."""
        item = self.document["paths"][path]
        return {**self._resolved(item), **{name: each for name, each in item.items() if name != "$ref"}}

    def _resolved(self, part: Any) -> dict[str, Any]:  # noqa: ANN401
        while isinstance(part, dict) and isinstance(
            part.get("$ref"), str
        ):  # ends: circles are refused on loading
            part = resolved(self.document, part["$ref"])
        return part if isinstance(part, dict) else {}


def load_vendor_api(path: Path) -> VendorApi:
    """Read an OpenAPI document in JSON or YAML. Raises TekigoError TKG-BND030, TKG-BND031."""
    return VendorApi(read_vendor_document(path))


def _unusable(way: tuple[str, ...], code: str) -> Wrong:
    from conformance.spec.errors import Phrase

    return UNUSABLE, {"place": place_of(way), "reason": Phrase(code)}


def _listed(part: Any) -> list[Any]:  # noqa: ANN401
    return part if isinstance(part, list) else []


def _written(path: str) -> list[str]:
    """Return the names of the query that stands in a path."""
    return [each.partition("=")[0] for each in path.partition("?")[2].split("&") if each]


def _is_json(media: str) -> bool:
    return _JSON.fullmatch(media.partition(";")[0].strip().lower()) is not None


def _shape(path: str) -> str:
    """Return a path in which all parameters look alike."""
    return _PARAMETER.sub("{}", path.partition("?")[0].rstrip("/"))
