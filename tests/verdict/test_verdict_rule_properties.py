"""What must hold of the rule for every requirement, target and outcome."""

from datetime import date, timedelta
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from conformance.spec.model import Testability
from conformance.spec.row import RequirementClass
from conformance.verdict.model import CLASSES, WORDS, Declarations, Ground, Judgement, RequirementFacts
from conformance.verdict.rule import Result, business_word, judge, out_of_scope

EDITIONS = ("1.0", "2.0", "3.0")
KINDS = ("ordinary", "core_city", "designated_city")
RESULTS: tuple[Result, ...] = ("passed", "failed", "blocked", "not_applicable", "left_out", "not_bound")
DAY = date(2026, 4, 1)
days = st.none() | st.integers(-2, 2).map(lambda n: DAY + timedelta(days=n))
some_kinds = st.sets(st.sampled_from(KINDS)).map(lambda kinds: tuple(sorted(kinds)))
results = st.lists(st.sampled_from(RESULTS), max_size=4)
facts = st.builds(
    RequirementFacts,
    id=st.just("ZZ-1"),
    class_=st.sampled_from(get_args(RequirementClass)),
    applies_to=some_kinds,
    optional_for=some_kinds,
    introduced=st.sampled_from(("", "?", *EDITIONS)),
    withdrawn=st.sampled_from(("", "?", *EDITIONS)),
    due=days,
    transition_until=days,
    option=st.sampled_from(("", "extra")),
    testability=st.sampled_from(get_args(Testability)),
)
grounds = st.builds(
    Ground,
    edition=st.sampled_from(("?", *EDITIONS)),
    editions=st.just(EDITIONS),
    declarations=st.builds(
        Declarations,
        municipality_class=st.sampled_from(("", *KINDS)),
        options=st.sampled_from(((), ("extra",), ("ZZ-1",), ("other",))),
    ),
    errata=st.sampled_from(((), ("ZZ-1",), ("ZZ-2",))),
)


def judged(
    requirement: RequirementFacts, ground: Ground, outcomes: list[Result], *, declared: bool
) -> Judgement:
    return judge(requirement, ground, DAY, outcomes, declared=declared)


@given(facts, grounds, results, st.booleans())
def test_conformant_needs_at_least_one_pass_and_nothing_but_passes(
    requirement: RequirementFacts, ground: Ground, outcomes: list[Result], declared: bool
) -> None:
    if judged(requirement, ground, outcomes, declared=declared).word == "conformant":
        assert outcomes
        assert set(outcomes) == {"passed"}
        assert requirement.testability in ("api", "file")


@given(facts, grounds, results, st.booleans())
def test_a_failure_in_scope_always_shows(
    requirement: RequirementFacts, ground: Ground, outcomes: list[Result], declared: bool
) -> None:
    word = judged(requirement, ground, [*outcomes, "failed"], declared=declared).word
    if out_of_scope(requirement, ground) is None and "ZZ-1" not in ground.errata:
        dated = requirement.due is not None or requirement.transition_until is not None
        assert word == "nonconformant" or (word == "in_transition" and dated)
    else:
        assert word in ("out_of_scope", "undecidable")


@given(facts, grounds, results, st.sampled_from(RESULTS), st.booleans())
def test_one_more_result_that_is_no_pass_never_makes_a_requirement_conformant(
    requirement: RequirementFacts, ground: Ground, outcomes: list[Result], more: Result, declared: bool
) -> None:
    before = judged(requirement, ground, outcomes, declared=declared).word
    after = judged(requirement, ground, [*outcomes, more], declared=declared).word
    if after == "conformant":
        assert more == "passed"
        assert before in ("conformant", "unverified", "attested")


@given(facts, grounds, results, st.booleans())
def test_order_and_number_of_results_do_not_matter(
    requirement: RequirementFacts, ground: Ground, outcomes: list[Result], declared: bool
) -> None:
    once = judged(requirement, ground, outcomes, declared=declared)
    assert once == judged(requirement, ground, [*reversed(outcomes), *outcomes], declared=declared)


@given(facts, grounds, results)
def test_a_declaration_only_ever_turns_unverified_into_attested(
    requirement: RequirementFacts, ground: Ground, outcomes: list[Result]
) -> None:
    without = judged(requirement, ground, outcomes, declared=False).word
    declared = judged(requirement, ground, outcomes, declared=True).word
    assert declared == without or (without, declared) == ("unverified", "attested")


pairs = st.lists(st.tuples(st.sampled_from(CLASSES), st.sampled_from(WORDS)), max_size=6)


@given(pairs)
def test_a_conformant_business_has_no_open_duty_and_something_proven(
    judgements: list[tuple[RequirementClass, str]],
) -> None:
    if business_word(judgements, valid=True) == "conformant":  # type: ignore[arg-type]
        mandatory = {word for kind, word in judgements if kind == "mandatory"}
        assert mandatory.isdisjoint({"nonconformant", "unverified", "blocked"})
        assert ("prohibited", "nonconformant") not in judgements
        assert ("mandatory", "conformant") in judgements


@given(pairs, st.sampled_from(["nonconformant", "unverified", "blocked"]))
def test_no_further_requirement_saves_a_business(
    judgements: list[tuple[RequirementClass, str]], word: str
) -> None:
    assert business_word([*judgements, ("mandatory", word)], valid=True) != "conformant"  # type: ignore[list-item]
