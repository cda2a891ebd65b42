"""How a business gets numbers for people who are not residents: over the official API of the numbering function.

Each business is a client of its own, by its 業務ID, and proves itself by client_secret_jwt. What stands between it and
the numbering function is a `Carrier`: HTTP where the system is served, the same application where it is not.
"""

import secrets
from collections.abc import Callable, Mapping
from http.client import HTTPConnection
from time import time
from typing import Any
from urllib.parse import urlencode, urlsplit

from msgspec import Struct, json

from conformance.contract.paths import TOKEN_PATH, operation_path, scope
from conformance.reference.assertions import ASSERTION_TYPE
from conformance.reference.clients import Client
from conformance.reference.registry import Refused
from conformance.spec.model import Operation, Package

NEW, EXISTING = "0", "1"
_OK, _UNAUTHORIZED = 200, 401
_EARLY_S = 60  # a token is not used in its last minute
_LIFE_S = 60  # of an assertion
_WAIT_S = 30  # the time-out that the official text names as a guide

Carrier = Callable[[str, Mapping[str, str], bytes], tuple[int, bytes]]  # path, headers, body → status, body


class Unavailable(Exception):
    """The numbering function did not answer as it should: the business cannot go on either (503)."""


class _Token(Struct, frozen=True):
    value: str
    until: float


class Numbering:
    """The numbering function as one business sees it. `audience`: what its assertions are made out to."""

    def __init__(self, package: Package, client: Client, gyomu_id: str, municipality: str) -> None:
        (self._operation,) = package.operations
        self._package = package
        self._client = client
        self._fixed = {
            "shikuchosonkodo": municipality,
            "gyomuid": gyomu_id,
            "dokujishisakushisutemutoid": "000",
            "nayosemotofuragu": "0",
            "tagyomusanshofukafuragu": "0",
        }
        self._token: _Token | None = None
        self.audience = ""
        self.carrier: Carrier | None = None

    @property
    def operation(self) -> Operation:
        """Return the operation that is called."""
        return self._operation

    def number_of(self, person: Mapping[str, str], number: str | None, moment: str, user: str) -> str:
        """Get a number for somebody, or have a number registered that they have. `moment`: YYYY-MM-DDThh:mm:ss.

        `person`: by the official romaji names; what is empty is not sent. Raises Refused T1102 when they are not taken,
        Unavailable when there is no answer of the official form.
        """
        day, _, hour = moment.partition("T")
        body = {
            "shorikubun": NEW if number is None else EXISTING,
            **self._fixed,
            **({} if number is None else {"atenabango": number}),
            **{name: value for name, value in person.items() if value},
            "sosashaid": user[:10],
            "sosanengappi": day,
            "sosajikoku": hour[:8],
        }
        status, answer = self._call(body)
        if status == _UNAUTHORIZED:  # the token has ended before its time
            self._token = None
            status, answer = self._call(body)
        if status != _OK:
            raise _refused(status, answer)
        return str(_part(answer, "result", 0, "atenabango"))

    def _call(self, body: Mapping[str, str]) -> tuple[int, bytes]:
        api = self._operation.api
        kind = api.content_type if api else "application/json"
        headers = {"Authorization": f"Bearer {self._bearer()}", "Content-Type": kind}
        return self._carry(operation_path(self._package, self._operation), headers, json.encode(body))

    def _bearer(self) -> str:
        if self._token is None or time() > self._token.until:
            form = {
                "grant_type": "client_credentials",
                "scope": scope(self._package, self._operation),
                "client_assertion_type": ASSERTION_TYPE,
                "client_assertion": self._assertion(),
            }
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            status, answer = self._carry(TOKEN_PATH, headers, urlencode(form).encode())
            if status != _OK:
                raise Unavailable(f"token: {status}")
            life = float(_part(answer, "expires_in"))
            self._token = _Token(str(_part(answer, "access_token")), time() + life - _EARLY_S)
        return self._token.value

    def _assertion(self) -> str:
        import jwt  # here, because a system in which nobody calls never needs it

        now = int(time())
        id_ = self._client.client_id
        claims = {"iss": id_, "sub": id_, "aud": self.audience, "jti": secrets.token_urlsafe(24)}
        return jwt.encode(
            {**claims, "iat": now, "exp": now + _LIFE_S}, self._client.client_secret, algorithm="HS256"
        )

    def _carry(self, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        if self.carrier is None:
            raise Unavailable("not connected")
        return self.carrier(path, headers, body)


def over_http(base_url: str) -> Carrier:
    """Carry requests over HTTP."""
    place = urlsplit(base_url)

    def carry(path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        connection = HTTPConnection(place.hostname or "", place.port, timeout=_WAIT_S)
        try:
            connection.request("POST", path, body, dict(headers))
            answer = connection.getresponse()
            return answer.status, answer.read()
        except OSError as error:
            raise Unavailable(str(error)) from error
        finally:
            connection.close()

    return carry


def _part(answer: bytes, *way: str | int) -> Any:  # noqa: ANN401 - any JSON
    """Take one value out of an answer. Raises Unavailable when it is not there."""
    try:
        found = json.decode(answer)
        for step in way:
            found = found[step]
    except (ValueError, LookupError, TypeError) as error:
        raise Unavailable("an answer of another form") from error
    return found


def _refused(status: int, answer: bytes) -> Exception:
    if status != 400:  # noqa: PLR2004 - the only status that speaks of what was sent
        return Unavailable(f"status {status}")
    told = "".join(str(each.get("message", "")) for each in _part(answer, "errors"))
    return Refused("T1102", "宛名番号", f"宛名番号を付けられません。{told}")
