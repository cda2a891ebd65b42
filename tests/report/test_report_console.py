"""The last words on the console: the verdict, why, and what to do next."""

from pathlib import Path

import pytest
from sample_run import RECORDS, write_run

from conformance.report.bundle import load_bundle
from conformance.report.console import summary


def told(folder: Path, lang: str = "ja", *, color: bool = False) -> str:
    return summary(load_bundle(folder), [folder / "report.html"], lang, color=color)  # type: ignore[arg-type]


def test_it_says_the_word_the_share_and_the_counts_by_class(run_dir: Path) -> None:
    lines = told(run_dir).splitlines()
    assert lines[0] == "✕ 試験業務zz 第1.0版: 不適合"
    assert "62.5 %（5/8）" in lines[1]
    assert lines[2] == "  実装必須機能: 適合 1、不適合 1、未確認 1、試験不能 1、申告 1、猶予 1"
    assert lines[4] == "  実装不可機能: 適合 1"


def test_a_failure_comes_with_expected_got_clause_remedy_and_command(run_dir: Path) -> None:
    text = told(run_dir)
    for expected in (
        "✕ ZZ-2.M 照会 (実装必須機能)",
        "期待: 受付",
        "実際: 拒否",
        "根拠: 本文 2",
        "直し方: もう一度",
        "再実行: tekigo run TARGET.yaml --only-failed r-1",
    ):
        assert expected in text


def test_it_says_whether_the_run_is_valid_and_that_no_number_is_issued(run_dir: Path) -> None:
    text = told(run_dir)
    assert "実行の有効性: 有効 (選定 7 / 収集 7 / 実行 7 / 報告 7 件)" in text
    assert "tekigo は国の適合番号を発行しません" in text
    assert text.endswith("report.html")


def test_an_invalid_run_names_the_problem_and_the_missing_checks(tmp_path: Path) -> None:
    text = told(write_run(tmp_path / "r-1", missing=1))
    assert text.startswith("△ 試験業務zz 第1.0版: 判定不能")
    assert "実行の有効性: 無効" in text
    assert "TKG-VER010" in text
    assert "scenario:zz/a::検査1000" in text


def test_hostile_text_cannot_command_the_terminal(hostile_dir: Path) -> None:
    for color in (False, True):
        text = told(hostile_dir, color=color)
        assert "\x1b]0;owned" not in text
        assert "\x1b[2J" not in text
        assert "\u202e" not in text
        assert "␛]0;owned" in text


def test_colours_are_for_terminals_only(run_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in told(run_dir)
    assert "\x1b[1;31m✕ 試験業務zz" in told(run_dir, color=True)
    assert "\x1b[" not in summary(load_bundle(run_dir), [])  # pytest's own output is no terminal


def test_it_speaks_english(run_dir: Path) -> None:
    text = told(run_dir, "en")
    assert text.startswith("✕ Trial zz edition 1.0: nonconformant")
    assert "Expected: 受付" in text


def test_many_failures_are_counted_not_listed(tmp_path: Path) -> None:
    import msgspec
    from sample_run import FACTS, basis, record

    facts = [msgspec.structs.replace(FACTS["ZZ-1.M"], id=f"ZZ-{number}.M") for number in range(30)]
    records = [record(number, "failed", f"ZZ-{number}.M") for number in range(30)]
    text = told(write_run(tmp_path / "r-1", records, bases=[basis(facts)]))
    assert text.count("✕ ZZ-") == 10
    assert "20" in text.split("実行の有効性")[0].splitlines()[-2]
    assert len(RECORDS) == 7
