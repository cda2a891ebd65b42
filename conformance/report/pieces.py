"""The bulky pieces of report.html, rendered one by one so that the whole stays within its size."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import structs

from conformance.engine.evidence import Evidence
from conformance.i18n.messages import Language
from conformance.report.collect import PASSED_LINES, Collected, Line, telling, visible
from conformance.report.rows import Labels, Row, remedy_of, replay_of
from conformance.verdict.model import RequirementVerdict

if TYPE_CHECKING:
    from jinja2 import Environment

TOTAL = 9_600_000  # bytes; the report promises 10 MB
LINES = 0.45  # at most this part of what the requirements leave goes to the one-line lists of checks
LINES_LEAST = 300_000
CARDS = 2_500_000  # and so much for the failures at the top, the smallest share of which is
CARDS_LEAST = 400_000
LINE_MARKUP = 190
ROW_MARKUP = 1_500
FACT_MARKUP = 50
FAILURES_PER_CARD = 3

Piece = Any  # a markupsafe string, or a dict for the template


class Pieces:
    """Renders failures first, then failed checks in full, then samples and steps, until the size is used up."""

    def __init__(
        self,
        environment: "Environment",
        t: Labels,
        lang: Language,
        run: str,
        *,
        rows: Sequence[tuple[Row, RequirementVerdict]],
        collected: Collected,
        taken: int = 0,
    ) -> None:
        """Render within what is left of the size once `taken` bytes are gone."""
        self._macros: Any = environment.get_template("parts.html.j2").module
        self._t, self._lang, self._run, self._collected = t, lang, run, collected
        self._owners = owners(rows)
        self._numbers = {check: f"c{number}" for number, check in enumerate(self._owners)}
        room = room_beside(rows) - taken
        self._lines = _fitting(rows, collected, max(int(room * LINES), LINES_LEAST))
        self._shown = {
            line.check
            for (row, _), (lines, _) in zip(rows, self._lines, strict=True)
            for line in lines
            if self._owners[line.check] == row.anchor
        }
        self._left = room - _lines_size(self._lines)
        self._cards_most = max(min(CARDS, self._left // 3), CARDS_LEAST)
        self._details: dict[str, Piece] = {}
        self.cards: list[Piece] = []
        self.plain_failures: list[Row] = []
        self._left -= self._cards_most
        self._make_details(collected.failed, exchanges=True)
        self._left += self._cards_most - self._make_cards(rows)
        self._make_details(collected.samples, exchanges=True)
        self._make_details(collected.others, exchanges=False)
        self.sections = [
            self._section(row, lines, hidden)
            for (row, _), (lines, hidden) in zip(rows, self._lines, strict=True)
        ]

    def _make_cards(self, rows: Sequence[tuple[Row, RequirementVerdict]]) -> int:
        words = ("nonconformant", "in_transition")
        wanted = [(row, judged) for row, judged in rows if row.word in words]
        # Mandatory and prohibited first: they decide; what is in transition last.
        wanted.sort(key=lambda pair: (pair[0].word != words[0], pair[0].class_ == "optional"))
        spent = 0
        for row, judged in wanted:
            piece = self._macros.failure(self._card(row, judged), self._t) if not self.plain_failures else ""
            if not piece or spent + len(piece.encode()) > self._cards_most:
                self.plain_failures.append(row)
                continue
            spent += len(piece.encode())
            self.cards.append(piece)
        return spent

    def _card(self, row: Row, judged: RequirementVerdict) -> dict[str, object]:
        failed = [each.check for each in sorted(judged.checks, key=telling) if each.outcome == "failed"]
        kept = [self._collected.failed[check] for check in failed if check in self._collected.failed]
        failures = [
            {
                "e": record,
                "anchor": self._numbers[record.check] if record.check in self._details else "",
                "remedy": remedy_of(record.code, self._lang),
                "replay": replay_of(record.replay, self._run),
            }
            for record in kept[:FAILURES_PER_CARD]
        ]
        return {**_plain(row), "failures": failures, "more": len(failed) - len(failures)}

    def _make_details(self, records: Mapping[str, Evidence], *, exchanges: bool) -> None:
        for check in self._numbers:  # in the order of the requirements
            if self._left <= 0:
                return
            if check in records and check in self._shown and check not in self._details:
                self._keep(records[check], exchanges=exchanges)

    def _keep(self, record: Evidence, *, exchanges: bool) -> None:
        remedy = remedy_of(record.code, self._lang)
        replay = record.replay if record.outcome == "passed" else replay_of(record.replay, self._run)
        piece = self._macros.detail(record, self._numbers[record.check], remedy, replay, exchanges, self._t)
        size = len(piece.encode()) - LINE_MARKUP
        if size <= self._left:
            self._left -= size
            self._details[record.check] = piece

    def _section(self, row: Row, lines: list[Line], hidden: int) -> dict[str, object]:
        checks = []
        for line in lines:
            detail = self._details.get(line.check)
            mine = self._owners[line.check] == row.anchor
            link = self._numbers[line.check] if detail is not None and not mine else ""
            checks.append({"line": line, "detail": detail if mine else None, "link": link})
        return {**_plain(row), "checks": checks, "hidden": hidden}


def room_beside(rows: Sequence[tuple[Row, RequirementVerdict]]) -> int:
    """Return the bytes that the requirements themselves leave to everything else."""
    return TOTAL - sum(_row_size(row) for row, _ in rows)


def _plain(row: Row) -> dict[str, object]:
    facts = structs.asdict(row)
    facts["class"] = facts.pop("class_")
    return facts


def _fitting(
    rows: Sequence[tuple[Row, RequirementVerdict]], collected: Collected, size: int
) -> list[tuple[list[Line], int]]:
    """List the checks of every requirement, as many of each as the size of the whole allows."""
    most = PASSED_LINES
    lines = [visible(judged, collected, most) for _, judged in rows]
    while most > 1 and _lines_size(lines) > size:
        most //= 2
        lines = [visible(judged, collected, most) for _, judged in rows]
    return lines


def _lines_size(lines: Sequence[tuple[list[Line], int]]) -> int:
    return sum(LINE_MARKUP + _size(line.title) for each, _ in lines for line in each)


def _row_size(row: Row) -> int:
    facts = sum(FACT_MARKUP + _size(name) + _size(value) for name, value in row.facts)
    return ROW_MARKUP + 2 * (_size(row.title) + _size(row.summary)) + facts


def _size(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def owners(rows: Sequence[tuple[Row, RequirementVerdict]]) -> dict[str, str]:
    """Tell by its anchor under which requirement (the first) a check is shown in full."""
    found: dict[str, str] = {}
    for row, judged in rows:
        for each in judged.checks:
            found.setdefault(each.check, row.anchor)
    return found
