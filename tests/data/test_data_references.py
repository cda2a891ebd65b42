"""References to files of other businesses: found there, not found, or not at hand; and which state is the newest."""

from pathlib import Path

import pytest

from conformance.data import keys
from conformance.data.check import check_folder, check_sources
from conformance.data.dialect import load_dialect
from conformance.data.model import DataResult
from conformance.data.sources import Source
from conformance.i18n import TekigoError
from conformance.spec.catalog import Catalog
from conformance.spec.load import load_package
from conformance.spec.shared_lists import load_list
from tests.data.city import CATALOG, PEOPLE, Rows, city, person_numbers, write, write_rows

TAX = Catalog(load_package("light_vehicle_tax"))
OTHERS = Catalog(load_list("addressee_management"))
ADDRESSEE, OUTSIDER = "宛名", "住登外者宛名基本情報"
Found = list[tuple[str, str, int, int]]


def told(result: DataResult, group: str) -> Found:
    (file,) = (file for file in result.files if file.group == group)
    return [
        (each.code, each.column, each.count, each.examples[0].row if each.examples else 0)
        for each in file.findings
    ]


def taxpayers(folder: Path, kinds: dict[str, str]) -> Source:
    """Write the addressees of a tax business: number → 宛名区分."""
    folder.mkdir()
    rows = [{"宛名番号": number, "宛名区分": kind} for number, kind in kinds.items()]
    write_rows(folder, ADDRESSEE, ["宛名番号", "宛名区分"], rows)
    return Source(catalog=TAX, folder=folder)


def residents(folder: Path) -> Source:
    folder.mkdir()
    write(folder, city(people=3))
    return Source(catalog=CATALOG, folder=folder, judged=False)


def outsiders(folder: Path, numbers: list[str]) -> Source:
    folder.mkdir()
    write_rows(folder, OUTSIDER, ["宛名番号"], [{"宛名番号": each} for each in numbers])
    return Source(catalog=OTHERS, folder=folder, judged=False)


def test_a_number_is_found_among_residents_or_outsiders(tmp_path: Path) -> None:
    first, second, third, stranger, corporation = person_numbers(9)[:2] + person_numbers(9)[5:8]
    kinds = {first: "住民", second: "住民", third: "住登外者", stranger: "住登外者", corporation: "法人等"}
    tax = taxpayers(tmp_path / "tax", kinds)

    (result,) = check_sources(
        [tax, residents(tmp_path / "rr"), outsiders(tmp_path / "out", [third])], load_dialect()
    )

    assert ("TKG-DATA039", "宛名番号", 1, 4) in told(result, ADDRESSEE)
    assert not [each for each in told(result, ADDRESSEE) if each[0] == "TKG-DATA072"]


def test_what_is_not_at_hand_is_left_open_and_never_passes(tmp_path: Path) -> None:
    number, stranger = person_numbers(9)[0], person_numbers(9)[8]
    tax = taxpayers(tmp_path / "tax", {number: "住民", stranger: "住登外者"})

    (alone,) = check_sources([tax], load_dialect())
    (beside,) = check_sources([tax, residents(tmp_path / "rr")], load_dialect())

    assert [each for each in told(alone, ADDRESSEE) if "072" in each[0]] == [
        ("TKG-DATA072", "宛名番号", 2, 1)
    ]
    assert [each for each in told(beside, ADDRESSEE) if "072" in each[0]] == [
        ("TKG-DATA072", "宛名番号", 1, 2)
    ]
    (finding,) = (each for file in beside.files for each in file.findings if each.code == "TKG-DATA072")
    assert finding.open
    assert "addressee_management" in finding.found
    assert "resident_records" not in finding.found


def test_a_file_that_cannot_be_read_is_not_at_hand(tmp_path: Path) -> None:
    tax = taxpayers(tmp_path / "tax", {person_numbers(1)[0]: "住民"})
    people = residents(tmp_path / "rr")
    (people.folder / f"{PEOPLE}.csv").write_bytes(b"")

    (result,) = check_sources([tax, people, outsiders(tmp_path / "out", [])], load_dialect())

    assert ("TKG-DATA072", "宛名番号", 1, 1) in told(result, ADDRESSEE)


def test_two_businesses_never_read_the_same_file(tmp_path: Path) -> None:
    other = Source(catalog=Catalog(load_package("child_allowance")), folder=tmp_path / "tax")
    tax = taxpayers(tmp_path / "tax", {})

    with pytest.raises(TekigoError) as error:
        check_sources([tax, other], load_dialect())

    assert error.value.code == "TKG-DATA078"


def newest(rows: Rows, *marks: str) -> None:
    """Mark the three states of the second person."""
    for place, mark in enumerate(marks):
        rows[3 + place]["最新フラグ"] = mark


@pytest.mark.parametrize("marks", [("0", "0", "0"), ("0", "1", "1"), ("1", "0", "0"), ("", "", "")])
@pytest.mark.parametrize("held", [5, 2_000_000])
def test_one_state_is_the_newest(
    tmp_path: Path, marks: tuple[str, ...], held: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "HELD", held)
    rows = city()
    newest(rows[PEOPLE], *marks)
    write(tmp_path, rows)

    result = check_folder(tmp_path, CATALOG, load_dialect())

    assert told(result, PEOPLE) == [("TKG-DATA073", "最新フラグ", 1, 6)]
