"""Builds the Allure site with an Allure that is already installed. Nothing is ever downloaded."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from conformance.engine.manifest import read_manifest
from conformance.i18n import TekigoError
from conformance.i18n.errors import INCOMPLETE
from conformance.report.allure import FOLDER
from conformance.report.allure_history import continued
from conformance.report.allure_meta import CONFIG
from conformance.report.text import clip

SITE = "allure-report"
_PROBE_S = 60
_BUILD_S = 1800
_ALLURE_3 = 3


class SiteError(TekigoError):
    """The site could not be built; everything else of the run stands."""

    exit_code = INCOMPLETE


class Allure(NamedTuple):
    """An Allure command line and its main version (2 needs Java, 3 needs Node.js)."""

    command: tuple[str, ...]
    major: int


def find_allure() -> Allure:
    """Find an Allure: `allure` on the PATH, else the one of a Node project by `npx --no-install`.

    Raises TekigoError TKG-REP010 that says what is missing.
    """
    tried: list[str] = []
    for command in _candidates():
        version = _version(command)
        if version is not None:
            return Allure(command, version)
        tried.append(" ".join(command))
    missing = [name for name in ("allure", "node", "java") if shutil.which(name) is None]
    raise SiteError("TKG-REP010", missing="、".join(missing) or "-", tried="、".join(tried) or "-")


def build_site(run_dir: Path) -> Path:
    """Build `allure-report/` from `allure-results/` of a run and return the path of its index.html.

    A site of Allure 3 knows the earlier runs of the same system, see allure_history.

    Raises TekigoError TKG-REP010 (no Allure), TKG-REP011 (it failed) or TKG-REP012 (no results).
    """
    if not any((run_dir / FOLDER).glob("*-result.json")):
        raise SiteError("TKG-REP012", path=run_dir / FOLDER)
    allure = find_allure()
    shutil.rmtree(run_dir / SITE, ignore_errors=True)
    arguments = ["generate", FOLDER, "--output", SITE]
    if allure.major >= _ALLURE_3:
        with continued(run_dir, read_manifest(run_dir)):
            done = _call([*allure.command, *arguments, "--config", CONFIG], run_dir, _BUILD_S)
    else:
        done = _call([*allure.command, *arguments], run_dir, _BUILD_S)
    index = run_dir / SITE / "index.html"
    if done is None or done.returncode != 0 or not index.is_file():
        said = _last_line(done.stdout + done.stderr) if done is not None else ""
        raise SiteError("TKG-REP011", command=" ".join(allure.command), said=said)
    return index


def _candidates() -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    for name, rest in (("allure", ()), ("npx", ("--no-install", "allure"))):
        path = shutil.which(name)
        if path is not None:
            found.append((path, *rest))
    return found


def _version(command: Sequence[str]) -> int | None:
    done = _call([*command, "--version"], Path.cwd(), _PROBE_S)
    match = re.search(r"^\s*(\d+)\.\d+", done.stdout, re.MULTILINE) if done is not None else None
    return int(match[1]) if match and done is not None and done.returncode == 0 else None


def _call(command: Sequence[str], folder: Path, seconds: int) -> subprocess.CompletedProcess[str] | None:
    # Results of a municipality's test are nobody else's business.
    environment = {**os.environ, "ALLURE_NO_ANALYTICS": "1", "NO_COLOR": "1", "npm_config_offline": "true"}
    try:
        return subprocess.run(  # noqa: S603 - the command was found on the PATH, the arguments are ours
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return clip(lines[-1], 300) if lines else ""
