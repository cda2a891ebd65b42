"""tekigohyo.xlsx (適合表): the workbook that procurement works with, made from the files of a run alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.i18n import language
from conformance.report.labels import labels
from conformance.report.run_facts import system_name
from conformance.report.text import clean

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.i18n.messages import Language
    from conformance.report.bundle import RunBundle

NAME = "tekigohyo.xlsx"


def write_tekigohyo(bundle: RunBundle, lang: Language | None = None) -> Path:
    """Write tekigohyo.xlsx into the run's folder and return its path; the same run gives the same bytes."""
    from conformance.report.sheets import new_workbook, save, set_page
    from conformance.report.tekigohyo_list import write_list
    from conformance.report.tekigohyo_summary import write_summary

    chosen = lang or language()
    t, manifest = labels(chosen), bundle.manifest
    made = manifest.finished or manifest.started
    system = system_name(bundle)
    workbook = new_workbook(f"{t['table']['title']} {system} {clean(manifest.run)}", made, chosen)
    write_summary(workbook.create_sheet(t["table"]["summary"]), bundle, t, chosen)
    write_list(workbook.create_sheet(t["table"]["requirements"]), bundle, t, chosen)
    warning = "" if bundle.verdict.valid else t["table"]["invalid_page"]
    for sheet in workbook.worksheets:
        left = f"{t['table']['title']} {system}"
        set_page(sheet, left, clean(manifest.run), t["table"]["page"], warning=warning)
    return save(workbook, bundle.folder / NAME, made)
