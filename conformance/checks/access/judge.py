"""Judges one answer by what may come back. Pure; of what the text leaves open nothing is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from conformance.checks.scenarios.outcomes import Blocked, Mismatch
from conformance.i18n import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.spec.access import Expected
    from conformance.target.answer import Answer

OK = 200
UNAUTHORIZED = (401,)
_BAD_REQUEST, _SERVER_ERROR = 400, 500
_NO_ANSWER_TO_IT = frozenset({404, 405, 408, 429})
_DENIED = frozenset({401, 403, 404, 405})
UNSAID = "TKG-ACC005"
_QUOTED = 200


class Unsaid(Exception):
    """The answer does not tell what the check is about, and need not."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


class Asked(Struct, frozen=True):
    """The scopes that were asked for, and those of them that may be granted: together, of one provider only."""

    scopes: tuple[str, ...] = ()
    sound: frozenset[str] = frozenset()


def judge(expected: Expected, answer: Answer, asked: Asked) -> None:
    """Hold an answer to what may come back.

    Raises Mismatch when it is something else, Blocked when the target could not answer, Unsaid when the answer leaves
    open what is asked.
    """
    if answer.failure is not None:
        raise Blocked(answer.failure.code, answer.failure.text())
    if answer.unavailable:
        raise Blocked("TKG-ITEM012", message("TKG-ITEM012", status=answer.status))
    told = answer.json if isinstance(answer.json, dict) else {}
    if not _OUTCOMES[expected.outcome](answer, told, asked, expected):
        raise Mismatch(message(f"acc.{expected.outcome}"), _told(answer, told))
    _details(expected, answer, told)


def _details(expected: Expected, answer: Answer, told: dict[str, Any]) -> None:
    if expected.status and answer.status not in expected.status:
        raise Mismatch(f"HTTP {_or(map(str, expected.status))}", f"HTTP {answer.status}")
    if expected.error and told.get("error") not in expected.error:
        raise Mismatch(f"error: {_or(expected.error)}", f"error: {_short(told.get('error'))}")
    for name, text in expected.headers.items():
        if text not in answer.headers.get(name, "").lower():
            raise Mismatch(f"{name}: {text}", f"{name}: {_short(answer.headers.get(name))}")
    _places(expected, told)
    for place, (least, most) in expected.number.items():
        _number(place, at(told, place), least, most)


def _places(expected: Expected, told: dict[str, Any]) -> None:
    for place in expected.has:
        if not at(told, place):
            raise Mismatch(message("acc.has", place=place), message("acc.has_not", place=place))
    for place in expected.lacks:
        if at(told, place) is not None:
            raise Mismatch(message("acc.lacks", place=place), message("acc.lacks_not", place=place))
    wanted = [(place, text, str(at(told, place))) for place, text in expected.equals.items()]
    wanted += [(place, text, str(at(told, place)).lower()) for place, text in expected.like.items()]
    for place, text, found in wanted:
        if found != text:
            raise Mismatch(f"{place}: {text}", f"{place}: {_short(at(told, place))}")


def _number(place: str, found: object, least: int, most: int) -> None:
    if found is None:
        raise Unsaid(place)
    if isinstance(found, str) and found.isascii() and found.isdigit():
        found = int(found[:12])
    if isinstance(found, bool) or not isinstance(found, int | float) or not least <= found <= most:
        raise Mismatch(f"{place}: {least}〜{most}", f"{place}: {_short(found)}")


def at(told: Any, place: str) -> Any:  # noqa: ANN401 - any JSON value
    """Find a value by names joined by dots; None where there is none."""
    for name in place.split("."):
        told = told.get(name) if isinstance(told, dict) else None
    return told


def token_of(answer: Answer) -> str:
    """Take the access token out of an answer; empty when it holds none."""
    found = answer.json.get("access_token") if isinstance(answer.json, dict) else None
    return found if isinstance(found, str) else ""


def _granted(answer: Answer, told: dict[str, Any], asked: Asked, expected: Expected) -> bool:
    return answer.status == OK and bool(token_of(answer))


def _refused(answer: Answer, told: dict[str, Any], asked: Asked, expected: Expected) -> bool:
    status = answer.status or 0
    if status in _NO_ANSWER_TO_IT:
        raise Blocked("TKG-ACC004", message("TKG-ACC004", status=status))
    return _BAD_REQUEST <= status < _SERVER_ERROR and "access_token" not in told


def _narrowed(answer: Answer, told: dict[str, Any], asked: Asked, expected: Expected) -> bool:
    """A token with nothing but sound scopes of one provider, or no token. Without a word all asked for is granted."""
    if not _granted(answer, told, asked, expected):
        return _refused(answer, told, asked, expected)
    said = told.get("scope")
    scopes = said.split() if isinstance(said, str) else list(asked.scopes)
    return set(scopes) <= asked.sound and len({each.partition(":")[0] for each in scopes}) <= 1


def _accepted(answer: Answer, told: dict[str, Any], asked: Asked, expected: Expected) -> bool:
    return answer.status not in _DENIED


def _unauthorized(answer: Answer, told: dict[str, Any], asked: Asked, expected: Expected) -> bool:
    return answer.status in (expected.status or UNAUTHORIZED)


_OUTCOMES: dict[str, Callable[[Answer, dict[str, Any], Asked, Expected], bool]] = {
    "granted": _granted,
    "refused": _refused,
    "narrowed": _narrowed,
    "accepted": _accepted,
    "unauthorized": _unauthorized,
    "active": lambda answer, told, *_: answer.status == OK and told.get("active") is True,
    "inactive": lambda answer, told, *_: answer.status == OK and told.get("active") is False,
    "done": lambda answer, *_: answer.status == OK,
    "kept": lambda *_: True,
}


def _told(answer: Answer, told: dict[str, Any]) -> str:
    """Say what came, without what may be a credential."""
    said = [f"HTTP {answer.status}"]
    said += [f"{name}: {_short(told[name])}" for name in ("error", "scope", "active") if name in told]
    if "access_token" in told:
        said.append(message("acc.with_token"))
    return "、".join(said)


def _short(value: object) -> str:
    return "―" if value is None else str(value)[:_QUOTED]


def _or(words: Any) -> str:  # noqa: ANN401 - an iterable of texts
    return message("acc.or").join(words)
