"""Fills a reference system with a small town: families whose lives are operations of the contract, told as data.

`town.yaml` beside the business holds the stories. Each story is carried out so often as `families` says, with synthetic
values of its own, so that equal seeds make equal towns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.engine.bench import OK, Bench, Unprepared
from conformance.i18n import TekigoError
from conformance.reference.clock import jst_now
from conformance.reference.registry import Refused
from conformance.spec.documents import read_document
from conformance.spec.errors import SpecErrors
from conformance.spec.model import Preparation
from conformance.spec.row import Row
from conformance.target.answer import Answer

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.reference.hosted import Hosted
    from conformance.spec.model import Operation
    from conformance.target.asking import Asker
    from conformance.target.redact import Redactor

NAME = "town.yaml"
USER = "town"


class Story(Row, frozen=True, kw_only=True):
    """What happens to one family, in order. `as`: the name by which later steps refer to what a step made."""

    title: str
    steps: tuple[Preparation, ...]


class Stories(Row, frozen=True, kw_only=True):
    """The stories of a business."""

    stories: tuple[Story, ...]


def read_stories(path: Path) -> tuple[Story, ...]:
    """Read the stories. Raises SpecErrors with everything that is wrong with them."""
    read, found = read_document(path, Stories, path.name)
    if read is None:
        raise SpecErrors(str(path), found)
    return read.stories


def settle_town(hosted: Hosted, *, families: int, seed: int) -> None:
    """Carry every story out for so many families; a business that extracts no files has none.

    Raises TekigoError TKG-REF008 when an operation is refused.
    """
    if not hosted.business.extracts:
        return
    _register(hosted)
    stories = read_stories(hosted.business.schema.parent / NAME)
    clerk: Asker = _Clerk(hosted)
    for number in range(families):
        for story in stories:
            _tell(hosted, clerk, story, f"{story.title} {number}", seed)


def _tell(hosted: Hosted, clerk: Asker, story: Story, name: str, seed: int) -> None:
    catalog = hosted.business.catalog
    bench = Bench(catalog, clerk, seed=seed, check=name, today=jst_now().date())
    for step in story.steps:
        operation = catalog.operation(step.operation)
        try:
            bench.make(operation, step.as_, step.with_)
        except Unprepared as refused:
            reason = refused.answer.json
            raise TekigoError("TKG-REF008", story=name, operation=operation.name, reason=reason) from None


def _register(hosted: Hosted) -> None:
    with hosted.store.transaction():
        hosted.store.run("INSERT INTO users (id, admin) VALUES (?, 1) ON CONFLICT DO NOTHING", USER)


class _Clerk:
    """Asks for operations without a network."""

    redactor: Redactor

    def __init__(self, hosted: Hosted) -> None:
        self._hosted = hosted

    def ask(self, operation: Operation, body: dict[str, Any], role: str = "") -> Answer:
        try:
            told = self._hosted.answer(operation, body, USER)
        except Refused as refused:
            return Answer(0, {}, b"", [each.code + each.item + each.message for each in refused.problems])
        return Answer(OK, {}, b"", {"result": told})

    def ask_without_proof(self, operation: Operation, body: dict[str, Any]) -> Answer | None:
        return None

    def carries(self, operation: Operation, body: Any) -> bool:  # noqa: ANN401 - any JSON
        return True

    def replay(self, operation: Operation, body: Any) -> str | None:  # noqa: ANN401 - any JSON
        return None
