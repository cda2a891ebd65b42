"""data_errors.xlsx: the list of what is wrong with extracted files, for the people who mend the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from conformance.data.model import DATA_FILE, SHOWN, DataFolder
from conformance.data.plan import rule_name
from conformance.data.rules import rule_of
from conformance.i18n import language, message
from conformance.report.sheet_styles import add_styles
from conformance.report.sheets import document_properties, save, shown_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from openpyxl.cell import Cell

    from conformance.data.model import DataFinding, FileResult
    from conformance.report.bundle import RunBundle
    from conformance.report.sheets import Value

NAME = "data_errors.xlsx"
MOST_ROWS = 50_000  # of the list: it is packed in memory, and nobody works through more by hand
_SUMMARY = (
    ("business", 22), ("group", 26), ("file", 26), ("rule", 24), ("column", 24), ("state", 12), ("count", 12),
    ("of_rows", 12), ("share", 10), ("listed", 10), ("expected", 40), ("what", 60), ("remedy", 50), ("code", 14),
)  # fmt: skip
_ROWS = (
    ("business", 22), ("group", 26), ("file", 26), ("row", 12), ("sheet_row", 14), ("column", 24), ("rule", 24),
    ("state", 12), ("shape", 32), ("expected", 40), ("code", 14), ("done", 10), ("note", 30),
)  # fmt: skip
Found = tuple[str, "FileResult", "DataFinding"]


def write_data_list(bundle: RunBundle) -> Path | None:
    """Write the list of a run that has checked files; None when it has not."""
    path = bundle.folder / DATA_FILE
    if not path.is_file():
        return None
    found = msgspec.json.decode(path.read_bytes(), type=DataFolder)
    return write_list(bundle.folder, found, bundle.manifest.finished or bundle.manifest.started)


def write_list(folder: Path, found: DataFolder, made: str) -> Path:
    """Write the list into a folder and return its path. `made`: when, in ISO 8601."""
    return write_list_to(folder / NAME, found, made)


def write_list_to(path: Path, found: DataFolder, made: str) -> Path:
    """Write the list: a sheet of what was found, and one of rows, at most `SHOWN` of each finding, which it says."""
    workbook = Workbook(write_only=True)
    workbook.properties = document_properties(message("data.list_title"), made, language())
    add_styles(workbook)
    all_found = [
        (one.name or one.business, file, each)
        for one in found.businesses
        for file in one.files
        for each in file.findings
    ]
    _sheet(workbook, message("data.sheet_summary"), _SUMMARY, _summary(all_found))
    _sheet(workbook, message("data.sheet_rows"), _ROWS, _rows(all_found))
    return save(workbook, path, made)


def _sheet(
    workbook: Workbook, title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[Value]]
) -> None:
    sheet: Any = workbook.create_sheet(title)  # its stubs lack what a sheet has that is written row by row
    for number, (_, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    last = get_column_letter(len(columns))
    line = _Line(sheet, len(columns))
    sheet.append(line.cells([message(f"data.head_{name}") for name, _ in columns], "head"))
    count = 1
    for row in rows:
        sheet.append(line.cells(row, "text"))
        count += 1
    sheet.auto_filter.ref = f"A1:{last}{count}"
    sheet.print_title_rows = "1:1"


class _Line:
    """The cells of one row, used again for every row: a row is written when it is appended, and styles are dear."""

    def __init__(self, sheet: Any, columns: int) -> None:  # noqa: ANN401 - as above
        self._cells = {
            name: [_styled(sheet, name) for _ in range(columns)] for name in ("head", "text", "number")
        }
        self._quoted = [_styled(sheet, "text") for _ in range(columns)]
        for cell in self._quoted:
            cell.quotePrefix = True  # remains text when somebody edits the cell

    def cells(self, values: Sequence[Value], style: str) -> list[Cell]:
        """Fill them. Text is never a formula, whatever it begins with, and holds no control character."""
        return [self._cell(place, value, style) for place, value in enumerate(values)]

    def _cell(self, place: int, value: Value, style: str) -> Cell:
        if not isinstance(value, str):
            cell = self._cells["number" if isinstance(value, int) else style][place]
            cell.value = value
            return cell
        text, formula = shown_text(value)
        cell = self._quoted[place] if formula else self._cells[style][place]
        cell.value = text
        cell.data_type = "s"
        return cell


def _styled(sheet: Any, style: str) -> Cell:  # noqa: ANN401 - as above
    cell: Cell = WriteOnlyCell(sheet)
    cell.style = style
    return cell


def _summary(found: Iterable[Found]) -> Iterator[tuple[Value, ...]]:
    for business, file, each in found:
        yield (
            business,
            file.group,
            each.file,
            rule_name(rule_of(each.code)),
            each.column,
            _state(each),
            each.count,
            each.rows,
            f"{each.share:.2%}" if each.rows else "",
            len(each.examples),
            each.expected,
            each.text(),
            each.remedy(),
            each.code,
        )


def _rows(found: Iterable[Found]) -> Iterator[tuple[Value, ...]]:
    left = MOST_ROWS
    for business, file, each in found:
        told = each.examples[: min(SHOWN, left)]
        left -= len(told)
        start = (business, file.group, each.file)
        rule, state = rule_name(rule_of(each.code)), _state(each)
        for one in told:
            # The header is the first row that a spreadsheet shows.
            yield (
                *start, one.row, one.row + 1, each.column, rule, state, one.shape, each.expected, each.code, "", "",
            )  # fmt: skip
        if each.rows and each.count > len(told):
            more = message(
                "data.more_rows", None, count=f"{each.count - len(told):,}", shown=f"{len(told):,}"
            )
            yield (*start, None, None, each.column, rule, state, more, each.expected, each.code, "", "")


def _state(found: DataFinding) -> str:
    return message("data.state_open" if found.open else "data.state_wrong")
