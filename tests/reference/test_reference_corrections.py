"""What was recorded changes: corrections, other names, numbers, nationality, 改製."""

import pytest

from tests.reference.desk import Desk


class TestCorrections:
    """4.2.3, 1.1.5."""

    @pytest.mark.parametrize(
        ("operation", "more"),
        [("職権修正", {}), ("誤記修正", {}), ("軽微な修正", {"修正事由": "方書の変更"})],
    )
    def test_only_what_was_sent_changes_and_the_old_row_stays(
        self, desk: Desk, operation: str, more: dict[str, object]
    ) -> None:
        person = desk.resident(住所_方書="試験荘")["宛名番号"]
        items = {"宛名番号": person, "異動年月日": desk.day(), "住所_方書": "適合荘"}
        assert desk.ask(operation, **items, **more).one["異動事由"] == operation
        rows = desk.ask("異動履歴照会", 宛名番号=person).results
        assert [row["住所_方書"] for row in rows] == ["試験荘", "適合荘"]
        assert rows[0]["氏名"] == rows[1]["氏名"]
        assert [row["最新フラグ"] for row in rows] == ["0", "1"]

    def test_an_empty_item_is_cleared_but_not_one_that_is_never_blank(self, desk: Desk) -> None:
        person = desk.resident(住所_方書="試験荘")["宛名番号"]
        desk.do("職権修正", 宛名番号=person, 住所_方書="")
        assert "住所_方書" not in desk.state(person)
        assert desk.do("職権修正", 宛名番号=person, 住所_番地号表記="").codes == ["E0001"]

    def test_a_heads_new_name_shows_on_all_members(self, desk: Desk) -> None:
        head = desk.resident()
        wife = desk.resident(世帯番号=head["世帯番号"], 続柄="妻")["宛名番号"]
        desk.do("職権修正", 宛名番号=head["宛名番号"], 氏名="適合　新", 氏名_フリガナ="テキゴウ　シン")
        state = desk.state(wife)
        assert (state["世帯主氏名"], state["世帯主氏名_フリガナ"]) == ("適合　新", "テキゴウ　シン")
        assert state["履歴番号"] == 1

    def test_for_the_removed_a_correction_is_a_note(self, desk: Desk) -> None:
        person = desk.resident()["宛名番号"]
        desk.do("死亡", 宛名番号=person)
        before = desk.state(person)
        assert desk.do("誤記修正", 宛名番号=person, 氏名="適合　新").one["履歴番号"] == 2
        assert desk.state(person) == before
        notes = [row for row in desk.ask("備考照会", 宛名番号=person).results if row["備考種別"] == "B"]
        assert "適合　新" in notes[0]["備考内容"]
        assert notes[0]["対象履歴番号"] == 2

    def test_a_second_head_by_correction_is_refused(self, desk: Desk) -> None:
        head = desk.resident()
        wife = desk.resident(世帯番号=head["世帯番号"], 続柄="妻")["宛名番号"]
        assert desk.do("職権修正", 宛名番号=wife, 続柄="世帯主").codes == ["T1102"]

    def test_the_order_of_a_household_can_be_set(self, desk: Desk) -> None:
        """5.2."""
        head = desk.resident()
        others = [desk.resident(世帯番号=head["世帯番号"], 続柄=word)["宛名番号"] for word in ("母", "妻")]
        desk.do("職権修正", 宛名番号=others[1], 記載順位=2)
        listed = desk.ask("世帯照会", 世帯番号=head["世帯番号"]).results
        assert [each["続柄"] for each in listed] == ["世帯主", "妻", "母"]


class TestOtherNames:
    """1.1.7."""

    def test_a_former_surname_is_added_changed_and_deleted(self, desk: Desk) -> None:
        person = desk.resident()["宛名番号"]
        assert desk.do("旧氏の変更", 宛名番号=person).codes == ["T1401"]
        assert desk.do("旧氏の記載", 宛名番号=person).one["異動事由"] == "旧氏の記載"
        assert desk.do("旧氏の記載", 宛名番号=person).codes == ["T1401"]
        desk.do("旧氏の変更", 宛名番号=person, 旧氏_フリガナ=None)
        assert (desk.state(person)["旧氏"], "旧氏_フリガナ" in desk.state(person)) == ("別試験", False)
        desk.do("旧氏の削除", 宛名番号=person)
        assert "旧氏" not in desk.state(person)
        assert desk.do("旧氏の削除", 宛名番号=person).codes == ["T1401"]

    def test_an_alias_is_for_foreigners_and_its_dates_are_kept(self, desk: Desk) -> None:
        assert desk.do("通称の記載", 宛名番号=desk.resident()["宛名番号"]).codes == ["T1102"]
        person = desk.do("外国人転入届").one["宛名番号"]
        assert desk.do("通称の削除", 宛名番号=person).codes == ["T1401"]
        desk.do("通称の記載", 宛名番号=person)
        assert desk.state(person)["通称_記載年月日"] == desk.day()
        desk.do("通称の削除", 宛名番号=person)
        state = desk.state(person)
        assert (state["通称_削除年月日"], state["通称_削除市区町村コード"]) == (desk.day(), "131016")
        assert "通称" not in state


class TestNumbers:
    """4.3, 4.4, R9, R10."""

    def test_another_code_comes_at_random_and_cannot_be_wished_for(self, desk: Desk) -> None:
        made = desk.resident()
        changed = desk.do("住民票コードの変更請求", 宛名番号=made["宛名番号"]).one
        assert changed["住民票コード"] != made["住民票コード"]
        wish = desk.do("住民票コードの変更請求", 宛名番号=made["宛名番号"], 住民票コード="12345678901")
        assert wish.codes == ["T1001"]

    def test_codes_are_unique_and_the_pool_is_refilled(self, desk: Desk) -> None:
        codes = {desk.resident()["住民票コード"] for _ in range(650)}
        assert len(codes) == 650

    @pytest.mark.parametrize("operation", ["個人番号の変更請求", "個人番号の職権修正"])
    def test_neither_the_same_number_nor_anothers(self, desk: Desk, operation: str) -> None:
        first = desk.resident(個人番号="123456789018")["宛名番号"]
        second = desk.resident()["宛名番号"]
        assert desk.do(operation, 宛名番号=first, 個人番号="123456789018").codes == ["T1102"]
        assert desk.do(operation, 宛名番号=second, 個人番号="123456789018").codes == ["T1102"]
        assert desk.do(operation, 宛名番号=second, 個人番号="983205673214").status == 200
        assert desk.state(second)["個人番号"] == "983205673214"

    def test_issued_numbers_skip_the_remainder_that_has_no_digit(self, desk: Desk) -> None:
        """R11: 14 digits and a check digit; running number 6 leaves remainder 1."""
        numbers = [desk.resident()["宛名番号"] for _ in range(6)]
        assert numbers[0] == "000000000000019"
        assert [int(number[:-1]) for number in numbers] == [1, 2, 3, 4, 5, 7]


class TestNationality:
    """4.5.3 to 4.5.5, R7."""

    @pytest.mark.parametrize("operation", ["帰化", "国籍取得"])
    def test_becoming_japanese(self, desk: Desk, operation: str) -> None:
        person = desk.do("外国人転入届", 異動年月日="2024-04-01", 個人番号="123456789018").one["宛名番号"]
        before = desk.state(person)
        made = desk.do(operation, 宛名番号=person).one
        after = desk.state(person)
        assert (made["住民種別"], made["住民となった年月日"]) == ("日本人住民", "2024-04-01")
        kept = (
            "住所_番地号表記",
            "世帯番号",
            "続柄",
            "生年月日",
            "性別",
            "住所を定めた年月日",
            "住民票コード",
        )
        assert [after[name] for name in kept] == [before[name] for name in kept]
        assert not {"国籍・地域", "在留資格", "外国人住民となった年月日", "消除事由"} & after.keys()
        rows = desk.ask("異動履歴照会", 宛名番号=person).results
        assert [row["異動事由"] for row in rows[1:]] == ["職権消除（帰化等）", "職権記載（帰化等）"]
        assert desk.ask("除票照会", 宛名番号=person).one["消除事由"] == "帰化"

    @pytest.mark.parametrize(
        ("moved_in", "since"), [("2019-04-01", "2026-02-03"), ("2026-03-01", "2026-03-01")]
    )
    def test_losing_the_nationality(self, desk: Desk, moved_in: str, since: str) -> None:
        person = desk.resident(異動年月日=moved_in)["宛名番号"]
        made = desk.do("国籍喪失", 宛名番号=person, 異動年月日="2026-02-03").one
        assert made["外国人住民となった年月日"] == since
        assert "本籍" not in desk.state(person)

    def test_only_the_other_kind_can(self, desk: Desk) -> None:
        assert desk.do("帰化", 宛名番号=desk.resident()["宛名番号"]).codes == ["T1102"]
        foreigner = desk.do("外国人転入届").one["宛名番号"]
        assert desk.do("国籍喪失", 宛名番号=foreigner).codes == ["T1102"]


def test_rewriting_leaves_a_removed_sheet_and_a_resident(desk: Desk) -> None:
    """1.1.4."""
    person = desk.resident()["宛名番号"]
    made = desk.do("改製", 宛名番号=person).one
    assert (made["履歴番号"], made["改製年月日"], made["住民状態"]) == (3, desk.day(), "住民")
    assert desk.ask("除票照会", 宛名番号=person).one["消除事由"] == "改製"
    assert desk.do("転居届", 対象者宛名番号=[person]).status == 200
