"""Decides a run: every requirement, every business, and whether the run is valid at all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import msgspec

from conformance.engine.evidence import SINCE_2, Evidence, TornLine
from conformance.engine.plan_file import Plan
from conformance.spec.row import RequirementClass
from conformance.verdict.basis import bases_of
from conformance.verdict.counts import Tally, count, count_problems
from conformance.verdict.declared import known_of, remarks, stale
from conformance.verdict.gather import Findings, gather
from conformance.verdict.model import (
    CLASSES,
    FAILING,
    RUN_WORDS,
    WORDS,
    Basis,
    BusinessVerdict,
    Problem,
    RequirementFacts,
    RequirementVerdict,
    Share,
    Verdict,
    Word,
)
from conformance.verdict.rule import SHOWN, business_word, class_in_force, exemption_of, judge

EXIT_CONFORMANT, EXIT_STALE, EXIT_NONCONFORMANT, EXIT_INCOMPLETE = 0, 2, 3, 4


def decide(
    bases: Sequence[Basis],
    evidence: Iterable[Evidence],
    as_of: date,
    *,
    run: str,
    plan: Plan,
    tally: Tally,
    torn: Sequence[TornLine] = (),
) -> Verdict:
    """Decide the verdict of a run. `torn` may be the list that the reader of `evidence` fills while it reads."""
    findings = gather(bases, plan, evidence)
    problems = [
        *count_problems(plan, tally, findings.reported, findings.not_done),
        *findings.problems(torn),
        *_basis_problems(bases),
    ]
    businesses = tuple(_business(basis, findings, as_of, valid=not problems) for basis in bases)
    exempted = any(judged.exempted for each in businesses for judged in each.requirements)
    return Verdict(
        schema=_version(findings, exempted=exempted),
        run=run,
        as_of=as_of,
        valid=not problems,
        counts=count(plan, tally, findings.reported, findings.not_done),
        problems=tuple(sorted(problems, key=lambda each: each.code)),
        remarks=tuple(remarks(bases, findings.not_done)),
        stale=tuple(stale(businesses, findings.reported, as_of)),
        businesses=businesses,
    )


def _version(
    findings: Findings, *, exempted: bool
) -> Literal["tekigo.verdict/1", "tekigo.verdict/2", "tekigo.verdict/3"]:
    """Choose the first version that says all there is to say."""
    if any(each.kind in SINCE_2 for checks in findings.checks.values() for each in checks):
        return "tekigo.verdict/3"
    return "tekigo.verdict/2" if exempted else "tekigo.verdict/1"


def decide_again(
    stored: Verdict,
    evidence: Iterable[Evidence],
    *,
    plan: Plan,
    tally: Tally,
    torn: Sequence[TornLine] = (),
) -> Verdict:
    """Decide anew from the bundle alone; a stored verdict that says something else makes the run invalid."""
    again = decide(
        bases_of(stored), evidence, stored.as_of, run=stored.run, plan=plan, tally=tally, torn=torn
    )
    if again == stored:
        return again
    problems = (*again.problems, Problem(code="TKG-VER027"))
    return decided_invalid(again, problems)


def decided_invalid(verdict: Verdict, problems: tuple[Problem, ...]) -> Verdict:
    """Return the verdict as that of an invalid run: no business is judged."""
    businesses = tuple(
        msgspec.structs.replace(each, word=business_word(_pairs(each.requirements), valid=False))
        for each in verdict.businesses
    )
    return msgspec.structs.replace(verdict, valid=False, problems=problems, businesses=businesses)


def exit_code(verdict: Verdict, *, accept_unverified: bool = False) -> int:
    """Return the exit code of the run: 0 conformant, 3 nonconformant, 4 could not be judged, 2 when all is well but
    for known failures that pass or have expired.

    `accept_unverified`: 0 also when nothing but requirements without evidence keeps a valid run from being conformant,
    and every business has shown something mandatory.
    """
    words = {each.word for each in verdict.businesses}
    if "nonconformant" in words:
        return EXIT_NONCONFORMANT
    well = EXIT_STALE if verdict.stale else EXIT_CONFORMANT
    if words == {"conformant"} and verdict.valid:
        return well
    judged = {each.word for business in verdict.businesses for each in business.requirements}
    shown = all(SHOWN in _pairs(each.requirements) for each in verdict.businesses)
    only_unverified = verdict.valid and shown and judged.isdisjoint(("nonconformant", "blocked"))
    return well if accept_unverified and only_unverified else EXIT_INCOMPLETE


def _business(basis: Basis, findings: Findings, as_of: date, *, valid: bool) -> BusinessVerdict:
    judged = tuple(_requirement(each, basis, findings, as_of) for each in basis.requirements)
    return BusinessVerdict(
        key=basis.key,
        name=basis.name,
        name_en=basis.name_en,
        ground=basis.ground,
        sources=basis.sources,
        word=business_word(_pairs(judged), valid=valid),
        share=_share(judged),
        mandatory_share=_share([each for each in judged if each.class_ == "mandatory"]),
        partial=any(each.class_ == "mandatory" and each.why == "exempted" for each in judged),
        counts=_counts(judged),
        requirements=judged,
    )


def _requirement(
    requirement: RequirementFacts, basis: Basis, findings: Findings, as_of: date
) -> RequirementVerdict:
    place = (basis.key, requirement.id)
    reference = basis.ground.declarations.attested.get(requirement.id, "").strip()
    attested = reference or findings.declared.get(place, "")
    results = findings.results.get(place, ())
    judgement = judge(requirement, basis.ground, as_of, results, declared=bool(attested))
    exemption = exemption_of(requirement, basis.ground) if judgement.why == "exempted" else None
    return RequirementVerdict(
        requirement=requirement,
        class_=class_in_force(requirement, basis.ground),
        word=judgement.word,
        why=judgement.why,
        checks=tuple(sorted(findings.checks.get(place, ()), key=lambda each: each.check)),
        attested=attested,
        exempted=f"{exemption.reason}（{exemption.reference}）" if exemption else "",
        known=known_of(requirement.id, basis.ground.declarations) if judgement.word in FAILING else "",
    )


def _pairs(judged: Sequence[RequirementVerdict]) -> list[tuple[RequirementClass, Word]]:
    return [(each.class_, each.word) for each in judged]


def _share(judged: Sequence[RequirementVerdict]) -> Share:
    scope = [each for each in judged if each.word != "out_of_scope"]
    return Share(verified=sum(each.word in RUN_WORDS for each in scope), total=len(scope))


def _counts(judged: Sequence[RequirementVerdict]) -> dict[RequirementClass, dict[Word, int]]:
    pairs = _pairs(judged)
    return {kind: {word: pairs.count((kind, word)) for word in WORDS} for kind in CLASSES}


def _basis_problems(bases: Sequence[Basis]) -> list[Problem]:
    twice = _twice(basis.key for basis in bases)
    for basis in bases:
        twice |= _twice(each.id for each in basis.requirements)
    empty = [basis.key for basis in bases if not basis.requirements]
    found = {"TKG-VER025": sorted(empty), "TKG-VER026": sorted(twice)}
    problems = [Problem(code=code, subjects=tuple(ids)) for code, ids in found.items() if ids]
    return problems if bases else [*problems, Problem(code="TKG-VER025")]


def _twice(names: Iterable[str]) -> set[str]:
    return {name for name, times in Counter(names).items() if times > 1}
