"""The provider as a WSGI application: token endpoint and operations, answered as the present situation says."""

from __future__ import annotations

import secrets
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import msgspec
from msgspec import Struct
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from conformance.checks.consumer.calls import Caller, Known
from conformance.checks.consumer.journal import Call, Journal, TokenCall
from conformance.checks.consumer.proofs import Prover
from conformance.checks.consumer.replies import Replies
from conformance.contract.paths import TOKEN_PATH, contract_paths
from conformance.target.answer import Answer, Sending
from conformance.target.exchange import Exchange, exchange_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

    from conformance.spec.catalog import Catalog
    from conformance.spec.consumer import Situation
    from conformance.spec.model import ErrorCode
    from conformance.target.credentials import Credentials
    from conformance.target.redact import Redactor

LARGEST_BODY = 1 << 20
TOKEN_LIFE_S = 300
_MOST_TOKENS = 2000
_encode = msgspec.json.encode


class Setting(Struct, frozen=True):
    """What a provider is made of. `pause_s`: how long it keeps a caller waiting where the situation says so."""

    catalog: Catalog
    error_codes: tuple[ErrorCode, ...]
    clients: Mapping[str, Credentials]
    redactor: Redactor
    pause_s: float


class Provider:
    """Answers one using system. Each situation has a journal of its own."""

    def __init__(self, setting: Setting) -> None:
        package = setting.catalog.package
        self._setting = setting
        self.token_url = TOKEN_PATH
        self._paths = dict(zip(contract_paths(package).items(), package.operations, strict=True))
        self._operations = {path: (scope, operation) for (path, scope), operation in self._paths.items()}
        self._scopes = frozenset(scope for scope, _ in self._operations.values())
        self._tokens: dict[str, Known] = {}
        self._stopped = Event()
        self._replies = Replies(setting.catalog, setting.error_codes)
        self._caller = Caller(setting.catalog)
        self._prover = Prover({}, frozenset())
        self._situation: Situation | None = None
        self._journal = Journal("")

    def listen_at(self, base_url: str) -> None:
        """Tell it where it is reached: assertions are meant for that address."""
        self.token_url = base_url + TOKEN_PATH
        audiences = frozenset({self.token_url, base_url})
        self._prover = Prover(self._setting.clients, audiences)

    def begin(self, situation: Situation) -> Journal:
        """Begin a situation; what comes from now on belongs to it. Tokens of an expired one are forgotten."""
        self._situation, self._journal = situation, Journal(situation.id)
        if situation.answer == "unauthorized":
            self._tokens.clear()
        return self._journal

    def stop(self) -> None:
        """Let nobody wait any longer."""
        self._stopped.set()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        request.max_content_length = LARGEST_BODY
        try:
            response = self._token(request) if request.path == TOKEN_PATH else self._call(request)
        except HTTPException as error:
            response = Response(b"", error.code or 400)
        return response(environ, start_response)

    def _token(self, request: Request) -> Response:
        journal = self._journal
        form = request.form.to_dict()
        wrong = self._prover.wrong(form, request.headers.get("Authorization", ""))
        scopes = tuple(form.get("scope", "").split())
        token = ""
        if wrong:
            response = _json({"error": "invalid_client"}, 401)
        elif form.get("grant_type") != "client_credentials":
            response = _json({"error": "unsupported_grant_type"}, 400)
        elif not scopes or not self._scopes.issuperset(scopes):
            response = _json({"error": "invalid_scope"}, 400)
        else:
            token = self._issue(scopes)
            told = {"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_LIFE_S}
            response = _json(told | {"scope": " ".join(scopes)}, 200)
        response.headers["Cache-Control"] = "no-store"
        exchange = self._exchange(request, urlencode(form).encode(), response)
        journal.token(TokenCall(exchange, scopes, wrong, token))
        return response

    def _issue(self, scopes: tuple[str, ...]) -> str:
        if len(self._tokens) >= _MOST_TOKENS:
            self._tokens.clear()
        token = secrets.token_urlsafe(32)
        self._setting.redactor.add(token)
        self._tokens[token] = Known(token, frozenset(scopes))
        return token

    def _call(self, request: Request) -> Response:
        journal, situation = self._journal, self._situation
        place, call = journal.begin(), None
        try:
            response, call = self._answered(request, situation, place)
        finally:
            journal.end(call)
        return response

    def _answered(self, request: Request, situation: Situation | None, place: int) -> tuple[Response, Call]:
        """Answer a call and say what it was. `place`: how many came before it. Raises HTTPException where its body
        cannot be read.
        """
        body = request.get_data(cache=True)
        scope, operation = self._operations.get(request.path, ("", None))
        token = self._caller.token(request)
        known = self._tokens.get(token)
        wrong = self._caller.wrong(request, body, known, scope, operation)
        response = Response(b"", 404)
        if operation is not None:
            replies = self._replies.of(operation, request.path)
            if known is None or scope not in known.scopes:
                response = replies.unauthorized()
            elif situation is not None and place < situation.times:
                if situation.answer in ("time_out", "slow"):
                    self._stopped.wait(self._setting.pause_s)
                response = replies.in_situation(situation)
            else:
                response = replies.accepted()
        name = operation.name if operation else ""
        exchange = self._exchange(request, body, response)
        return response, Call(exchange, name, scope, token, known is not None, wrong, response.status_code)

    def _exchange(self, request: Request, body: bytes, response: Response) -> Exchange:
        headers = dict(request.headers.items())
        answer = Answer(
            response.status_code,
            {name.lower(): value for name, value in response.headers.items()},
            response.get_data(),
        )
        return exchange_of(
            Sending(request.method, request.url, headers, body), answer, self._setting.redactor
        )


def _json(body: dict[str, Any], status: int) -> Response:
    return Response(_encode(body), status, content_type="application/json;charset=UTF-8")
