"""The report in a real browser: counts lead to requirements, the console stays silent, paper has its headers."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from sample_run import write_run
from selecting import pick, said

from conformance.report.bundle import load_bundle
from conformance.report.html import write_html

Browser = Callable[..., subprocess.CompletedProcess[bytes]]
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
LOGGING = ("--enable-logging=stderr", "--v=0", "--dump-dom")


def console(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    return [line for line in done.stderr.decode("utf-8", "replace").splitlines() if "CONSOLE" in line]


def scripted(page: Path, script: str) -> Path:
    """Copy the report with a script that acts as a reader would, and without the policy that would stop it."""
    text = POLICY.sub("", page.read_text(encoding="utf-8"))
    copy = page.with_name("scripted.html")
    copy.write_text(text.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    return copy


@pytest.mark.parametrize(
    ("position", "expected"), [(0, ["ZZ-1.M"]), (1, ["ZZ-2.M"]), (6, ["ZZ-6.O"])], ids=str
)
def test_a_count_leads_to_its_requirements(
    run_dir: Path, browser: Browser, position: int, expected: list[str]
) -> None:
    links = "td.hit a[data-choose]"
    page = scripted(
        write_html(load_bundle(run_dir)), f"document.querySelectorAll('{links}')[{position}].click();"
    )
    tree = html.fromstring(browser(page, "--dump-dom").stdout.decode())
    rows = [row for row in pick(tree, "#req-table tbody tr") if row.get("hidden") is None]
    assert [said(pick(row, "th")[0]) for row in rows] == expected


@pytest.mark.parametrize("folder", ["run_dir", "hostile_dir"])
def test_the_console_stays_silent(folder: str, browser: Browser, request: pytest.FixtureRequest) -> None:
    page = write_html(load_bundle(request.getfixturevalue(folder)))
    assert console(browser(page, *LOGGING)) == []


def test_a_console_that_speaks_is_heard(run_dir: Path, browser: Browser) -> None:
    page = scripted(write_html(load_bundle(run_dir)), "nobody.home();")
    assert any("nobody" in line for line in console(browser(page, *LOGGING)))


def paper(run: Path, browser: Browser) -> list[str]:
    """Print the report of a run and read its pages without blanks."""
    if shutil.which("pdftotext") is None:
        pytest.skip("no pdftotext on this machine to read the paper with")
    printed = run / "report.pdf"
    browser(write_html(load_bundle(run)), "--no-pdf-header-footer", f"--print-to-pdf={printed}")
    done = subprocess.run(["pdftotext", "-layout", printed, "-"], capture_output=True, check=True, timeout=60)
    return ["".join(text.split()) for text in done.stdout.decode().rstrip("\f").split("\f")]


def test_every_page_of_paper_says_what_it_belongs_to(run_dir: Path, browser: Browser) -> None:
    pages = paper(run_dir, browser)
    assert len(pages) >= 2
    for number, text in enumerate(pages, start=1):
        assert "標準仕様適合確認結果報告書試験系1.2" in text
        assert "無効な実行" not in text
        assert text.endswith(f"{number}/{len(pages)}")


def test_the_first_sheet_is_what_an_official_signs(run_dir: Path, browser: Browser) -> None:
    first, second, *_ = paper(run_dir, browser)
    for expected in ("見本市", "不適合", "申告のみ1", "発行しません", "確認者"):
        assert expected in first
    assert "不適合の内容" not in first
    assert "不適合の内容" in second


def test_every_page_of_an_invalid_run_says_so(tmp_path: Path, browser: Browser) -> None:
    assert all("【無効な実行】" in text for text in paper(write_run(tmp_path / "r-1", missing=2), browser))
