"""The lines that tell what was found in extracted files: per rule the count, the share and the first rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.cli.words import say
from conformance.data.model import TOLD
from conformance.i18n import message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.data.model import DataFinding, DataFolder, FileResult


def lines_of(found: DataFolder) -> Iterator[str]:
    """Yield the lines, file by file."""
    for one in found.businesses:
        if len(found.businesses) > 1:
            yield f"■ {one.name}（{one.business}）"
        for file in one.files:
            yield from _file(file)
        if one.stray:
            yield say("どのグループのものでもないファイル: ", "files of no group: ") + "、".join(one.stray)
    every = [each for one in found.businesses for file in one.files for each in file.findings]
    wrong, left_open = sum(not each.open for each in every), sum(each.open for each in every)
    rows = sum(each.count for each in every if not each.open)
    yield say(
        f"誤り {wrong}種 {rows:,}件　判定保留 {left_open}種",
        f"{wrong} kinds of errors, {rows:,} in all; {left_open} kinds not decided",
    )


def _file(file: FileResult) -> Iterator[str]:
    state = say("確かめました", "checked") if file.checked else say("確かめられません", "not checked")
    rows = say(f"{file.rows:,}行", f"{file.rows:,} rows")
    yield f"{file.file}: {rows}  {state}"
    for found in file.findings:
        yield from _finding(found)


def _finding(found: DataFinding) -> Iterator[str]:
    share = f"（{found.share:.2%}）" if found.rows else ""
    mark = f"[{message('data.state_open')}] " if found.open else ""
    yield f"  {mark}{found.code}: {found.text()}  {found.count:,}{share}"
    if found.expected:
        yield f"    {message('data.head_expected')}: {found.expected}"
    for each in found.examples[:TOLD]:
        yield f"    {say('行', 'row')} {each.row}  {each.shape}".rstrip()
    if len(found.examples) > TOLD:
        yield "    …"
    yield f"    {message('tgt.how_to_mend')}: {found.remedy()}"
