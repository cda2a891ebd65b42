"""run.json: the manifest of a run. With it a third party can tell, years later, what was certified with what."""

import re
from datetime import date
from pathlib import Path
from typing import Literal

from msgspec import Struct, field

from conformance.engine.record_file import read_record
from conformance.spec.json_file import write_json
from conformance.spec.rules.in_force import TableInForce

NAME = "run.json"
BINDING_FILE = re.compile(r"binding\.[a-z0-9_]{1,100}\.yaml")
"""The names of the copies of bindings that a run keeps."""


class Municipality(Struct, frozen=True, kw_only=True):
    """The municipality whose class decides which requirements apply. `code` is its 全国地方公共団体コード."""

    code: str = ""
    name: str = ""
    class_: str = field(default="", name="class")


class TargetInfo(Struct, frozen=True, kw_only=True):
    """The system under test, as its target file names it."""

    name: str
    vendor: str = ""
    product: str = ""
    version: str = ""
    municipality: Municipality = Municipality()
    base_url: str = ""


class BusinessInfo(Struct, frozen=True, kw_only=True):
    """A business in the run, and what the as-of date picked for it.

    `edition_name` and `edition_date` are those of the edition it is judged by, the date None where it is not known,
    `edition_note` what the package says of it;
    `rules` are all its rule tables with the rows in force, None in the record of a run that did not keep them.
    """

    key: str
    name: str
    name_en: str = ""
    edition_name: str = ""
    edition_date: date | None = None
    edition_note: str = ""
    rules: tuple[TableInForce, ...] | None = None


class BoundInfo(Struct, frozen=True, kw_only=True):
    """The binding through which a business was tested; the run's folder holds a copy (`binding_file`).

    `digest` is that of the file, `openapi` that of the vendor's OpenAPI document which it names, empty without one. Of
    the contract's `operations` it leaves `unbound` so many out.
    """

    digest: str
    openapi: str = ""
    operations: int = 0
    unbound: int = 0


class Phase(Struct, frozen=True, kw_only=True):
    """A part of the run and the seconds it took."""

    name: str
    seconds: float


class Resumption(Struct, frozen=True, kw_only=True):
    """When a run was taken up again, and what was done again: checks that had been blocked, and those whose lines of
    evidence could not be read. `base_url`: where the system was met from then on, empty when that had not changed."""

    at: str
    blocked: int = 0
    unreadable: int = 0
    base_url: str = ""


class Counts(Struct, frozen=True, kw_only=True):
    """Number of checks selected, collected, executed and reported. A valid run has the same number four times, but
    for those that a time budget left undone: they are reported as such (`not_done`) and not executed.
    """

    selected: int = 0
    collected: int = 0
    executed: int = 0
    reported: int = 0
    not_done: int = 0


class Manifest(Struct, frozen=True, kw_only=True):
    """What was run, against what, with what. Times are ISO 8601 with an offset; digests are `sha256:<hex>`.

    `bindings` by business, none where the contract was asked directly; `declared` digests what the target declares.
    """

    schema: Literal["tekigo.run/1"] = "tekigo.run/1"
    run: str
    started: str
    finished: str = ""
    as_of: date
    edition: dict[str, str] = {}
    seed: int = 0
    tekigo_version: str = ""
    digests: dict[str, str] = {}
    target: TargetInfo
    declared: dict[str, str] = {}
    bindings: dict[str, BoundInfo] = {}
    businesses: tuple[BusinessInfo, ...] = ()
    phases: tuple[Phase, ...] = ()
    interrupted: bool = False
    resumed: tuple[Resumption, ...] = ()
    counts: Counts = Counts()


def binding_file(business: str) -> str:
    """Name the copy of a business's binding in the folder of a run."""
    return f"binding.{business}.yaml"


def write_manifest(run_dir: Path, manifest: Manifest) -> Path:
    """Write run.json into the run's folder and return its path."""
    return write_json(run_dir / NAME, manifest)


def read_manifest(run_dir: Path) -> Manifest:
    """Read run.json of a run. Raises TekigoError as `read_record` does."""
    return read_record(run_dir / NAME, Manifest)
