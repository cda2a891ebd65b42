"""The calls of one bound operation, one after another: what is known so far, the rows of pages, and bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.binding.calls import seen
from conformance.i18n import TekigoError
from conformance.target.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.binding.bound import CompiledOperation
    from conformance.binding.calls import BoundCall, Prepared
    from conformance.contract.typing import Json

PAGES = 1000  # an answer of more pages than this never ends
BYTES = 64 * 1024 * 1024  # of all answers to one operation together
HOLLOW: dict[str, Json] = {"status": 0, "headers": {}, "body": None}


class Sequence:
    """One carrying out of an operation."""

    def __init__(
        self, bound: CompiledOperation, scene: dict[str, Json], send: Callable[[Prepared], Answer]
    ) -> None:
        self._bound = bound
        self._scene = scene
        self._send = send
        self._rows: list[Json] = []
        self._paged = False  # the rows were read page by page
        self._made: list[str] = []
        self._elapsed = 0.0
        self._bytes = 0

    def answer(self) -> Answer:
        """Make the calls and return the contract's answer.

        Raises TekigoError TKG-BND022 (no end), TKG-BND024 (no call), TKG-BND025 (the binding made the answer up).
        """
        for call in self._bound.calls:
            if call.is_made(self._scene):
                ended = self._called(call)
                if ended is not None:
                    return ended
        if not self._made:
            raise TekigoError("TKG-BND024", operation=self._bound.operation.name)
        if not self._paged:
            self._rows = self._bound.rows(self._scene)
        rows = [self._bound.row(row, self._scene) for row in self._rows]
        self._refuse_what_was_made_up(rows)
        return self._bound.accepted(rows, self._elapsed)

    def _called(self, call: BoundCall) -> Answer | None:
        """Make one call, page after page. Returns the answer to the operation when the call ends it."""
        after: Json = None
        for _ in range(PAGES):
            answer = self._send(call.prepare(self._scene, after))
            self._elapsed += answer.elapsed_s
            self._bytes += len(answer.body)
            if answer.failure is not None or answer.unavailable or _unreadable(answer):
                return answer
            told = seen(answer)
            if not call.is_accepted(self._scene, told):
                return self._bound.refused(answer, told, self._elapsed)
            self._scene |= {call.name: told, "answer": told}
            if call.is_paged and self._bound.reads(call.name):
                self._rows += self._bound.rows(self._scene)
                self._paged = True
            after = call.next_page(self._scene, told)
            if after is None:
                self._made.append(call.name)
                return None
            if self._bytes > BYTES:
                break
        raise TekigoError("TKG-BND022", operation=self._bound.operation.name, pages=PAGES)

    def _refuse_what_was_made_up(self, rows: list[dict[str, Json]]) -> None:
        """Work the rows out again as if the vendor had answered nothing: one that stays did not come from it."""
        hollow = self._scene | dict.fromkeys((*self._made, "answer"), HOLLOW)
        invented = [self._bound.row(row, hollow) for row in self._bound.rows(hollow)]
        if any(row in rows for row in invented if row):
            raise TekigoError("TKG-BND025", operation=self._bound.operation.name, what="answer.rows")


def _unreadable(answer: Answer) -> bool:
    """Tell whether an answer has a body that is no JSON. One without a body says by its status alone what it says."""
    return answer.json_failure is not None and bool(answer.body)
