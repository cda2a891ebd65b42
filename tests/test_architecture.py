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


def test_imports_point_down_only() -> None:
    done = _lint_imports(cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_rule_on_imports_finds_one_that_points_up(tmp_path: Path) -> None:
    package = tmp_path / "conformance"
    for layer in ("cli", "spec", "i18n"):
        (package / layer).mkdir(parents=True)
        (package / layer / "__init__.py").write_text("", encoding="utf-8")
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "spec" / "bad.py").write_text("import conformance.cli\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    done = _lint_imports(cwd=tmp_path)
    assert done.returncode == 1
    assert "conformance.spec.bad -> conformance.cli" in done.stdout


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


@pytest.mark.parametrize("folder", ["conformance", "steps", "tests"])
def test_no_file_holds_two_things(folder: str) -> None:
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in (ROOT / folder).rglob("*.py")}
    assert [str(path) for path, count in lines.items() if count > LONGEST_FILE] == []


def test_every_package_says_what_it_is() -> None:
    silent = [
        str(path)
        for path in (ROOT / "conformance").rglob("*.py")
        if not path.read_text(encoding="utf-8").startswith('"""')
    ]
    assert silent == []
