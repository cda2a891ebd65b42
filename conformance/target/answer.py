"""What comes back from the target: an answer, or the reason why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct

from conformance.i18n import TekigoError, message, remedy
from conformance.i18n.visible import visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.i18n.messages import Language

_AWAY = frozenset({429, 502, 503, 504})
_SERVER_ERROR = 500


class TargetError(TekigoError):
    """The target could not be asked: exit code 4, could not complete."""

    exit_code = 4


class Failure(Struct, frozen=True):
    """Why a call gave no usable answer: a message code (area TGT) and its parameters. Never holds a secret."""

    code: str
    params: dict[str, str] = {}

    def text(self, lang: Language | None = None) -> str:
        """Say what happened."""
        return message(self.code, lang, **self._shown())

    def remedy(self, lang: Language | None = None) -> str:
        """Say what the reader can do about it."""
        return remedy(self.code, lang, **self._shown())

    def error(self) -> TargetError:
        """Turn the value into an error, for a caller that cannot go on without an answer."""
        return TargetError(self.code, **self._shown())

    def _shown(self) -> dict[str, str]:
        """What a message quotes from an answer goes to terminals too: nothing in it may act, or begin a line."""
        return {name: visible(value).replace("\n", "␊") for name, value in self.params.items()}


class Answer(Struct, frozen=True):
    """One answer of the target.

    `status`: None when no answer came. `headers`: names in lower case; repeated ones joined by a comma.
    `body`: bytes after content decoding, up to the size limit. `json`: the parsed body, or None.
    `json_failure`: why `json` is None though an answer came. `failure`: why the call as such failed; an HTTP error
    status is no failure, a redirect is. `elapsed_s`: seconds from sending to the last byte or the failure.
    `attempts`: how often the request went out.
    """

    status: int | None
    headers: Mapping[str, str] = {}
    body: bytes = b""
    json: Any = None
    json_failure: Failure | None = None
    elapsed_s: float = 0.0
    failure: Failure | None = None
    attempts: int = 1

    @property
    def problem(self) -> Failure | None:
        """The first reason why this is not an HTTP answer with a JSON body."""
        return self.failure or self.json_failure

    @property
    def unavailable(self) -> bool:
        """Whether it says that the system is out of order for now, not what the system does: too many requests, a
        gateway's or maintenance status, or any 5xx that names a time to come back or is no JSON.
        """
        if self.status in _AWAY:
            return True
        return (self.status or 0) >= _SERVER_ERROR and (self.json is None or "retry-after" in self.headers)

    def told(self) -> str:
        """Say in a few words what came: the status, and what was wrong with the answer."""
        if self.failure is not None:
            return self.failure.text()
        return f"HTTP {self.status}" + (f"（{self.json_failure.text()}）" if self.json_failure else "")


class Sender(Protocol):
    """Whatever sends a request and turns every fault into `Answer.failure`."""

    def send(self, sending: Sending) -> Answer:
        """Send one request and read its whole answer."""
        ...

    def close(self) -> None:
        """Close the connections."""
        ...


class Sending(Struct, frozen=True):
    """One request as it goes out. `url` is absolute; `headers` are complete but for Host and Content-Length.

    `repeatable`: it only asks, so that sending it twice changes nothing.
    """

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""
    repeatable: bool = False
