"""Proofs of clients at the authorisation server: client_secret_jwt (HS256 only) and client_secret_basic.

Shares nothing with what the suite makes and judges proofs by, on purpose: an error in common would stay hidden.
"""

from base64 import b64decode
from collections.abc import Callable, Mapping
from hmac import compare_digest
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from conformance.reference.clients import ID_LENGTH, Client
from conformance.reference.faults import fault_active

if TYPE_CHECKING:
    from jwt.types import Options

ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_LIFE_S = 600
LEEWAY_S = 30
_MAX_KEPT = 10_000


class OAuthError(Exception):
    """An error answer of RFC 6749 §5.2. The status of `invalid_client` is 401, of all others 400."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(error)
        self.error = error
        self.description = description


class Proofs:
    """Tells which client asks, and remembers the assertions that it has seen until they expire."""

    def __init__(self, clients: Mapping[str, Client], now: Callable[[], float]) -> None:
        """`clients`: by client id."""
        self._clients = clients
        self._now = now
        self._seen: dict[tuple[str, str], float] = {}
        self.audiences: frozenset[str] = frozenset()

    def client(self, form: Mapping[str, str], authorization: str | None) -> Client:
        """Tell which client asks. Raises OAuthError invalid_client, invalid_request when it proves itself twice."""
        asserted = form.get("client_assertion")
        if authorization and asserted:
            raise OAuthError("invalid_request", "more than one client authentication")
        if authorization:
            return self._by_secret(authorization)
        if asserted and form.get("client_assertion_type") == ASSERTION_TYPE:
            return self._by_assertion(asserted)
        trusted = self._trusted(form)
        if trusted is not None:
            return trusted
        raise OAuthError("invalid_client", "client_secret_jwt or client_secret_basic is required")

    def _trusted(self, form: Mapping[str, str]) -> Client | None:
        """Find the client of a request that proves itself in no way: none, unless a fault lets one in."""
        named = self._clients.get(form.get("client_id", ""))
        secret = form.get("client_secret", "")
        if named and secret == named.client_secret and fault_active("F-OA-SECRET-IN-BODY"):
            return named
        if named and not secret and fault_active("F-OA-PUBLIC-CLIENT"):
            return named
        if "client_id" not in form and fault_active("F-OA-ANONYMOUS"):
            return next(iter(self._clients.values()))
        return None

    def _by_secret(self, authorization: str) -> Client:
        kind, _, encoded = authorization.partition(" ")
        try:
            pair = b64decode(encoded.strip(), validate=True).decode()
        except ValueError:  # no Base64, no ASCII, no UTF-8
            pair = ""
        client_id, colon, secret = pair.partition(":")
        client = self._clients.get(unquote_plus(client_id))
        if kind.lower() != "basic" or not colon:
            raise OAuthError("invalid_client", "unknown client")
        if client is None:
            if fault_active("F-OA-BASIC-UNKNOWN"):
                return next(iter(self._clients.values()))
            raise OAuthError("invalid_client", "unknown client")
        if not _same(unquote_plus(secret), client.client_secret):
            raise OAuthError("invalid_client", "wrong secret")
        return client

    def _by_assertion(self, assertion: str) -> Client:
        import jwt

        try:
            header = jwt.get_unverified_header(assertion)
            claimed = jwt.decode(assertion, options={"verify_signature": False})
            client = self._clients[str(claimed.get("sub" if claimed.get("sub") in self._clients else "iss"))]
            claims = (
                claimed
                if _unsigned(header)
                else self._verified(assertion, client, addressed="aud" in claimed)
            )
            if claims["sub"] != client.client_id and not fault_active("F-OA-JWT-SUB"):
                raise OAuthError("invalid_client", "assertion of somebody else")
        except (jwt.PyJWTError, KeyError, TypeError) as error:
            raise OAuthError("invalid_client", f"assertion refused: {type(error).__name__}") from None
        self._once(client, str(claims.get("jti")), float(claims.get("exp", self._now())))
        return client

    def _verified(self, assertion: str, client: Client, *, addressed: bool) -> dict[str, Any]:
        """Return the claims of an assertion that its client has signed and that is meant for this server, now."""
        import jwt

        return jwt.decode(
            assertion,
            client.client_secret,
            algorithms=_algorithms(),
            audience=self.audiences,
            issuer=client.client_id,
            leeway=LEEWAY_S,
            options=_options(addressed=addressed),
        )

    def _once(self, client: Client, jti: str, expires: float) -> None:
        """Refuse an assertion that lives too long or was used before."""
        now = self._now()
        if expires - now > ASSERTION_LIFE_S + LEEWAY_S and not fault_active("F-OA-JWT-NBF"):
            raise OAuthError("invalid_client", "assertion lives too long")
        forget_old(self._seen, lambda until: until + LEEWAY_S < now)
        if (client.client_id, jti) in self._seen and not fault_active("F-OA-JWT-REPLAY"):
            raise OAuthError("invalid_client", "assertion was used before")
        self._seen[client.client_id, jti] = expires


def _options(*, addressed: bool) -> "Options":
    """Return what is demanded of an assertion; `addressed`: whether it names an audience."""
    free = set()
    if fault_active("F-OA-JWT-EXP-MISSING"):
        free.add("exp")
    if fault_active("F-OA-JWT-AUD-MISSING"):
        free.add("aud")
    return {
        "require": [name for name in ("iss", "sub", "aud", "exp", "iat", "jti") if name not in free],
        "verify_aud": not fault_active("F-OA-JWT-AUD") and (addressed or "aud" not in free),
        "verify_exp": not fault_active("F-OA-JWT-EXPIRED"),
        "verify_nbf": not fault_active("F-OA-JWT-NBF"),
        "verify_iss": not fault_active("F-OA-JWT-ISS"),
    }


def _algorithms() -> list[str]:
    if fault_active("F-OA-JWT-HS-ANY"):
        return ["HS256", "HS384", "HS512"]
    return ["HS256"]


def _unsigned(header: Mapping[str, Any]) -> bool:
    """Tell whether an assertion is taken without looking at its signature: never, unless a fault does."""
    if str(header.get("alg")).lower() == "none" and fault_active("F-OA-JWT-NONE"):
        return True
    if header.get("alg") == "RS256" and fault_active("F-OA-JWT-CONFUSED"):
        return True
    return header.get("alg") == "HS256" and fault_active("F-OA-JWT-UNVERIFIED")


def _same(secret: str, right: str) -> bool:
    if fault_active("F-OA-BASIC-ANY"):
        return True
    if fault_active("F-OA-BASIC-BEGINNING"):
        secret, right = secret[:ID_LENGTH], right[:ID_LENGTH]
    return compare_digest(secret.encode(), right.encode())


def forget_old(kept: dict[Any, Any], old: Callable[[Any], bool]) -> None:
    """Keep memory bounded: drop what has expired once there is much of it."""
    if len(kept) < _MAX_KEPT:
        return
    for key in [key for key, value in list(kept.items()) if old(value)]:
        kept.pop(key, None)
