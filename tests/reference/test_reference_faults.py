"""Each seeded fault changes its behaviour, and no other that is looked at here."""

import re
from pathlib import Path

import pytest

import conformance.reference
from conformance.i18n import TekigoError
from conformance.reference.businesses import BUSINESSES, reference_system
from conformance.reference.faults import fault_active, with_faults
from conformance.reference.resident_records.seeded_rows import WRONG, Wrong, distorted
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_whole
from tests.reference.desk import Desk
from tests.reference.faulty import SHOWN, future_notice

SHARED = Path(conformance.reference.__file__).parent


@pytest.mark.parametrize("fault", SHOWN)
def test_a_fault_shows_and_a_sound_system_does_not_have_it(fault: str) -> None:
    look, sound, broken = SHOWN[fault]
    assert look(Desk()) == sound
    assert look(Desk([fault])) == broken


@pytest.mark.parametrize("fault", SHOWN)
def test_a_fault_leaves_everything_else_alone(fault: str) -> None:
    others = [other for other in SHOWN if other != fault]
    changed = [other for other in others if SHOWN[other][0](Desk([fault])) != SHOWN[other][1]]
    assert changed == []


def test_faults_belong_to_a_system_not_to_the_process() -> None:
    sound, broken = Desk(), Desk(["F-FUTURE-NOTICE"])
    assert future_notice(broken) == []
    assert future_notice(sound) == ["T1101"]
    with with_faults(["F-FUTURE-NOTICE"]):
        assert fault_active("F-FUTURE-NOTICE")
    assert not fault_active("F-FUTURE-NOTICE")


def test_an_unknown_fault_is_refused_with_the_nearest(desk: Desk) -> None:
    with pytest.raises(TekigoError, match="F-OVERWRITE"):
        reference_system("resident_records", faults=["F-OVERWRIT"])


def _asked(path: Path) -> set[str]:
    """The faults that a module asks for; the wrong rows are asked for by their table."""
    found = set(re.findall(r"fault_active\(\s*['\"]([^'\"]+)", path.read_text(encoding="utf-8")))
    return found | ({wrong.fault for wrong in WRONG} if path.stem == "seeded_rows" else set())


@pytest.mark.parametrize("key", BUSINESSES)
def test_every_fault_has_its_seam(key: str) -> None:
    """A seam is a module of the business or one that all businesses share."""
    business = BUSINESSES[key]()
    for fault in business.faults:
        places = [path for path in (SHARED / key, SHARED) if (path / f"{fault.seam}.py").is_file()]
        asked = set().union(*(_asked(path / f"{fault.seam}.py") for path in places))
        assert (fault.opens or fault.id) in asked or fault.id in business.prohibited, fault


def test_every_seam_has_its_fault_and_a_business_asks_for_its_own_only() -> None:
    of = {key: {fault.id for fault in BUSINESSES[key]().faults} for key in BUSINESSES}
    for path in SHARED.rglob("*.py"):
        known = of.get(path.parent.name) or set().union(*of.values())
        assert _asked(path) <= known | {"F-…"}, path


def test_no_two_faults_of_all_businesses_have_one_id() -> None:
    ids = [fault.id for load in BUSINESSES.values() for fault in load().faults]
    assert sorted(set(ids)) == sorted(ids)


ROW = {
    "異動事由": "国内転入", "異動年月日": "2026-05-01", "処理年月日": "2026-05-20", "届出年月日": "2026-05-19",
    "住所を定めた年月日": "2026-05-01", "筆頭者_名": "筆頭", "国籍・地域コード": "ZZZ", "本籍": "なし",
    "生年月日_不詳表記": "昭和頃", "転入前住所_郵便番号": "1000001", "転入前住所": "不明", "個人番号": "123456789018",
    "氏名_フリガナ確認状況": "1", "入力端末": "端末", "職権フラグ": "1", "通知年月日": "2026-05-18",
    "申出年月日": "2026-05-17", "住民状態": "死亡", "消除事由": "失踪", "修正事由": "地番の変更", "申出フラグ": "1",
    "転出先住所_予定": "神奈川県横浜市西区試験町　試験荘", "記載順位": 2, "住所_方書": "新", "氏名_フリガナ": "シン",
    "成年被後見人フラグ": "1", "在留期間_日": 15, "住所_郵便番号": "1000002", "旧氏_フリガナ確認状況": "1",
    "住民票コード": "12345678901", "法第30条の46・47区分": "法第30条の46", "郵便物送付コード": "1", "氏名優先区分": "2",
    "異動年月日_不詳表記": "推定令和五年頃",
}  # fmt: skip
BEFORE = {
    "住所_方書": "旧", "氏名_フリガナ": "キュウ", "住民票コード": "0", "個人番号": "0", "住所_郵便番号": "1000001",
    "氏名_フリガナ確認状況": "0", "氏名優先区分": "1",
}  # fmt: skip
IN_ROW = {"F-NO-47": {"法第30条の46・47区分": "法第30条の47"}, "F-MOVE-CANCELLED": {"申出フラグ": "0"}}


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.fault)
def test_a_fault_of_rows_changes_one_item_of_its_events_only(wrong: Wrong) -> None:
    row = ROW | ({"異動事由": wrong.reasons[0]} if wrong.reasons else {}) | IN_ROW.get(wrong.fault, {})
    assert distorted(dict(row), BEFORE) == row
    with with_faults([wrong.fault]):
        broken = distorted(dict(row), BEFORE)
        other = distorted({**row, "異動事由": "改製（記載）"}, BEFORE)
    changed = {name for name in row if broken.get(name) != row[name]}
    assert len(changed) == 1
    assert not wrong.reasons or other == {**row, "異動事由": "改製（記載）"}


@pytest.mark.parametrize("key", BUSINESSES)
def test_every_fault_names_a_requirement_and_shows(key: str) -> None:
    whole = Catalog(load_whole(key))  # of all editions
    for fault in BUSINESSES[key]().faults:
        assert whole.requirement(fault.requirement)
        assert re.search("[ぁ-ん]", fault.text)
