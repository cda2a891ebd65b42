"""Exemptions of a partial product, and known failures that pass or have expired, are told and never hidden."""

from datetime import date
from typing import Any

import pytest
from made import basis, plan_for, record, tally_for
from msgspec.structs import replace

from conformance.certification.signing.statement import result_of
from conformance.engine.evidence import NOT_DONE, Evidence
from conformance.verdict.counts import Tally
from conformance.verdict.decide import decide, decide_again, exit_code
from conformance.verdict.model import RequirementVerdict, Verdict

DAY = date(2026, 4, 1)
GOOD = (
    record("s1", "passed", "ZZ-1.M"),
    record("s2", "passed", "ZZ-2.M"),
    record("p1", "passed", "ZZ-4.N", kind="probe"),
)
BAD = (GOOD[0], record("s2", "failed", "ZZ-2.M"), GOOD[2])


def decided(*records: Evidence, tally: Tally | None = None, **declared: object) -> Verdict:
    plan, counted = plan_for(*records), tally or tally_for(*records)
    return decide((basis(**declared),), records, DAY, run="r1", plan=plan, tally=counted)


def exempt(*patterns: str) -> list[dict[str, Any]]:
    return [{"requirements": patterns, "reason": "窓口の製品", "reference": "製品概要 2頁"}]


def known(reason: str = "次の版で対応", expires: str = "2026-12-31", **which: str) -> list[dict[str, str]]:
    return [{**which, "reason": reason, "expires": expires}]


def judged(verdict: Verdict, id_: str) -> RequirementVerdict:
    return next(each for each in verdict.businesses[0].requirements if each.requirement.id == id_)


@pytest.mark.parametrize("pattern", ["ZZ-2.M", "ZZ-2.*", "*2*"])
def test_an_exempted_duty_is_out_of_scope_and_the_word_is_that_on_a_part(pattern: str) -> None:
    verdict = decided(GOOD[0], GOOD[2], exempt=exempt(pattern))
    found, business = judged(verdict, "ZZ-2.M"), verdict.businesses[0]
    assert (found.word, found.why, found.exempted) == (
        "out_of_scope",
        "exempted",
        "窓口の製品（製品概要 2頁）",
    )
    assert (business.word, business.partial, verdict.schema) == ("conformant", True, "tekigo.verdict/2")
    assert (business.share.total, result_of(verdict), exit_code(verdict)) == (2, "WARNED", 0)
    again = decide_again(verdict, (GOOD[0], GOOD[2]), plan=plan_for(*GOOD[::2]), tally=tally_for(*GOOD[::2]))
    assert again == verdict


def test_without_exemptions_the_product_is_whole() -> None:
    verdict = decided(*GOOD)
    assert (verdict.schema, verdict.businesses[0].partial, result_of(verdict)) == (
        "tekigo.verdict/1",
        False,
        "PASSED",
    )


def test_nothing_is_exempted_beyond_what_is_named() -> None:
    verdict = decided(*GOOD[1:], exempt=exempt("ZZ-2"))
    assert judged(verdict, "ZZ-2.M").word == "conformant"
    assert judged(verdict, "ZZ-1.M").word == "unverified"
    assert not verdict.businesses[0].partial
    assert [(each.code, each.subjects) for each in verdict.remarks] == [("TKG-VER035", ("ZZ-2",))]


def test_a_prohibited_function_is_never_exempted() -> None:
    found = record("p1", "failed", "ZZ-4.N", kind="probe")
    verdict = decided(*GOOD[:2], found, exempt=exempt("ZZ-4.N"))
    assert judged(verdict, "ZZ-4.N").word == "nonconformant"
    assert [each.code for each in verdict.remarks] == ["TKG-VER035"]


def test_an_exempted_option_leaves_the_product_whole() -> None:
    verdict = decided(*GOOD, options=["bulk"], exempt=exempt("ZZ-3.O"))
    assert judged(verdict, "ZZ-3.O").why == "exempted"
    assert not verdict.businesses[0].partial


@pytest.mark.parametrize("which", [{"requirement": "ZZ-2.M"}, {"check": "s2"}])
def test_a_known_failure_that_fails_changes_nothing(which: dict[str, str]) -> None:
    verdict = decided(*BAD, known_failures=known(**which))
    assert (verdict.stale, judged(verdict, "ZZ-2.M").word, exit_code(verdict)) == ((), "nonconformant", 3)
    assert judged(verdict, "ZZ-2.M").known == ("次の版で対応（2026-12-31）" if "requirement" in which else "")


@pytest.mark.parametrize("which", [{"requirement": "ZZ-2.M"}, {"check": "s2"}])
def test_a_known_failure_that_passes_is_an_error(which: dict[str, str]) -> None:
    verdict = decided(*GOOD, known_failures=known(**which))
    (problem,) = verdict.stale
    (name,) = which.values()
    assert (problem.code, problem.subjects) == ("TKG-VER040", (f"{name}: 次の版で対応（2026-12-31）",))
    assert (verdict.valid, verdict.businesses[0].word, exit_code(verdict)) == (True, "conformant", 2)
    assert judged(verdict, "ZZ-2.M").known == ""


def test_a_known_failure_that_passes_is_an_error_though_unverified_is_accepted() -> None:
    verdict = decided(GOOD[0], GOOD[2], known_failures=known(requirement="ZZ-1.M"))
    assert (exit_code(verdict), exit_code(verdict, accept_unverified=True)) == (4, 2)


@pytest.mark.parametrize(("expires", "codes"), [("2026-04-01", []), ("2026-03-31", ["TKG-VER041"])])
def test_a_known_failure_holds_to_its_last_day(expires: str, codes: list[str]) -> None:
    verdict = decided(*BAD, known_failures=known(requirement="ZZ-2.M", expires=expires))
    assert [each.code for each in verdict.stale] == codes
    assert exit_code(verdict) == 3


def test_of_what_was_not_tried_nothing_is_said() -> None:
    verdict = decided(*GOOD, known_failures=known(check="elsewhere", expires="2026-01-01"))
    assert (verdict.stale, exit_code(verdict)) == ((), 0)


def test_a_known_failure_of_an_unknown_requirement_is_remarked() -> None:
    verdict = decided(*GOOD, known_failures=known(requirement="ZZ-9.M"))
    assert [(each.code, each.subjects) for each in verdict.remarks] == [("TKG-VER034", ("ZZ-9.M",))]


def test_what_a_time_budget_left_undone_is_counted_and_told() -> None:
    late = replace(GOOD[1], outcome="blocked", code=NOT_DONE)
    verdict = decided(GOOD[0], late, GOOD[2], tally=Tally(collected=3, executed=2))
    assert verdict.valid
    assert (verdict.counts.executed, verdict.counts.not_done, verdict.counts.reported) == (2, 1, 3)
    assert (judged(verdict, "ZZ-2.M").word, verdict.businesses[0].word) == ("blocked", "indeterminate")
    assert [(each.code, each.subjects) for each in verdict.remarks] == [("TKG-VER039", ("s2",))]
    assert exit_code(verdict) == 4


@pytest.mark.parametrize("executed", [1, 3])
def test_undone_checks_do_not_make_wrong_counts_right(executed: int) -> None:
    late = replace(GOOD[1], outcome="blocked", code=NOT_DONE)
    verdict = decided(GOOD[0], late, GOOD[2], tally=Tally(collected=3, executed=executed))
    assert [each.code for each in verdict.problems] == ["TKG-VER010"]


def test_a_product_that_is_exempted_from_everything_is_not_conformant_for_what_it_must_not_have() -> None:
    for pattern in (["*"], ["ZZ-1.M", "ZZ-2.M"]):
        verdict = decided(*GOOD[:2], record("c4", "passed", "ZZ-4.N"), exempt=exempt(*pattern))
        assert judged(verdict, "ZZ-4.N").word == "conformant"
        assert verdict.businesses[0].word == "indeterminate"
        assert (exit_code(verdict), exit_code(verdict, accept_unverified=True)) == (4, 4)
        assert [(each.code, each.subjects) for each in verdict.remarks] == [
            ("TKG-VER036", (f"zz: {'、'.join(pattern)}",))
        ]
