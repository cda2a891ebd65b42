"""The data of the reference system as files: complete, and free of findings."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.certification.export.files import export_business
from conformance.certification.export.town import read_stories, settle_town
from conformance.certification.selftest.exports import NOT_AT_HAND
from conformance.cli.main import main
from conformance.data.check import check_folder
from conformance.data.dialect import load_dialect
from conformance.data.layout import layouts
from conformance.i18n import TekigoError
from conformance.reference.businesses import BUSINESSES, reference_system, with_data
from conformance.reference.hosted import Hosted
from conformance.reference.system import ReferenceSystem
from conformance.spec.errors import SpecErrors
from conformance.spec.load import load_package

FAMILIES = 3
WITH_FILES = [key for key in BUSINESSES if layouts(load_package(key))]


@pytest.fixture
def system(request: pytest.FixtureRequest) -> Iterator[ReferenceSystem]:
    system = reference_system(request.param)
    yield system
    system.close()


def rows_of(folder: Path, group: str) -> list[dict[str, str]]:
    """Read a file back."""
    with (folder / f"{group}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def town(hosted: Hosted, folder: Path) -> dict[str, int]:
    settle_town(hosted, families=FAMILIES, seed=7)
    return export_business(hosted, folder)


@pytest.mark.parametrize("system", WITH_FILES, indirect=True)
def test_an_export_holds_every_group_and_passes(system: ReferenceSystem, tmp_path: Path) -> None:
    (hosted,) = system.hosted
    written = town(hosted, tmp_path)

    catalog = hosted.business.catalog
    assert list(written) == [f"{each.group}.csv" for each in layouts(catalog.package)]
    assert min(written.values()) >= FAMILIES
    result = check_folder(tmp_path, catalog, load_dialect())
    found = [finding for each in result.files for finding in each.findings]
    assert [each for each in found if each.code != NOT_AT_HAND] == []
    assert all(each.checked for each in result.files)
    assert result.stray == ()


@pytest.mark.parametrize("system", sorted({*with_data(BUSINESSES)} - {*WITH_FILES}), indirect=True)
def test_a_business_that_keeps_no_groups_exports_nothing(system: ReferenceSystem, tmp_path: Path) -> None:
    assert town(system.hosted[0], tmp_path) == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("system", ["resident_records"], indirect=True)
def test_a_town_of_residents_has_what_is_hard_to_move(system: ReferenceSystem, tmp_path: Path) -> None:
    town(system.hosted[0], tmp_path)
    people = rows_of(tmp_path, "住民")
    names = "".join(each["氏名"] for each in people)

    assert "𠮷" in names
    assert "葛\U000e0102" in names
    assert any(each["生年月日"].endswith("-00-00") and each["生年月日_不詳フラグ"] == "1" for each in people)
    assert {each["住民種別"] for each in people} == {"日本人住民", "外国人住民"}
    assert {"死亡", "転出"} <= {each["住民状態"] for each in people}
    assert max(int(each["履歴番号"]) for each in people) >= 3
    assert any(each["支援措置フラグ"] == "1" for each in people)
    newest = [each["宛名番号"] for each in people if each["最新フラグ"] == "1"]
    assert sorted(newest) == sorted({each["宛名番号"] for each in people})


@pytest.mark.parametrize("system", ["light_vehicle_tax"], indirect=True)
def test_a_protected_owner_is_exported_whole(system: ReferenceSystem, tmp_path: Path) -> None:
    town(system.hosted[0], tmp_path)

    protected = [each for each in rows_of(tmp_path, "宛名") if each["支援措置フラグ"] == "1"]
    assert len(protected) == FAMILIES
    assert all(each["住所"] for each in protected)


def test_the_command_exports_a_made_up_town_or_a_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made, served = tmp_path / "made", tmp_path / "served"
    assert main(["reference", "export", str(made), "-b", "child_allowance", "--families", "2"]) == 0
    assert "受給者.csv" in capsys.readouterr().out
    assert main(["data", "check", str(made / "child_allowance"), "-b", "child_allowance"]) == 0

    database = tmp_path / "city.sqlite"
    system = reference_system("child_allowance", database=database)
    settle_town(system.hosted[0], families=1, seed=3)
    system.close()
    order = ["reference", "export", str(served), "-b", "child_allowance", "--db", str(database)]
    assert main(order) == 0
    assert len(rows_of(served / "child_allowance", "債権")) == 1


def test_a_database_that_is_not_there_is_told_and_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order = ["reference", "export", str(tmp_path / "out"), "-b", "child_allowance"]
    assert main([*order, "--db", str(tmp_path / "no.sqlite")]) == 2
    assert "TKG-REF009" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "child_allowance").write_text("a file", encoding="utf-8")

    assert main(["reference", "export", str(tmp_path / "out"), "-b", "child_allowance"]) == 2
    assert "TKG-REF007" in capsys.readouterr().err


def test_a_story_that_breaks_a_rule_or_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "town.yaml"
    path.write_text("stories:\n  - {title: 誤り}\n", encoding="utf-8")
    with pytest.raises(SpecErrors, match=r"town\.yaml:2"):
        read_stories(path)

    step = "{operation: 宛名登録, as: 甲, with: {住民状態: 死亡, 氏名: A}}"
    path.write_text(f"stories:\n  - {{title: 誤り, steps: [{step}]}}\n", encoding="utf-8")
    stories = read_stories(path)
    monkeypatch.setattr("conformance.certification.export.town.read_stories", lambda _: stories)
    system = reference_system("child_allowance")
    with pytest.raises(TekigoError, match="TKG-REF008"):
        settle_town(system.hosted[0], families=1, seed=1)
    system.close()
