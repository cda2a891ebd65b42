"""A whole run is decided: requirements, businesses, and the faults that make a run invalid."""

from datetime import date

import msgspec
import pytest
from made import FACTS, basis, plan_for, record, tally_for

from conformance.engine.evidence import Evidence, Outcome, TornLine
from conformance.engine.manifest import Counts
from conformance.engine.plan_file import Plan
from conformance.verdict.counts import Tally
from conformance.verdict.decide import decide, decide_again, exit_code
from conformance.verdict.model import Basis, Verdict

DAY = date(2026, 4, 1)
GOOD = (
    record("s1", "passed", "ZZ-1.M"),
    record("s2", "passed", "ZZ-2.M", "ZZ-1.M"),
    record("p1", "passed", "ZZ-4.N", kind="probe"),
)


def decided(
    *records: Evidence,
    bases: tuple[Basis, ...] = (basis(),),
    plan: Plan | None = None,
    tally: Tally | None = None,
    torn: tuple[TornLine, ...] = (),
) -> Verdict:
    return decide(
        bases,
        records,
        DAY,
        run="r1",
        plan=plan or plan_for(*records),
        tally=tally or tally_for(*records),
        torn=torn,
    )


def words(verdict: Verdict) -> dict[str, str]:
    return {each.requirement.id: each.word for each in verdict.businesses[0].requirements}


def codes(verdict: Verdict) -> list[str]:
    return [problem.code for problem in verdict.problems]


def test_a_run_in_which_all_passes_is_valid_and_conformant() -> None:
    verdict = decided(*GOOD)
    business = verdict.businesses[0]
    assert verdict.valid
    assert verdict.counts == Counts(selected=3, collected=3, executed=3, reported=3)
    assert (business.word, business.share.verified, business.share.total) == ("conformant", 3, 3)
    assert business.counts["optional"]["out_of_scope"] == 1
    assert exit_code(verdict) == 0


def test_one_failed_check_makes_requirement_and_business_nonconformant() -> None:
    verdict = decided(*GOOD, record("s3", "failed", "ZZ-2.M"))
    assert words(verdict)["ZZ-2.M"] == "nonconformant"
    assert verdict.businesses[0].word == "nonconformant"
    assert exit_code(verdict) == 3


def test_a_mandatory_requirement_without_evidence_leaves_the_business_open() -> None:
    verdict = decided(GOOD[0], GOOD[2])
    assert words(verdict)["ZZ-2.M"] == "unverified"
    assert verdict.businesses[0].word == "indeterminate"
    assert exit_code(verdict) == 4


def test_a_check_left_out_of_the_plan_leaves_its_requirement_unverified() -> None:
    left_out = record("s9", "passed", "ZZ-2.M")
    verdict = decided(*GOOD, plan=plan_for(*GOOD, omitted=(left_out,)))
    assert verdict.valid
    assert words(verdict)["ZZ-2.M"] == "unverified"
    assert verdict.businesses[0].word == "indeterminate"


def test_an_operation_that_is_not_bound_is_never_conformant() -> None:
    verdict = decided(*GOOD, record("s3", "not_applicable", "ZZ-2.M", code="TKG-CONF010"))
    assert words(verdict)["ZZ-2.M"] == "unverified"


@pytest.mark.parametrize("code", ["TKG-RULE023", "TKG-RULE024", "TKG-RULE025", "TKG-BDD034"])
def test_what_the_date_or_an_ordinance_sets_aside_neither_proves_nor_hinders(code: str) -> None:
    replaced = record("s3", "not_applicable", "ZZ-2.M", code=code)
    assert words(decided(*GOOD, replaced))["ZZ-2.M"] == "conformant"
    alone = [each for each in GOOD if "ZZ-2.M" not in each.requirements]
    assert words(decided(*alone, replaced))["ZZ-2.M"] == "unverified"


@pytest.mark.parametrize("earlier", ["failed", "blocked"])
def test_a_scene_that_an_earlier_one_spoilt_neither_proves_nor_hinders(earlier: Outcome) -> None:
    first = record("scenario:zz/story::一", earlier, "ZZ-1.M")
    spoilt = record("scenario:zz/story::二", "not_applicable", "ZZ-2.M", code="TKG-BDD032")
    assert words(decided(*GOOD, spoilt, first))["ZZ-2.M"] == "conformant"
    alone = [each for each in GOOD if "ZZ-2.M" not in each.requirements]
    assert words(decided(*alone, first, spoilt))["ZZ-2.M"] == "unverified"


@pytest.mark.parametrize("check", ["scenario:zz/story::一", "scenario:zz/other::一"])
def test_a_scene_that_nothing_spoilt_leaves_its_requirement_open(check: str) -> None:
    other = record(check, "passed" if "story" in check else "failed", "ZZ-1.M")
    spoilt = record("scenario:zz/story::二", "not_applicable", "ZZ-2.M", code="TKG-BDD032")
    assert words(decided(*GOOD, other, spoilt))["ZZ-2.M"] == "blocked"


def test_a_check_of_an_undeclared_option_does_not_hold_up_the_mandatory_part() -> None:
    mixed = record("s3", "not_applicable", "ZZ-2.M", "ZZ-3.O")
    verdict = decided(*GOOD, mixed)
    assert words(verdict) == {
        "ZZ-1.M": "conformant",
        "ZZ-2.M": "conformant",
        "ZZ-3.O": "out_of_scope",
        "ZZ-4.N": "conformant",
    }
    declared = decided(*GOOD, mixed, bases=(basis(options=["bulk"]),))
    assert words(declared)["ZZ-2.M"] == "unverified"


def test_a_declaration_check_that_passes_attests_and_never_verifies() -> None:
    paper = msgspec.structs.replace(FACTS["ZZ-2.M"], testability="document")
    said = record("d1", "passed", "ZZ-1.M", "ZZ-2.M", kind="declaration", got="説明書 12頁")
    on = basis(requirements=(FACTS["ZZ-1.M"], paper))
    verdict = decided(said, bases=(on,))
    assert words(verdict) == {"ZZ-1.M": "unverified", "ZZ-2.M": "attested"}
    assert verdict.businesses[0].requirements[1].attested == "説明書 12頁"
    assert verdict.businesses[0].share.verified == 0
    denied = decided(msgspec.structs.replace(said, outcome="failed"), bases=(on,))
    assert words(denied)["ZZ-2.M"] == "nonconformant"


def test_an_attestation_needs_a_reference() -> None:
    paper = msgspec.structs.replace(FACTS["ZZ-2.M"], testability="attestation")
    facts = (FACTS["ZZ-1.M"], paper)
    empty = decided(*GOOD[:1], bases=(basis(requirements=facts, attested={"ZZ-2.M": "  "}),))
    assert words(empty)["ZZ-2.M"] == "unverified"
    assert [remark.code for remark in empty.remarks] == ["TKG-VER032"]
    full = decided(*GOOD[:1], bases=(basis(requirements=facts, attested={"ZZ-2.M": "手引 3頁"}),))
    assert words(full)["ZZ-2.M"] == "attested"
    assert full.businesses[0].word == "conformant"


def test_declarations_that_help_nobody_are_remarked() -> None:
    verdict = decided(
        *GOOD,
        bases=(basis(options=["bulc"], attested={"ZZ-1.M": "手引", "ZZ-99": "手引", "YY-1.M": "手引"}),),
    )
    assert [(each.code, each.subjects) for each in verdict.remarks] == [
        ("TKG-VER030", ("bulc",)),
        ("TKG-VER031", ("ZZ-99",)),
        ("TKG-VER033", ("ZZ-1.M",)),
    ]
    assert verdict.valid


FAULTS: dict[str, tuple[dict[str, object], tuple[Evidence, ...], list[str]]] = {
    "a check without evidence": (
        {"plan": plan_for(*GOOD, record("s9", "passed", "ZZ-1.M"))},
        GOOD,
        ["TKG-VER010"],
    ),
    "evidence that was not planned": ({"plan": plan_for(*GOOD[1:])}, GOOD, ["TKG-VER010", "TKG-VER011"]),
    "another check instead of the planned one": (
        {"plan": plan_for(*GOOD[1:], record("s9", "passed", "ZZ-1.M"))},
        GOOD,
        ["TKG-VER010", "TKG-VER011"],
    ),
    "fewer collected than selected": ({"tally": Tally(collected=2, executed=3)}, GOOD, ["TKG-VER010"]),
    "fewer executed than selected": ({"tally": Tally(collected=3, executed=2)}, GOOD, ["TKG-VER010"]),
    "one check planned twice": (
        {"plan": plan_for(*GOOD, GOOD[0]), "tally": Tally(collected=4, executed=4)},
        (*GOOD, GOOD[0]),
        ["TKG-VER012", "TKG-VER013"],
    ),
    "two records of a check that contradict": (
        {"plan": plan_for(*GOOD)},
        (*GOOD, record("s1", "failed", "ZZ-1.M")),
        ["TKG-VER010", "TKG-VER013", "TKG-VER014"],
    ),
    "nothing selected": ({}, (), ["TKG-VER015"]),
    "a run that was stopped": (
        {"tally": Tally(collected=3, executed=3, interrupted=True)},
        GOOD,
        ["TKG-VER016"],
    ),
    "a line that cannot be read": (
        {"torn": (TornLine("evidence.ndjson", 4, "torn"),)},
        GOOD,
        ["TKG-VER020"],
    ),
    "a requirement nobody knows": ({}, (*GOOD, record("s3", "passed", "ZZ-77")), ["TKG-VER021"]),
    "a business nobody knows": ({}, (*GOOD, record("s3", "passed", "ZZ-1.M", business="yy")), ["TKG-VER022"]),
    "a check of no requirement": ({}, (*GOOD, record("s3", "failed")), ["TKG-VER023"]),
    "a check that changed its requirements": (
        {"plan": plan_for(*GOOD[:2], record("p1", "passed", "ZZ-1.M"))},
        GOOD,
        ["TKG-VER024"],
    ),
    "a business without requirements": (
        {"bases": (basis(), basis("yy", requirements=()))},
        GOOD,
        ["TKG-VER025"],
    ),
    "no business at all": ({"bases": ()}, (), ["TKG-VER015", "TKG-VER025"]),
    "a requirement listed twice": (
        {"bases": (basis(requirements=(*FACTS.values(), FACTS["ZZ-1.M"])),)},
        GOOD,
        ["TKG-VER026"],
    ),
    "a business listed twice": ({"bases": (basis(), basis())}, GOOD, ["TKG-VER026"]),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_run_is_invalid_and_judges_nothing_with(fault: str) -> None:
    changes, records, expected = FAULTS[fault]
    verdict = decided(*records, **changes)  # type: ignore[arg-type]
    assert codes(verdict) == expected
    assert not verdict.valid
    assert {business.word for business in verdict.businesses} <= {"indeterminate"}
    assert exit_code(verdict) == 4


def test_the_missing_checks_are_named() -> None:
    verdict = decided(*GOOD, plan=plan_for(*GOOD, record("s8", "passed"), record("s9", "passed")))
    assert verdict.problems[0].subjects == ("s8", "s9")


def test_a_shared_requirement_bears_on_its_own_business_only() -> None:
    bases = (basis(), basis("yy"))
    verdict = decided(*GOOD, record("y1", "failed", "ZZ-1.M", business="yy"), bases=bases)
    first, second = (
        {each.requirement.id: each.word for each in business.requirements} for business in verdict.businesses
    )
    assert (first["ZZ-1.M"], second["ZZ-1.M"]) == ("conformant", "nonconformant")


def test_a_verdict_is_decided_again_from_its_own_bundle() -> None:
    stored = decided(*GOOD)
    assert decide_again(stored, GOOD, plan=plan_for(*GOOD), tally=tally_for(*GOOD)) == stored


@pytest.mark.parametrize("place", ["evidence", "word"])
def test_a_verdict_that_was_tampered_with_makes_the_run_invalid(place: str) -> None:
    failed = (*GOOD[:2], msgspec.structs.replace(GOOD[2], outcome="failed"))
    honest = decided(*failed)
    forged = decided(*GOOD)
    stored, records = (honest, GOOD) if place == "evidence" else (forged, failed)
    again = decide_again(stored, records, plan=plan_for(*records), tally=tally_for(*records))
    assert codes(again) == ["TKG-VER027"]
    assert again.businesses[0].word == "indeterminate"
