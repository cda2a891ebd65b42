"""Judges what a using system did in one situation, by one rule. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.checks.record import PASSED, Ending
from conformance.i18n import message

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.checks.consumer.journal import Journal
    from conformance.spec.consumer import ConsumerCheck

SILENT, NOT_SO_FAR = "TKG-CON001", "TKG-CON005"
OK, UNAUTHORIZED = 200, 401
READ = ":Read"


def judge(check: ConsumerCheck, journal: Journal, usual: Journal) -> Ending:
    """Judge one situation; where nothing came, nothing can be said.

    `usual`: what came when all went well. Without a token nothing is known of what a system does with one, and what it
    does wrong at all times is no want of recovery: such blame stays with the rule that was broken first.
    """
    if not journal.heard():
        return Ending(outcome="not_applicable", code=SILENT, reason=message(SILENT, None))
    tokenless = journal.tokens and not any(each.token for each in journal.tokens)
    if (check.rule in _WITH_TOKEN and tokenless) or (
        check.rule == "sound_again" and _sound_again(check, usual)
    ):
        return Ending(outcome="not_applicable", code=NOT_SO_FAR, reason=message(NOT_SO_FAR, None))
    wrong = _RULES[check.rule](check, journal)
    return Ending(outcome="failed", expected=check.title, got=wrong) if wrong else PASSED


def _of_calls(rule: str) -> Callable[[ConsumerCheck, Journal], str]:
    def found(check: ConsumerCheck, journal: Journal) -> str:
        if not journal.calls:
            return message("con.no_call")
        return next((each.wrong[rule] for each in journal.calls if rule in each.wrong), "")

    return found


def _own_scope(check: ConsumerCheck, journal: Journal) -> str:
    for each in journal.tokens:
        if not each.scopes:
            return message("con.no_scope")
        if len({scope.partition(":")[0] for scope in each.scopes}) > 1:
            return message("con.several_providers")
        if not each.token and not each.wrong:
            return message("con.other_scope", scope=" ".join(each.scopes)[:200])
    return _of_calls("own_scope")(check, journal)


def _sound_proof(check: ConsumerCheck, journal: Journal) -> str:
    wrong = next((each.wrong for each in journal.tokens if each.wrong), "")
    return wrong or ("" if journal.calls else message("con.no_call"))


def _renews_token(check: ConsumerCheck, journal: Journal) -> str:
    refused = [place for place, each in enumerate(journal.calls) if each.status == UNAUTHORIZED]
    if not refused:
        return message("con.never_refused")
    old = {journal.calls[place].token for place in refused}
    later = journal.calls[refused[0] + 1 :]
    if not later:
        return message("con.not_repeated")
    if any(each.token in old for each in later if each.status != UNAUTHORIZED):
        return message("con.old_token")
    return "" if later[-1].status == OK else message("con.old_token")


def _few_calls(check: ConsumerCheck, journal: Journal) -> str:
    return "" if journal.count <= check.most else message("con.calls", count=journal.count, most=check.most)


def _one_write(check: ConsumerCheck, journal: Journal) -> str:
    """One transaction, so one write: to ask afterwards what has become of it is no second one."""
    writes = [each for each in journal.calls if not each.scope.endswith(READ) and each.status != UNAUTHORIZED]
    return message("con.written_twice", count=len(writes)) if len(writes) > 1 else ""


def _sound_again(check: ConsumerCheck, journal: Journal) -> str:
    for rule in ("post_json", "header_only", "right_items"):
        wrong = _of_calls(rule)(check, journal)
        if wrong:
            return wrong
    return "" if OK in {each.status for each in journal.calls} else message("con.no_call")


_WITH_TOKEN = frozenset({"header_only", "renews_token"})
_RULES: dict[str, Callable[[ConsumerCheck, Journal], str]] = {
    "post_json": _of_calls("post_json"),
    "header_only": _of_calls("header_only"),
    "own_scope": _own_scope,
    "sound_proof": _sound_proof,
    "right_items": _of_calls("right_items"),
    "renews_token": _renews_token,
    "few_calls": _few_calls,
    "one_write": _one_write,
    "sound_again": _sound_again,
}
