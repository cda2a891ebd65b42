"""One fault is told once: what follows from it alone is not told beside it."""

from pathlib import Path

from tests.data.city import NOTES, PEOPLE, Rows, city, write
from tests.data.test_data_check import checked, found


def test_a_key_column_that_stands_twice_is_told_once_and_not_as_missing(tmp_path: Path) -> None:
    write(tmp_path, city())
    path = tmp_path / f"{NOTES}.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("".join(f"{line},{line.partition(',')[0]}\n" for line in lines), encoding="utf-8")

    assert found(checked(tmp_path)) == [("TKG-DATA023", lines[0].partition(",")[0], 1, 0)]


def test_a_nul_is_told_once(tmp_path: Path) -> None:
    for item, value in (("氏名", "山\0田"), ("性別", "1\0"), ("生年月日", "1990-01-0\0")):
        rows = city()
        rows[PEOPLE][3][item] = value
        assert found(checked(tmp_path, rows)) == [("TKG-DATA017", "", 1, 4)]


def test_empty_keys_are_no_double_ones(tmp_path: Path) -> None:
    rows = city()
    for row in rows[NOTES][2:4]:
        row["メモ番号"] = ""

    assert found(checked(tmp_path, rows)) == [("TKG-DATA030", "メモ番号", 2, 3)]


def test_states_without_a_person_are_no_history(tmp_path: Path) -> None:
    rows: dict[str, Rows] = city()
    for row in rows[PEOPLE][3:6]:
        row["宛名番号"] = ""

    told = found(checked(tmp_path, rows))
    assert ("TKG-DATA030", "宛名番号", 3, 4) in told
    assert not {"TKG-DATA037", "TKG-DATA038", "TKG-DATA073"} & {code for code, *_ in told}


def test_two_unknown_columns_of_one_name_leave_the_others_to_be_judged(tmp_path: Path) -> None:
    rows = city()
    rows[NOTES][4]["メモ番号"] = ""
    write(tmp_path, rows)
    path = tmp_path / f"{NOTES}.csv"
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([f"{head},備,備", *(f"{line},a,b" for line in lines), ""]), encoding="utf-8")

    assert sorted(found(checked(tmp_path))) == [
        ("TKG-DATA022", "備", 1, 0),
        ("TKG-DATA022", "備", 1, 0),
        ("TKG-DATA030", "メモ番号", 1, 5),
    ]
