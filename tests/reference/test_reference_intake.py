"""What the system says of a request item by item: codes, messages, all of them at once."""

import pytest

from tests.reference.desk import Desk


@pytest.mark.parametrize(
    ("items", "code", "message"),
    [
        ({"氏名": None}, "E0001", "氏名が設定されていません。"),
        ({"氏名": ""}, "E0001", "氏名が設定されていません。"),
        ({"氏名": "　"}, "E0001", "氏名が設定されていません。"),
        ({"氏名": "abc"}, "E0002", "氏名は全角文字で設定してください。"),
        ({"氏名": 5}, "E0002", "氏名は全角文字で設定してください。"),
        ({"氏名_フリガナ": "てきごう"}, "E0002", "氏名_フリガナは全角カタカナで設定してください。"),
        ({"届出年月日": "2026-02-30"}, "E0002", "届出年月日は暦にある日付（YYYY-MM-DD）で設定してください。"),
        ({"届出年月日": "2025-02-29"}, "E0002", "届出年月日は暦にある日付（YYYY-MM-DD）で設定してください。"),
        ({"異動事由": "転居"}, "E0002", "異動事由は決められた値（国内転入、国外転入等）で設定してください。"),
        ({"住所_郵便番号": "100000"}, "E0003", "住所_郵便番号は7桁で設定してください。"),
        ({"本籍": None}, "E0004", "住民種別が設定されている場合、本籍は設定必須です。"),
        ({"続柄": "孫"}, "E0002", None),
        ({"続柄": "祖父"}, "E0002", None),
        ({"続柄": "子の子の子の子の子"}, "E0002", None),
        ({"個人番号": "123456789010"}, "E0002", None),
        ({"個人番号": "12345678901"}, "E0003", None),
    ],
)
def test_one_wrong_item_is_told_by_its_name(
    desk: Desk, items: dict[str, object], code: str, message: str | None
) -> None:
    answer = desk.do("転入届", **items)
    assert answer.status == 400
    assert answer.codes == [code]
    assert answer.messages[0].startswith(next(iter(items))) or code == "E0004"
    assert message in (None, answer.messages[0])


@pytest.mark.parametrize("relation", ["子の子", "父の父", "子の子の子の子", "子（子の妻）の子", "縁故者"])
def test_chains_of_up_to_four_words_are_relations(desk: Desk, relation: str) -> None:
    """R15."""
    household = desk.resident()["世帯番号"]
    made = desk.resident(世帯番号=household, 続柄=relation)
    assert desk.state(made["宛名番号"])["続柄"] == relation


def test_all_errors_of_a_request_come_at_once(desk: Desk) -> None:
    answer = desk.do("転入届", 氏名=None, 生年月日="2026-13-01", 住所_郵便番号="1", 本籍=None)
    assert answer.codes == ["E0001", "E0002", "E0003", "E0004"]


def test_an_item_of_another_operation_is_refused(desk: Desk) -> None:
    answer = desk.do("転入届", 処理年月日=desk.day())
    assert answer.codes == ["T1001"]
    assert answer.messages == ["処理年月日は受け付けない項目です。項目を除いて送り直してください。"]


@pytest.mark.parametrize("body", [b"[]", b"{", b'"x"', b"null", b"\xff", b"[" * 5000])
def test_what_is_no_object_is_refused(desk: Desk, body: bytes) -> None:
    answer = desk.send("tennyu", body)
    assert (answer.status, answer.codes) == (400, ["T1002"])


def test_blank_optional_items_count_as_left_out(desk: Desk) -> None:
    person = desk.resident(転入前住所="", 住所_町字="")["宛名番号"]
    assert "転入前住所" not in desk.state(person)


def test_one_of_several_conditions_is_needed(desk: Desk) -> None:
    answer = desk.ask("住民検索")
    assert (answer.codes, answer.messages) == (["E0001"], ["氏名が設定されていません。"])


class TestUnknownDates:
    """1.1.8, R16."""

    def test_a_common_years_29_february_is_taken_where_dates_may_be_unknown(self, desk: Desk) -> None:
        assert desk.state(desk.resident(生年月日="1950-02-29")["宛名番号"])["生年月日"] == "1950-02-29"

    def test_but_no_30_february(self, desk: Desk) -> None:
        assert desk.do("転入届", 生年月日="1950-02-30").codes == ["E0002"]

    def test_and_not_for_events_that_cannot_say_so(self, desk: Desk) -> None:
        person = desk.resident()["宛名番号"]
        assert desk.do("転居届", 対象者宛名番号=[person], 異動年月日="2025-02-29").codes == ["E0002"]

    def test_the_flag_needs_the_expression(self, desk: Desk) -> None:
        answer = desk.do("転入届", 生年月日_不詳フラグ="1")
        assert answer.codes == ["E0004"]
        assert "生年月日_不詳表記" in answer.messages[0]

    @pytest.mark.parametrize(
        "form", ["昭和２５年頃", "推定昭和２５年", "昭和２５年春", "昭和２５年１月上旬", "年月日不詳"]
    )
    def test_forms_of_unknown_dates(self, desk: Desk, form: str) -> None:
        made = desk.resident(生年月日="1950-01-01", 生年月日_不詳フラグ="1", 生年月日_不詳表記=form)
        assert desk.state(made["宛名番号"])["生年月日_不詳表記"] == form

    def test_another_text_is_no_form(self, desk: Desk) -> None:
        answer = desk.do("転入届", 生年月日_不詳フラグ="1", 生年月日_不詳表記="適合")
        assert answer.codes == ["E0002"]
