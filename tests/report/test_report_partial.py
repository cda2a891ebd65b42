"""A partial product, and known failures that no longer hold, are said on the first screen of every report."""

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace
from openpyxl import load_workbook
from sample_run import RECORDS, basis, write_run

from conformance.certification.reports import write_reports
from conformance.cli.signing_words import standing
from conformance.i18n import set_language
from conformance.report.bundle import load_bundle
from conformance.report.compare.make import compare
from conformance.report.console import summary
from conformance.verdict.model import Basis, Exemption, Known

FAILING = ("ZZ-2.M", "ZZ-3.M", "ZZ-9.M")
PASSING = tuple(each for each in RECORDS if not set(each.requirements) & {*FAILING, "ZZ-5.M", "ZZ-6.O"})


def declared(*, exempt: tuple[str, ...] = (), known: str = "") -> Basis:
    plain = basis()
    ground = plain.ground
    declarations = replace(
        ground.declarations,
        options=(),
        exempt=tuple(
            Exemption(requirements=(each,), reason="窓口の製品", reference="製品概要 2頁") for each in exempt
        ),
        known_failures=(Known(requirement=known, reason="次の版", expires=date(2026, 12, 31)),)
        if known
        else (),
    )
    return replace(plain, ground=replace(ground, declarations=declarations))


@pytest.fixture
def part(tmp_path: Path) -> Path:
    return write_run(
        tmp_path / "part", PASSING, bases=[declared(exempt=(*FAILING, "ZZ-5.M"), known="ZZ-1.M")]
    )


def test_the_console_says_it_beside_the_word(part: Path) -> None:
    told = summary(load_bundle(part), [], "ja", color=False)
    assert "適合（一部の機能のみ）" in told
    assert "この製品が対象としない要件 4件（うち実装必須機能 4件）：窓口の製品（製品概要 2頁）" in told
    assert "ZZ-2.M、ZZ-3.M、ZZ-5.M、ZZ-9.M" in told
    assert "TKG-VER040" in told
    assert "ZZ-1.M: 次の版（2026-12-31）" in told


def test_the_page_and_the_sheet_say_it(part: Path) -> None:
    page, sheets = write_reports(part, ("html", "xlsx"))
    first = page.read_text(encoding="utf-8").partition('id="failures"')[0]
    sheet = load_workbook(sheets)["総括"]
    told = "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    for text in (first, told):
        assert "適合（一部の機能のみ）" in text
        assert "対象としない要件 4件" in text
        assert "製品概要 2頁" in text
        assert "ZZ-5.M" in text
        assert "TKG-VER040" in text
    rows = {row[1]: row for row in load_workbook(sheets)["要件一覧"].iter_rows(min_row=2, values_only=True)}
    assert "窓口の製品（製品概要 2頁）" in " ".join(map(str, rows["ZZ-2.M"]))


def test_english_says_it_too(part: Path) -> None:
    told = summary(load_bundle(part), [], "en", color=False)
    assert "conformant (in part only)" in told
    assert "does not cover: 4 (4 of them mandatory)" in told


def test_who_signs_and_who_compares_is_told(part: Path, tmp_path: Path) -> None:
    set_language("ja")
    bundle = load_bundle(part)
    lines = list(standing("WARNED", bundle.verdict, interrupted=False))
    assert [line for line in lines if "zz" in line] == ["  zz: 適合（一部の機能のみ）"]
    whole = load_bundle(write_run(tmp_path / "whole", PASSING, bases=[declared()]))
    found = compare([bundle, whole])
    (facet,) = (each for each in found.yardstick if each.name == "exempt")
    assert facet.values == ("ZZ-2.M、ZZ-3.M、ZZ-5.M、ZZ-9.M", "")
    assert not facet.same


def test_a_whole_product_is_not_called_partial(run_dir: Path) -> None:
    (page,) = write_reports(run_dir, ("html",))
    told = summary(load_bundle(run_dir), [], "ja", color=False) + page.read_text(encoding="utf-8")
    assert "一部の機能のみ" not in told
    assert "この製品が対象としない要件" not in told


def test_a_known_failure_that_fails_is_named_with_the_requirement(tmp_path: Path) -> None:
    folder = write_run(tmp_path / "r", bases=[declared(known="ZZ-2.M")])
    page, sheets = write_reports(folder, ("html", "xlsx"))
    assert "承知の不適合" in page.read_text(encoding="utf-8")
    rows = {row[1]: row for row in load_workbook(sheets)["要件一覧"].iter_rows(min_row=2, values_only=True)}
    assert "次の版（2026-12-31）" in " ".join(map(str, rows["ZZ-2.M"]))
