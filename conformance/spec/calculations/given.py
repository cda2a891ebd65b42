"""Works a calculation out for a file of given values; a wrong value is told with its file and line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.i18n import TekigoError
from conformance.spec.calculations.inputs import GivenError
from conformance.spec.calculations.run import run
from conformance.spec.documents import line_of, read_mapping
from conformance.spec.errors import FindingErrors, finding

if TYPE_CHECKING:
    from conformance.spec.calculations.model import Calculation
    from conformance.spec.calculations.trace import Trace
    from conformance.spec.catalog import Catalog


class GivenErrors(FindingErrors):
    """All that is wrong with a file of given values."""

    summary = "TKG-CALC031"


def calculate(catalog: Catalog, of: Calculation, file: Path | None, as_of: date) -> Trace:
    """Work a calculation out for the values of a file; without a file every input has to have a default.

    Raises GivenErrors with file and line, TekigoError TKG-CALC029 when the file cannot be read, and what `run` raises.
    """
    if file is None:
        return run(catalog, of, {}, as_of)
    try:
        given, found = read_mapping(file, file.name)
    except OSError as error:
        raise TekigoError("TKG-CALC029", path=file, reason=error.strerror or error) from None
    if given is None:
        raise GivenErrors(str(file), found)
    try:
        return run(catalog, of, given, as_of)
    except GivenError as error:
        line = line_of(file, *error.path)
        wrong = finding(f"{file.name}:{line}", error.code, **error.params)
        raise GivenErrors(str(file), [wrong]) from None
