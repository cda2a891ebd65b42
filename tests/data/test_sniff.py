"""Files that are written otherwise than the dialect asks: the message says what was seen, and what is asked."""

import os
from pathlib import Path

import pytest

from conformance.cli.main import main
from conformance.data.check import check_folder
from conformance.data.dialect import Dialect, load_dialect
from conformance.data.model import DataFinding
from conformance.i18n import TekigoError
from tests.data.city import CATALOG, NOTES, PEOPLE, city, write

TEXT = "メモ番号,メモ内容\n1,窓口で聞き取った内容の控え\n2,カナとかなと漢字\n"
ENCODINGS = [
    ("utf-16-le", "UTF-16LE"),
    ("utf-16-be", "UTF-16BE"),
    ("cp932", "Shift_JIS"),
    ("euc_jp", "EUC-JP"),
    ("iso2022_jp", "ISO-2022-JP"),
]


def told(folder: Path, content: bytes, dialect: Dialect | None = None) -> list[DataFinding]:
    """Check a city with such a file of notes, and return what is told of it."""
    write(folder, city())
    (folder / f"{NOTES}.csv").write_bytes(content)
    return of_notes(folder, dialect)


def of_notes(folder: Path, dialect: Dialect | None = None) -> list[DataFinding]:
    result = check_folder(folder, CATALOG, dialect or load_dialect())
    (file,) = (each for each in result.files if each.group == NOTES)
    assert not file.checked or not file.findings
    return list(file.findings)


@pytest.mark.parametrize(("encoding", "seen"), ENCODINGS)
def test_another_encoding_is_named(tmp_path: Path, encoding: str, seen: str) -> None:
    (found,) = told(tmp_path, TEXT.encode(encoding))
    assert (found.code, found.found, found.expected) == ("TKG-DATA025", seen, "UTF-8")
    assert f"{seen} らしい" in found.text()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_mark_of_another_encoding_is_told(tmp_path: Path, encoding: str) -> None:
    (found,) = told(tmp_path, TEXT.encode(encoding))
    assert (found.code, found.found) == ("TKG-DATA010", encoding.upper())


def test_a_line_of_another_encoding_inside_a_file_is_named_with_its_bytes(tmp_path: Path) -> None:
    found = told(tmp_path, TEXT.encode() + "3,窓口で聞き取った\n".encode("cp932"))
    assert [each.code for each in found] == ["TKG-DATA011"]
    assert found[0].examples[0].row == 3
    assert "Shift_JIS らしい" in found[0].text()


@pytest.mark.parametrize(
    ("content", "code", "seen", "asked"),
    [
        (TEXT.replace(",", "\t"), "TKG-DATA026", "タブ", "カンマ"),
        (TEXT.replace(",", ";"), "TKG-DATA026", "セミコロン", "カンマ"),
        ("'メモ番号','メモ内容'\n'1','控え'\n", "TKG-DATA027", "'", '"'),
        (TEXT.replace("\n", "\r"), "TKG-DATA028", "CR", "LF / CRLF"),
        (TEXT.partition("\n")[2], "TKG-DATA029", "見出しでない行", "項目名又はローマ字の見出し"),
    ],
)
def test_another_form_is_named_with_what_is_asked(
    tmp_path: Path, content: str, code: str, seen: str, asked: str
) -> None:
    (found,) = told(tmp_path, content.encode())
    assert (found.code, found.found, found.expected) == (code, seen, asked)
    assert seen in found.text()
    assert asked in found.text() + found.remedy()


def test_headings_of_the_other_kind_are_named(tmp_path: Path) -> None:
    (found,) = told(tmp_path, TEXT.encode(), Dialect(header="romaji"))
    assert (found.code, found.found) == ("TKG-DATA029", "項目名の見出し")


def test_a_file_of_a_name_like_it_is_pointed_at(tmp_path: Path) -> None:
    write(tmp_path, city())
    (tmp_path / f"{NOTES}.csv").rename(tmp_path / f"{NOTES}.CSV")
    (found,) = of_notes(tmp_path)
    assert found.code == "TKG-DATA003"
    assert f"{NOTES}.CSV" in found.text()


@pytest.mark.parametrize(
    ("kind", "seen"), [("folder", "フォルダー"), ("pipe", "名前付きパイプ"), ("loop", "リンク")]
)
def test_what_is_no_file_is_told_and_never_opened(tmp_path: Path, kind: str, seen: str) -> None:
    write(tmp_path, city())
    path = tmp_path / f"{NOTES}.csv"
    path.unlink()
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path)

    (found,) = of_notes(tmp_path)

    assert found.code == "TKG-DATA004"
    assert seen in found.text()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    write(tmp_path, city())
    (tmp_path / f"{NOTES}.csv").chmod(0)
    with pytest.raises(TekigoError, match="TKG-DATA002"):
        of_notes(tmp_path)


def test_an_endless_line_ends_the_reading_of_it(tmp_path: Path) -> None:
    write(tmp_path, city())
    with (tmp_path / f"{NOTES}.csv").open("r+b") as file:
        file.truncate(100 * 1024**3)  # a sparse file: NUL bytes as far as anybody reads
    found = of_notes(tmp_path)
    assert {each.code for each in found} == {"TKG-DATA017", "TKG-DATA018"}


def test_a_quote_that_is_never_closed_is_told(tmp_path: Path) -> None:
    (found,) = told(tmp_path, (TEXT + '3,"' + "控え\n" * 100_000).encode())
    assert found.code == "TKG-DATA013"


def test_a_thousand_stray_files_are_no_burden(tmp_path: Path) -> None:
    write(tmp_path, city())
    for number in range(1000):
        (tmp_path / f"{number}.txt").touch()
    result = check_folder(tmp_path, CATALOG, load_dialect())
    assert result.sound
    assert len(result.stray) == 20


def test_a_municipality_may_state_what_the_edition_leaves_open(tmp_path: Path) -> None:
    stated = tmp_path / "dialect.yaml"
    stated.write_text(
        "line_end: crlf\nfile_name: 'x_{group}.csv'\ncharacters: jisx0213\nprivate_use: gaiji.csv\n", "utf-8"
    )
    (tmp_path / "gaiji.csv").write_text("code_points,reason\nU+E000,旧システムの外字\n", encoding="utf-8")

    made = load_dialect(stated=stated)

    assert (made.line_end, made.file_name) == ("crlf", "x_{group}.csv")
    assert (made.characters, made.private) == (("jisx0213",), frozenset("\ue000"))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("separator: ';'", "TKG-DATA006"),
        ("encoding: cp932", "TKG-DATA005"),
        ("header: none", "TKG-DATA005"),
        ("file_name: all.csv", "TKG-DATA005"),
        ("quote: ab", "TKG-DATA005"),
        ("colour: red", "TKG-DATA005"),
        ("characters: klingon", "TKG-DATA059"),
    ],
)
def test_a_dialect_that_may_not_be_is_refused(
    tmp_path: Path, content: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stated = tmp_path / "dialect.yaml"
    stated.write_text(content + "\n", encoding="utf-8")
    (tmp_path / "city").mkdir()
    write(tmp_path / "city", city())
    args = ["data", "check", str(tmp_path / "city"), "-b", "resident_records"]
    assert main([*args, "--dialect", str(stated), "--out", str(tmp_path / "runs")]) == 2
    assert code in capsys.readouterr().err


def test_declared_private_use_is_right_and_undeclared_is_not(tmp_path: Path) -> None:
    rows = city()
    rows[PEOPLE][0]["氏名"] = "山\ue000"
    write(tmp_path, rows)
    gaiji = tmp_path / "gaiji.txt"
    gaiji.write_text("code_points,reason\nU+E000,旧システムの外字\n", encoding="utf-8")

    with_it = check_folder(tmp_path, CATALOG, load_dialect(private_use=gaiji))
    without = check_folder(tmp_path, CATALOG, load_dialect())

    assert with_it.sound
    assert [each.code for file in without.files for each in file.findings] == ["TKG-DATA051"]
