"""Holds the calls of a binding against the vendor's own OpenAPI document."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.binding.model import Call
    from conformance.contract.typing import Json

MAX_BYTES = 20 * 1024 * 1024
_SHOWN = 3
_PARAMETER = re.compile(r"\{[^{}]*\}")
Wrong = tuple[str, dict[str, Any]]  # message code and its parameters


class VendorApi:
    """A vendor's OpenAPI document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self._paths = {_shape(path): path for path in document["paths"]}

    def path_of(self, call: Call) -> str | None:
        """Return the document's own path of a call; None when it does not describe it."""
        path = self._paths.get(_shape(call.path))
        known = path is not None and call.method.lower() in self.document["paths"][path]
        return path if known else None

    def faults(self, call: Call, body: Json = None) -> Iterator[Wrong]:
        """Tell where a call does not fit the document. `body`: an example of what it sends, None when there is none."""
        path = self._paths.get(_shape(call.path))
        if path is None:
            yield "TKG-BND032", {"path": call.path}
            return
        offered = self.document["paths"][path]
        found = offered.get(call.method.lower())
        if not isinstance(found, dict):
            known = "、".join(sorted(name.upper() for name in offered if name in _METHODS))
            yield "TKG-BND033", {"method": call.method, "path": path, "known": known}
            return
        yield from self._query(call, [*offered.get("parameters", ()), *found.get("parameters", ())])
        if body is not None:
            yield from self._body(path, call, found, body)

    def _query(self, call: Call, parameters: list[Any]) -> Iterator[Wrong]:
        told = [self._resolved(each) for each in parameters]
        named = {each.get("name"): each for each in told if each.get("in") == "query"}
        sent = {*call.query, *(call.pages.query if call.pages else ())}
        for name in sorted(sent - named.keys()):
            yield "TKG-BND034", {"name": name, "known": "、".join(map(str, named)) or "―"}
        for name in sorted(str(name) for name, each in named.items() if each.get("required")):
            if name not in sent:
                yield "TKG-BND035", {"name": name}

    def _body(self, path: str, call: Call, found: dict[str, Any], body: Json) -> Iterator[Wrong]:
        from jsonschema import Draft202012Validator

        request = self._resolved(found.get("requestBody") or {})
        media = (request.get("content") or {}).get("application/json")
        if not isinstance(media, dict) or "schema" not in media:
            yield "TKG-BND036", {"method": call.method, "path": path}
            return
        # The document around it resolves the references that start with #/.
        validator = Draft202012Validator({**self.document, **_alone(media["schema"])})
        for error in list(validator.iter_errors(body))[:_SHOWN]:
            where = ".".join(map(str, error.absolute_path)) or "―"
            yield "TKG-BND037", {"where": where, "reason": error.message[:200]}

    def _resolved(self, part: Any) -> dict[str, Any]:  # noqa: ANN401 - any part of a document
        for _ in range(10):
            reference = part.get("$ref") if isinstance(part, dict) else None
            if not isinstance(reference, str) or not reference.startswith("#/"):
                break
            part = self.document
            for step in reference[2:].split("/"):
                part = (
                    part.get(step.replace("~1", "/").replace("~0", "~"), {}) if isinstance(part, dict) else {}
                )
        return part if isinstance(part, dict) else {}


_METHODS = ("get", "post", "put", "patch", "delete", "head", "options")


def load_vendor_api(path: Path) -> VendorApi:
    """Read an OpenAPI document in JSON or YAML. Raises TekigoError TKG-BND030, TKG-BND031."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise TekigoError("TKG-BND031", path=path, reason=f"> {MAX_BYTES} bytes")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise TekigoError("TKG-BND030", path=path, reason=error.strerror or type(error).__name__) from None
    except UnicodeDecodeError as error:
        raise TekigoError("TKG-BND031", path=path, reason=str(error)) from None
    try:
        document = yaml.load(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise TekigoError("TKG-BND031", path=f"{path}{line}", reason=str(error)[:200]) from None
    paths = document.get("paths") if isinstance(document, dict) else None
    if not isinstance(paths, dict) or not all(isinstance(each, dict) for each in paths.values()):
        raise TekigoError("TKG-BND031", path=path, reason="paths")
    return VendorApi(document)


def _alone(schema: Any) -> dict[str, Any]:  # noqa: ANN401 - any part of a document
    return schema if isinstance(schema, dict) else {}


def _shape(path: str) -> str:
    """Return a path in which all parameters look alike."""
    return _PARAMETER.sub("{}", path.partition("?")[0].rstrip("/"))
