"""What stands before every operation: where a token is looked for, and how those are answered who have none."""

from typing import Any

from msgspec.structs import replace
from werkzeug.wrappers import Request

from conformance.reference.assertions import OAuthError
from conformance.reference.faults import fault_active
from conformance.reference.oauth import Grant

_BEARER = "bearer"


def token_in(request: Request) -> str:
    """Return the token in the Authorization header; a token anywhere else is not looked at."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    token = token.strip()
    if token:
        return token if kind.lower() == _BEARER or fault_active("F-OA-BEARER-SCHEME") else ""
    if "access_token" in request.args and fault_active("F-OA-BEARER-QUERY"):
        return str(request.args["access_token"])
    if fault_active("F-OA-BEARER-BODY"):
        told = request.get_json(silent=True)
        return str(told.get("access_token", "")) if isinstance(told, dict) else ""
    if "X-API-Key" in request.headers and fault_active("F-OA-BEARER-KEY"):
        return request.headers["X-API-Key"]
    return ""


def widened(grant: Grant, scope: str) -> Grant:
    """Return the grant that an operation of this scope is held to: the grant itself, unless a fault widens it."""
    if scope in grant.scopes:
        return grant
    same = scope.partition(":")[0] in {each.partition(":")[0] for each in grant.scopes}
    if (same and fault_active("F-OA-SCOPE-IGNORED")) or (not same and fault_active("F-OA-PROVIDER-IGNORED")):
        return replace(grant, scopes=grant.scopes | {scope})
    return grant


def unauthorized(body: dict[str, Any]) -> dict[str, Any]:
    """Return the body of a 401."""
    if fault_active("F-OA-401-DETAIL"):
        return body | {"detail": "認証に失敗しました。"}
    if fault_active("F-OA-401-LINKS"):
        return {name: value for name, value in body.items() if name != "_links"}
    return body


def unauthorized_status(request: Request) -> int:
    """Return the status of a request without a valid token."""
    if "Authorization" not in request.headers and fault_active("F-OA-401-STATUS"):
        return 403 if request.mimetype == "application/json" else 401
    return 401


def uncached() -> dict[str, str]:
    """Return the headers of an answer that may hold a token."""
    if fault_active("F-OA-CACHE-NONE"):
        return {}
    if fault_active("F-OA-CACHE-KEPT"):
        return {"Cache-Control": "max-age=600"}
    return {"Cache-Control": "no-store", "Pragma": "no-cache"}


def oauth_error(error: OAuthError) -> tuple[int, dict[str, Any]]:
    """Return status and body of an error of RFC 6749 §5.2."""
    status = 401 if error.error == "invalid_client" else 400
    if error.error == "unsupported_grant_type" and fault_active("F-OA-ERROR-STATUS"):
        status = 403
    name = "access_denied" if fault_active("F-OA-ERROR-NAME") else error.error
    return status, {"error": name, "error_description": error.description}


def challenge(error: OAuthError) -> dict[str, str]:
    """Return what a client that tried to prove itself in the header is told with its 401 (RFC 6749 §5.2)."""
    if error.error != "invalid_client" or fault_active("F-OA-ERROR-CHALLENGE"):
        return {}
    return {"WWW-Authenticate": 'Basic realm="tekigo"'}
