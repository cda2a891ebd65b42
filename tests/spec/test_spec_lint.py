"""Lint of spec packages: each rule shown failing once, on an otherwise right package."""

import pytest

from conformance.spec.lint import lint_all
from tests.spec.made_package import MadePackage


def test_a_right_package_has_no_findings(made: MadePackage) -> None:
    assert lint_all(made.root) == []


# file, text to replace, replacement, code, words of the message; the finding is at the line of the row it is in
CHANGES = [
    ("alpha/requirements.csv", "AL-1.O,1", "AL-1.M,1", "TKG-SPEC070", "AL-1.M requirements.csv:2"),
    ("alpha/requirements.csv", "AL-3.M", "BE-3.M", "TKG-SPEC071", "BE-3.M AL-"),
    ("alpha/requirements.csv", "S 2", "", "TKG-SPEC072", "AL-2.N source"),
    ("alpha/requirements.csv", "画面のため", "", "TKG-SPEC073", "AL-3.M attestation"),
    ("alpha/requirements.csv", "2.0", "3.0", "TKG-SPEC074", "版 3.0"),
    ("alpha/standard.yaml", 'default_edition: "1.0"', 'default_edition: "1.1"', "TKG-SPEC074", "版 1.1"),
    ("alpha/standard.yaml", "default: AL-1.M", "default: AL-9.M", "TKG-SPEC074", "要件 AL-9.M AL-1.M"),
    ("alpha/items.csv", "AL-1.O", "AL-1.X", "TKG-SPEC074", "要件 AL-1.X AL-1.O"),
    ("alpha/items.csv", "1,,区分", "1,,区分表", "TKG-SPEC074", "コード一覧 区分表"),
    ("alpha/items.csv", "誕生日", "異動日", "TKG-SPEC070", "項目 異動日"),
    ("alpha/items.csv", "tanjobi,人", "idobi,別", "TKG-SPEC086", "idobi items.csv:5"),
    ("alpha/items.csv", "X,1,,区分,,,", "X,1,,,,month,", "TKG-SPEC088", "区分"),
    ("alpha/items.csv", "N,,,,3,,,,,S", "N,7,1,,3,month,,,,S", "TKG-SPEC088", "メモ"),
    (
        "alpha/items.csv",
        "6,メモ,memo,人,,N,,,,3,,,,,S,provisional\n",
        "6,メモ,memo,人,,N,,,,3,,,,,S,provisional\n7,異動日,idobi,別,,DATE,10,,,,,,1,,S,provisional\n",
        "TKG-SPEC086",
        "異動日 items.csv:5",
    ),
    ("alpha/items.csv", ",,,,S,provisional", ",,,,,provisional", "TKG-SPEC072", "メモ source"),
    ("alpha/codes.csv", "2,継続", "1,継続", "TKG-SPEC070", "コード 区分"),
    ("alpha/codes.csv", "2,継続", "2,新規", "TKG-SPEC070", "名称 新規"),
    ("alpha/operations.yaml", "optional: [区分", "optional: [区文", "TKG-SPEC051", "区文 区分"),
    ("alpha/operations.yaml", 'output: ["set:全部"]', 'output: ["set:全て"]', "TKG-SPEC057", "全て"),
    ("alpha/operations.yaml", "基本: [氏名", "基本: [指名", "TKG-SPEC051", "指名 氏名"),
    ("alpha/operations.yaml", "基本: [氏名", '基本: ["set:全部", 氏名', "TKG-SPEC087", "基本"),
    (
        "alpha/operations.yaml",
        "requirements: [AL-1.M]",
        "requirements: [AL-4.M]",
        "TKG-SPEC074",
        "要件 AL-4.M",
    ),
    ("alpha/operations.yaml", "code: T1", "code: T9", "TKG-SPEC074", "エラーコード T9"),
    ("alpha/operations.yaml", "code: T1", "code: T2", "TKG-SPEC081", "T2 alert error"),
    ("alpha/operations.yaml", "[新規, 継続]", "[新規, 終了]", "TKG-SPEC074", "終了"),
    ("alpha/operations.yaml", "operation: 登録届, as", "operation: 登録, as", "TKG-SPEC074", "操作 登録"),
    ("alpha/operations.yaml", "name: 照会", "name: 登録届", "TKG-SPEC070", "操作 登録届"),
    (
        "alpha/operations.yaml",
        "requirement: AL-2.N",
        "requirement: AL-1.M",
        "TKG-SPEC079",
        "sakujo AL-1.M mandatory",
    ),
    ("alpha/operations.yaml", "id: sakujo", "id: toroku", "TKG-SPEC080", "toroku"),
    ("alpha/operations.yaml", "      異動日: 今日の3日前\n", "", "TKG-SPEC076", "登録届 異動日"),
    ("alpha/operations.yaml", "区分: 新規", "区分: 継続", "TKG-SPEC076", "登録届 誕生日"),
    ("alpha/operations.yaml", "区分: 新規", "番号: x", "TKG-SPEC077", "登録届 番号"),
    ("alpha/operations.yaml", "区分: 新規", "区分: 終了", "TKG-SPEC078", "区分 終了"),
    ("alpha/operations.yaml", "今日の3日前", "2026-02-30", "TKG-SPEC078", "異動日 2026-02-30 ありえない"),
    ("alpha/operations.yaml", "{日本人氏名}", "{日本人指名}", "TKG-SPEC061", "日本人指名 日本人氏名"),
    ("alpha/operations.yaml", "番号: 「甲」", "番号: 「乙」", "TKG-SPEC074", "乙"),
    ("ids.lock", "AL-2.N\t1.0\n", "", "TKG-SPEC084", "AL-2.N"),
    ("ids.lock", "AL-2.N\t1.0", "AL-2.N\t2.0", "TKG-SPEC085", "AL-2.N 1.0 2.0"),
    ("ids.lock", "AL-2.N\t1.0\n", "AL-2.N\t1.0\nAL-2.O\t1.0\n", "TKG-SPEC083", "AL-2.O"),
    ("ids.lock", "AL-2.N\t1.0", "AL-2.N 1.0", "TKG-SPEC089", "AL-2.N"),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "words"), CHANGES)
def test_each_rule_finds_its_fault(
    made: MadePackage, file: str, old: str, new: str, code: str, words: str
) -> None:
    made.change(file, old, new)
    found = [each for each in lint_all(made.root) if each.code == code]
    assert found, [each.line() for each in lint_all(made.root)]
    for word in words.split():
        assert word in found[0].text()
    assert found[0].origin.startswith("specs/")
    assert found[0].origin.rpartition(":")[2].isdigit()


def test_a_sample_must_name_one_of_the_items_of_which_one_is_needed(made: MadePackage) -> None:
    made.change("alpha/operations.yaml", "    subject: [番号]\n", "    at_least_one: [氏名, メモ]\n")
    codes = [(each.code, each.params["item"]) for each in lint_all(made.root)]
    assert ("TKG-SPEC076", "氏名 / メモ") in codes


def test_files_that_cannot_be_read_are_findings_of_lint_too(made: MadePackage) -> None:
    made.change("alpha/requirements.csv", "mandatory", "must")
    made.write("specs/common/error_codes.csv", "code\n")
    codes = {each.code for each in lint_all(made.root)}
    assert codes == {"TKG-SPEC010", "TKG-SPEC026"}  # and nothing about ids that only seem to have vanished


def test_every_finding_has_a_remedy(made: MadePackage) -> None:
    for file, old, new, *_ in CHANGES[:30:5]:
        made.change(file, old, new)
    assert all(each.remedy() for each in lint_all(made.root))


def test_two_businesses_never_share_a_prefix(made: MadePackage) -> None:
    copied = {
        path.name: path.read_bytes() for path in (made.root / "specs/alpha").iterdir() if path.is_file()
    }
    for name, content in copied.items():
        made.write(f"specs/beta/{name}", content.replace(b"business: alpha", b"business: beta"))
    found = [each for each in lint_all(made.root) if each.code == "TKG-SPEC070"]
    assert "specs/beta/standard.yaml:1" in {each.origin for each in found}
