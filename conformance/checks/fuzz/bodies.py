"""From a generated request to the one that is sent: what exists on the target in place of the example's values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.checks.fuzz.cases import RANDOM
from conformance.contract.examples import example

if TYPE_CHECKING:
    from conformance.checks.fuzz.cases import FuzzCase
    from conformance.checks.fuzz.judge import FuzzJudge
    from conformance.contract.typing import Json
    from conformance.spec.catalog import Catalog
    from conformance.spec.model import Operation


class Bodies:
    """Makes the requests of one operation reach beyond "there is no such person", and harm nobody else."""

    def __init__(self, catalog: Catalog, operation: Operation, judge: FuzzJudge) -> None:
        self._example = example(catalog, operation)
        self._subject = {catalog.item(name).romaji for name in operation.subject}
        self._inputs = {item.romaji for item in catalog.inputs(operation)}
        # Such an operation sets what all others work with (eras, rights): only what is refused anyway may vary.
        self._sets_for_all = operation.kind == "master" and not operation.subject
        self._judge = judge

    def live(self, case: FuzzCase, standard: dict[str, Json]) -> Json:
        """Return the body to send. `standard`: the prepared standard request; the deviation is left alone."""
        if not isinstance(case.body, dict):
            return case.body
        return {
            name: self._value(case, name, value, standard)
            for name, value in case.body.items()
            if not self._left_out(case, name, value, standard)
        }

    def _value(self, case: FuzzCase, name: str, value: Json, standard: dict[str, Json]) -> Json:
        if name not in standard or (name == case.about and not self._sets_for_all):
            return value
        of_example = name in self._example and value == self._example[name]
        may_be_accepted = (self._sets_for_all or name in self._subject) and not self._judge.wrong(name, value)
        return standard[name] if of_example or may_be_accepted else value

    def _left_out(self, case: FuzzCase, name: str, value: Json, standard: dict[str, Json]) -> bool:
        """Tell whether a field must not be sent.

        Empty items that are there only because the generator fills all would be a reason of their own to refuse a
        wrong request; right values of further items would change what an operation sets for all.
        """
        filler = case.negative and case.scenario != RANDOM and name != case.about and value in ("", [])
        sets = self._sets_for_all and name in self._inputs and name not in standard
        return filler or (sets and not self._judge.wrong(name, value))
