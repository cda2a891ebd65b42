"""Requests for fuzzing, made by schemathesis from the contract. Pure: what is sent depends on spec and seed alone.

schemathesis is imported when the first request is made; it takes most of a second.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct

from conformance.checks.fuzz.determinism import generating
from conformance.contract.examples import example
from conformance.contract.request_schema import request_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.contract.typing import Json
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Operation

T = TypeVar("T")
COVERAGE_LIMIT = 120  # cases of one operation; more of the same kinds find little and take a target's time
BATCH = 20
RANDOM = "random"
NEGATIVE = "negative"
GENERATED_MODES = (NEGATIVE, "positive")
_PATH = "/operation"
# How a request is sent, not what it says: another method or content type may be answered in ways of its own.
_NOT_OF_THE_BODY = frozenset(
    {"unspecified_http_method", "malformed_content_type", "unsupported_content_type", "missing_parameter"}
)
_PROPERTY = re.compile(r"^/properties/([^/]+)/")


class FuzzCase(Struct, frozen=True):
    """One request body. `about`: the field in which it deviates, where the generator says so.

    `negative`: made to break the schema; whether it really must be refused is for the judge to say.
    """

    body: Json
    negative: bool
    scenario: str
    about: str = ""


class Generated(Struct, frozen=True):
    """Cases chosen out of `total` made."""

    cases: tuple[FuzzCase, ...]
    total: int


def coverage_cases(catalog: Catalog, operation: Operation, limit: int = COVERAGE_LIMIT) -> Generated:
    """Make the cases of the coverage phase: every keyword of the schema, from both sides.

    Of more than `limit` cases, equally many of each kind are taken, evenly spread over the items. Negative ones come
    first, because accepted ones change what the request refers to.
    """
    with generating():
        from schemathesis.config import GenerationConfig
        from schemathesis.generation import GenerationMode

        target = _load(catalog, operation)
        made = target.schema.iter_coverage_cases(
            target,
            generation_modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE],
            generation_config=GenerationConfig(),
        )
        cases = list(_distinct(_case(each) for each in made if _scenario(each) not in _NOT_OF_THE_BODY))
    chosen = _spread(cases, limit)
    return Generated(tuple(sorted(chosen, key=lambda case: not case.negative)), len(cases))


def fuzz_cases(catalog: Catalog, operation: Operation, seed: int) -> Iterator[FuzzCase]:
    """Make random cases, wrong and right ones by turns of a batch, until the schema has no new ones to give.

    Each batch is drawn whole before the first of it is sent, so that what is sent depends on no answer.
    """
    seen: set[bytes] = set()
    number = barren = 0
    while barren < len(GENERATED_MODES):
        with generating():
            drawn = _draw(catalog, operation, GENERATED_MODES[number % 2], _seed(seed, operation, number))
        fresh = list(_distinct(iter(drawn), seen))
        barren = 0 if fresh else barren + 1
        number += 1
        yield from fresh


def _draw(catalog: Catalog, operation: Operation, mode: str, seed: int) -> list[FuzzCase]:
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis import seed as seeded
    from hypothesis.errors import Unsatisfiable
    from schemathesis.generation import GenerationMode

    strategy = _load(catalog, operation).as_strategy(generation_mode=GenerationMode(mode))
    drawn: list[FuzzCase] = []

    @seeded(seed)
    @settings(
        database=None,
        max_examples=BATCH,
        deadline=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(case: Any) -> None:  # noqa: ANN401 - schemathesis' own type
        drawn.append(FuzzCase(case.body, mode == NEGATIVE, RANDOM))

    try:
        draw()
    except Unsatisfiable:  # nothing of this mode can be made from the schema
        return []
    return drawn


def _load(catalog: Catalog, operation: Operation) -> Any:  # noqa: ANN401 - schemathesis' own type
    import schemathesis

    # A configuration of its own: the library would look for a file in the current folder otherwise.
    loaded = schemathesis.openapi.from_dict(_document(catalog, operation), config=schemathesis.Config())
    return loaded[_PATH]["POST"]


def _document(catalog: Catalog, operation: Operation) -> dict[str, Any]:
    """Make the contract of one operation, with its example's values, without the relations between items.

    Relations make generation ten times slower; item checks and the judge know them.
    """
    schema = request_schema(catalog, operation, inline=True)
    for relation in ("anyOf", "allOf"):
        schema.pop(relation, None)
    properties = schema["properties"]
    for name, value in example(catalog, operation).items():
        properties[name] = properties[name] | {"examples": [value]}
    body = {"required": True, "content": {"application/json": {"schema": schema}}}
    described = {
        "operationId": operation.id,
        "requestBody": body,
        "responses": {"200": {"description": "OK"}},
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": operation.name, "version": "1"},
        "paths": {_PATH: {"post": described}},
    }


def _case(made: Any) -> FuzzCase:  # noqa: ANN401 - schemathesis' own type
    data = made.meta.phase.data
    found = _PROPERTY.match(data.location or "")
    return FuzzCase(
        made.body, made.meta.generation.mode.is_negative, data.scenario.value, found[1] if found else ""
    )


def _scenario(made: Any) -> str:  # noqa: ANN401 - schemathesis' own type
    return str(made.meta.phase.data.scenario.value)


def _distinct(cases: Iterator[FuzzCase], seen: set[bytes] | None = None) -> Iterator[FuzzCase]:
    """Leave out bodies that were there before, and those that are no JSON text in UTF-8."""
    known = set() if seen is None else seen
    for case in cases:
        try:
            text = msgspec.json.encode(case.body)
        except (TypeError, UnicodeEncodeError):
            continue
        if text not in known:
            known.add(text)
            yield case


def _spread(cases: list[FuzzCase], limit: int) -> list[FuzzCase]:
    """Take at most `limit` cases, as equally from each kind as their numbers allow, evenly spaced within a kind."""
    kinds: dict[tuple[bool, str], list[int]] = defaultdict(list)
    for place, case in enumerate(cases):
        kinds[case.negative, case.scenario].append(place)
    chosen: list[int] = []
    for rank, places in enumerate(sorted(kinds.values(), key=len)):
        share = (limit - len(chosen)) // (len(kinds) - rank)
        chosen += chosen_evenly(places, share)
    return [cases[place] for place in sorted(chosen)]


def chosen_evenly(all_of_them: Sequence[T], limit: int) -> list[T]:
    """Take at most `limit`, evenly spaced."""
    count = min(len(all_of_them), limit)
    return [all_of_them[step * len(all_of_them) // count] for step in range(count)]


def _seed(seed: int, operation: Operation, number: int) -> int:
    return int.from_bytes(
        hashlib.blake2b(f"{seed}\0{operation.id}\0{number}".encode(), digest_size=8).digest()
    )
