"""The styles of workbooks: those of tables, and a colour of its own for every word, the same as in report.html."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from conformance.report.labels import templates_dir

if TYPE_CHECKING:
    from openpyxl import Workbook

FACE = "BIZ UDPGothic"
LINE_HEIGHT = 14.6  # points of a line of ordinary text
DATE = "yyyy-mm-dd"
_SIZES = {"title": 18, "heading": 12, "big": 12}
_SIZE = 10
_RULE = re.compile(r"^([^{}\n]+)\{ color: #([0-9a-f]{6}); background: #([0-9a-f]{6}); \}", re.MULTILINE)
_HEAD, _BAD, _GRID, _SOFT = "E9EDF2", "FDE7E5", "C9CED6", "F5F7FA"


def size_of(style: str) -> int:
    """Return the size of a style's letters in points."""
    return _SIZES.get(style, _SIZE)


def colours() -> dict[str, tuple[str, str]]:
    """Read ink and ground of every word from the style sheets of the HTML reports, their one home."""
    css = "\n".join(
        (templates_dir() / name).read_text(encoding="utf-8") for name in ("report.css", "compare.css")
    )
    return {
        name.strip().removeprefix("."): (ink.upper(), ground.upper())
        for names, ink, ground in _RULE.findall(css)
        for name in names.split(",")
        if " " not in name.strip() and name.strip().count(".") == 1
    }


def add_styles(workbook: Workbook) -> None:
    """Give a workbook its styles by name: those of tables, and one for every word of a verdict."""
    line = Side(style="thin", color=_GRID)
    grid, dark = Border(line, line, line, line), Side(style="thin", color="1B1F24")
    frame, under = Border(dark, dark, dark, dark), Border(bottom=Side(style="medium", color="1B1F24"))
    made = [
        _style("plain"),
        _style("title", bold=True),
        _style("heading", bold=True, border=under),
        _style("head", bold=True, border=grid, ground=_HEAD, across="center", down="center"),
        _style("label", border=grid, ground=_SOFT, down="center"),
        _style("text", border=grid),
        _style("fact", border=grid, down="center"),
        _style("strong", bold=True, border=grid, down="center"),
        _style("centre", border=grid, across="center", down="center"),
        _style("number", border=grid, across="center", down="center", form="#,##0"),
        _style("date", border=grid, across="center", down="center", form=DATE),
        _style("notice", border=frame, down="center"),
        _style("bad", bold=True, border=frame, ink="9A0D0D", ground=_BAD),
        _style("sign", border=Border(bottom=dark)),
    ]
    made += [
        _style(word, bold=True, border=grid, ink=ink, ground=ground, across="center", down="center")
        for word, (ink, ground) in colours().items()
    ]
    for style in made:
        workbook.add_named_style(style)


def _style(
    name: str,
    *,
    bold: bool = False,
    border: Border | None = None,
    ink: str = "1B1F24",
    ground: str = "",
    across: str = "left",
    down: str = "top",
    form: str = "General",
) -> NamedStyle:
    return NamedStyle(
        name=name,
        font=Font(name=FACE, size=size_of(name), bold=bold, color=ink),
        fill=PatternFill("solid", start_color=ground) if ground else PatternFill(),
        border=border or Border(),
        alignment=Alignment(horizontal=across, vertical=down, wrap_text=True),
        number_format=form,
    )
