"""Asks the target: the one way by which checks reach the system under test."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote, urlencode

import msgspec

from conformance.i18n import TekigoError
from conformance.target import pdf_text
from conformance.target.answer import Answer, Failure, Sending
from conformance.target.authenticate import authenticator
from conformance.target.breaker import Breaker
from conformance.target.credentials import read_secret
from conformance.target.exchange import Exchange, exchange_of
from conformance.target.pace import Paced, Retrying
from conformance.target.redact import Redactor
from conformance.target.transport import Limits, Route, Transport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from conformance.target.answer import Sender
    from conformance.target.model import Proxy, Target
    from conformance.target.oauth import Token

UNAUTHORIZED = 401
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
USER_AGENT = "tekigo"
JSON_HEADERS = {
    "Accept": "application/json",
    "Accept-Encoding": "gzip",
    "Content-Type": "application/json;charset=UTF-8",
    "User-Agent": USER_AGENT,
}
FORM_HEADERS = JSON_HEADERS | {"Content-Type": "application/x-www-form-urlencoded"}


class TargetClient:
    """A session with one target: tokens, one kept-alive connection, redacted records. Use one per process."""

    def __init__(
        self,
        target: Target,
        contract_paths: Mapping[str, str],
        on_exchange: Callable[[Exchange], None] | None = None,
        *,
        number_fields: Iterable[str] = (),
        sender: Sender | None = None,
        share: int = 1,
    ) -> None:
        """`contract_paths`: operation path → scope. `on_exchange` gets each exchange, redacted, as it ends.
        `number_fields`: romaji names of the 個人番号 items. `sender`: what carries requests in place of HTTP.
        `share`: how many processes drive the target at once and share what it may be asked in a second.

        Reads the secrets. Raises TekigoError (area CONF) when one, or a certificate, cannot be had.
        """
        self.target = target
        self.redactor = Redactor(number_fields)
        self._base = target.base_url.rstrip("/")
        self._on_exchange = on_exchange
        times = target.timeouts
        limits = Limits(times.connect, times.read, times.total)
        sender = sender or _transport(target, limits, self.redactor)
        if target.limits.requests_per_second is not None:
            sender = Paced(sender, target.limits.requests_per_second / share)
        self._transport = Breaker(Retrying(sender, target.limits.retries))
        self._queries = frozenset(path for path, scope in contract_paths.items() if scope.endswith(":Read"))
        scopes = contract_paths.values()
        self._authenticator = authenticator(target, self._transport, self.redactor, scopes)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    def invoke(self, operation_path: str, scope: str, body: dict[str, Any], role: str) -> Answer:
        """Post a JSON object to an operation of the contract as `role`: see `request`."""
        return self.request(
            "POST",
            operation_path,
            body=msgspec.json.encode(body),
            role=role,
            scope=scope,
            repeatable=operation_path in self._queries,
        )

    def request(
        self,
        method: str,
        path: str,
        *,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        role: str,
        scope: str | None = None,
        repeatable: bool | None = None,
    ) -> Answer:
        """Call `path` of the target as `role`; on 401 once more with fresh credentials, if there are any.

        `headers` override the usual JSON headers, credentials override both. `scope`: what the contract asks for the
        call, None outside it. `repeatable`: it only asks, and may be sent again where it got lost; None leaves that to
        the method. The answer's `failure` tells when the target, or the credentials for it, could not be
        had. Raises TekigoError TKG-CONF013 for a role that the target file does not have.
        """
        self._known(role)
        own = dict(headers or {})
        if repeatable is None:
            repeatable = method in SAFE
        proof = self._authenticator.headers(role, scope)
        if isinstance(proof, Failure):
            return Answer(status=None, failure=proof)
        answer = self._send(path, method, body, _override(own, proof), repeatable=repeatable)
        if answer.status == UNAUTHORIZED:
            fresh = self._authenticator.renewed(role, scope)
            if fresh is not None and not isinstance(fresh, Failure):
                return self._send(path, method, body, _override(own, fresh), repeatable=repeatable)
        return answer

    def send_raw(
        self,
        path: str,
        *,
        method: str = "POST",
        body: bytes = b"",
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send a hand-made request to `path` of the target, as negative checks need it: nothing is added but the
        usual JSON headers, which `headers` overrides, and the Bearer `token` if one is given.
        """
        own = dict(headers or {})
        if token is not None:
            self.redactor.add(token)
            own = {"Authorization": f"Bearer {token}"} | own
        return self._send(path, method, body, own, repeatable=False)

    def post_form(
        self, url: str, form: Mapping[str, str], headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Post a hand-made form to an address of the authorisation server, as negative checks of it need: nothing is
        added but the usual headers of a form. Secrets in it have to be known to `redactor`.
        """
        sent = _override(FORM_HEADERS, headers or {})
        sending = Sending("POST", url, sent, urlencode(form).encode())
        return self._recorded(sending, self._transport.send(sending))

    def token(self, role: str, scopes: Sequence[str]) -> Token | Failure | None:
        """Get a token of `role` for exactly these scopes, as checks of authorisation need it; None where roles act
        without tokens (API key, Basic).
        """
        self._known(role)
        return self._authenticator.token(role, scopes)

    def _send(
        self, path: str, method: str, body: bytes, headers: Mapping[str, str], *, repeatable: bool
    ) -> Answer:
        sent = _override(JSON_HEADERS, headers)
        sending = Sending(method, self._base + _safe(path), sent, body, repeatable)
        return self._recorded(sending, self._transport.send(sending))

    def _known(self, role: str) -> None:
        if role not in self.target.roles:
            raise TekigoError("TKG-CONF013", role=role, known="、".join(self.target.roles))

    def _recorded(self, sending: Sending, answer: Answer) -> Answer:
        if pdf_text.is_asked_for(sending.headers) and pdf_text.is_pdf(answer):
            answer = pdf_text.read_answer(answer, self.redactor)
        if self._on_exchange is not None:
            self._on_exchange(exchange_of(sending, answer, self.redactor))
        if answer.problem is None:
            return answer
        return msgspec.structs.replace(
            answer, failure=self._clean(answer.failure), json_failure=self._clean(answer.json_failure)
        )

    def _clean(self, failure: Failure | None) -> Failure | None:
        """Mask what a message quotes from the answer, such as where a redirect leads."""
        if failure is None:
            return None
        return Failure(
            failure.code, {name: self.redactor.text(value) for name, value in failure.params.items()}
        )


def _override(usual: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    names = {name.lower() for name in own}
    return {name: value for name, value in usual.items() if name.lower() not in names} | dict(own)


def _safe(path: str) -> str:
    """Quote what may not stand in a URL; the path can only ever follow the target's address."""
    path = quote(path, safe="/%:@!$&'()*+,;=-._~?")
    return path if not path or path.startswith(("/", "?")) else f"/{path}"


def _transport(target: Target, limits: Limits, redactor: Redactor) -> Transport:
    pair = target.tls.client_cert
    proxy = _proxy_address(target.proxy, redactor) if target.proxy else None
    route = Route(target.tls.ca, (pair.cert, pair.key) if pair else None, proxy)
    try:
        return Transport(limits, route)
    except (OSError, ssl.SSLError) as error:
        files = "、".join(one for one in (target.tls.ca, pair and pair.cert, pair and pair.key) if one)
        raise TekigoError("TKG-CONF014", files=files, reason=type(error).__name__) from None


def _proxy_address(proxy: Proxy, redactor: Redactor) -> str:
    if proxy.username is None:
        return proxy.url
    password = read_secret(proxy.password, "proxy") if proxy.password else ""
    redactor.add_basic(proxy.username, password)
    scheme, _, rest = proxy.url.partition("://")
    return f"{scheme}://{quote(proxy.username, safe='')}:{quote(password, safe='')}@{rest}"
