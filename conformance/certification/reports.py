"""Writes every report of a run from its files alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.report.bundle import load_bundle

if TYPE_CHECKING:
    from pathlib import Path


def write_reports(run_dir: Path) -> list[Path]:
    """Write report.html, junit.xml and allure-results, and return where they are."""
    from conformance.report.html import write_html

    bundle = load_bundle(run_dir)
    return [write_html(bundle)]
