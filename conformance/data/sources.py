"""What is looked at: the list of a business, and the folder that its files lie in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from conformance.data.layout import layouts
from conformance.i18n import TekigoError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from conformance.data.layout import FileLayout
    from conformance.spec.catalog import Catalog


class Source(Struct, frozen=True, kw_only=True):
    """The files of one business. `judged`: whether they are checked, or only asked for what others refer to.

    `absent`: groups whose file is declared not to be there, and why.
    """

    catalog: Catalog
    folder: Path
    judged: bool = True
    absent: Mapping[str, str] = {}

    @property
    def business(self) -> str:
        """Return the key of the business."""
        return self.catalog.package.key

    @property
    def layouts(self) -> tuple[FileLayout, ...]:
        """Return its files."""
        return layouts(self.catalog.package)


def folder_of(folder: Path, business: str) -> Path:
    """Return where the files of a business lie: in a folder of its own name, if there is one."""
    own = folder / business
    return own if own.is_dir() else folder


def refuse_shared_names(sources: Sequence[Source]) -> None:
    """Raise TekigoError TKG-DATA078 when two businesses would read the same file."""
    seen: dict[tuple[Path, str], str] = {}
    for source in sources:
        for layout in source.layouts:
            other = seen.setdefault((source.folder, layout.group), source.business)
            if other != source.business:
                raise TekigoError("TKG-DATA078", file=layout.group, one=other, other=source.business)
