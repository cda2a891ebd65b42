"""Damage to whole files: their bytes, their header, their form.

Each takes what a right file holds (UTF-8, CRLF, a header of item names, two records at least) and returns what the
check is to find wrong.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.data.raw import LONGEST_LINE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from conformance.data.layout import FileLayout

END = b"\r\n"


class Damage(Struct, frozen=True, kw_only=True):
    """One kind. `row`: that the check is to name, from 1 after the header, 0 for none; `column`: how it names one.

    `dialect`: parameters of the edition under which it is wrong at all. `also`: what the rules about values may say of
    the same bytes.
    """

    make: Callable[[bytes, FileLayout], bytes]
    row: int = 0
    column: str = ""
    dialect: Mapping[str, str] = {}
    also: tuple[str, ...] = ()


def _in_record(content: bytes, row: int, change: Callable[[bytes], bytes]) -> bytes:
    lines = content.split(END)
    lines[row] = change(lines[row])
    return END.join(lines)


def _last_column(content: bytes, change: Callable[[list[bytes]], list[bytes]]) -> bytes:
    """Change the fields of the header; records follow where their number does."""
    header, *records = content.split(END)
    names = header.split(b",")
    changed = change(names)
    if len(changed) > len(names):
        records = [each + b"," if each else each for each in records]
    return END.join([b",".join(changed), *records])


def _with_nul(line: bytes, layout: FileLayout) -> bytes:
    """Add a NUL to a value that no other row is bound to."""
    fields = line.split(b",")
    place = next(at for at, item in enumerate(layout.items) if not item.pk and not item.fk)
    fields[place] += b"\0"
    return b",".join(fields)


def _without_key(content: bytes, layout: FileLayout) -> bytes:
    """Leave out the column of the first item of the key."""
    header, *records = csv.reader(io.StringIO(content.decode(), newline=""))
    gone = header.index(layout.key[0].name)
    written = io.StringIO(newline="")
    csv.writer(written).writerows([*each[:gone], *each[gone + 1 :]] for each in (header, *records))
    return written.getvalue().encode()


DAMAGES: dict[str, Damage] = {
    "TKG-DATA010": Damage(make=lambda content, _: content.decode().encode("utf-16")),
    "TKG-DATA011": Damage(
        make=lambda content, _: _in_record(content, 1, lambda line: line + "日本".encode("shift_jis")), row=1
    ),
    "TKG-DATA012": Damage(make=lambda content, _: content.removesuffix(END) + "髙".encode()[:2]),
    "TKG-DATA013": Damage(make=lambda content, _: _in_record(content, 1, lambda line: b'"' + line)),
    "TKG-DATA014": Damage(make=lambda content, _: b"\xef\xbb\xbf" + content, dialect={"bom": "refused"}),
    "TKG-DATA015": Damage(make=lambda content, _: content.replace(END, b"\n", 1)),
    "TKG-DATA016": Damage(make=lambda content, _: content.replace(END, b"\n"), dialect={"line_end": "crlf"}),
    "TKG-DATA017": Damage(
        make=lambda content, layout: _in_record(content, 1, lambda line: _with_nul(line, layout)),
        row=1,
        also=("TKG-DATA031", "TKG-DATA033", "TKG-DATA036", "TKG-DATA049"),
    ),
    "TKG-DATA018": Damage(make=lambda content, _: content + b"x" * (LONGEST_LINE + 1)),
    "TKG-DATA019": Damage(make=lambda content, _: _in_record(content, 2, lambda line: line + b","), row=2),
    "TKG-DATA020": Damage(
        make=lambda content, _: _in_record(content, 1, lambda line: line.rpartition(b",")[0] + b',"a"b')
    ),
    "TKG-DATA021": Damage(make=_without_key),
    "TKG-DATA022": Damage(
        make=lambda content, _: _last_column(content, lambda names: [*names, "謎".encode()]), column="謎"
    ),
    "TKG-DATA023": Damage(
        make=lambda content, _: _last_column(content, lambda names: [*names, names[-1]]),
        also=("TKG-DATA021",),
    ),
    "TKG-DATA024": Damage(make=lambda *_: b""),
}
"""By the code of the message that it is to bring about."""
