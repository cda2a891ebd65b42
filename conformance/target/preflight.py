"""Checks the set-up before the system: whatever would make a run fail for reasons that are not the system's."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from conformance.i18n import TekigoError
from conformance.target.auth_model import LoginAuth, OAuthAuth
from conformance.target.certificate import certificate_lines
from conformance.target.checklist import CheckLine, bad, failed, good
from conformance.target.client import TargetClient
from conformance.target.credentials import read_secret
from conformance.target.oauth import Token
from conformance.target.oauth_roles import by_provider
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
NO_ROLE = "TKG-TGT049"
ROLES = ("default", "clerk_a", "clerk_b")
# 共通機能標準仕様書, クライアント認証方式: ids of 32 alphanumerics, secrets of 32 characters or more
ID_LENGTH = 32
SECRET_LENGTH = 32
SKEW_LIMIT_S = 30
_SERVER_ERRORS = 500
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def preflight(target: Target, scopes: Sequence[str] = ()) -> list[CheckLine]:
    """Check a target's set-up in the language in use; makes one GET, one token request per role and provider, and
    looks at the server's certificate.

    `scopes`: the scopes a run will ask for. Raises TekigoError TKG-CONF014 when a certificate file is unusable.
    """
    secrets, lines = _secrets(target)
    lines += _roles(target)
    usable = {name: role for name, role in target.roles.items() if name in secrets}
    with TargetClient(replace(target, roles=usable), {}) as client:
        found = [good("environment", "tgt.environment", environment=target.environment), *lines]
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
            lines.append(bad(f"client_id:{name}", BAD_CLIENT_ID, blocking=False, **told))
        if len(secret) < SECRET_LENGTH:
            lines.append(bad(f"secret:{name}", SHORT_SECRET, blocking=False, **told | {"found": len(secret)}))
    return secrets, lines


def _roles(target: Target) -> Iterator[CheckLine]:
    """The checks act as these roles; a bare role of another name is never used."""
    for role in ROLES:
        if role not in target.roles:
            yield bad(f"role:{role}", NO_ROLE, blocking=role == ROLES[0], role=role)


def _reach(client: TargetClient) -> Iterator[CheckLine]:
    url = client.target.base_url
    asked = datetime.now(UTC)
    answer = client.send_raw("", method="GET")
    address = address_of(url)
    if answer.failure is not None:
        yield failed("reachable", answer.failure)
    elif answer.status is not None and answer.status >= _SERVER_ERRORS:
        yield bad("reachable", SERVER_ERROR, address=address, status=answer.status)
    else:
        told = {"status": answer.status, "ms": round(answer.elapsed_s * 1000)}
        yield good("reachable", "tgt.reachable", address=address, **told)
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        yield bad("tls", PLAIN_HTTP, blocking=False, address=address)
    for place in _places(client.target):
        yield from certificate_lines(client.target, place)
    if answer.status is not None:
        yield _clock(answer, asked)


def _places(target: Target) -> list[str]:
    """List the addresses whose certificates matter, one for each host."""
    way = target.sign_in
    own = way.token_url if isinstance(way, OAuthAuth) else way.path if isinstance(way, LoginAuth) else ""
    found = {urlsplit(each).netloc: each for each in (own, target.base_url) if urlsplit(each).netloc}
    return list(found.values())


def _clock(answer: Answer, asked: datetime) -> CheckLine:
    try:
        shown = parsedate_to_datetime(answer.headers["date"])
        shown = shown if shown.tzinfo else shown.replace(tzinfo=UTC)
        skew = (shown - asked).total_seconds()
    except (KeyError, ValueError, OverflowError):
        return bad("clock", NO_DATE, blocking=False)
    if abs(skew) > SKEW_LIMIT_S + answer.elapsed_s:
        return bad("clock", SKEWED, seconds=f"{skew:+.0f}", limit=SKEW_LIMIT_S)
    return good("clock", "tgt.clock", seconds=f"{abs(skew):.0f}")


def _tokens(client: TargetClient, scopes: Sequence[str]) -> Iterator[CheckLine]:
    way = client.target.sign_in
    scopes = scopes if isinstance(way, OAuthAuth) and way.scopes is None else ()
    down: Failure | None = None
    of_providers = tuple(by_provider(scopes).values()) or ((),)
    for role in client.target.roles:
        name = f"token:{role}"
        got: list[Token] = []
        for asked in of_providers:
            one = down or client.token(role, asked)
            if one is None:
                return  # roles act without tokens
            if not isinstance(one, Token):
                yield failed(name, one)
                # A server that cannot be reached is not waited for once per role.
                down = one if "status" not in one.params else None
                break
            got.append(one)
        else:
            yield from _token(name, role, got, scopes)


def _token(name: str, role: str, tokens: Sequence[Token], scopes: Sequence[str]) -> Iterator[CheckLine]:
    """Judge the tokens of a role, one of each provider."""
    yield good(name, "tgt.token", role=role)
    missing = sorted(set(scopes).difference(*(token.scopes for token in tokens)))
    if missing:
        yield bad(name, FEWER_SCOPES, blocking=False, role=role, count=len(missing), first=missing[0])
    if any(token.refreshable for token in tokens):
        yield bad(name, REFRESH_TOKEN, blocking=False, role=role)
