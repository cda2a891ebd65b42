"""Checks the answers of an official API as such: status, media type, every member and every fixed sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.checks.items.judge import told
from conformance.checks.items.model import ItemCheck, ItemResult
from conformance.checks.items.run import not_prepared
from conformance.engine.bench import Unprepared
from conformance.i18n import message

if TYPE_CHECKING:
    from conformance.checks.fuzz.plan import Judges
    from conformance.checks.items.baseline import Baseline, Baselines
    from conformance.spec.model import Operation
    from conformance.target.answer import Answer

_STATUS = {"success": 200, "refusal": 400, "no_token": 401}
_NO_WAY = "TKG-ITEM014"


def run_answer_check(check: ItemCheck, baselines: Baselines, judges: Judges) -> ItemResult:
    """Bring about one kind of answer and compare it with what the official text lays down."""
    operation = baselines.catalog.operation(check.operation)
    try:
        answer = _ask(check, baselines.own(operation, check.id), operation)
    except Unprepared as unprepared:
        return not_prepared(check, unprepared)
    if answer is None:
        reason = message(_NO_WAY)
        return ItemResult(outcome="blocked", expected=check.expected, got=reason, code=_NO_WAY, reason=reason)
    if answer.failure is not None:
        reason = answer.failure.text()
        return ItemResult(
            outcome="blocked", expected=check.expected, got=reason, code=answer.failure.code, reason=reason
        )
    wrong = _wrong(check, operation, answer, judges)
    got = "、".join(wrong) if wrong else told(answer)
    return ItemResult(outcome="failed" if wrong else "passed", expected=check.expected, got=got)


def _ask(check: ItemCheck, baseline: Baseline, operation: Operation) -> Answer | None:
    if check.variant == "no_token":
        return baseline.bench.asker.ask_without_proof(operation, baseline.request())
    missing = baseline.bench.catalog.required(operation)[0].romaji
    drop = (missing,) if check.variant == "refusal" else ()
    return baseline.bench.send(operation, baseline.request(drop=drop))


def _wrong(check: ItemCheck, operation: Operation, answer: Answer, judges: Judges) -> list[str]:
    if answer.status != _STATUS[check.variant]:
        return [told(answer)]
    found = [each.text for each in judges.of(operation).shape(answer)]
    if (
        not found
        and operation.api
        and not _same(answer.headers.get("content-type", ""), operation.api.answer_type)
    ):
        kind, wanted = answer.headers.get("content-type", ""), operation.api.answer_type
        found.append(message("item.got_answer_type", None, kind=kind, wanted=wanted))
    return found


def _same(found: str, wanted: str) -> bool:
    """Tell whether two media types are the same: neither spaces nor letters' size matter, nor quotes."""
    return _plain(found) == _plain(wanted)


def _plain(text: str) -> str:
    return text.lower().replace(" ", "").replace('"', "")
