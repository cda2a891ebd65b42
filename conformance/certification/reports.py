"""Writes every report of a run from its files alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.i18n import language
from conformance.report.allure import catalog_of
from conformance.report.allure_meta import write_allure
from conformance.report.allure_site import build_site
from conformance.report.bundle import load_bundle
from conformance.report.data_list import write_data_list
from conformance.report.html import write_html
from conformance.report.junit import write_junit
from conformance.report.tekigohyo import write_tekigohyo

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from conformance.report.bundle import RunBundle

ALWAYS = ("html", "xlsx", "junit", "allure", "data")


def write_reports(run_dir: Path, formats: Collection[str] = ALWAYS) -> list[Path]:
    """Write reports of a run and return where they are. `site` raises TekigoError when there is no Allure."""
    bundle = load_bundle(run_dir)
    written = [write(bundle) for name, write in WRITERS.items() if name in formats]
    return [path for path in written if path is not None]


WRITERS: dict[str, Callable[[RunBundle], Path | None]] = {
    "html": write_html,
    "xlsx": write_tekigohyo,
    "junit": write_junit,
    "data": write_data_list,
    "allure": lambda bundle: write_allure(bundle, catalog_of(bundle, language())),
    "site": lambda bundle: build_site(bundle.folder),
}
