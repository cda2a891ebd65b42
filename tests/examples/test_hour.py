"""The hour of the guide for vendors: every command of its section, in order, as a new user types them."""

import json
import os
import re
import shutil
import site
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from conformance.spec.paths import data_root

ROOT = data_root()
PAGE = ROOT / "docs" / "en" / "vendor.md"  # tests/test_guides.py holds the commands of both languages equal
PORT = "8765"
STAND_IN = "python -m examples.foreign_system"
BINDING = "hour/binding/resident_records.yaml"
FEW, MORE = "RR-4.0.7.M", "RR-1.3.4.M"
CHECKOUT = ("conformance", "examples", "features", "reports/templates", "specs", "steps")
FILES = ("hatch_build.py", "pyproject.toml", "README.md", "requirements.lock")
ENDS = {  # how a command that does not end with 0 ends, and why
    f"--requirement {FEW}": 4,  # most requirements have no evidence yet
    "--only-failed": 4,
}
BOUND_S = 300


def hour() -> list[str]:
    """Return what the section has one type, and the binding that it has one write, in order."""
    text = PAGE.read_text(encoding="utf-8").partition("## From nothing to")[2].partition("\n## ")[0]
    steps = re.findall(r"^```yaml\n(.*?)^```$|^ {4}(\S[^\n]*)$", text, re.MULTILINE | re.DOTALL)
    return [binding or command for binding, command in steps]


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


class Terminal:
    """A shell that keeps its environment from line to line, in a copy of the checkout."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._state = folder / ".state"
        self._state.write_text("", encoding="utf-8")
        self._environment = {
            **{
                name: value for name, value in os.environ.items() if not name.startswith(("TEKIGO", "PYTHON"))
            },
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PIP_NO_INDEX": "1",  # what is to be installed is there: nothing is fetched
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        }

    def type(self, line: str) -> tuple[int, str]:
        """Run one line; return its exit code and what it said."""
        script = f'. ./.state\n{line}\ncode=$?\nexport -p > .state\nexit "$code"\n'
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env=self._environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=BOUND_S,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    @contextmanager
    def second(self, line: str) -> Iterator[str]:
        """Keep a line running in a second terminal; yield the first line that it says."""
        script = f". tekigo-env/bin/activate\nexec {line}\n"
        with subprocess.Popen(
            ["bash", "-c", script],
            cwd=self.folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as process:
            try:
                assert process.stdout is not None
                yield process.stdout.readline()
            finally:
                process.kill()


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A copy of the checkout: what git would fetch of it, without what running has made."""
    for name in CHECKOUT:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "secrets"))
    for name in FILES:
        shutil.copy(ROOT / name, tmp_path)
    return Terminal(tmp_path)


def borrow_libraries(environment: Path) -> None:
    """Let a new environment find the libraries of this one, which were installed from the same lock."""
    (packages,) = environment.glob("lib/python3*/site-packages")
    (packages / "borrowed.pth").write_text("\n".join(site.getsitepackages()), encoding="utf-8")


def words(run: Path) -> dict[str, str]:
    """Return the word on each requirement of the one run in a folder."""
    (file,) = run.glob("2*/verdict.json")
    verdict: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return {
        each["requirement"]["id"]: each["word"]
        for business in verdict["businesses"]
        for each in business["requirements"]
    }


def test_every_command_of_the_hour_does_what_the_page_says(terminal: Terminal) -> None:
    steps = hour()
    (start,) = [each for each in steps if each.startswith(STAND_IN)]
    port = free_port()
    before, after = steps[: steps.index(start)], steps[steps.index(start) + 1 :]

    for step in before:
        follow(terminal, step)
        if "-m venv" in step:
            borrow_libraries(terminal.folder / step.split()[-1])
    with terminal.second(start.replace(PORT, port)) as said:
        assert port in said
        for step in after:
            follow(terminal, step.replace(PORT, port))

    folder = terminal.folder / "hour"
    assert (words(folder / "first")[FEW], words(folder / "first")[MORE]) == ("conformant", "unverified")
    assert words(folder / "second")[MORE] == "unverified"  # part of its checks were left out
    assert (words(folder / "third")[FEW], words(folder / "third")[MORE]) == ("conformant", "conformant")
    assert list(folder.glob("first/2*/report.html"))


def follow(terminal: Terminal, step: str) -> None:
    """Do one step: write the binding, or run a command, which has to end as it should."""
    if "\n" in step:
        (terminal.folder / BINDING).write_text(step, encoding="utf-8")
        return
    code, said = terminal.type(step)
    assert code == next((end for part, end in ENDS.items() if part in step), 0), f"{step}\n{said}"
    assert "Traceback" not in said


def test_the_hour_holds_what_it_must() -> None:
    told = "\n".join(hour())
    for each in (
        "pip install",
        STAND_IN,
        "tekigo init",
        "tekigo preflight",
        "tekigo bind check",
        "tekigo bind try",
    ):
        assert each in told
    assert "--only-failed" in told


@pytest.mark.parametrize("step", ["tekigo preflight hour/nowhere.yaml", "tekgo --version"])
def test_a_command_that_does_not_work_is_found(terminal: Terminal, step: str) -> None:
    with pytest.raises(AssertionError, match=step):
        follow(terminal, step)
