"""The command line as a whole: help, wrong use, defects, interruption."""

import os
import subprocess
import sys
from errno import ENOSPC
from pathlib import Path

import click
import pytest

from conformance.cli import explain, main
from tests.cli.conftest import Run

HEAVY = (
    "rich",
    "jinja2",
    "schemathesis",
    "pytest",
    "requests",
    "lxml",
    "openpyxl",
    "hypothesis",
    "jsonschema",
    "yaml",
)


def test_help_lists_commands_in_japanese_and_english(tekigo: Run) -> None:
    code, out, _ = tekigo("--help")
    assert code == 0
    assert "使い方: tekigo" in out
    assert "explain" in out
    assert "この説明を表示する" in out
    _, out, _ = tekigo("--lang", "en", "--help")
    assert "Usage: tekigo" in out
    assert "explain a message" in out


def test_without_a_command_the_help_is_shown_as_a_mistake(tekigo: Run) -> None:
    code, out, err = tekigo()
    assert (code, out) == (2, "")
    assert "コマンド:" in err


def test_the_version_is_told(tekigo: Run) -> None:
    assert tekigo("--version")[1].startswith("tekigo 0.")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("explian",), "TKG-CLI005: explian というコマンドはありません。explain"),
        (("--nope",), "TKG-CLI002"),
        (("explain",), "TKG-CLI003: tekigo explain には CODE|ID が必要です"),
        (("--lang", "fr", "explain", "x"), "TKG-CLI004"),
        (("explain", "a", "b"), "TKG-CLI001"),
        (("spec", "shw"), "TKG-CLI001"),
    ],
)
def test_wrong_use_is_told_with_code_and_remedy(tekigo: Run, args: tuple[str, ...], message: str) -> None:
    code, out, err = tekigo(*args)
    assert (code, out) == (2, "")
    assert message in err
    assert "  → " in err


@pytest.mark.parametrize(
    "args",
    [
        ("spec", "coverage", "-b", "api_authorization", "--html", "{file}/x/page.html"),
        ("spec", "coverage", "-b", "api_authorization", "--html={file}/x/page.html"),
        ("data", "check", "{folder}", "-b", "api_authorization", "--out", "{file}"),
        ("reference", "export", "{file}/x", "-b", "child_allowance"),
        ("reference", "serve", "-b", "child_allowance", "--write-target", "{folder}/none/target.yaml"),
    ],
)
def test_a_place_that_cannot_be_written_is_told_with_its_name(
    tekigo: Run, tmp_path: Path, args: tuple[str, ...]
) -> None:
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")
    code, _, err = tekigo(*(each.format(file=file, folder=tmp_path) for each in args))
    assert code == 2
    assert "TKG-CLI006" in err or "TKG-REF007" in err
    assert str(tmp_path) in err


def test_a_file_of_tekigos_own_that_is_not_there_is_a_defect(
    tekigo: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(*_args: object) -> None:
        Path("/no-folder-of-this-name/of-tekigo").read_bytes()

    monkeypatch.setattr(explain, "_message", missing)
    monkeypatch.chdir(tmp_path)
    assert tekigo("explain", "x")[0] == 5


def test_a_full_disk_is_no_defect(tekigo: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(explain, "_message", full)
    code, _, err = tekigo("explain", "x")
    assert (code, "TKG-CLI006" in err) == (2, True)


def test_a_defect_is_one_line_and_a_file_without_secrets(
    tekigo: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise KeyError("123456789018", "Bearer abcdefghijklmnopqrstuvwxyz0123456789")

    monkeypatch.setattr(explain, "_message", broken)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "reports").mkdir()
    code, out, err = tekigo("explain", "x")
    assert (code, out) == (5, "")
    assert err.startswith("TKG-CLI900: tekigo 自身の不具合です(KeyError)")
    assert "Traceback" not in err
    kept = next((tmp_path / "reports").iterdir()).read_text(encoding="utf-8")
    assert "Traceback" in kept
    assert "123456789018" not in kept
    assert "abcdefghijklmnopqrstuvwxyz" not in kept


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interruption_is_acknowledged(
    tekigo: Run, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def stop(*_args: object) -> None:
        raise error

    monkeypatch.setattr(explain, "_message", stop)
    code, _, err = tekigo("explain", "x")
    assert code == 130
    assert "TKG-CLI901: 中断しました" in err


def test_the_exit_code_of_a_command_is_passed_on(tekigo: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explain, "command", click.Command("explain", callback=lambda: 3))
    assert tekigo("explain")[0] == 3


def test_only_commands_that_are_there_are_listed(tekigo: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(main.COMMANDS, "someday", ("いつか", "some day"))
    assert "someday" not in tekigo("--help")[1]


def test_help_and_listing_import_nothing_heavy() -> None:
    """The budget of 0.3 s is kept by not importing; a time would measure the machine."""
    for args in (["--help"], ["explain", "TKG-CLI900"], ["spec", "--help"]):
        program = (
            "import sys; from conformance.cli.main import main; main(sys.argv[1:]);"
            f"print('loaded:', [m for m in {HEAVY} if m in sys.modules], file=sys.stderr)"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, *args],
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        loaded = done.stderr.rpartition("loaded:")[2].strip()
        assert loaded in ("[]", "['yaml']"), args


def test_japanese_survives_a_terminal_that_does_not_speak_utf8() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "conformance.cli.main", "explain", "TKG-CLI901"],
        capture_output=True,
        env=environment,
        check=True,
    )
    assert "中断しました" in done.stdout.decode("utf-8")
