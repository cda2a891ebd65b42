"""The answers of the provider, in the official bodies.

The reference system words its own: a using system that it makes is judged here by another reading of the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct
from werkzeug.wrappers import Response

from conformance.contract.specimen import specimen

if TYPE_CHECKING:
    from conformance.spec.catalog import Catalog
    from conformance.spec.consumer import Situation
    from conformance.spec.model import ErrorCode, Operation

JSON = "application/json;charset=UTF-8"
_HTML = "text/html;charset=UTF-8"
_DETAILS = {  # of an operation that has no words of its own
    "200": "登録が完了しました。",
    "400": "エラーが発生しました。",
    "401": "アクセストークンが無効です。",
    "503": "想定外のエラーが発生しました。",
}


class Replies:
    """Makes the answers of the operations of one business."""

    def __init__(self, catalog: Catalog, error_codes: tuple[ErrorCode, ...]) -> None:
        self._catalog = catalog
        self._codes = {each.code: each for each in error_codes}

    def of(self, operation: Operation, path: str) -> Reply:
        """Return what answers one call."""
        outputs = self._catalog.outputs(operation)
        row = {item.romaji: specimen(item, self._catalog.codes_of(item)) for item in outputs}
        required = self._catalog.required(operation)
        item = required[0].name if required else operation.name
        api = operation.api
        title, details = (api.title, _DETAILS | dict(api.details)) if api else (operation.name, _DETAILS)
        return Reply(title, details, path, row, item, self._codes)


class Reply(Struct, frozen=True):
    """Answers one call. `details`: the sentence of each status; `row`: an entry of the result; `item`: the one that
    refusals are about.
    """

    title: str
    details: dict[str, str]
    path: str
    row: dict[str, Any]
    item: str
    codes: dict[str, ErrorCode]

    def accepted(self) -> Response:
        """Answer that all went well."""
        metadata = {"title": self.title, "detail": self.details["200"]}
        return _json({"metadata": metadata, "_links": self._links(), "result": [self.row]}, 200)

    def unauthorized(self) -> Response:
        """Answer the official 401."""
        return _json(self._problem(401), 401)

    def in_situation(self, situation: Situation) -> Response:
        """Answer as the situation says; whoever waits has waited before."""
        match situation.answer:
            case "refused":
                text = self.codes[situation.code].message.replace("【項目名】", self.item)
                errors = [{"code": situation.code, "message": text.replace("【指定文字】", "半角数字")}]
                return _json(self._problem(400) | {"errors": errors}, 400)
            case "unauthorized":
                return self.unauthorized()
            case "unavailable":
                return _json(self._problem(503), 503)
            case "maintenance":
                return Response("<html><body>Service Unavailable</body></html>", 503, content_type=_HTML)
            case "time_out":
                return Response("<html><body>Gateway Time-out</body></html>", 504, content_type=_HTML)
            case "garbage":
                return Response(b'{"metadata": {"title"', 200, content_type=JSON)
            case _:
                return self.accepted()

    def _problem(self, status: int) -> dict[str, Any]:
        return {"title": self.title, "detail": self.details[f"{status}"], "_links": self._links()}

    def _links(self) -> dict[str, Any]:
        return {"self": {"href": self.path}}


def _json(body: dict[str, Any], status: int) -> Response:
    return Response(msgspec.json.encode(body), status, content_type=JSON)
