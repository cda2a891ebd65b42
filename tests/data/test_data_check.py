"""Extracted files: a right city passes, and each seeded error is found, with its row, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from conformance.cli.main import main
from conformance.data import keys
from conformance.data.check import check_folder
from conformance.data.dialect import Dialect, load_dialect
from conformance.data.model import DataResult
from tests.data.city import CATALOG, NOTES, PEOPLE, Rows, city, write

Spoil = Callable[[dict[str, Rows]], None]


def checked(folder: Path, rows: dict[str, Rows] | None = None, dialect: Dialect | None = None) -> DataResult:
    """Write a city and check it."""
    if rows is not None:
        write(folder, rows)
    return check_folder(folder, CATALOG, dialect or load_dialect())


def found(result: DataResult) -> list[tuple[str, str, int, int]]:
    """List what was found: code, column, how often, first row."""
    return [
        (each.code, each.column, each.count, each.examples[0].row if each.examples else 0)
        for file in result.files
        for each in file.findings
    ]


def test_a_right_city_is_sound(tmp_path: Path) -> None:
    result = checked(tmp_path, city())

    assert found(result) == []
    assert {file.group: file.rows for file in result.files if file.checked}[PEOPLE] == 60
    assert result.sound


def put(group: str, row: int, item: str, value: str) -> Spoil:
    """Put a value into a row, counted from 1."""

    def spoil(rows: dict[str, Rows]) -> None:
        rows[group][row - 1][item] = value

    return spoil


def drop(group: str, row: int) -> Spoil:
    return lambda rows: rows[group].pop(row - 1) and None


def repeat(group: str, row: int) -> Spoil:
    return lambda rows: rows[group].append(dict(rows[group][row - 1]))


@pytest.mark.parametrize(
    ("spoil", "code", "column", "row"),
    [
        (put(PEOPLE, 7, "氏名", "ﾀｶﾊｼ"), "TKG-DATA041", "氏名", 7),
        (put(PEOPLE, 8, "氏名", "山田 花子"), "TKG-DATA042", "氏名", 8),
        (put(PEOPLE, 9, "生年月日", "1990-02-30"), "TKG-DATA034", "生年月日", 9),
        (put(PEOPLE, 10, "生年月日", "1990/02/03"), "TKG-DATA031", "生年月日", 10),
        (put(PEOPLE, 11, "性別", "8"), "TKG-DATA033", "性別", 11),
        (put(PEOPLE, 13, "住所_郵便番号", "10000"), "TKG-DATA032", "住所_郵便番号", 13),
        (put(PEOPLE, 14, "個人番号", "123456789012"), "TKG-DATA036", "個人番号", 14),
        (put(NOTES, 3, "メモ番号", ""), "TKG-DATA030", "メモ番号", 3),
        (repeat(NOTES, 4), "TKG-DATA037", "メモ番号", 21),
        (drop(PEOPLE, 2), "TKG-DATA038", "履歴番号", 2),
    ],
)
def test_a_seeded_error_is_found_and_nothing_else(
    tmp_path: Path, spoil: Spoil, code: str, column: str, row: int
) -> None:
    rows = city()
    spoil(rows)

    result = checked(tmp_path, rows)

    assert found(result) == [(code, column, 1, row)]
    assert not result.sound


def test_a_reference_to_nobody_is_found(tmp_path: Path) -> None:
    rows = city()
    rows[NOTES][6]["対象履歴番号"] = "9"

    assert found(checked(tmp_path, rows)) == [("TKG-DATA039", "対象履歴番号", 1, 7)]


def test_keys_beyond_memory_are_judged_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "HELD", 5)
    rows = city()
    repeat(NOTES, 4)(rows)
    drop(PEOPLE, 2)(rows)

    assert sorted(found(checked(tmp_path, rows))) == [
        ("TKG-DATA037", "メモ番号", 1, 21),
        ("TKG-DATA038", "履歴番号", 1, 2),
    ]


def test_values_are_never_shown(tmp_path: Path) -> None:
    rows = city()
    rows[PEOPLE][0]["氏名"] = "ﾔﾏﾀﾞ太郎"
    rows[PEOPLE][0]["個人番号"] = "123456789012"

    told = repr(checked(tmp_path, rows))

    assert "太郎" not in told
    assert "123456789012" not in told
    assert "漢漢" in told


def test_files_and_columns_that_are_missing_or_strange_are_told(tmp_path: Path) -> None:
    write(tmp_path, city())
    (tmp_path / f"{NOTES}.csv").unlink()
    people = (tmp_path / f"{PEOPLE}.csv").read_text(encoding="utf-8")
    (tmp_path / f"{PEOPLE}.csv").write_text(
        people.replace("履歴番号", "りれき", 1).replace("氏名,", "氏名,".replace("氏", "紙"), 1),
        encoding="utf-8",
    )
    (tmp_path / "readme.txt").write_text("x", encoding="utf-8")

    result = checked(tmp_path)

    codes = {(code, column) for code, column, _, _ in found(result)}
    assert ("TKG-DATA003", "") in codes
    assert {("TKG-DATA021", "履歴番号"), ("TKG-DATA022", "りれき"), ("TKG-DATA022", "紙名")} <= codes
    assert result.stray == ("readme.txt",)


GOOD = "メモ番号,メモ内容\n1,\n"


@pytest.mark.parametrize(
    ("content", "code", "row"),
    [
        (GOOD.encode("utf-16"), "TKG-DATA010", 0),
        ((GOOD + "2,髙").encode("utf-8")[:-1], "TKG-DATA012", 0),
        ((GOOD * 1).encode() + b"2,\x82\xa0\n", "TKG-DATA011", 2),
        ((GOOD + '2,"a\n').encode(), "TKG-DATA013", 0),
        ((GOOD + "2,\r\n").encode(), "TKG-DATA015", 0),
        ((GOOD + "2,\0\n").encode(), "TKG-DATA017", 2),
        (b"x" * (3 * 1024 * 1024), "TKG-DATA018", 0),
        ((GOOD + "2,3,4\n").encode(), "TKG-DATA019", 2),
        ((GOOD + "2\n").encode(), "TKG-DATA019", 2),
        (b"\xe3\x83\xa1\xe3\x83\xa2\xe7\x95\xaa\xe5\x8f\xb7,a,a\n1,2,3\n", "TKG-DATA022", 0),
        ((GOOD.replace("メモ内容", "メモ番号")).encode(), "TKG-DATA023", 0),
        (b"", "TKG-DATA024", 0),
    ],
)
def test_a_file_that_is_wrong_as_such_is_told_plainly(
    tmp_path: Path, content: bytes, code: str, row: int
) -> None:
    write(tmp_path, city())
    (tmp_path / f"{NOTES}.csv").write_bytes(content)

    result = checked(tmp_path)

    (file,) = (file for file in result.files if file.group == NOTES)
    told = {each.code: each.examples[0].row if each.examples else 0 for each in file.findings}
    assert code in told, told
    assert told[code] == row or not row


def test_a_byte_order_mark_and_quotes_are_no_error(tmp_path: Path) -> None:
    write(tmp_path, city())
    path = tmp_path / f"{NOTES}.csv"
    quoted = "\r\n".join(
        ",".join(f'"{cell}"' for cell in line.split(",")) for line in path.read_text("utf-8").splitlines()
    )
    path.write_text("\ufeff" + quoted, encoding="utf-8", newline="")

    assert found(checked(tmp_path)) == []


def test_the_command_tells_what_it_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, city())
    assert (
        main(["data", "check", str(tmp_path), "-b", "resident_records", "--out", str(tmp_path / "runs")]) == 0
    )

    rows = city()
    rows[PEOPLE][6]["性別"] = "8"
    write(tmp_path, rows)
    assert (
        main(["data", "check", str(tmp_path), "-b", "resident_records", "--out", str(tmp_path / "runs")]) == 3
    )

    told = capsys.readouterr().out
    assert "TKG-DATA033" in told
    assert "行 7" in told


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "check", str(tmp_path / "no"), "-b", "resident_records"]) == 2
    assert "TKG-DATA002" in capsys.readouterr().err
