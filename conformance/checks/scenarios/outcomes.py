"""How a step ends when it does not simply pass."""

from conformance.i18n import message
from conformance.target.answer import Answer
from conformance.target.client import UNAUTHORIZED


class Mismatch(AssertionError):
    """The target did something else than the standard asks. `expected` and `got` are plain Japanese."""

    def __init__(self, expected: str, got: str) -> None:
        super().__init__(f"期待: {expected} / 実際: {got}")
        self.expected = expected
        self.got = got


class Blocked(Exception):
    """The check could not be completed, which says nothing about the requirement (試験不能)."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def require_answer(answer: Answer) -> Answer:
    """Return the answer if there is one that can be judged.

    Raises Blocked when the target or its authorisation server could not be reached or refused the token (401), or
    is out of order for now (`Answer.unavailable`): the standard reserves 503 for maintenance and time-outs.
    """
    if answer.failure is not None:
        raise Blocked(answer.failure.code, answer.failure.text())
    if answer.status == UNAUTHORIZED or answer.unavailable:
        raise Blocked("TKG-BDD030", message("TKG-BDD030", status=answer.status))
    return answer
