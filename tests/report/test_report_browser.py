"""The report in a real browser: search and filters work, links open what they point to, nothing hostile runs."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html
from sample_run import ATTACK
from selecting import pick, said

from conformance.report.bundle import load_bundle
from conformance.report.html import write_html

Browser = Callable[..., subprocess.CompletedProcess[bytes]]
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')


def dom(browser: Browser, page: Path, anchor: str = "") -> html.HtmlElement:
    done = browser(page, "--dump-dom", anchor=anchor)
    return html.fromstring(done.stdout.decode())


def acted(browser: Browser, page: Path, script: str) -> html.HtmlElement:
    """Let a script act as the user would, on a copy without the policy that forbids any script but the report's."""
    copy = page.with_name("acted.html")
    text = POLICY.sub("", page.read_text(encoding="utf-8"))
    copy.write_text(text.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    return dom(browser, copy)


def shown(tree: html.HtmlElement) -> list[str]:
    return [
        said(pick(row, "th")[0]) for row in pick(tree, "#req-table tbody tr") if row.get("hidden") is None
    ]


def test_the_page_works_under_its_own_policy(run_dir: Path, browser: Browser) -> None:
    tree = dom(browser, write_html(load_bundle(run_dir)))
    assert tree.get_element_by_id("filters").get("hidden") is None  # the report's own script ran
    assert len(shown(tree)) == 9


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("form.elements.q.value = '照会'", ["ZZ-2.M"]),
        ("form.elements.q.value = 'ｚｚ-8'", ["ZZ-8.N"]),
        ("form.elements.q.value = 'いいえ'", []),
        ("form.elements['class'].value = 'prohibited'", ["ZZ-8.N"]),
        ("form.elements.word.value = 'unverified blocked'", ["ZZ-3.M", "ZZ-9.M"]),
        ("form.elements.fidelity.value = 'statute'", ["ZZ-3.M"]),
        ("form.elements.testability.value = 'document'", ["ZZ-4.M"]),
    ],
)
def test_search_and_filters_leave_what_matches(
    run_dir: Path, browser: Browser, action: str, expected: list[str]
) -> None:
    script = (
        f"var form = document.getElementById('filters'); {action}; "
        "form.dispatchEvent(new Event('input', {bubbles: true}));"
    )
    tree = acted(browser, write_html(load_bundle(run_dir)), script)
    assert shown(tree) == expected
    assert said(tree.get_element_by_id("shown")) == str(len(expected))
    assert (tree.get_element_by_id("none").get("hidden") is None) == (not expected)


def test_a_quick_filter_and_the_way_back(run_dir: Path, browser: Browser) -> None:
    page = write_html(load_bundle(run_dir))
    click = "document.querySelectorAll('button[data-choose]')[0].click();"
    assert shown(acted(browser, page, click)) == ["ZZ-2.M", "ZZ-6.O"]
    assert (
        len(shown(acted(browser, page, click + "document.querySelector('button[type=reset]').click();"))) == 9
    )


def test_a_link_opens_the_requirement_it_points_to(run_dir: Path, browser: Browser) -> None:
    page = write_html(load_bundle(run_dir))
    tree = dom(browser, page, "#r-zz-ZZ-2.M")
    opened = [node.get("id") for node in pick(tree, "details.req[open]")]
    assert opened == ["r-zz-ZZ-2.M"]
    check = pick(tree.get_element_by_id("r-zz-ZZ-2.M"), "details.check")[0].get("id")
    deeper = dom(browser, page, f"#{check}")
    assert [node.get("id") for node in pick(deeper, "details.check[open]")] == [check]
    assert len(pick(deeper, "details.req[open]")) == 1


def test_nothing_a_target_says_is_run(hostile_dir: Path, browser: Browser) -> None:
    tree = dom(browser, write_html(load_bundle(hostile_dir)), "#r-zz-ZZ-1.M")
    assert "owned" not in said(pick(tree, "title")[0])


def test_the_attack_would_work_on_a_careless_page_and_the_policy_alone_stops_it(
    run_dir: Path, browser: Browser
) -> None:
    attack = ATTACK.encode("utf-8", "ignore").decode().replace("\0", "")
    page = write_html(load_bundle(run_dir))
    careless = page.with_name("careless.html")
    text = page.read_text(encoding="utf-8").replace("</main>", f"{attack}</main>")
    careless.write_text(text, encoding="utf-8")
    assert "owned" not in said(pick(dom(browser, careless), "title")[0])
    careless.write_text(POLICY.sub("", text), encoding="utf-8")
    assert "owned" in said(pick(dom(browser, careless), "title")[0])


def test_it_prints_on_a4(run_dir: Path, browser: Browser, tmp_path: Path) -> None:
    paper = tmp_path / "report.pdf"
    browser(write_html(load_bundle(run_dir)), "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", paper.read_bytes())
    assert boxes
    assert all(abs(float(w) - 595) < 2 and abs(float(h) - 842) < 2 for w, h in boxes)
