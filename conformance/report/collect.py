"""One pass over the evidence of a run, keeping only what one HTML file can hold."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

import msgspec

from conformance.engine.evidence import CheckKind, Evidence, Outcome, StepRecord
from conformance.report.text import clip
from conformance.target.exchange import Exchange
from conformance.verdict.gather import SET_ASIDE
from conformance.verdict.model import CheckResult, RequirementVerdict

BODY = 4096
HEADERS = 24
STEPS = 60
EXCHANGES = 8
FAILED_KEPT = 3000
PASSED_LINES = 200
_ORDER: dict[Outcome, int] = {"failed": 0, "blocked": 1, "not_applicable": 2, "passed": 3}
# A scenario says most clearly what a system does; what random requests found comes last.
_KINDS: tuple[CheckKind, ...] = ("scenario", "probe", "access", "item", "file", "declaration", "fuzz")


class Line(NamedTuple):
    """One check as a single line."""

    check: str
    title: str
    kind: CheckKind
    outcome: Outcome
    ms: float


class OutOfDate(NamedTuple):
    """A check that the as-of date puts out of scope: a rule it needs does not hold on it."""

    business: str
    title: str
    requirements: tuple[str, ...]
    reason: str


class Collected(NamedTuple):
    """What is kept of the evidence: a line of every check, and the records that may be shown in full."""

    lines: dict[str, Line]
    failed: dict[str, Evidence]
    samples: dict[str, Evidence]
    others: dict[str, Evidence]
    out_of_date: list[OutOfDate]


def collect(evidence: Iterable[Evidence]) -> Collected:
    """Read the evidence once. Of the passed checks one per requirement keeps its exchanges, the others none."""
    lines: dict[str, Line] = {}
    failed: dict[str, Evidence] = {}
    first: dict[str, Evidence] = {}
    others: dict[str, Evidence] = {}
    dated: list[OutOfDate] = []
    for record in evidence:
        lines[record.check] = Line(
            record.check, clip(record.title, 160), record.kind, record.outcome, record.duration_ms
        )
        dated += out_of_date(record)
        if record.outcome != "passed":
            if len(failed) < FAILED_KEPT:
                failed[record.check] = trim(record)
            continue
        if record.steps:
            others[record.check] = without_exchanges(record)
            for requirement in record.requirements:
                best = first.get(requirement)
                if best is None or telling(record) < telling(best):
                    first[requirement] = record
    samples = {record.check: trim(record) for record in first.values()}
    return Collected(lines, failed, samples, others, dated)


def count_out_of_date(evidence: Iterable[Evidence]) -> Counter[str]:
    """Count the checks out of scope on the as-of date by business."""
    return Counter(each.business for record in evidence for each in out_of_date(record))


def out_of_date(record: Evidence) -> list[OutOfDate]:
    """Take from a record what the report says of a check out of scope on the as-of date; nothing from any other."""
    if record.outcome != "not_applicable" or record.code not in SET_ASIDE:
        return []
    title, reason = clip(record.title, 160), clip(record.reason or "", 300)
    return [OutOfDate(record.business, title, record.requirements, reason)]


def telling(check: CheckResult | Evidence | Line) -> tuple[int, str]:
    """Order checks by how much they tell a reader, then by their ids."""
    return _KINDS.index(check.kind), check.check


def trim(record: Evidence) -> Evidence:
    """Cut what a target can make as long as it likes."""
    steps = tuple(
        msgspec.structs.replace(
            step, exchanges=tuple(trim_exchange(each) for each in step.exchanges[:EXCHANGES])
        )
        for step in record.steps[:STEPS]
    )
    return _shortened(record, steps)


def trim_exchange(exchange: Exchange) -> Exchange:
    """Cut the bodies and headers of an exchange; `truncated` then tells that more is in the evidence."""
    bodies = (exchange.request_body or "", exchange.response_body or "")
    return msgspec.structs.replace(
        exchange,
        url=clip(exchange.url, 500),
        request_headers=_headers(exchange.request_headers),
        response_headers=_headers(exchange.response_headers),
        request_body=clip(_readable(bodies[0]), BODY) or None,
        response_body=clip(_readable(bodies[1]), BODY) or None,
        truncated=exchange.truncated or max(map(len, bodies)) > BODY,
    )


def _readable(body: str) -> str:
    """Put each field of a JSON body on a line of its own; anything else stays as it was."""
    if not body.startswith(("{", "[")) or len(body) > BODY:
        return body
    try:
        return msgspec.json.format(body, indent=1)
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return body


def without_exchanges(record: Evidence) -> Evidence:
    """Keep the steps of a record and drop what went over the wire."""
    steps = tuple(msgspec.structs.replace(step, exchanges=()) for step in record.steps[:STEPS])
    return _shortened(record, steps)


def visible(judged: RequirementVerdict, collected: Collected, most: int) -> tuple[list[Line], int]:
    """Choose the lines of a requirement's checks, the worst first, and count those that are not shown.

    At most `most` that passed and twice as many that did not.
    """
    lines = [collected.lines[each.check] for each in judged.checks if each.check in collected.lines]
    lines.sort(key=lambda line: (_ORDER[line.outcome], telling(line)))
    bad = [line for line in lines if line.outcome != "passed"][: 2 * most]
    good = [line for line in lines if line.outcome == "passed"][:most]
    return [*bad, *good], len(lines) - len(bad) - len(good)


def _shortened(record: Evidence, steps: tuple[StepRecord, ...]) -> Evidence:
    return msgspec.structs.replace(
        record,
        title=clip(record.title, 300),
        reason=_cut(record.reason),
        expected=_cut(record.expected),
        got=_cut(record.got),
        clause=clip(record.clause, 500),
        replay=_cut(record.replay),
        steps=tuple(
            msgspec.structs.replace(
                step, text=clip(step.text, 600), expected=_cut(step.expected), got=_cut(step.got)
            )
            for step in steps
        ),
    )


def _cut(text: str | None) -> str | None:
    return clip(text, 1000) if text is not None else None


def _headers(headers: dict[str, str]) -> dict[str, str]:
    return {clip(name, 100): clip(value, 300) for name, value in list(headers.items())[:HEADERS]}
