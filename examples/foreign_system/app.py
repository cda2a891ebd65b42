"""The WSGI application: paths, sessions, bodies, cursors."""

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import msgspec
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import Map, Rule
from werkzeug.wrappers import Request, Response

from conformance.reference.registry import Problem
from examples.foreign_system.office import Fault, Office, Rejected, rejected
from examples.foreign_system.sessions import Sessions
from examples.foreign_system.tables import Route, routes
from examples.foreign_system.vocabulary import Tree

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

SESSION = "/session"
APPROVE = "/v1/movements/drafts/<draft>/approve"
LARGEST_BODY = 1 << 20
CREATED = 201
_BEARER = "bearer"

_log = logging.getLogger(__name__)
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class App:
    """Answers the API of one office."""

    def __init__(self, office: Office, sessions: Sessions) -> None:
        self.office = office
        self.sessions = sessions
        rules = [Rule(route.path, methods=[route.method], endpoint=route) for route in routes()]
        rules += [
            Rule(SESSION, methods=["POST"], endpoint=self._log_in),
            Rule(SESSION, methods=["DELETE"], endpoint=self._log_out),
            Rule(APPROVE, methods=["POST"], endpoint=self._approve),
        ]
        self._map = Map(rules, merge_slashes=False)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        request.max_content_length = LARGEST_BODY
        try:
            response = self._route(request)
        except Rejected as refusal:
            response = _refusal(refusal.status, *refusal.faults)
        except (NotFound, MethodNotAllowed) as error:
            response = _refusal(error.code, Fault("NO_SUCH_PAGE", "ERROR", "そのような処理はありません。"))
        except HTTPException as error:
            response = _refusal(error.code or 400, Fault("MALFORMED", "ERROR", "要求を読み取れません。"))
        except Exception:  # noqa: BLE001 - the system must answer, whatever happens; the trace goes to its own log
            _log.exception("request failed")
            response = _refusal(500, Fault("INTERNAL", "ERROR", "処理を続けられません。"))
        return response(environ, start_response)

    def _route(self, request: Request) -> Response:
        found, parts = self._map.bind_to_environ(request.environ).match()
        if found == self._log_in:
            return self._log_in(request)
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        user = self.sessions.user(token.strip()) if kind.lower() == _BEARER else None
        if user is None:
            return _refusal(
                401, Fault("SESSION", "ERROR", "ログインしていないか、ログインの期限が切れています。")
            )
        if isinstance(found, Route) and found.drafted:
            record = self.office.words.read(_body(request))
            return _json(self.office.draft(found, record, user), CREATED)
        if isinstance(found, Route):
            return _json(self._ask(request, found, user))
        response: Response = found(request, user, **parts)
        return response

    def _ask(self, request: Request, route: Route, user: str) -> Tree:
        words = self.office.words
        cursor = request.args.get("cursor")
        if cursor and route.page:
            return self.office.turn(route, cursor, user)
        if route.method in ("GET", "DELETE"):
            parameters = {name: request.args.getlist(name) for name in request.args}
            for name in filter(words.is_secret, parameters):
                raise rejected(Problem("T1001"), name)
            return self.office.ask(route, words.read_query(parameters), user)
        return self.office.ask(route, words.read(_body(request)), user)

    def _log_in(self, request: Request, *_: object) -> Response:
        body = _body(request)
        token = self.sessions.log_in(body.get("user"), body.get("password"))
        if token is None:
            return _refusal(401, Fault("LOGIN", "ERROR", "利用者又はパスワードが違います。"))
        response = _json({"token": token, "validSeconds": int(self.sessions.life_s)}, CREATED)
        response.headers["Cache-Control"] = "no-store"
        return response

    def _log_out(self, request: Request, _: str) -> Response:
        self.sessions.log_out(request.headers["Authorization"].partition(" ")[2].strip())
        return _json({})

    def _approve(self, request: Request, user: str, draft: str) -> Response:
        more = _body(request) if request.content_length else {}
        return _json(self.office.approve(draft, self.office.words.read(more), user))


def _body(request: Request) -> dict[str, Any]:
    """Read a JSON object. Raises Rejected."""
    body: object = None
    if request.mimetype == "application/json":
        try:
            body = _decode(request.get_data(cache=False))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            body = None
    if not isinstance(body, dict):
        raise rejected(Problem("T1002"))
    return body


def _json(content: Tree, status: int = 200) -> Response:
    return Response(_encode({"ok": True} | content), status, mimetype="application/json")


def _refusal(status: int, *faults: Fault) -> Response:
    return Response(_encode({"ok": False, "faults": faults}), status, mimetype="application/json")
