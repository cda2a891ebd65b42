"""The CI examples: accepted by the published schemas, every command in them exists, every script parses."""

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml

from conformance.engine.manifest import Manifest, TargetInfo
from conformance.report.allure_history import history_file
from conformance.spec.paths import data_root
from tests.test_guides import complaint

CI = data_root() / "docs" / "examples" / "ci"
SCHEMAS = {
    "github-actions.yml": ("vendor.github-workflows",),
    "gitlab-ci.yml": ("vendor.gitlab-ci", "--data-transform", "gitlab-ci"),
}


def lint(path: Path, name: str) -> subprocess.CompletedProcess[str]:
    """Lint a file as `make check` does."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", *SCHEMAS[name], str(path)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def scripts(node: object) -> Iterator[str]:
    """Find the shell scripts of a pipeline: `run` of GitHub, `script` and its like of GitLab."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in ("run", "script", "before_script", "after_script"):
                yield value if isinstance(value, str) else "\n".join(value)
            else:
                yield from scripts(value)
    elif isinstance(node, list):
        for each in node:
            yield from scripts(each)


def faults(path: Path) -> list[str]:
    """List what is wrong in the scripts of a pipeline."""
    found = []
    for script in scripts(yaml.safe_load(path.read_text(encoding="utf-8"))):
        done = subprocess.run(["bash", "-n"], input=script, capture_output=True, text=True, check=False)
        found += [done.stderr] if done.returncode else []
        for line in re.findall(r"^\s*(tekigo [^|>\n]*)", script, re.MULTILINE):
            found += [f"{line}: {said}"] if (said := complaint(line, whole=True)) else []
    return found


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_examples_are_sound(name: str) -> None:
    done = lint(CI / name, name)
    assert done.returncode == 0, done.stdout
    text = (CI / name).read_text(encoding="utf-8")
    assert "tekigo run target.yaml" in "\n".join(scripts(yaml.safe_load(text)))
    assert faults(CI / name) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("github-actions.yml", "runs-on: ubuntu-latest", "run-on: ubuntu-latest"),
        ("gitlab-ci.yml", "when: always", "when: allways"),
    ],
)
def test_what_the_schema_does_not_know_is_found(tmp_path: Path, name: str, old: str, new: str) -> None:
    assert lint(spoiled(tmp_path, name, old, new), name).returncode == 1


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("github-actions.yml", "tekigo preflight target", "tekigo preflihgt target"),
        ("github-actions.yml", "--accept-unverified", "--accept-unverifed"),
        ("gitlab-ci.yml", "public/; fi", "public/"),
    ],
)
def test_a_wrong_command_is_found(tmp_path: Path, name: str, old: str, new: str) -> None:
    assert len(faults(spoiled(tmp_path, name, old, new))) == 1


@pytest.mark.parametrize("name", SCHEMAS)
def test_what_is_cached_is_the_history_that_tekigo_keeps(name: str) -> None:
    (pattern,) = set(re.findall(r"runs/allure-history-\S*?jsonl", (CI / name).read_text(encoding="utf-8")))
    manifest = Manifest(run="r", started="", as_of=date(2026, 4, 1), target=TargetInfo(name="系"))
    assert history_file(Path("runs/20261121-090000"), manifest).match(pattern)


def spoiled(folder: Path, name: str, old: str, new: str) -> Path:
    text = (CI / name).read_text(encoding="utf-8")
    assert old in text
    path = folder / name
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path
