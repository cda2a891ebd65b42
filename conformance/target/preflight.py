"""Checks the set-up before the system: whatever would make a run fail for reasons that are not the system's."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from conformance.i18n import TekigoError, message, remedy
from conformance.target.auth_model import OAuthAuth
from conformance.target.client import TargetClient
from conformance.target.credentials import read_secret
from conformance.target.oauth import Token
from conformance.target.transport import address_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from conformance.target.answer import Answer, Failure
    from conformance.target.model import Target

SERVER_ERROR = "TKG-TGT041"
SKEWED = "TKG-TGT042"
NO_DATE = "TKG-TGT043"
BAD_CLIENT_ID = "TKG-TGT044"
SHORT_SECRET = "TKG-TGT045"  # noqa: S105 - a message code
PLAIN_HTTP = "TKG-TGT046"
REFRESH_TOKEN = "TKG-TGT047"  # noqa: S105 - a message code
FEWER_SCOPES = "TKG-TGT048"
# 共通機能標準仕様書, クライアント認証方式: ids of 32 alphanumerics, secrets of 32 characters or more
ID_LENGTH = 32
SECRET_LENGTH = 32
SKEW_LIMIT_S = 30
_SERVER_ERRORS = 500
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class CheckLine(Struct, frozen=True):
    """One point of the set-up. `detail` says what was found; `code` names the message of a problem, and `remedy` how
    to mend it. A problem that is not `blocking` does not keep a run from being done.
    """

    name: str
    ok: bool
    detail: str
    code: str | None = None
    remedy: str = ""
    blocking: bool = True


def preflight(target: Target, scopes: Sequence[str] = ()) -> list[CheckLine]:
    """Check a target's set-up in the language in use; makes one GET and one token request per role, no more.

    `scopes`: the scopes a run will ask for. Raises TekigoError TKG-CONF014 when a certificate file is unusable.
    """
    secrets, lines = _secrets(target)
    usable = {name: role for name, role in target.roles.items() if name in secrets}
    with TargetClient(replace(target, roles=usable), {}) as client:
        found = [_good("environment", "tgt.environment", environment=target.environment), *lines]
        found += _reach(client)
        found += _tokens(client, scopes)
    return found


def _secrets(target: Target) -> tuple[Mapping[str, str], list[CheckLine]]:
    secrets: dict[str, str] = {}
    lines = []
    for name, role in target.roles.items():
        try:
            secret = secrets[name] = read_secret(role.secret, name)
        except TekigoError as error:
            lines.append(CheckLine(f"secret:{name}", False, error.text(), error.code, error.remedy()))
            continue
        if role.client_id is None:  # what the standard lays down for OAuth clients binds no other way
            continue
        told = {"role": name, "least": ID_LENGTH, "found": len(role.client_id)}
        if not (len(role.client_id) == ID_LENGTH and role.client_id.isascii() and role.client_id.isalnum()):
            lines.append(_bad(f"client_id:{name}", BAD_CLIENT_ID, blocking=False, **told))
        if len(secret) < SECRET_LENGTH:
            lines.append(
                _bad(f"secret:{name}", SHORT_SECRET, blocking=False, **told | {"found": len(secret)})
            )
    return secrets, lines


def _reach(client: TargetClient) -> Iterator[CheckLine]:
    url = client.target.base_url
    asked = datetime.now(UTC)
    answer = client.send_raw("", method="GET")
    address = address_of(url)
    if answer.failure is not None:
        yield _failed("reachable", answer.failure)
    elif answer.status is not None and answer.status >= _SERVER_ERRORS:
        yield _bad("reachable", SERVER_ERROR, address=address, status=answer.status)
    else:
        told = {"status": answer.status, "ms": round(answer.elapsed_s * 1000)}
        yield _good("reachable", "tgt.reachable", address=address, **told)
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        yield _bad("tls", PLAIN_HTTP, blocking=False, address=address)
    if answer.status is not None:
        yield _clock(answer, asked)


def _clock(answer: Answer, asked: datetime) -> CheckLine:
    try:
        shown = parsedate_to_datetime(answer.headers["date"])
        shown = shown if shown.tzinfo else shown.replace(tzinfo=UTC)
        skew = (shown - asked).total_seconds()
    except (KeyError, ValueError, OverflowError):
        return _bad("clock", NO_DATE, blocking=False)
    if abs(skew) > SKEW_LIMIT_S + answer.elapsed_s:
        return _bad("clock", SKEWED, seconds=f"{skew:+.0f}", limit=SKEW_LIMIT_S)
    return _good("clock", "tgt.clock", seconds=f"{abs(skew):.0f}")


def _tokens(client: TargetClient, scopes: Sequence[str]) -> Iterator[CheckLine]:
    way = client.target.sign_in
    scopes = scopes if isinstance(way, OAuthAuth) and way.scopes is None else ()
    down: Failure | None = None
    for role in client.target.roles:
        got = down or client.token(role, scopes)
        name = f"token:{role}"
        if got is None:
            return  # roles act without tokens
        if isinstance(got, Token):
            yield from _token(name, role, got, scopes)
        else:
            yield _failed(name, got)
            # A server that cannot be reached is not waited for once per role.
            down = got if "status" not in got.params else None


def _token(name: str, role: str, token: Token, scopes: Sequence[str]) -> Iterator[CheckLine]:
    yield _good(name, "tgt.token", role=role)
    missing = sorted(set(scopes) - token.scopes)
    if missing:
        yield _bad(name, FEWER_SCOPES, blocking=False, role=role, count=len(missing), first=missing[0])
    if token.refreshable:
        yield _bad(name, REFRESH_TOKEN, blocking=False, role=role)


def _good(name: str, code: str, **params: object) -> CheckLine:
    return CheckLine(name, True, message(code, None, **params))


def _bad(name: str, code: str, *, blocking: bool = True, **params: object) -> CheckLine:
    return CheckLine(name, False, message(code, None, **params), code, remedy(code, None, **params), blocking)


def _failed(name: str, failure: Failure) -> CheckLine:
    return CheckLine(name, False, failure.text(), failure.code, failure.remedy())
