"""By what the requirements in scope were confirmed: a run, the vendor's word, or nothing yet."""

from collections.abc import Iterable
from typing import NamedTuple

from conformance.verdict.model import RUN_WORDS, RequirementVerdict


class Proof(NamedTuple):
    """Counts of requirements in scope; the last four add up to the first. By a run does not mean conformant."""

    in_scope: int
    by_run: int
    attested: int
    unverified: int
    rest: int

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """Name the counts that add up to what is in scope."""
        return tuple(zip(self._fields[1:], self[1:], strict=True))


def proof(judged: Iterable[RequirementVerdict]) -> Proof:
    """Count what is in scope; what could not complete or is undecidable makes the rest."""
    scope = [each.word for each in judged if each.word != "out_of_scope"]
    by_run = sum(each in RUN_WORDS for each in scope)
    attested, unverified = scope.count("attested"), scope.count("unverified")
    return Proof(len(scope), by_run, attested, unverified, len(scope) - by_run - attested - unverified)
