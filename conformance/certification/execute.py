"""Runs the planned checks under pytest, in this process or in several."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from conformance.engine.evidence import recorded
from conformance.engine.plan_file import feature_keys, read_plan
from conformance.spec.paths import data_root, features_dir

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.certification.progress import Progress

LOG = "pytest.log"
# Parts of pytest that no check needs. pytest-bdd looks through every known fixture for each step, so those that these
# bring would cost every step of every scenario.
UNUSED = (
    *(
        "cacheprovider",
        "debugging",
        "doctest",
        "faulthandler",
        "junitxml",
        "legacypath",
        "logging",
        "monkeypatch",
    ),
    *("nose", "pastebin", "pytester", "recwarn", "setuponly", "setupplan", "stepwise", "subtests", "tmpdir"),
    *("unittest", "unraisableexception", "threadexception"),
)


class Execution(Struct, frozen=True, kw_only=True):
    """What pytest says it did."""

    collected: int
    executed: int
    interrupted: bool


def execute(run_dir: Path, progress: Progress, processes: int = 0) -> Execution:
    """Run the plan in `run_dir`. What pytest prints goes to a log there; evidence is written by the checks."""
    import pytest

    before = recorded(run_dir)
    progress.done = len(before)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.environ.pop("PYTEST_ADDOPTS", None)
    with (run_dir / LOG).open("a", encoding="utf-8") as log, contextlib.redirect_stdout(log):
        code = pytest.main(_arguments(run_dir, processes), plugins=[progress])
    collected = _collected(run_dir)
    interrupted = code == pytest.ExitCode.INTERRUPTED
    return Execution(collected=len(collected | before), executed=progress.done, interrupted=interrupted)


def _arguments(run_dir: Path, processes: int) -> list[str]:
    several = ["-p", "xdist.plugin", "-n", str(processes), "--dist", "load"] if processes > 1 else []
    return [
        *("-c", os.devnull, "--rootdir", str(data_root())),
        *(word for plugin in UNUSED for word in ("-p", f"no:{plugin}")),
        *("-p", "pytest_bdd.plugin", "-p", "conformance.checks.pytest_plugin"),
        *("-o", "disable_test_id_escaping_and_forfeit_all_rights_to_community_support=true"),
        *("-q", "--tb=no", "--no-header", "--no-summary", "--capture=no", "--import-mode=importlib"),
        *several,
        *("--tekigo-run", str(run_dir.resolve())),
        *_features(run_dir),
        str(run_dir.resolve() / "plan.json"),
    ]


def _features(run_dir: Path) -> list[str]:
    """List the folders of the features that the plan draws on.

    Not the files: pytest would walk their folder once for each of them. The plugin passes over what is not planned.
    """
    files = [features_dir() / f"{key}.feature" for key in feature_keys(read_plan(run_dir).checks)]
    return list(dict.fromkeys(str(file.parent) for file in files if file.is_file()))


def _collected(run_dir: Path) -> set[str]:
    """Read which checks were collected; every process collects the same ones."""
    found: set[str] = set()
    for path in run_dir.glob("collected.*.json"):
        found |= set(msgspec.json.decode(path.read_bytes(), type=list[str]))
        path.unlink()
    return found
