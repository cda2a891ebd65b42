"""Runs and browsers for the tests of the reports."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from bundles import SIGNER
from sample_run import HOSTILE, write_run

from conformance.certification.reports import write_reports
from conformance.certification.signing.sign import sign_run
from conformance.i18n import set_language

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=3000",
)


@pytest.fixture(autouse=True)
def _japanese() -> None:
    set_language("ja")


@pytest.fixture
def run_dir(tmp_path: Path) -> Path:
    return write_run(tmp_path / "r-1")


@pytest.fixture
def hostile_dir(tmp_path: Path) -> Path:
    return write_run(tmp_path / "r-1", HOSTILE, name="<script>alert(1)</script></style>\x1b[2J")


@pytest.fixture(scope="session")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of a run with its reports."""
    folder = write_run(tmp_path_factory.mktemp("signed") / "r-1")
    (folder / "settings.json").write_text('{"schema": "tekigo.settings/1", "seed": 70}\n', encoding="utf-8")
    write_reports(folder, ("html", "junit"))
    return sign_run(folder, SIGNER).path


@pytest.fixture(scope="session")
def signed_small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of a run without reports."""
    return sign_run(write_run(tmp_path_factory.mktemp("small") / "r-1"), SIGNER).path


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Start a real browser on a file; skipped, with its reason, where there is none."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.skip("no Chromium on this machine: the report is not looked at in a browser")

    def start(page: Path, *arguments: str, anchor: str = "") -> subprocess.CompletedProcess[bytes]:
        profile = tmp_path_factory.mktemp("profile")
        command = [chromium, *FLAGS, f"--user-data-dir={profile}", *arguments, page.as_uri() + anchor]
        done = subprocess.run(command, capture_output=True, timeout=120, check=True)
        shutil.rmtree(profile, ignore_errors=True)
        return done

    return start
