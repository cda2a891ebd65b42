"""axe finds nothing serious on any page, at a desk or on a phone, and finds what is seeded."""

from pathlib import Path

from axed import Browser, serious
from compared import SOUND, bids, history
from dated_run import write_dated_run
from sample_run import HOSTILE, RECORDS, record, write_run

from conformance.i18n.messages import Language
from conformance.report.bundle import RunBundle, load_bundle
from conformance.report.compare.html import render
from conformance.report.compare.make import compare
from conformance.report.html import write_html

GOOD = [record(number, "passed", f"ZZ-{number}.M") for number in (1, 2, 3, 5, 9)]
FAULTS = {
    "image-alt": ("<main", '<img src="data:,x"><main'),
    "color-contrast": ("--soft: #50565e", "--soft: #aeb4bc"),
    "label": ('<label class="q">', "<div>"),
    "html-has-lang": ('<html lang="ja">', "<html>"),
    "list": ('<ul class="say">', '<ul class="say"><p>x</p>'),
    "scrollable-region-focusable": ('<p class="notice"', '<p style="height: 1em; overflow: auto"'),
}


def report(folder: Path, *, lang: Language = "ja") -> Path:
    return write_html(load_bundle(folder), lang)


def comparison(folder: Path, bundles: list[RunBundle], lang: Language) -> Path:
    path = folder / "compare.html"
    path.write_text(render(compare(bundles, lang=lang), lang), encoding="utf-8")
    return path


def test_nothing_serious_on_a_report(tmp_path: Path, browser: Browser) -> None:
    pages = {
        "all passed": report(write_run(tmp_path / "sound", GOOD)),
        "failures, rules and dates, in English": report(write_dated_run(tmp_path / "dated"), lang="en"),
        "a hostile system, and invalid": report(write_run(tmp_path / "hostile", HOSTILE, missing=2)),
    }
    assert serious(pages, browser) == {}


def test_nothing_serious_on_a_comparison(tmp_path: Path, browser: Browser) -> None:
    now = history(tmp_path / "h", SOUND, RECORDS, version="2.0")
    pages = {
        "bids in Japanese": comparison(tmp_path / "b", bids(tmp_path / "b"), "ja"),
        "history in English": comparison(tmp_path / "h", now, "en"),
    }
    assert serious(pages, browser) == {}


def test_each_seeded_fault_is_found(tmp_path: Path, browser: Browser) -> None:
    page = report(write_run(tmp_path / "faulty", GOOD))
    text = page.read_text(encoding="utf-8")
    for old, new in FAULTS.values():
        assert old in text
        text = text.replace(old, new, 1)
    page.write_text(text, encoding="utf-8")
    found = serious({"faulty": page}, browser)
    for where in ("desk", "phone"):
        assert {each.split()[0] for each in found[f"faulty, {where}"]} == set(FAULTS)
