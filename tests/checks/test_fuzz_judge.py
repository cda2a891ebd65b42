"""What fuzzing calls a failure, and what it lets pass."""

import json
from typing import Any

import pytest

from conformance.checks.fuzz.must_refuse import Refusals
from conformance.checks.fuzz.plan import Judges
from conformance.contract.examples import example
from conformance.contract.typing import Json
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_error_codes, load_package
from conformance.target.answer import Answer
from conformance.target.strict_json import parse

CATALOG = Catalog(load_package("resident_records"))
MOVE_IN = CATALOG.operation("転入届")
BODY = example(CATALOG, MOVE_IN)
JUDGE = Judges(CATALOG, load_error_codes()).of(MOVE_IN)
OK = {"metadata": {"title": "転入届"}, "result": [{"shimei": "適合　花子"}]}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"unknown": 1}, None),
        ({"jusho_katagaki": None}, None),
        ({"jusho_katagaki": "  "}, None),
        ({"jusho_yubinbango": 1000001}, None),
        ({"jusho_yubinbango": ["1000001"]}, None),
        ({"jusho_katagaki": "試験荘\n１号"}, None),
        ({"zairyukikan_nen": "2"}, None),
        ({"zairyukikan_nen": 2.0}, None),
        ({"mitodoketennyufuragu": True}, None),
        ({"kakuninzumiarato": "T2002"}, None),
        ({"seinengappi": "1990-02-29"}, None),
        ({"zokugara": "兄の子（子の妻）"}, None),
        ({"shimei": ""}, "「氏名」がなく E0001 となるべき"),
        ({"shimei": None}, "「氏名」がなく E0001 となるべき"),
        ({"shimei": ...}, "「氏名」がなく E0001 となるべき"),
        ({"honseki": ...}, "「本籍」がなく E0004 となるべき"),
        ({"setaibango": "10000000006"}, "「続柄」がなく E0004 となるべき"),
        ({"shimei": "abc"}, "「氏名」に使えない文字か形"),
        ({"shimei": {"a": 1}}, "「氏名」に使えない文字か形"),
        ({"shimei": ["適合", "試験"]}, "「氏名」に使えない文字か形"),
        ({"shimei": 1}, "「氏名」に使えない文字か形"),
        ({"jusho_yubinbango": "100000"}, "「住所_郵便番号」の桁数が誤り"),
        ({"juminshubetsu": "犬"}, "「住民種別」がコード一覧にない"),
        ({"idojiyu": "死亡"}, "「異動事由」がコード一覧にない"),
        ({"todokedenengappi": "2026-02-30"}, "「届出年月日」が暦にない日"),
        ({"todokedenengappi": "2026-00-00"}, "「届出年月日」が不詳の日を許さない"),
        ({"kojinbango": "123456789012"}, "「個人番号」の検査数字が誤り"),
        ({"zokugara": "子の子の子の子の子"}, "「続柄」がコード一覧にない"),
        ({"zairyukikan_nen": -1}, "「在留期間_年」に使えない文字か形"),
        ({"kakuninzumiarato": ["T2002", "アラート"]}, "「確認済アラート」に使えない文字か形"),
    ],
)
def test_only_what_is_wrong_under_every_reading_must_be_refused(
    changes: dict[str, Any], reason: str | None
) -> None:
    body = {name: value for name, value in (BODY | changes).items() if value is not ...}
    assert Refusals(CATALOG, MOVE_IN).reason(body) == reason


@pytest.mark.parametrize("body", [[], "text", 0, True])
def test_what_is_no_object_must_be_refused(body: Json) -> None:
    assert Refusals(CATALOG, MOVE_IN).reason(body) == "要求がオブジェクトでない"


def test_nothing_may_stand_for_an_empty_object_where_nothing_is_needed() -> None:
    assert Refusals(CATALOG, CATALOG.operation("入力場所照会")).reason(None) is None
    assert Refusals(CATALOG, CATALOG.operation("住民検索")).reason({"shutokukensu": 1}) is not None


def _answer(status: int, body: object, kind: str = "application/json;charset=UTF-8") -> Answer:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    value, flaw = parse(raw, kind)
    return Answer(status, {"content-type": kind}, raw, value, flaw)


def _errors(code: str, text: str) -> dict[str, Any]:
    return {"title": "入力の誤り", "errors": [{"code": code, "message": text}]}


def _kinds(body: Json, answer: Answer) -> list[str]:
    return [finding.kind for finding in JUDGE.judge(body, answer)]


@pytest.mark.parametrize(
    ("answer", "kinds"),
    [
        (_answer(200, OK), []),
        (_answer(200, OK | {"result": [{"shimei": "", "idobango": None, "unknown": 1}]}), []),
        (_answer(400, _errors("E0001", "氏名が設定されていません。")), []),
        (_answer(409, _errors("T2002", "一致する除票があります。"), "application/problem+json"), []),
        (_answer(418, _errors("E0001", "…")), ["status"]),
        (_answer(200, OK, "text/html"), ["content_type"]),
        (_answer(200, b"<html>", "text/html"), ["content_type", "not_json"]),
        (_answer(200, b'{"result": [', "application/json"), ["not_json"]),
        (_answer(200, {"metadata": {"title": "転入届"}}), ["schema"]),
        (_answer(200, OK | {"result": [{"shimei": 1}]}), ["schema"]),
        (_answer(200, OK | {"result": [{"idonengappi": "2026/04/01"}]}), ["schema"]),
        (_answer(400, {"title": "誤り"}), ["schema"]),
        (_answer(400, {"title": "誤り", "errors": []}), ["schema"]),
    ],
)
def test_the_shape_of_answers(answer: Answer, kinds: list[str]) -> None:
    assert _kinds(BODY, answer) == kinds


def test_an_item_of_a_wrong_shape_is_named() -> None:
    (finding,) = JUDGE.judge(BODY, _answer(200, OK | {"result": [{"idonengappi": "2026/04/01"}]}))
    assert finding.text == "HTTP 200 の答えの「異動年月日」が項目の定義に合わない"


def test_accepting_what_must_be_refused_is_a_failure() -> None:
    (finding,) = JUDGE.judge(BODY | {"shimei": "abc"}, _answer(200, OK))
    assert (finding.kind, finding.text) == ("accepted", "受け付けられた（「氏名」に使えない文字か形）")


@pytest.mark.parametrize(
    ("body", "code", "text", "failure"),
    [
        ({"seibetsu": "1"}, "E0002", "性別は数字で設定してください。", True),
        ({"seibetsu": "9"}, "E0002", "性別は数字で設定してください。", False),
        ({"seibetsu": "1"}, "T1102", "性別の内容が成り立ちません。", False),
        ({"seibetsu": "1"}, "E0002", "性別又は氏名は正しく設定してください。", False),
        ({"seibetsu": 1}, "E0002", "性別は文字列で設定してください。", False),
        ({"shimei": "𠮷田"}, "E0002", "氏名は使える文字で設定してください。", False),
        ({"jusho_katagaki": "ア" * 500}, "E0003", "住所_方書は300桁で設定してください。", False),
    ],
)
def test_calling_a_right_value_of_a_code_list_wrong_is_a_failure(
    body: dict[str, Any], code: str, text: str, failure: bool
) -> None:
    assert _kinds(BODY | body, _answer(400, _errors(code, text))) == (["refused_right"] if failure else [])
