"""Writes lines of text as a PDF: one font that every reader knows by name, sheets of A4.

Nothing is embedded: 平成明朝 with UTF-16 codes is one of the fonts of Adobe-Japan1 for which readers have a stand-in.
"""

from collections.abc import Sequence

LINES_ON_A_SHEET = 45
_TOP, _LEADING, _MARGIN, _SIZE = 790, 16, 50, 10  # points
_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /UniJIS-UTF16-H /DescendantFonts [4 0 R] >>",
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /FontDescriptor 5 0 R /DW 1000"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 6 >> >>",
    b"<< /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 6 /FontBBox [0 -120 1000 880] /ItalicAngle 0"
    b" /Ascent 880 /Descent -120 /CapHeight 709 /StemV 80 >>",
)


def pdf_of(lines: Sequence[str]) -> bytes:
    """Write lines top-down on as many sheets as they take."""
    sheets = [lines[at : at + LINES_ON_A_SHEET] for at in range(0, max(len(lines), 1), LINES_ON_A_SHEET)]
    first = 3 + len(_FONT)
    kids = b" ".join(b"%d 0 R" % (first + 2 * place) for place in range(len(sheets)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(sheets)),
        *_FONT,
    ]
    for place, sheet in enumerate(sheets):
        content = _content(sheet)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % (first + 2 * place + 1),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        ]
    return _file(objects)


def _content(sheet: Sequence[str]) -> bytes:
    shown = (
        f"1 0 0 1 {_MARGIN} {_TOP - _LEADING * place} Tm <{line.encode('utf-16-be').hex()}> Tj"
        for place, line in enumerate(sheet)
    )
    return "\n".join((f"BT /F1 {_SIZE} Tf", *shown, "ET")).encode()


def _file(objects: Sequence[bytes]) -> bytes:
    written, places = b"%PDF-1.5\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(written))
    )
