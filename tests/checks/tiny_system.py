"""A tiny system that keeps the contract by reading the spec, and breaks it in one way when told to.

It stores nothing: whatever is right is accepted and answered with specimens. Real HTTP on loopback.
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from conformance.contract.paths import operation_path
from conformance.contract.request_schema import accepted_codes, expected_values
from conformance.contract.specimen import specimen
from conformance.spec.catalog import Catalog
from conformance.spec.model import Item, Operation
from conformance.spec.validation import validate

Body = dict[str, Any]
Errors = list[tuple[str, str]]
# A fault may replace the answer: it gets the operation, the body and the errors found, and returns (status, answer).
Fault = Callable[[Operation, object, Errors], tuple[int, Any] | None]

CODES = {
    "required": "E0001",
    "charset": "E0002",
    "code": "E0002",
    "impossible_date": "E0002",
    "unknown_date": "E0002",
    "check_digit": "E0002",
    "length": "E0003",
}
EMPTY = (None, "", [])


class TinySystem:
    """Judges requests. `ignored`: kinds of item errors that it does not look for."""

    def __init__(
        self, catalog: Catalog, *, ignored: tuple[str, ...] = (), fault: Fault | None = None
    ) -> None:
        self.catalog = catalog
        self.ignored = ignored
        self.fault = fault
        self.paths = {operation_path(catalog.package, each): each for each in catalog.package.operations}
        self.accepted = 0

    def answer(self, path: str, raw: bytes) -> tuple[int, Any]:
        """Return status and JSON answer."""
        operation = self.paths.get(path)
        if operation is None:
            return 404, {"title": "ない", "errors": [{"code": "T1201", "message": "対象が見つかりません。"}]}
        try:
            body = json.loads(raw)
        except ValueError:
            body = None
        errors = self.errors(operation, body) if isinstance(body, dict) else [("T1002", "要求が違います。")]
        replaced = self.fault(operation, body, errors) if self.fault else None
        if replaced is not None:
            return replaced
        if errors:
            told = [{"code": code, "message": message} for code, message in errors]
            return 400, {
                "title": "入力の誤り",
                "detail": "",
                "_links": {"self": {"href": path}},
                "errors": told,
            }
        self.accepted += 1
        return 200, self.success(operation, body, path)

    def success(self, operation: Operation, body: Body, path: str) -> Body:
        """Answer with what was sent, and specimens for the rest."""
        row = {
            item.romaji: specimen(item, self.catalog.codes_of(item))
            for item in self.catalog.outputs(operation)
        }
        row |= {name: value for name, value in body.items() if name in row and value not in EMPTY}
        return {"metadata": {"title": operation.name}, "_links": {"self": {"href": path}}, "result": [row]}

    def errors(self, operation: Operation, body: Body) -> Errors:
        """Find every error of a request."""
        inputs = {item.romaji: item for item in self.catalog.inputs(operation)}
        required = {item.name for item in self.catalog.required(operation)}
        found: Errors = [("T1001", f"{name}は受け付けない項目です。") for name in body if name not in inputs]
        for romaji, item in inputs.items():
            value = body.get(romaji)
            if item.repeat is not None and value is not None and not isinstance(value, list):
                found.append(("E0002", f"{item.name}は配列で設定してください。"))
                continue
            if "charset" not in self.ignored and not _of_its_type(item, value):
                found.append(("E0002", f"{item.name}の型が違います。"))
                continue
            codes = accepted_codes(self.catalog, operation, item)
            kind = validate(item, value, codes, required=item.name in required)
            if kind is not None and kind not in self.ignored:
                found.append((CODES[kind], f"{item.name}の{kind}が違います。"))
        return found + list(self._relations(operation, body))

    def _relations(self, operation: Operation, body: Body) -> Iterator[tuple[str, str]]:
        listed = self.catalog.items_of(operation.at_least_one)
        if listed and "required" not in self.ignored and all(body.get(i.romaji) in EMPTY for i in listed):
            yield "E0001", f"{listed[0].name}が設定されていません。"
        if "condition" not in self.ignored:
            yield from self._conditions(operation, body)
            yield from self._unknown_dates(operation, body)

    def _conditions(self, operation: Operation, body: Body) -> Iterator[tuple[str, str]]:
        for each in operation.conditions:
            when = self.catalog.item(each.when.item)
            value, expected = body.get(when.romaji), expected_values(self.catalog, each.when)
            if value in expected if expected else value not in EMPTY:
                for item in self.catalog.items_of(each.required):
                    if body.get(item.romaji) in EMPTY:
                        yield "E0004", f"{when.name}が設定されている場合、{item.name}は設定必須です。"

    def _unknown_dates(self, operation: Operation, body: Body) -> Iterator[tuple[str, str]]:
        for item in self.catalog.inputs(operation):
            flag, notation = body.get(f"{item.romaji}_fushofuragu"), body.get(f"{item.romaji}_fushohyoki")
            if item.unknown_date and flag == "1" and notation in EMPTY:
                yield "E0004", f"{item.name}_不詳表記は設定必須です。"


def _of_its_type(item: Item, value: object) -> bool:
    values = value if isinstance(value, list) else [value]
    wanted = int if item.type == "9" else str
    single = item.repeat is None and isinstance(value, list)
    blank = isinstance(value, list) and "" in value
    sound = all(each in EMPTY or (isinstance(each, wanted) and each is not True) for each in values)
    return sound and not single and not blank


@contextmanager
def serve(system: TinySystem) -> Iterator[str]:
    """Serve a system on loopback and yield its base address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            token = {"access_token": "t" * 40, "token_type": "Bearer", "expires_in": 3600}
            status, answer = (200, token) if self.path == "/oauth2/token" else system.answer(self.path, raw)
            body = answer if isinstance(answer, bytes) else json.dumps(answer, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json;charset=UTF-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
