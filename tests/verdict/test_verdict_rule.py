"""The rule, case by case: which word a requirement and a business get."""

from datetime import date

import msgspec
import pytest

from conformance.verdict.model import Declarations, Ground, RequirementFacts
from conformance.verdict.rule import Result, business_word, class_in_force, judge, out_of_scope

DAY = date(2026, 4, 1)


def requirement(**changes: object) -> RequirementFacts:
    plain = RequirementFacts(id="ZZ-1.M", class_="mandatory", introduced="2.0")
    return msgspec.structs.replace(plain, **changes)


def ground(
    edition: str = "2.0", kind: str = "ordinary", options: tuple[str, ...] = (), errata: tuple[str, ...] = ()
) -> Ground:
    declarations = Declarations(municipality_class=kind, options=options)
    return Ground(edition=edition, editions=("1.0", "2.0", "3.0"), declarations=declarations, errata=errata)


def word(
    facts: RequirementFacts,
    *results: Result,
    on: Ground | None = None,
    declared: bool = False,
    day: date = DAY,
) -> tuple[str, str]:
    judged = judge(facts, on or ground(), day, results, declared=declared)
    return judged.word, judged.why


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ((), ("unverified", "no_check")),
        (("supported",), ("unverified", "supported")),
        (("supported", "passed"), ("conformant", "passed")),
        (("supported", "failed"), ("nonconformant", "failed")),
        (("passed",), ("conformant", "passed")),
        (("passed", "passed"), ("conformant", "passed")),
        (("passed", "failed"), ("nonconformant", "failed")),
        (("blocked", "failed"), ("nonconformant", "failed")),
        (("passed", "blocked"), ("blocked", "blocked")),
        (("blocked", "not_applicable"), ("blocked", "blocked")),
        (("not_applicable",), ("unverified", "not_applicable")),
        (("passed", "not_applicable"), ("unverified", "not_applicable")),
        (("passed", "left_out"), ("unverified", "left_out")),
        (("passed", "not_bound"), ("unverified", "not_bound")),
        (("failed", "not_bound"), ("nonconformant", "failed")),
        (("failed", "left_out"), ("nonconformant", "failed")),
    ],
)
@pytest.mark.parametrize("kind", ["mandatory", "prohibited"])
def test_outcomes_decide_a_requirement_in_scope(
    kind: str, results: tuple[Result, ...], expected: tuple[str, str]
) -> None:
    assert word(requirement(class_=kind), *results) == expected


@pytest.mark.parametrize(
    ("introduced", "withdrawn", "edition", "expected"),
    [
        ("1.0", "", "1.0", None),
        ("2.0", "", "1.0", "edition"),
        ("2.0", "", "2.0", None),
        ("1.0", "2.0", "1.0", None),
        ("1.0", "2.0", "2.0", "edition"),
        ("1.0", "2.0", "3.0", "edition"),
        ("", "", "1.0", None),
        ("9.9", "8.8", "1.0", None),  # unknown editions: the duty stays
        ("3.0", "", "0.5", None),  # an edition nobody knows excludes nothing
    ],
)
def test_the_edition_decides_whether_a_requirement_is_in_force(
    introduced: str, withdrawn: str, edition: str, expected: str | None
) -> None:
    facts = requirement(introduced=introduced, withdrawn=withdrawn)
    assert out_of_scope(facts, ground(edition)) == expected


def test_a_requirement_for_other_municipalities_is_out_of_scope_even_if_it_fails() -> None:
    facts = requirement(applies_to=("designated_city",))
    assert word(facts, "failed") == ("out_of_scope", "municipality_class")
    assert word(facts, "failed", on=ground(kind="designated_city"))[0] == "nonconformant"
    assert word(facts, "failed", on=ground(kind=""))[0] == "nonconformant"  # class unknown: the duty stays


def test_an_option_is_judged_only_when_declared_by_its_key_or_its_id() -> None:
    facts = requirement(class_="optional", option="mail_codes")
    assert word(facts, "failed") == ("out_of_scope", "option_not_declared")
    assert word(facts, "passed", on=ground(options=("mail_codes",)))[0] == "conformant"
    assert word(facts, "failed", on=ground(options=("ZZ-1.M",)))[0] == "nonconformant"
    nameless = requirement(class_="optional", option="")
    assert word(nameless, "passed", on=ground(options=("",)))[0] == "out_of_scope"


def test_a_mandatory_function_relaxed_for_the_class_of_municipality_is_an_option() -> None:
    facts = requirement(optional_for=("ordinary",))
    assert class_in_force(facts, ground()) == "optional"
    assert word(facts, "failed") == ("out_of_scope", "option_not_declared")
    assert word(facts, "failed", on=ground(options=("ZZ-1.M",)))[0] == "nonconformant"
    assert word(facts, "failed", on=ground(kind="designated_city"))[0] == "nonconformant"
    prohibited = requirement(class_="prohibited", optional_for=("ordinary",))
    assert class_in_force(prohibited, ground()) == "prohibited"  # nothing makes a prohibition an option


def test_a_failure_is_in_transition_to_the_last_day_and_not_after() -> None:
    facts = requirement(transition_until=DAY)
    assert word(facts, "failed") == ("in_transition", "transition")
    assert word(facts, "failed", day=date(2026, 4, 2))[0] == "nonconformant"
    assert word(facts, "passed")[0] == "conformant"
    assert word(facts)[0] == "unverified"


def test_a_failure_before_the_due_date_is_in_transition_and_from_that_day_not() -> None:
    facts = requirement(due=DAY)
    assert word(facts, "failed", day=date(2026, 3, 31))[0] == "in_transition"
    assert word(facts, "failed", day=DAY)[0] == "nonconformant"


@pytest.mark.parametrize("testability", ["document", "attestation", "file"])
def test_a_declaration_counts_only_where_a_run_cannot_tell_and_hides_nothing(testability: str) -> None:
    facts = requirement(testability=testability)
    assert word(facts) == ("unverified", "not_declared")
    assert word(facts, declared=True) == ("attested", "declared")
    assert word(facts, "failed", declared=True)[0] == "nonconformant"
    assert word(facts, "blocked", declared=True)[0] == "blocked"
    assert word(requirement(testability="api"), declared=True) == ("unverified", "no_check")


def test_a_passed_check_alone_does_not_make_an_untestable_requirement_conformant() -> None:
    assert word(requirement(testability="attestation"), "passed")[0] == "unverified"
    assert word(requirement(testability="attestation"), "passed", declared=True)[0] == "attested"
    assert word(requirement(testability="file"), "passed", declared=True)[0] == "conformant"


def test_a_contradiction_in_the_official_text_leaves_the_word_open() -> None:
    assert word(requirement(), "failed", on=ground(errata=("ZZ-1.M",))) == ("undecidable", "errata")
    other = requirement(introduced="3.0")
    assert word(other, "failed", on=ground(errata=("ZZ-1.M",)))[0] == "out_of_scope"


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        (("contested",), "undecidable"),
        (("contested", "passed", "supported", "set_aside"), "undecidable"),
        (("contested", "failed"), "nonconformant"),
        (("contested", "blocked"), "blocked"),
        (("contested", "left_out"), "unverified"),
        (("contested", "not_bound"), "unverified"),
        (("contested", "not_applicable"), "unverified"),
    ],
)
def test_an_answer_that_one_reading_allows_leaves_the_word_open_but_hides_nothing(
    results: tuple[Result, ...], expected: str
) -> None:
    assert word(requirement(), *results)[0] == expected
    assert word(requirement(testability="document"), *results)[0] != "conformant"


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("mandatory", "conformant")], "conformant"),
        ([("mandatory", "conformant"), ("mandatory", "attested")], "conformant"),
        ([("mandatory", "conformant"), ("mandatory", "in_transition")], "conformant"),
        ([("mandatory", "conformant"), ("mandatory", "undecidable")], "conformant"),
        ([("mandatory", "conformant"), ("optional", "nonconformant")], "conformant"),
        ([("mandatory", "conformant"), ("prohibited", "unverified")], "conformant"),
        ([("mandatory", "conformant"), ("prohibited", "nonconformant")], "nonconformant"),
        ([("mandatory", "conformant"), ("mandatory", "nonconformant")], "nonconformant"),
        ([("mandatory", "unverified"), ("mandatory", "nonconformant")], "nonconformant"),
        ([("mandatory", "conformant"), ("mandatory", "unverified")], "indeterminate"),
        ([("mandatory", "conformant"), ("mandatory", "blocked")], "indeterminate"),
        ([("mandatory", "attested")], "indeterminate"),
        ([("mandatory", "out_of_scope"), ("prohibited", "conformant")], "indeterminate"),
        ([("mandatory", "attested"), ("prohibited", "conformant")], "indeterminate"),
        ([("optional", "conformant")], "indeterminate"),
        ([("mandatory", "out_of_scope")], "indeterminate"),
        ([], "indeterminate"),
    ],
)
def test_the_word_on_a_business(pairs: list[tuple[str, str]], expected: str) -> None:
    assert business_word(pairs, valid=True) == expected  # type: ignore[arg-type]
    assert business_word(pairs, valid=False) == "indeterminate"  # type: ignore[arg-type]
