"""Lists of items that belong to no business and that all share: `specs/common/<key>/items.csv`."""

from __future__ import annotations

from pathlib import Path

from conformance.spec.editions import at_edition
from conformance.spec.load import load_whole
from conformance.spec.model import Package
from conformance.spec.paths import specs_dir
from conformance.spec.standard import Edition, Standard
from conformance.spec.workbook.files import ITEMS, read_tables


def shared_lists(root: Path | None = None) -> tuple[str, ...]:
    """List their keys."""
    return tuple(sorted(path.parent.name for path in (specs_dir(root) / "common").glob(f"*/{ITEMS}")))


def load_list(key: str, root: Path | None = None) -> Package:
    """Load one as a package without requirements. Raises SpecErrors with every defect of its files."""
    tables = read_tables(str(specs_dir(root) / "common" / key))
    edition = Edition(id="-", name="-", fidelity="transcribed")
    standard = Standard(
        business=key,
        name=tables.name,
        name_en=tables.name,
        prefix="X",
        gyomu_ids=tables.businesses,
        editions=(edition,),
        default_edition=edition.id,
    )
    return Package(path=f"common/{key}", standard=standard, items=tables.items, codes=tables.codes)


def package_or_list(key: str) -> Package:
    """Load a business in its default edition, or a list that all share.

    Raises TekigoError TKG-SPEC003 when there is neither, SpecErrors.
    """
    return at_edition(whole_or_list(key))


def whole_or_list(key: str) -> Package:
    """Load a business with the rows of all its editions, or a list that all share. Raises as `package_or_list`."""
    return load_list(key) if key in shared_lists() else load_whole(key)
