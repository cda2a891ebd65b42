"""Becoming a resident: 転入, 職権記載, 出生, 再転入, 法第30条の46 and 47."""

import pytest

from tests.reference.desk import Desk


def test_numbers_households_and_dates_come_of_themselves(desk: Desk) -> None:
    """R2, R6, R11."""
    made = desk.resident(異動年月日=desk.day(-10))
    state = desk.state(made["宛名番号"])
    assert state["履歴番号"] == 1
    assert state["続柄"] == "世帯主"
    assert state["住民となった年月日"] == state["住所を定めた年月日"] == desk.day(-10)
    assert state["届出年月日"] == state["処理年月日"] == desk.day()
    assert len(state["住民票コード"]) == 11


def test_a_member_joins_a_household_and_is_listed_last(desk: Desk) -> None:
    head = desk.resident()
    first = desk.resident(世帯番号=head["世帯番号"], 続柄="母")
    second = desk.resident(世帯番号=head["世帯番号"], 続柄="妻")
    listed = desk.ask("世帯照会", 世帯番号=head["世帯番号"]).results
    assert [each["宛名番号"] for each in listed] == [each["宛名番号"] for each in (head, first, second)]
    assert [each["記載順位"] for each in listed] == [1, 2, 3]
    assert {each["世帯主氏名"] for each in listed} == {head["氏名"]}


@pytest.mark.parametrize(
    ("household", "relation", "code"),
    [("own", "世帯主", "T1102"), ("none", "妻", "T1102"), ("own", None, "E0004")],
)
def test_no_second_head_no_unknown_household_no_missing_relation(
    desk: Desk, household: str, relation: str | None, code: str
) -> None:
    head = desk.resident()
    number = head["世帯番号"] if household == "own" else "000000000000019"
    assert desk.do("転入届", 世帯番号=number, 続柄=relation).codes == [code]


def test_a_household_may_lack_a_head_until_one_joins(desk: Desk) -> None:
    """1.1.10."""
    first = desk.resident(続柄="子")
    assert "世帯主氏名" not in desk.state(first["宛名番号"])
    head = desk.resident(世帯番号=first["世帯番号"], 続柄="世帯主")
    assert desk.state(first["宛名番号"])["世帯主氏名"] == head["氏名"]


@pytest.mark.parametrize("item", ["異動年月日", "届出年月日", "生年月日"])
def test_no_date_lies_ahead(desk: Desk, item: str) -> None:
    """R2."""
    answer = desk.do("転入届", **{item: desk.day(1)})
    assert (answer.status, answer.codes) == (400, ["T1101"])
    assert answer.messages[0].startswith(item)


def test_an_unreported_address_is_marked(desk: Desk) -> None:
    made = desk.resident(未届転入フラグ="1", 転入前住所="大阪府大阪市")
    assert desk.state(made["宛名番号"])["転入前住所"] == "大阪府大阪市（未届）"


class TestReturning:
    """R18 and 4.1.1.2."""

    @pytest.mark.parametrize("item", ["個人番号", "住民票コード"])
    def test_a_number_of_a_removed_person_blocks_a_new_entry(self, desk: Desk, item: str) -> None:
        made = desk.resident(個人番号="123456789018", 住民票コード="12345678901")
        desk.do("死亡", 宛名番号=made["宛名番号"])
        answer = desk.do("転入届", **{item: desk.state(made["宛名番号"])[item]})
        assert (answer.status, answer.codes) == (409, ["T1405"])

    def test_a_number_of_another_resident_cannot_be_true(self, desk: Desk) -> None:
        desk.resident(個人番号="123456789018")
        assert desk.do("転入届", 個人番号="123456789018").codes == ["T1102"]

    def test_three_equal_items_only_warn(self, desk: Desk) -> None:
        made = desk.resident(氏名="適合　一")
        desk.do("職権消除", 対象者宛名番号=[made["宛名番号"]])
        answer = desk.do("転入届", 氏名="適合　一")
        assert (answer.status, answer.codes) == (409, ["T2002"])
        assert desk.do("転入届", 氏名="適合　一", 確認済アラート=["T2002"]).status == 200
        assert desk.do("転入届", 氏名="適合　一", 性別="2").status == 200

    def test_the_old_number_and_names_come_back_and_the_old_home_does_not(self, desk: Desk) -> None:
        made = desk.resident(旧氏="旧試験", 住所_方書="試験荘")
        person = made["宛名番号"]
        desk.do("転出届", 対象者宛名番号=[person], 異動事由="国外転出", 異動年月日=desk.day(-1))
        back = desk.do("再転入", 宛名番号=person, 異動事由="国外転入等").one
        state = desk.state(person)
        assert (back["宛名番号"], back["履歴番号"]) == (person, 3)
        assert state["旧氏"] == "旧試験"
        assert state["住民となった年月日"] == desk.day()
        assert not {"住所_方書", "転出予定年月日", "消除年月日", "転入前住所"} & state.keys()

    def test_a_resident_cannot_return_nor_can_the_dead(self, desk: Desk) -> None:
        person = desk.resident()["宛名番号"]
        assert desk.do("再転入", 宛名番号=person).codes == ["T1401"]
        desk.do("死亡", 宛名番号=person)
        assert desk.do("再転入", 宛名番号=person).codes == ["T1401"]
        assert desk.do("再転入", 宛名番号="000000000099995").codes in (["T1201"], ["E0002"])


class TestBirth:
    """4.2.1.2."""

    def test_a_child_lives_at_the_household_since_birth(self, desk: Desk) -> None:
        mother = desk.resident(住所_方書="試験荘")
        child = desk.do("出生", 世帯番号=mother["世帯番号"]).one
        state = desk.state(child["宛名番号"])
        assert state["住所_方書"] == "試験荘"
        assert state["生年月日"] == state["住民となった年月日"] == state["異動年月日"]
        assert state["通知年月日"] == desk.day()
        assert not {"転入前住所", "届出年月日"} & state.keys()

    def test_unknown_households_and_days_ahead_are_refused(self, desk: Desk) -> None:
        mother = desk.resident()
        assert desk.do("出生", 世帯番号="000000000000019").codes == ["T1201"]
        assert desk.do("出生", 世帯番号=mother["世帯番号"], 生年月日=desk.day(1)).codes == ["T1101"]

    def test_an_unknown_birth_date_is_the_unknown_date_of_the_event(self, desk: Desk) -> None:
        mother = desk.resident()
        items = {"生年月日_不詳フラグ": "1", "生年月日_不詳表記": "令和８年５月頃"}
        child = desk.do("出生", 世帯番号=mother["世帯番号"], **items).one
        assert desk.state(child["宛名番号"])["異動年月日_不詳表記"] == "令和８年５月頃"


def test_ex_officio_entries_have_no_notification(desk: Desk) -> None:
    made = desk.do("職権記載", 申出フラグ="1").one
    state = desk.state(made["宛名番号"])
    assert "届出年月日" not in state
    assert state["職権フラグ"] == "1"
    assert state["申出年月日"] == desk.day()


@pytest.mark.parametrize(
    ("operation", "article"),
    [("法第30条の46転入", "法第30条の46"), ("法第30条の47届出", "法第30条の47")],
)
def test_articles_30_46_and_47(desk: Desk, operation: str, article: str) -> None:
    state = desk.state(desk.do(operation).one["宛名番号"])
    assert state["法第30条の46・47区分"] == article
    assert state["異動事由"] == "国外転入等"
    assert state["外国人住民となった年月日"] == state["異動年月日"]
