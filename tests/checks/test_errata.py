"""Where the official text differs, a check accepts every reading and decides nothing; everything else still fails."""

from typing import Any

import pytest

from conformance.checks.endings import under_erratum
from conformance.checks.items.judge import judge
from conformance.checks.items.model import UNDECIDED, ItemCheck
from conformance.checks.items.naming import official_words
from conformance.checks.items.plan import plan_item_checks
from conformance.checks.record import Ending
from conformance.engine.evidence import Outcome
from conformance.spec.load import load_package
from conformance.target.answer import Answer

PACKAGE = load_package("addressee_numbering")
CHECKS = {each.id.split(":", 3)[3]: each for each in plan_item_checks(PACKAGE)}
NAMES = frozenset(item.name for item in PACKAGE.items)
CONDITION = CHECKS["atenabango:condition:処理区分=既存住登外者宛名番号利用"]
LONG_TOWN = CHECKS["jusho_choaza:disputed:120"]
UNSET = "宛名番号が設定されていません。"
RELATED = "処理区分が設定されている場合、宛名番号は設定必須です。"


def _answer(status: int, *errors: tuple[str, str]) -> Answer:
    body: dict[str, Any] = {"errors": [{"code": code, "message": text} for code, text in errors]}
    return Answer(status=status, json=body if status != 200 else {"result": [{}]})


def _judged(check: ItemCheck, answer: Answer) -> tuple[str, str | None]:
    result = judge(check, answer, NAMES)
    return result.outcome, result.code


@pytest.mark.parametrize("error", [("E0001", UNSET), ("E0004", RELATED)])
def test_either_reading_is_right_and_decides_nothing(error: tuple[str, str]) -> None:
    assert _judged(CONDITION, _answer(400, error)) == ("not_applicable", UNDECIDED)
    assert CONDITION.erratum in judge(CONDITION, _answer(400, error), NAMES).reason  # type: ignore[operator]


@pytest.mark.parametrize(
    "answer",
    [
        _answer(200),
        _answer(400, ("E0002", "宛名番号は半角文字で設定してください。")),
        _answer(400, ("E0001", "宛名番号がありません。")),
        _answer(400, ("E0001", "操作者IDが設定されていません。")),
        _answer(409, ("E0001", UNSET)),
    ],
)
def test_what_no_reading_allows_fails(answer: Answer) -> None:
    assert _judged(CONDITION, answer) == ("failed", None)


def test_a_length_that_two_documents_differ_about_may_pass_or_not() -> None:
    refused = _answer(400, ("E0003", "住所_町字は18桁で設定してください。"))
    assert _judged(LONG_TOWN, _answer(200)) == ("not_applicable", UNDECIDED)
    assert _judged(LONG_TOWN, refused) == ("not_applicable", UNDECIDED)
    assert _judged(LONG_TOWN, _answer(400, ("E0001", "住所_町字が設定されていません。")))[0] == "failed"


def test_a_length_that_both_documents_refuse_must_be_refused() -> None:
    assert _judged(CHECKS["jusho_choaza:length:long"], _answer(200))[0] == "failed"


def test_a_check_without_an_erratum_decides() -> None:
    check = CHECKS["shikuchosonkodo:length:short"]
    assert (check.erratum, check.requirement) == ("", "AN-E0003.M")
    assert _judged(check, _answer(400, ("E0003", "市区町村コードは6桁で設定してください。")))[0] == "passed"


def test_numbers_that_are_sent_in_need_no_check_digit() -> None:
    assert [key for key in CHECKS if "check_digit" in key] == []


@pytest.mark.parametrize(
    ("code", "text", "right"),
    [
        ("E0001", UNSET, True),
        ("E0001", UNSET + "ご確認ください。", False),
        ("E0002", "宛名番号は半角数字で設定してください。", True),
        ("E0002", "宛名番号はで設定してください。", False),
        ("E0003", "宛名番号は15桁で設定してください。", True),
        ("E0003", "宛名番号は１５桁で設定してください。", True),
        ("E0003", "宛名番号は15桁以内で設定してください。", False),
        ("E0004", RELATED, True),
        ("E0004", "何かが設定されている場合、宛名番号は設定必須です。", False),
        ("E0009", UNSET, False),
    ],
)
def test_messages_have_the_official_form(code: str, text: str, right: bool) -> None:
    assert official_words(code, text, "宛名番号", NAMES) is right


@pytest.mark.parametrize("outcome", ["passed", "failed"])
def test_a_scenario_under_an_erratum_only_records(outcome: Outcome) -> None:
    settled = under_erratum("AN-E05", Ending(outcome=outcome, got="「履歴番号」が「0」"))
    assert (settled.outcome, settled.code, settled.got) == (
        "not_applicable",
        UNDECIDED,
        "「履歴番号」が「0」",
    )


def test_trouble_stays_trouble_under_an_erratum() -> None:
    blocked = Ending(outcome="blocked", code="TKG-TGT001", reason="無応答")
    assert under_erratum("AN-E05", blocked) is blocked
