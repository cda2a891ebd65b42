"""A target that does not answer is given up for a while."""

from conformance.target.answer import Answer, Failure, Sending
from conformance.target.breaker import GIVEN_UP, LIMIT, PAUSE_S, Breaker
from conformance.target.failures import CLOSED_SILENT, READ_TIMEOUT

HERE = Sending("POST", "http://here.example/a", {})
THERE = Sending("POST", "http://there.example/a", {})


class Scripted:
    """Stands in for the transport: answers as told and counts."""

    def __init__(self) -> None:
        self.code: str | None = READ_TIMEOUT
        self.calls = 0

    def send(self, sending: Sending) -> Answer:
        self.calls += 1
        return Answer(status=None, failure=Failure(self.code)) if self.code else Answer(status=200)

    def close(self) -> None:
        self.calls = -1


def code(answer: Answer) -> str | None:
    return answer.failure.code if answer.failure else None


def breaker(transport: Scripted, now: list[float]) -> Breaker:
    return Breaker(transport, clock=lambda: now[0])


def test_after_the_limit_nothing_is_sent_until_the_pause_is_over() -> None:
    transport, now = Scripted(), [0.0]
    guarded = breaker(transport, now)

    first = [code(guarded.send(HERE)) for _ in range(LIMIT)]
    then = code(guarded.send(HERE))
    now[0] = PAUSE_S
    later = code(guarded.send(HERE))

    assert first == [READ_TIMEOUT] * LIMIT
    assert (then, later) == (GIVEN_UP, READ_TIMEOUT)
    assert transport.calls == LIMIT + 1


def test_an_answer_ends_the_counting() -> None:
    transport, now = Scripted(), [0.0]
    guarded = breaker(transport, now)
    for _ in range(LIMIT - 1):
        guarded.send(HERE)
    transport.code = None
    guarded.send(HERE)
    transport.code = READ_TIMEOUT

    assert [code(guarded.send(HERE)) for _ in range(LIMIT)] == [READ_TIMEOUT] * LIMIT


def test_one_address_does_not_speak_for_another() -> None:
    transport, now = Scripted(), [0.0]
    guarded = breaker(transport, now)
    for _ in range(LIMIT):
        guarded.send(HERE)

    assert code(guarded.send(THERE)) == READ_TIMEOUT


def test_a_connection_that_is_closed_is_an_answer_of_a_kind_and_costs_no_time() -> None:
    transport, now = Scripted(), [0.0]
    transport.code = CLOSED_SILENT
    guarded = breaker(transport, now)

    assert {code(guarded.send(HERE)) for _ in range(LIMIT * 2)} == {CLOSED_SILENT}
