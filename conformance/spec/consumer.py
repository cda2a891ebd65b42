"""Situations that a provider puts its users into, and what is asked of them there. Data only."""

from typing import Annotated, Literal

from msgspec import Meta

from conformance.spec.row import Key, Row, Text

AnswerKind = Literal[
    "accepted", "refused", "unauthorized", "unavailable", "maintenance", "time_out", "slow", "garbage"
]
Rule = Literal[
    "post_json", "header_only", "own_scope", "sound_proof", "right_items", "renews_token", "few_calls", "one_write",
    "sound_again",
]  # fmt: skip


class Situation(Row, frozen=True, kw_only=True):
    """What the first calls are answered with; `times`: how many, all others are accepted. `code`: of a refusal."""

    id: Key
    title: Text
    answer: AnswerKind
    code: str = ""
    times: Annotated[int, Meta(ge=1)] = 1


class ConsumerCheck(Row, frozen=True, kw_only=True):
    """What is asked of a using system in some situations, each on its own. `most`: the greatest number of calls."""

    id: Key
    title: Text
    requirement: Text
    rule: Rule
    situations: Annotated[tuple[Key, ...], Meta(min_length=1)]
    most: Annotated[int, Meta(ge=1)] = 1


class ConsumerScript(Row, frozen=True, kw_only=True):
    """The file situations.yaml, in the order in which they are played."""

    situations: tuple[Situation, ...] = ()
    checks: tuple[ConsumerCheck, ...] = ()
