"""The Allure site is built with what is installed, or it is said plainly what is missing."""

import os
import stat
from pathlib import Path

import pytest
from sample_run import write_run

from conformance.certification.reports import write_reports
from conformance.report.allure_site import SiteError, build_site, find_allure

BUILD = """#!/bin/sh
if [ "$1" = --version ]; then echo {version}; exit 0; fi
echo "$ALLURE_NO_ANALYTICS $*" > asked
mkdir -p allure-report && echo site > allure-report/index.html
"""
FAIL = """#!/bin/sh
[ "$1" = --version ] && echo 3.1.0 && exit 0
echo "Error: \033[31mno memory\033[0m" >&2
exit 1
"""


def install(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(script, encoding="utf-8")
    (folder / name).chmod(0o755 | stat.S_IXUSR)


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a PATH on which only what a test installs is found, beside the system's own sh."""
    folder = tmp_path / "tools"
    folder.mkdir()
    for name in ("sh", "echo", "mkdir"):
        (folder / name).symlink_to(f"/bin/{name}")
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def results(tmp_path: Path) -> Path:
    run = write_run(tmp_path / "r-1")
    write_reports(run, ("allure",))
    return run


@pytest.mark.parametrize(("version", "extra"), [("2.34.1", ""), ("3.18.0", " --config allurerc.json")])
def test_an_installed_allure_builds_the_site_without_telling_anyone(
    tools: Path, results: Path, version: str, extra: str
) -> None:
    install(tools, "allure", BUILD.format(version=version))
    stale = results / "allure-report" / "stale.html"
    stale.parent.mkdir()
    stale.write_text("", encoding="utf-8")
    assert build_site(results) == results / "allure-report" / "index.html"
    assert not stale.exists()
    asked = (results / "asked").read_text(encoding="utf-8").strip()
    assert asked == f"1 generate allure-results --output allure-report{extra}"


def test_an_allure_of_a_node_project_is_found_but_never_downloaded(tools: Path, results: Path) -> None:
    install(
        tools, "npx", 'test "$1" = --no-install || exit 9\nshift; shift\n' + BUILD.format(version="3.2.0")
    )
    text = (tools / "npx").read_text(encoding="utf-8")
    (tools / "npx").write_text("#!/bin/sh\n" + text, encoding="utf-8")
    assert find_allure().command[1:] == ("--no-install", "allure")
    assert build_site(results).is_file()


def test_what_is_missing_is_said(tools: Path, results: Path) -> None:
    install(tools, "npx", "#!/bin/sh\nexit 1\n")
    with pytest.raises(SiteError) as raised:
        build_site(results)
    assert raised.value.code == "TKG-REP010"
    assert raised.value.exit_code == 4
    text = raised.value.text("ja")
    assert "allure、node、java" in text
    assert "npx --no-install allure" in text


def test_an_allure_that_fails_is_quoted(tools: Path, results: Path) -> None:
    install(tools, "allure", FAIL)
    with pytest.raises(SiteError) as raised:
        build_site(results)
    assert raised.value.code == "TKG-REP011"
    assert "no memory" in raised.value.text("ja")
    assert "\x1b" not in raised.value.text("ja")


def test_a_command_that_is_no_allure_is_not_used(tools: Path, results: Path) -> None:
    install(tools, "allure", "#!/bin/sh\necho hello\n")
    with pytest.raises(SiteError, match="TKG-REP010"):
        build_site(results)


def test_without_results_there_is_no_site(tools: Path, tmp_path: Path) -> None:
    assert os.environ["PATH"] == str(tools)
    with pytest.raises(SiteError, match="TKG-REP012"):
        build_site(tmp_path)
