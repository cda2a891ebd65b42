"""The shape of the program: imports point one way, and no business is named where all businesses share code."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from conformance.spec.load import list_packages, load_package
from conformance.spec.paths import data_root

ROOT = data_root()
LONGEST_FILE = 300


def _lint_imports(*args: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as c; c()",
        "--no-cache",
        *args,
    ]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def _linted(folder: Path, files: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Hold files beside empty packages to the rules of this project."""
    named = re.findall(r'"(conformance\.\w+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    for package in ("conformance", "examples", *named):
        made = folder / package.replace(".", "/")
        made.mkdir(parents=True, exist_ok=True)
        (made / "__init__.py").write_text("", encoding="utf-8")
    for place, text in files.items():
        (folder / place).write_text(text + "\n", encoding="utf-8")
    (folder / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    return _lint_imports(cwd=folder)


def test_imports_point_down_only() -> None:
    done = _lint_imports(cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_rule_on_imports_finds_one_that_points_up(tmp_path: Path) -> None:
    done = _linted(tmp_path, {"conformance/spec/bad.py": "import conformance.cli"})
    assert done.returncode == 1
    assert "conformance.spec.bad -> conformance.cli" in done.stdout


@pytest.mark.parametrize(
    ("place", "imported"),
    [("examples/bad.py", "conformance.cli"), ("conformance/spec/bad.py", "examples")],
)
def test_the_rule_on_examples_finds_a_wrong_import(tmp_path: Path, place: str, imported: str) -> None:
    done = _linted(tmp_path, {place: f"import {imported}"})
    assert done.returncode == 1
    assert f"{place.removesuffix('.py').replace('/', '.')} -> {imported}" in done.stdout


def _shared_code() -> Iterator[Path]:
    for folder in ("conformance", "steps"):
        for path in sorted((ROOT / folder).rglob("*")):
            inside = path.relative_to(ROOT).parts
            if path.suffix in (".py", ".yaml", ".html", ".j2", ".css", ".js") and inside[1] != "reference":
                yield path


def _names_of_businesses() -> list[str]:
    packages = [load_package(path) for path in list_packages()]
    names = [name for package in packages for name in (package.key, package.standard.name)]
    return names + [operation.name for package in packages for operation in package.operations]


def test_shared_code_names_no_business() -> None:
    pattern = re.compile("|".join(rf"(?<![A-Za-z]){re.escape(name)}" for name in _names_of_businesses()))
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for path in _shared_code()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := pattern.search(line))
    ]
    assert found == []


@pytest.mark.parametrize("folder", ["conformance", "steps", "tests", "examples"])
def test_no_file_holds_two_things(folder: str) -> None:
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in (ROOT / folder).rglob("*.py")}
    assert [str(path) for path, count in lines.items() if count > LONGEST_FILE] == []


def test_every_package_says_what_it_is() -> None:
    silent = [
        str(path)
        for folder in ("conformance", "examples")
        for path in (ROOT / folder).rglob("*.py")
        if not path.read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []
