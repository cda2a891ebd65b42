"""What errata of the official text do to generated checks."""

from collections.abc import Sequence

import msgspec

from conformance.checks.items.model import ItemCheck
from conformance.spec.official import Erratum

DISPUTED = "disputed"  # a length that the readings of an erratum differ about


def under_errata(check: ItemCheck, errata: Sequence[Erratum]) -> ItemCheck | None:
    """Return the check with every reading that the text allows; None when the text leaves nothing to check."""
    for each in errata:
        if not _concerns(each, check):
            continue
        if each.judged == "not_tested":
            return None
        if each.judged == "every_reading":
            codes = tuple(code for code in each.codes if code not in (check.code, *check.also))
            return msgspec.structs.replace(
                check,
                also=(*check.also, *codes),
                erratum=each.id,
                requirement=each.requirement or check.requirement,
                accepted=check.accepted or each.accepted,
            )
    return check


def _concerns(erratum: Erratum, check: ItemCheck) -> bool:
    if check.kind == DISPUTED:
        return bool(erratum.lengths) and check.item in erratum.items
    return check.kind in erratum.checks and (not erratum.items or check.item in erratum.items)
