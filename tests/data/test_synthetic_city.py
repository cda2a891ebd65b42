"""A synthetic city with errors of every kind: each is found where it was put, and nothing else is found."""

from collections import Counter
from pathlib import Path

import pytest
from msgspec.structs import replace

from conformance.certification.export.damage import DAMAGES
from conformance.certification.export.wrong_rows import ROW_KINDS
from conformance.certification.export.wrong_values import VALUE_KINDS
from conformance.data.check import check_folder
from conformance.data.dialect import load_dialect
from conformance.data.keys import KeyFaults, Keys
from conformance.i18n.messages import codes
from tests.data.synthetic.errors import AREA, Error, kinds, write_city
from tests.data.synthetic.measured import measure
from tests.data.synthetic.people import CATALOG, FILES, MEMOS

ROWS = 4000
MISSING_FILE = "TKG-DATA003"
UNSEEDED = {
    "TKG-DATA001": "about the dialect, not about files",
    "TKG-DATA002": "the folder itself cannot be read",
    "TKG-DATA004": "no file at all stands there: test_sniff.py and test_hostile_files.py",
    **{
        f"TKG-DATA0{each}": "about how a municipality states its dialect, not about files"
        for each in ("05", "06")
    },
    **{
        f"TKG-DATA0{each}": "says what a file looks like that is told as damaged anyway: test_sniff.py"
        for each in range(25, 30)
    },
    "TKG-DATA048": "halves of a surrogate pair are no UTF-8, so the bytes are told (TKG-DATA011)",
    **{f"TKG-DATA0{each}": "about declared characters, not about files" for each in range(55, 60)},
    **{
        f"TKG-DATA0{each}": "says that nothing is decided, not that something is wrong"
        for each in (70, 71, 72)
    },
    **{f"TKG-DATA0{each}": "about what was asked for, not about files" for each in range(74, 79)},
}


def test_every_message_of_the_check_has_a_seeder_or_a_reason() -> None:
    messages = {code for code in codes(AREA) if code.startswith("TKG-")}
    seeded = {*VALUE_KINDS, *ROW_KINDS, *DAMAGES, MISSING_FILE}
    assert messages - seeded - UNSEEDED.keys() == set()
    assert seeded & UNSEEDED.keys() == set()


def test_every_seeded_error_is_found_and_nothing_else(tmp_path: Path) -> None:
    errors = write_city(tmp_path, ROWS, 1, kinds())

    measured = measure(tmp_path, errors)

    print("\n".join(measured.table()))
    assert measured.missed == []
    assert measured.false == []
    assert measured.counted == len(errors)
    seeded = Counter(error.code for error in errors)
    assert set(seeded) == set(kinds())
    assert 0.04 < len(errors) / ROWS < 0.06


def test_a_right_city_is_sound(tmp_path: Path) -> None:
    write_city(tmp_path, ROWS, 2)

    result = check_folder(tmp_path, CATALOG, load_dialect())

    assert result.sound, [file.findings for file in result.files]
    assert sum(file.rows for file in result.files) >= ROWS


def test_equal_seeds_write_equal_cities_and_others_do_not(tmp_path: Path) -> None:
    written = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        folder = tmp_path / name
        folder.mkdir()
        errors = write_city(folder, 300, seed, kinds())
        written.append((errors, [(folder / f"{group}.csv").read_bytes() for group in FILES]))

    assert written[0] == written[1]
    assert written[0] != written[2]


def test_a_check_that_is_blind_to_a_rule_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    errors = write_city(tmp_path, ROWS, 1, kinds())
    monkeypatch.setattr(Keys, "gaps", lambda _: KeyFaults(count=0, rows=()))

    measured = measure(tmp_path, errors)

    assert {error.code for error in measured.missed} == {"TKG-DATA038"}
    assert any(line.split()[0] == "TKG-DATA038" and "0.0%" in line for line in measured.table())


@pytest.mark.parametrize("code", DAMAGES)
def test_a_damaged_file_is_told_and_nothing_else(tmp_path: Path, code: str) -> None:
    write_city(tmp_path, 200, 3)
    path, damage = tmp_path / f"{MEMOS}.csv", DAMAGES[code]
    path.write_bytes(damage.make(path.read_bytes(), FILES[MEMOS]))

    found = measure(tmp_path, [], dialect=replace(load_dialect(), **damage.dialect)).found

    assert {error.file for error in found} == {path.name}
    assert {error.code for error in found} - set(damage.also) == {code}
    told = {(error.row, error.column) for error in found if error.code == code}
    assert not damage.row or {row for row, _ in told} == {damage.row}
    assert not damage.column or {column for _, column in told} == {damage.column}


def test_a_missing_file_is_told_and_nothing_else(tmp_path: Path) -> None:
    write_city(tmp_path, 200, 3)
    (tmp_path / f"{MEMOS}.csv").unlink()

    assert measure(tmp_path, []).found == {Error(f"{MEMOS}.csv", 0, "", MISSING_FILE)}
