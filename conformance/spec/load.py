"""Loads spec packages: all files of one business into one frozen Package, or all their defects at once."""

from pathlib import Path
from typing import TypeVar

from conformance.i18n import TekigoError
from conformance.spec.access import AccessCases
from conformance.spec.cache import cached
from conformance.spec.calculations.model import Calculation, Calculations
from conformance.spec.consumer import ConsumerScript
from conformance.spec.documents import read_document
from conformance.spec.editions import at_edition
from conformance.spec.errors import Finding, SpecErrors, finding
from conformance.spec.faults import nearest
from conformance.spec.model import Code, ErrorCode, Item, Linkage, Operations, Package, Report, Requirement
from conformance.spec.official import Errata
from conformance.spec.paths import data_root, specs_dir
from conformance.spec.row import Row
from conformance.spec.rules.model import RuleData
from conformance.spec.rules.read import read_rules
from conformance.spec.standard import Standard
from conformance.spec.tables import read_table

R = TypeVar("R", bound=Row)
STANDARD_ROWS = ("editions", "checklist")
CALCULATION_ROWS = ("calculations", "inputs", "columns", "steps", "cases", "examples")


def list_packages(root: Path | None = None) -> tuple[str, ...]:
    """List the packages by their folder below `specs/`, such as `<group>/<key>`."""
    base = specs_dir(root)
    return tuple(sorted(path.parent.relative_to(base).as_posix() for path in base.rglob("standard.yaml")))


def find_package(key_or_path: str, root: Path | None = None) -> str:
    """Resolve the key of a business, or its folder below `specs/`. Raises TekigoError with the nearest keys."""
    packages = list_packages(root)
    for path in packages:
        if key_or_path.strip("/") in (path, path.rpartition("/")[2]):
            return path
    keys = [path.rpartition("/")[2] for path in packages]
    raise TekigoError("TKG-SPEC003", key=key_or_path, near=nearest(key_or_path, keys), known=", ".join(keys))


def load_package(key_or_path: str, root: Path | None = None, *, edition: str | None = None) -> Package:
    """Load what holds of a business in one edition; None is the default one of the package.

    Raises as `load_whole`, and TekigoError TKG-RUN006 for an edition that there is not.
    """
    return at_edition(load_whole(key_or_path, root), edition)


def load_whole(key_or_path: str, root: Path | None = None) -> Package:
    """Load the package of a business with the rows of all its editions.

    Items, codes, operations, reports and linkages may be missing while a package grows; a file that is there must
    be right. Raises SpecErrors with every defect of every file, TekigoError when there is no such business.
    """
    path, base = find_package(key_or_path, root), root or data_root()
    return cached(base / "specs" / path, path, lambda: _read(base, path))


def _read(root: Path, path: str) -> Package:
    reader = _Reader(root, path)
    standard = reader.document("standard.yaml", Standard, STANDARD_ROWS)
    operations = reader.document("operations.yaml", Operations, ("operations", "probes"))
    access = reader.document("access_cases.yaml", AccessCases, ("cases",))
    consumer = reader.document("situations.yaml", ConsumerScript, ("situations", "checks"))
    errata = reader.document("errata.yaml", Errata, ("errata",))
    package = {
        "requirements": reader.table("requirements.csv", Requirement, needed=True),
        "items": reader.table("items.csv", Item),
        "codes": reader.table("codes.csv", Code),
        "reports": reader.table("reports.csv", Report),
        "linkages": reader.table("linkages.csv", Linkage),
        "rules": reader.rules(),
        "calculations": reader.calculations(),
    }
    if standard and standard.business != path.rpartition("/")[2]:
        reader.found.append(finding(standard.origin, "TKG-SPEC043", found=standard.business, path=path))
    if reader.found or standard is None:
        raise SpecErrors(path, reader.found)
    done = operations or Operations()
    return Package(
        path=path,
        standard=standard,
        sets=done.sets,
        operations=done.operations,
        probes=done.probes,
        access=access.cases if access else (),
        consumer=consumer or ConsumerScript(),
        errata=(errata or Errata()).errata,
        **package,  # type: ignore[arg-type]
    )


def load_standard(key_or_path: str, root: Path | None = None) -> Standard:
    """Load only the identity of a business. Raises SpecErrors."""
    path = find_package(key_or_path, root)
    reader = _Reader(root or data_root(), path)
    standard = reader.document("standard.yaml", Standard, STANDARD_ROWS)
    if standard is None:
        raise SpecErrors(path, reader.found)
    return standard


def load_requirements(key_or_path: str, root: Path | None = None) -> tuple[Requirement, ...]:
    """Load only the requirements of a business. Raises SpecErrors."""
    path = find_package(key_or_path, root)
    reader = _Reader(root or data_root(), path)
    requirements = reader.table("requirements.csv", Requirement, needed=True)
    if reader.found:
        raise SpecErrors(path, reader.found)
    return requirements


def load_error_codes(root: Path | None = None) -> tuple[ErrorCode, ...]:
    """Load the errors and alerts shared by all businesses (`specs/common/error_codes.csv`). Raises SpecErrors."""
    reader = _Reader(root or data_root(), "common")
    codes = reader.table("error_codes.csv", ErrorCode, needed=True)
    if reader.found:
        raise SpecErrors("common", reader.found)
    return codes


class _Reader:
    """Reads the files of one folder and gathers what is wrong with them."""

    def __init__(self, root: Path, path: str) -> None:
        self.folder = root / "specs" / path
        self.shown = f"specs/{path}"
        self.found: list[Finding] = []

    def table(self, name: str, kind: type[R], *, needed: bool = False) -> tuple[R, ...]:
        if not self._there(name, needed=needed):
            return ()
        rows, found = read_table(self.folder / name, kind, f"{self.shown}/{name}")
        self.found += found
        return rows

    def document(self, name: str, kind: type[R], rows: tuple[str, ...]) -> R | None:
        if not self._there(name, needed=False):
            return None
        made, found = read_document(self.folder / name, kind, f"{self.shown}/{name}", rows)
        self.found += found
        return made

    def rules(self) -> tuple[RuleData, ...]:
        made, found = read_rules(self.folder, self.shown)
        self.found += found
        return made

    def calculations(self) -> tuple[Calculation, ...]:
        made = self.document("calculations.yaml", Calculations, CALCULATION_ROWS)
        return made.calculations if made else ()

    def _there(self, name: str, *, needed: bool) -> bool:
        there = (self.folder / name).is_file()
        if needed and not there:
            self.found.append(finding(f"{self.shown}/{name}:1", "TKG-SPEC044", name=name))
        return there
