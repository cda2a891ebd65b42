"""Judges the answer to an item check. Pure: an answer in, a result out."""

from conformance.checks.items.model import ERROR_NAMES, UNDECIDED, ItemCheck, ItemResult
from conformance.checks.items.naming import names_item, official_words
from conformance.engine.bench import errors
from conformance.i18n import message
from conformance.target.answer import Answer

ACCEPTED, BAD_REQUEST = 200, 400
# What a target answers with when it, or the set-up, is in trouble: it says nothing about the item.
_TROUBLE = {401: "TKG-ITEM011", 403: "TKG-ITEM011"}
_SHOWN = 3


def judge(check: ItemCheck, answer: Answer, all_names: frozenset[str], *, crash: bool = False) -> ItemResult:
    """Judge an answer by status, error code and the item that the error's message names.

    `crash`: an error of the server is known to come from this very request, not from a system out of order.
    """
    trouble = None if crash else _trouble(answer)
    if trouble is not None:
        code, reason = trouble
        return ItemResult(outcome="blocked", expected=check.expected, got=reason, code=code, reason=reason)
    passed = _let_pass(check, answer, all_names) if check.positive else _refused(check, answer, all_names)
    if check.erratum and (passed or _allowed(check, answer, all_names)):
        return undecided(check, told(answer))
    return ItemResult(outcome="passed" if passed else "failed", expected=check.expected, got=told(answer))


def undecided(check: ItemCheck, got: str) -> ItemResult:
    """Say that what came back is right under some reading of a text that differs, so that it proves nothing."""
    reason = message(UNDECIDED, None, erratum=check.erratum, got=got)
    return ItemResult(
        outcome="not_applicable", expected=check.expected, got=got, code=UNDECIDED, reason=reason
    )


def told(answer: Answer) -> str:
    """Say in plain words what came back."""
    if _accepted(answer):
        return message("item.got_accepted")
    found = errors(answer)
    if not found and answer.problem is None:
        return message("item.got_status", None, status=answer.status)
    if not found:
        return answer.told()
    lines = "、".join(f"{each['code']}「{each['message']}」" for each in found[:_SHOWN])
    more = message("item.got_more", None, count=len(found) - _SHOWN) if len(found) > _SHOWN else ""
    return message("item.got_errors", None, status=answer.status, errors=lines + more)


def _refused(check: ItemCheck, answer: Answer, all_names: frozenset[str]) -> bool:
    return answer.status == BAD_REQUEST and any(
        each["code"] in (check.code, *check.also) and _names(check, each["code"], each["message"], all_names)
        for each in errors(answer)
    )


def _names(check: ItemCheck, code: str, text: str, all_names: frozenset[str]) -> bool:
    """Tell whether a message is about the item, in an official API with the official words."""
    said = not check.official or official_words(code, text, check.item, all_names)
    return said and names_item(text, check.item, all_names)


def _allowed(check: ItemCheck, answer: Answer, all_names: frozenset[str]) -> bool:
    """Tell whether some other reading allows the answer."""
    return (check.accepted and _accepted(answer)) or _refused(check, answer, all_names)


def _let_pass(check: ItemCheck, answer: Answer, all_names: frozenset[str]) -> bool:
    """A right value must not be refused as a wrong one; the operation may still be refused for other reasons.

    The control asks for more: the standard request of the operation has to be accepted.
    """
    found = errors(answer)
    if _accepted(answer) or check.kind == "control":
        return _accepted(answer)
    refused = any(e["code"] in ERROR_NAMES and names_item(e["message"], check.item, all_names) for e in found)
    return bool(found) and not refused


def _accepted(answer: Answer) -> bool:
    """An answer that is no JSON object accepts nothing, whatever its status says."""
    return answer.status == ACCEPTED and isinstance(answer.json, dict)


def _trouble(answer: Answer) -> tuple[str, str] | None:
    if answer.failure is not None:
        return answer.failure.code, answer.failure.text()
    if answer.unavailable:
        return "TKG-ITEM012", message("TKG-ITEM012", None, status=answer.status)
    code = _TROUBLE.get(answer.status or 0)
    return (code, message(code, None, status=answer.status)) if code else None
