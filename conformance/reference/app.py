"""The WSGI application: paths, tokens, bodies. It can be served or called in-process."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from werkzeug.exceptions import HTTPException
from werkzeug.test import Client as WerkzeugClient
from werkzeug.wrappers import Request, Response

from conformance.contract.paths import TOKEN_PATH
from conformance.reference import guard, official
from conformance.reference.answers import CONTENT_TYPE, ErrorCodes, found, refused
from conformance.reference.assertions import OAuthError
from conformance.reference.hosted import Hosted
from conformance.reference.oauth import Grant
from conformance.reference.pdf import pdf_of
from conformance.reference.registry import Problem, Refused, Results
from conformance.reference.system import ReferenceSystem
from conformance.spec.model import Operation

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

INTROSPECTION_PATH = "/oauth2/introspect"
REVOCATION_PATH = "/oauth2/revoke"
OAUTH_PATHS = (TOKEN_PATH, INTROSPECTION_PATH, REVOCATION_PATH)
PDF = "application/pdf"
LARGEST_BODY = 1 << 20
_SELF = "urn:tekigo:reference-system"  # whom assertions within this process are made out to

_log = logging.getLogger(__name__)
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder().decode


class _Place(NamedTuple):
    """What a path leads to. `codes`: the errors as its business words them."""

    hosted: Hosted
    operation: Operation
    codes: ErrorCodes


class ReferenceApp:
    """Serves all businesses of one reference system: /tekigo/v1/<business>/<operation id>, or an official address."""

    def __init__(self, system: ReferenceSystem) -> None:
        self.system = system
        self._codes = ErrorCodes()
        self._paths = {path: place for hosted in system.hosted for path, place in _places(hosted)}
        self._connect()

    def _connect(self) -> None:
        """Let the businesses of a system that is not served call each other in this process."""
        if any(hosted.numbering for hosted in self.system.hosted):
            called = WerkzeugClient(self)

            def carry(path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
                answer = called.post(path, data=body, headers=dict(headers))
                return answer.status_code, answer.get_data()

            self.system.oauth.audiences |= {_SELF}
            self.system.connect(carry, _SELF)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        request.max_content_length = LARGEST_BODY
        try:
            response = self._route(request)
        except HTTPException as error:
            response = self._error(request, error.code or 400, "T1002")
        except Exception:  # noqa: BLE001 - the system must answer, whatever happens; the trace goes to its own log
            _log.exception("request failed")
            response = self._error(request, 503)
        return response(environ, start_response)

    def _route(self, request: Request) -> Response:
        place = self._paths.get(request.path)
        if place is None and request.path not in OAUTH_PATHS:
            return self._error(request, 404)
        if request.method != "POST":
            response = self._error(request, 405)
            response.headers["Allow"] = "POST"
            return response
        if place is not None:
            return self._operation(request, place)
        with self.system.oauth.faulty():
            return self._oauth(request)

    def _oauth(self, request: Request) -> Response:
        oauth = self.system.oauth
        authorization = request.headers.get("Authorization")
        answer = {TOKEN_PATH: oauth.token, INTROSPECTION_PATH: oauth.introspect}.get(
            request.path, oauth.revoke
        )
        headers = guard.uncached()
        try:
            return _json(answer(request.form, authorization), headers=headers)
        except OAuthError as error:
            status, body = guard.oauth_error(error)
            if authorization:
                headers |= guard.challenge(error)
            return _json(body, status, headers)

    def _operation(self, request: Request, place: _Place) -> Response:
        with self.system.oauth.faulty():
            grant = self._bearer(request)
            if grant is None:
                return self._unauthorized(request, place)
            grant = guard.widened(grant, place.hosted.business.scope(place.operation))
        try:
            results = self._answer(request, place, grant)
        except Refused as refusal:
            if place.operation.api:
                return self._official(place, official.status_of(refusal.problems), refusal.problems)
            status = place.codes.status(refusal.problems)
            with place.hosted.with_own_faults():
                told = place.codes.told(refusal.problems)
            return _json(refused(status, request.path, told), status)
        if place.operation.api:
            return _json(official.success(place.operation.api, results))
        if place.operation.pdf:
            return _pdf(place, results)
        return _json(found(place.operation.name, request.path, results))

    def _official(self, place: _Place, status: int, problems: tuple[Problem, ...] = ()) -> Response:
        """Refuse as the official API does."""
        business = place.hosted.business
        with place.hosted.with_own_faults():
            body = official.refusal(business.catalog, place.operation, status, problems)
        return _json(body, status)

    def _answer(self, request: Request, place: _Place, grant: Grant) -> Results:
        hosted, operation, _ = place
        if not hosted.in_scope(operation, grant.scopes):
            raise Refused("T1301")
        body = self._body(request)
        if body is None and operation.api:
            body = {}  # no parameter is set in it
        if body is None:
            raise Refused("T1002")
        return hosted.answer(operation, body, grant.client.user_id)

    def _bearer(self, request: Request) -> Grant | None:
        return self.system.oauth.grant(guard.token_in(request))

    def _unauthorized(self, request: Request, place: _Place) -> Response:
        """Answer the official 401, in the words of an official API where it has its own."""
        with place.hosted.with_own_faults():
            business, operation = place.hosted.business, place.operation
            body = official.refusal(business.catalog, operation, 401) if operation.api else None
        told = guard.unauthorized(body or refused(401, request.path))
        response = _json(told, guard.unauthorized_status(request))
        response.headers["WWW-Authenticate"] = 'Bearer realm="tekigo", error="invalid_token"'
        return response

    def _body(self, request: Request) -> dict[str, Any] | None:
        if request.mimetype != "application/json":
            return None
        try:
            body = _decode(request.get_data(cache=False))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return None
        return body if isinstance(body, dict) else None

    def _error(self, request: Request, status: int, code: str = "") -> Response:
        place = self._paths.get(request.path)
        if place is not None and place.operation.api and f"{status}" in place.operation.api.details:
            return self._official(place, status)
        errors = self._codes.told((Problem(code),)) if code else None
        return _json(refused(status, request.path, errors), status)


def _places(hosted: Hosted) -> Iterator[tuple[str, _Place]]:
    codes = ErrorCodes(hosted.business.remedies)
    for operation in hosted.operations():
        yield hosted.business.path(operation), _Place(hosted, operation, codes)


def _json(body: dict[str, Any], status: int = 200, headers: dict[str, str] | None = None) -> Response:
    response = Response(_encode(body), status, headers)
    response.headers["Content-Type"] = CONTENT_TYPE
    return response


def _pdf(place: _Place, results: Results) -> Response:
    """Answer with the lines that stand in the entries of an operation that makes a document."""
    field = place.hosted.business.catalog.item(place.operation.pdf).romaji
    lines = [line for row in results for line in str(row.get(field, "")).split("\n")]
    return Response(pdf_of(lines), 200, {"Cache-Control": "no-store"}, content_type=PDF)
