"""Lint refuses features that would report a pass they have not earned (architecture.md §11)."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from conformance.checks.scenarios.features import read_feature, read_features
from conformance.checks.scenarios.lint import lint_features, unused_definitions
from conformance.checks.scenarios.rule_examples import RuleTables
from conformance.checks.scenarios.vocabulary import Definition, definitions
from conformance.spec.errors import Finding
from conformance.spec.load import load_error_codes, load_package
from conformance.spec.model import Package
from conformance.spec.rules import RuleBook

Lint = Callable[[str], list[Finding]]
HEAD = "# language: ja\n機能: 試験\n"
GOOD = """
  @RR-4.1.1.1.M
  シナリオ: 良いもの
    もし 「転入届」を行う
    ならば 受け付けられる
"""


@pytest.fixture(scope="module")
def package() -> Package:
    return load_package("resident_records")


@pytest.fixture(scope="module")
def vocabulary() -> list[Definition]:
    return definitions()


@pytest.fixture
def lint(tmp_path: Path, package: Package, vocabulary: list[Definition]) -> Lint:
    def run(body: str) -> list[Finding]:
        path = tmp_path / "case.feature"
        path.write_text(HEAD + body, encoding="utf-8")
        return lint_features([read_feature(path, "case")], package, vocabulary, load_error_codes())

    return run


def codes(found: list[Finding]) -> set[str]:
    return {each.code for each in found}


def test_a_sound_feature_is_not_refused(lint: Lint) -> None:
    assert lint(GOOD) == []


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("TKG-BDD002", GOOD + GOOD),
        (
            "TKG-BDD003",
            "  @RR-4.1.1.1.M\n  シナリオアウトライン: 例なし\n    もし 「転入届」を行う\n    ならば 受け付けられる\n",
        ),
        (
            "TKG-BDD003",
            "  @RR-4.1.1.1.M\n  シナリオアウトライン: 見出しだけ\n    もし 「転入届」を行う\n"
            "    ならば 受け付けられる\n    例:\n      | 値 |\n",
        ),
        ("TKG-BDD004", ""),
        ("TKG-BDD005", GOOD.replace("  @RR-4.1.1.1.M\n", "")),
        ("TKG-BDD006", GOOD.replace("RR-4.1.1.1.M", "RR-4.1.1.1.X")),
        ("TKG-BDD019", GOOD.replace("  @RR-4.1.1.1.M\n", "  @RR-4.1.1.1.M @疑義:RR-E01\n")),
        ("TKG-BDD007", GOOD + "    かつ 受け付けられる\n" * 11),
        ("TKG-BDD008", GOOD.replace("    ならば 受け付けられる\n", "")),
        ("TKG-BDD009", GOOD.replace("「転入届」", "「<操作>」")),
        ("TKG-BDD010", GOOD.replace("受け付けられる", "うまくいく")),
        ("TKG-BDD014", GOOD.replace("受け付けられる", "エラー「みらい日」となる")),
        ("TKG-BDD015", GOOD.replace("受け付けられる", "結果の「異動事由」は「国内転人」である")),
        ("TKG-SPEC051", GOOD.replace("受け付けられる", "結果の「住所年月日」は「今日」である")),
        ("TKG-SPEC052", GOOD.replace("「転入届」", "「転入とどけ」")),
    ],
)
def test_a_defect_is_refused_with_its_line_and_cure(lint: Lint, code: str, body: str) -> None:
    found = [each for each in lint(body) if each.code == code]

    assert found
    assert found[0].origin.startswith("features/case.feature:")
    assert found[0].text()
    assert found[0].remedy()


def test_a_wrong_name_brings_the_nearest_ones(lint: Lint) -> None:
    found = lint(GOOD.replace("「転入届」", "「転入とどけ」"))

    assert "転入届" in found[0].text()


def test_names_in_tables_are_checked(lint: Lint) -> None:
    body = GOOD.replace(
        "    ならば", "      | 項目 | 値 |\n      | 氏名 | 「甲」の氏な |\n      | 性別 | 雄 |\n    ならば"
    )

    assert codes(lint(body)) == {"TKG-SPEC051", "TKG-BDD015"}


@pytest.mark.parametrize(
    ("item", "value", "expected"),
    [
        ("対象者宛名番号", "「甲」の宛名番号、「乙」の宛名番号", set()),
        ("対象者宛名番号", "「甲」の宛名番号、「乙」の宛名番", {"TKG-SPEC051"}),
        ("対象者宛名番号", "「甲」の宛名番、「乙」の宛名番号", {"TKG-SPEC051"}),
        ("対象者続柄", "妻、「乙」の続柄", set()),
        ("非表示項目", "個人番号、個人番", {"TKG-BDD015"}),
        ("非表示項目", "個人番号、誤:個人番", set()),
        ("氏名", "「甲」の氏名、「乙」の氏名", {"TKG-SPEC051"}),
        ("氏名", "{日本人氏名}、{日本人氏名#2}", set()),
        ("氏名", "{日本人指名}", {"TKG-SPEC061"}),
        ("住所_方書", "{数字0}号", {"TKG-SPEC061"}),
        ("性別", "（あり）", set()),
        ("性別", "（空）", set()),
    ],
)
def test_values_of_a_repeated_item_are_checked_part_by_part(
    lint: Lint, item: str, value: str, expected: set[str]
) -> None:
    body = GOOD.replace("    ならば", f"      | 項目 | 値 |\n      | {item} | {value} |\n    ならば")

    assert codes(lint(body)) == expected


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ("一覧名：抑止対象者一覧、取得件数：3", set()),
        ("一覧名：「甲」の氏名、取得件数：（なし）", set()),
        ("一覧の名：抑止対象者一覧", {"TKG-SPEC051"}),
        ("一覧名：「甲」の氏な", {"TKG-SPEC051"}),
        ("一覧名：抑止者一覧", {"TKG-BDD015"}),
        ("一覧名", {"TKG-BDD026"}),
        ("一覧名：抑止対象者一覧、一覧名：転入通知未着者一覧", {"TKG-BDD025"}),
    ],
)
@pytest.mark.parametrize(
    "sentence",
    [
        "    前提 {query}の結果を控えておく\n    もし",
        "    もし 「転入届」を行う\n    ならば {query}の結果は1件である\n    もし",
    ],
)
def test_names_in_the_parameters_of_a_query_are_checked(
    lint: Lint, sentence: str, parameters: str, expected: set[str]
) -> None:
    query = f"「甲」の「一覧照会」（{parameters}）"

    assert codes(lint(GOOD.replace("    もし", sentence.format(query=query), 1))) == expected


def test_a_value_that_is_meant_to_be_wrong_is_marked(lint: Lint) -> None:
    body = GOOD.replace("    ならば", "      | 項目 | 値 |\n      | 性別 | 誤:雄 |\n    ならば")

    assert lint(body) == []


def test_a_definition_that_nothing_uses_is_found(tmp_path: Path, vocabulary: list[Definition]) -> None:
    path = tmp_path / "case.feature"
    path.write_text(HEAD + GOOD, encoding="utf-8")

    unused = unused_definitions([read_feature(path, "case")], vocabulary)

    assert len(unused) == len(vocabulary) - 2


def test_a_vocabulary_that_grew_too_large_is_refused(vocabulary: list[Definition]) -> None:
    many = vocabulary * (60 // len(vocabulary) + 1)

    assert "TKG-BDD013" in codes(unused_definitions([], many))


@pytest.mark.parametrize(
    "text", ["機能: 甲\n  シナリオ: 乙\n    もし 甲\n    手順ではない行\n", "", "\udc80"]
)
def test_a_file_that_is_no_gherkin_is_told_by_line(tmp_path: Path, text: str) -> None:
    folder = tmp_path / "features" / "any"
    folder.mkdir(parents=True)
    (folder / "broken.feature").write_bytes(
        ("# language: ja\n" + text).encode("utf-8", "surrogateescape") if text else b""
    )

    features, found = read_features(
        "any", RuleTables(RuleBook(load_package("resident_records")), date(2026, 4, 1)), tmp_path
    )

    assert features == []
    assert codes(found) == {"TKG-BDD001"}
    assert found[0].origin.startswith("features/any/broken.feature:")


def test_every_row_of_an_outline_is_a_case_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "case.feature"
    path.write_text(
        HEAD
        + "  @RR-4.1.1.1.M\n  シナリオアウトライン: 行ごと\n    もし 「転入届」を行う\n      | 項目 | 値 |\n"
        "      | 異動年月日 | <日> |\n    ならば 受け付けられる\n"
        "    例:\n      | 日 |\n      | 今日 |\n      | 今日の1日前 |\n"
        "    例: ほか\n      | 日 |\n      | 今日の2日前 |\n",
        encoding="utf-8",
    )

    cases = read_feature(path, "case").cases

    assert [case.id for case in cases] == [f"scenario:case::行ごと[{n}]" for n in (1, 2, 3)]
    assert [case.steps[0].table[1][1] for case in cases] == ["今日", "今日の1日前", "今日の2日前"]  # type: ignore[index]
