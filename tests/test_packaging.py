"""tekigo works from an installed wheel, outside the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from conformance.spec.paths import data_root

ROOT = data_root()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout without network."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("tekigo-*.whl"))


def test_the_wheel_carries_the_data_and_nothing_made_by_running(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.startswith("conformance/_bundle/specs/common/") for name in names)
    assert "conformance/i18n/messages/spec.yaml" in names
    for folder in ("specs", "features", "steps", "reports/templates"):
        there = [path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc"]
        bundled = {f"conformance/_bundle/{path.relative_to(ROOT).as_posix()}" for path in there}
        assert bundled <= set(names), folder
    assert not [name for name in names if "__pycache__" in name or "node_modules" in name]
    assert not [name for name in names if name.startswith(("tests/", "reports/"))]


def test_the_command_runs_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    zipfile.ZipFile(wheel).extractall(site)
    environment = {**os.environ, "PYTHONPATH": str(site)}
    program = (
        "import sys, conformance; from conformance.cli.main import main;"
        "print(conformance.__file__); sys.exit(main(['spec', 'lint']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.startswith(str(site))
    assert done.returncode == 0, done.stdout + done.stderr
