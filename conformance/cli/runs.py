"""Finds runs by their path or by their name below the reports."""

from pathlib import Path

from conformance.i18n import TekigoError


def find_run(run: Path, out: Path) -> Path:
    """Find the folder of a run. Raises TekigoError TKG-RUN004."""
    for folder in (run, out / run):
        if (folder / "plan.json").is_file():
            return folder
    raise TekigoError("TKG-RUN004", run=run.name, path=run)
