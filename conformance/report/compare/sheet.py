"""The comparison as a workbook: a summary, and one row for each requirement with a word and a reason per system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.i18n import language
from conformance.report.compare.summary import conclusion, group_counts, heads, named, shown, summary, values
from conformance.report.labels import labels
from conformance.report.sheets import Cell, Page, add_filter, new_workbook, save, set_page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from conformance.i18n.messages import Language
    from conformance.report.compare.model import Comparison, Facet
    from conformance.report.compare.summary import Told
    from conformance.report.rows import Labels

_FIXED = 6  # columns before those of the systems


def write(comparison: Comparison, path: Path, lang: Language | None = None) -> Path:
    """Write the workbook and return its path; the same comparison gives the same bytes."""
    chosen = lang or language()
    t = labels(chosen)
    title = t["compare"][comparison.mode]
    made = max(each.started for each in comparison.systems)
    workbook = new_workbook(title, made, chosen)
    _summary(workbook.create_sheet(t["table"]["summary"]), comparison, t)
    _list(workbook.create_sheet(t["table"]["requirements"]), comparison, t)
    systems = " / ".join(dict.fromkeys(each.name for each in comparison.systems))
    warning = "" if comparison.valid else t["compare"]["invalid_page"]
    for sheet in workbook.worksheets:
        set_page(sheet, f"{title} {systems}", "", t["table"]["page"], warning=warning)
    return save(workbook, path, made)


def _summary(sheet: Worksheet, comparison: Comparison, t: Labels) -> None:
    words, columns = t["compare"], heads(comparison, t)
    sheet.sheet_view.showGridLines = False
    page = Page(sheet, (30, *(max(34, 90 // len(columns)) for _ in columns), 12))
    page.line(words[comparison.mode], "title")
    if not comparison.valid:
        page.line(f"{t['sign']['nonconformant']} {words['invalid']}", "bad")
    if comparison.mode == "bids" and comparison.moved:
        page.line(f"{t['sign']['nonconformant']} {words['unlike']}", "bad")
        _facets(page, words["what"], comparison.moved, comparison, t)
    page.line("\n".join(group_counts(comparison, t)), "notice")
    page.line(t["say"]["no_number"], "notice")
    if comparison.mode == "bids" and not comparison.moved:
        _facets(page, words["yardstick_part"], comparison.yardstick, comparison, t)
    if comparison.mode == "history":
        page.gap()
        page.line(words["moved"], "heading")
        page.line(conclusion(comparison, t), "notice")
        _facets(page, words["system_part"], comparison.own, comparison, t)
        _facets(page, words["yardstick_part"], comparison.yardstick, comparison, t)
    page.gap()
    page.line(words["summary"], "heading")
    page.put([Cell("", "head"), *(Cell(f"{name}\n{below}", "head") for name, below in columns)])
    for row in summary(comparison, t):
        if not row.cells:
            page.put([Cell(row.name, "head", len(columns) + 1)])
            continue
        page.put([Cell(row.name, "label"), *(_told(each) for each in row.cells)])


def _facets(page: Page, name: str, facets: Sequence[Facet], comparison: Comparison, t: Labels) -> None:
    words, columns = t["compare"], heads(comparison, t)
    page.put(
        [Cell(name, "head"), *(Cell(f"{head}\n{below}", "head") for head, below in columns), Cell("", "head")]
    )
    for facet in facets:
        page.put(
            [
                Cell(named(facet, t), "label"),
                *(Cell(value, "fact") for value in values(facet, t)),
                Cell(words["moved_no"], "centre")
                if facet.same
                else Cell(words[f"moved_{comparison.mode}"], "unverified"),
            ]
        )


def _told(cells: tuple[Told, ...]) -> Cell:
    """Write what is told of a system; where it is more than one thing, without a colour."""
    text = "、".join(each.text for each in cells)
    return Cell(text, cells[0].word or "fact") if len(cells) == 1 else Cell(text, "fact")


def _list(sheet: Worksheet, comparison: Comparison, t: Labels) -> None:
    words, table = t["compare"], t["table"]
    columns = heads(comparison, t)
    page = Page(sheet, (14, 9, 12, 20, 38, 10, *(width for _ in columns for width in (10, 26))))
    names = (
        words["group"],
        t["head"]["business"],
        table["id"],
        table["minor"],
        table["content"],
        t["head"]["class"],
    )
    page.put(
        [
            *(Cell(name, "head") for name in names),
            *(
                Cell(f"{head}\n{name}", "head")
                for head, _ in columns
                for name in (table["word"], words["why"])
            ),
        ]
    )
    for line in comparison.lines:
        page.put(
            [
                Cell(words["group_short"][line.group], "centre"),
                Cell(line.business_name),
                Cell(line.official_id or line.id),
                Cell(f"{line.section} {line.title}".strip()),
                Cell(line.summary),
                Cell(t["class_short"][line.class_], "centre"),
                *(
                    cell
                    for each in line.cells
                    for cell in (Cell(shown(each.word, t), each.word), Cell(each.why))
                ),
            ]
        )
    add_filter(sheet, _FIXED + 2 * len(columns), frozen="D2")
