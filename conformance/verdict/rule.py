"""The rule: what word a requirement and a business get. Everything else in tekigo only feeds or shows it.

Where a fact is missing or unknown the duty stays: doubt never helps a system.
"""

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import Literal

from conformance.engine.evidence import Outcome
from conformance.spec.row import RequirementClass
from conformance.verdict.model import BusinessWord, Exemption, Ground, Judgement, RequirementFacts, Why, Word

Result = Outcome | Literal["left_out", "supported", "set_aside", "not_bound", "contested"]
"""What a check says of a requirement. `supported`: it passed, but its kind can only find failures, never prove.
`set_aside`: it is about a rule or figure that does not hold on the as-of date, so it neither proves nor hinders.
`contested`: its answer is right under one reading of an official text that differs or is silent.
`not_bound`: the target's binding does not reach what it asks for."""
SHOWN: tuple[RequirementClass, Word] = ("mandatory", "conformant")
"""What no word on a business does without."""


def class_in_force(requirement: RequirementFacts, ground: Ground) -> RequirementClass:
    """Return the class for this municipality: a mandatory function may be optional for its class."""
    relaxed = ground.declarations.municipality_class in requirement.optional_for
    return "optional" if requirement.class_ == "mandatory" and relaxed else requirement.class_


def out_of_scope(requirement: RequirementFacts, ground: Ground) -> Why | None:
    """Return why a requirement does not concern this target, None when it does."""
    order, kind = ground.editions, ground.declarations.municipality_class
    if ground.edition in order:
        now = order.index(ground.edition)
        if requirement.introduced in order[now + 1 :] or requirement.withdrawn in order[: now + 1]:
            return "edition"
    if kind and requirement.applies_to and kind not in requirement.applies_to:
        return "municipality_class"
    names = {requirement.id, requirement.option} - {""}
    if class_in_force(requirement, ground) == "optional" and names.isdisjoint(
        (*ground.declarations.options, *ground.declarations.offered)
    ):
        return "option_not_declared"
    return "exempted" if exemption_of(requirement, ground) else None


def is_duty(requirement: RequirementFacts, ground: Ground) -> bool:
    """Tell whether a requirement is mandatory for this target, but for what a partial product is exempted from."""
    mandatory = class_in_force(requirement, ground) == "mandatory"
    return mandatory and out_of_scope(requirement, ground) in (None, "exempted")


def exemption_of(requirement: RequirementFacts, ground: Ground) -> Exemption | None:
    """Return the exemption that covers a requirement. What is prohibited is so in a part of a system too."""
    if requirement.class_ == "prohibited":
        return None
    return next((each for each in ground.declarations.exempt if names(each, requirement.id)), None)


def names(exemption: Exemption, requirement: str) -> bool:
    """Tell whether an exemption names a requirement; `*` stands for any part of its id."""
    patterns = (re.escape(each).replace(r"\*", ".*") for each in exemption.requirements)
    return any(re.fullmatch(each, requirement) for each in patterns)


def judge(
    requirement: RequirementFacts, ground: Ground, as_of: date, results: Collection[Result], *, declared: bool
) -> Judgement:
    """Judge one requirement by the results of its checks; a failed probe is one of a function that was found.

    `declared` counts only where a run cannot tell, and never hides a failure. A check that was left out, not bound or
    not applicable leaves a requirement unverified however many others passed, and so does it when nothing but checks
    of a kind that cannot prove it (fuzzing) has passed. One that the as-of date sets aside does neither. Where the
    official text leaves open what is right, nothing else may be missing for the word to be undecidable.
    """
    if excluded := out_of_scope(requirement, ground):
        return Judgement("out_of_scope", excluded)
    if requirement.id in ground.errata:
        return Judgement("undecidable", "errata")
    if "failed" in results:
        until, due = requirement.transition_until, requirement.due
        grace = (until is not None and as_of <= until) or (due is not None and as_of < due)
        return Judgement("in_transition", "transition") if grace else Judgement("nonconformant", "failed")
    if "blocked" in results:
        return Judgement("blocked", "blocked")
    said = set(results) - {"supported", "set_aside"}
    if requirement.testability in ("api", "file") and "contested" in said <= {"contested", "passed"}:
        return Judgement("undecidable", "errata")
    if requirement.testability in ("api", "file") and said == {"passed"}:
        return Judgement("conformant", "passed")
    if requirement.testability != "api":
        return Judgement("attested", "declared") if declared else Judgement("unverified", "not_declared")
    reasons: tuple[Why, ...] = ("not_bound", "left_out", "not_applicable", "set_aside", "supported")
    return Judgement("unverified", next((why for why in reasons if why in results), "no_check"))


def business_word(judged: Iterable[tuple[RequirementClass, Word]], *, valid: bool) -> BusinessWord:
    """Judge a business by its requirements (class in force, word). An invalid run judges nothing.

    Options never decide. Neither declarations alone make a system conformant, nor the absence of what is prohibited: a
    run must have shown at least one mandatory function.
    """
    duties = [pair for pair in judged if pair[0] != "optional"]
    words = {word for _, word in duties}
    if not valid:
        return "indeterminate"
    if "nonconformant" in words:
        return "nonconformant"
    open_duty = any(kind == "mandatory" and word in ("unverified", "blocked") for kind, word in duties)
    return "indeterminate" if open_duty or SHOWN not in duties else "conformant"
