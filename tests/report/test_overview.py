"""The overview of all standards: counts of what is there, honest zeros, and a page that anyone can read."""

from pathlib import Path

import pytest
from axed import Browser, serious
from lxml import html
from sample_run import write_run

from conformance.i18n.messages import Language
from conformance.report.bundle import load_bundle
from conformance.report.overview.gather import overview, unanswered
from conformance.report.overview.html import render
from conformance.report.overview.model import Overview
from conformance.spec.load import list_packages, load_package
from conformance.spec.model import Package
from tests.spec.made_calculations import CALCULATIONS
from tests.spec.made_package import MadePackage


@pytest.fixture
def alpha(tmp_path: Path) -> Package:
    """A package without features that no reference system plays."""
    made = MadePackage(tmp_path / "root").with_rules()
    made.write("specs/alpha/calculations.yaml", CALCULATIONS)
    return load_package("alpha", made.root, edition="2.0")


def _all() -> Overview:
    return overview(load_package(path) for path in list_packages())


def test_every_number_counts_what_is_there(alpha: Package) -> None:
    (told,) = overview([alpha]).businesses
    assert (told.requirements, told.by_class) == (4, {"mandatory": 2, "optional": 1, "prohibited": 1})
    assert told.testability == {"api": 3, "file": 0, "document": 0, "attestation": 1}
    assert (told.with_scenarios, told.scenarios) == (0, 0)
    assert told.with_generated + told.unchecked == told.requirements
    assert told.item_checks > 0
    assert (told.rule_tables, told.rule_rows, told.calculations, told.examples) == (2, 7, 2, 3)
    assert told.unanswered == tuple(each.name for each in alpha.operations)
    assert told.verified is None


def test_no_operation_of_a_business_that_is_played_is_unanswered() -> None:
    assert unanswered(load_package("child_allowance")) == ()


def test_a_run_tells_what_it_verified_and_nothing_of_others(tmp_path: Path, alpha: Package) -> None:
    bundle = load_bundle(write_run(tmp_path / "r-1"))
    (judged,) = bundle.verdict.businesses
    told = overview([_named(alpha, judged.key), alpha], bundle)
    found = told.businesses[0].verified
    assert found is not None
    assert told.run == found.run == "r-1"
    assert (found.passed, found.failed) == (2, 3)
    assert found.passed + found.failed + found.left == len(judged.requirements)
    assert told.businesses[1].verified is None


def test_a_shared_part_is_no_standard_of_its_own(alpha: Package) -> None:
    from msgspec.structs import replace

    shared = replace(alpha, standard=replace(alpha.standard, shared_by=("beta",)))
    told = overview([alpha, shared])
    assert (told.standards, told.of, len(told.businesses)) == (1, 17, 2)


def test_the_page_holds_the_same_numbers(alpha: Package) -> None:
    made = overview([alpha])
    tree = html.fromstring(render(made))
    (row,) = tree.xpath("//table[@class='glance']/tbody/tr")
    cells = {each.get("data-name"): each.text_content().strip() for each in row.xpath("td")}
    assert cells["要件"] == "4"
    assert cells["シナリオあり"] == "0"
    assert cells["項目"] == str(len(alpha.items))
    assert [each.text_content() for each in tree.xpath("//table[@class='glance']/thead//th")][1:] == list(
        cells
    )
    assert cells["合格"] == cells["不合格"] == "未実行"
    assert cells["まだ"] == "4"
    assert row.xpath("th")[0].text_content() == "甲業務"
    assert [each.text for each in tree.xpath("//details//li[text()]")] == [o.name for o in alpha.operations]


def test_a_page_lets_no_foreign_text_act(alpha: Package) -> None:
    from msgspec.structs import replace

    hostile = replace(alpha, standard=replace(alpha.standard, name="<script>alert(1)</script>"))
    page = render(overview([hostile]))
    assert "<script>" not in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_nothing_serious_on_the_page(tmp_path: Path, browser: Browser, lang: Language) -> None:
    page = tmp_path / "coverage.html"
    page.write_text(render(_all(), lang), encoding="utf-8")
    assert serious({"overview": page}, browser) == {}


def _named(package: Package, key: str) -> Package:
    from msgspec.structs import replace

    return replace(package, standard=replace(package.standard, business=key))
