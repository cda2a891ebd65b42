"""Turns what was found in files into the records of the planned checks. No record holds a value, only its shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from conformance.checks.record import PASSED, Ending, Recorder
from conformance.data.model import TOLD
from conformance.data.plan import group_and_rule
from conformance.data.rules import could_be_judged, rule_of
from conformance.i18n import message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from conformance.data.layout import FileLayout
    from conformance.data.model import DataFinding, DataResult, FileResult
    from conformance.engine.evidence import Evidence, Outcome
    from conformance.engine.plan_file import PlannedCheck
    from conformance.spec.catalog import Catalog
    from conformance.spec.file_rules import FileRule

UNREADABLE, DECLARED = "TKG-DATA074", "TKG-DATA070"


def records(
    planned: Iterable[PlannedCheck], catalog: Catalog, layouts: Iterable[FileLayout], result: DataResult
) -> Iterator[Evidence]:
    """Yield the record of every planned check of one business."""
    files, known = {each.group: each for each in result.files}, {each.group: each for each in layouts}
    for check in planned:
        group, rule = group_and_rule(check)
        yield record(check, catalog, _ending(rule, files[group], known[group]), files[group], rule)


def record(
    check: PlannedCheck,
    catalog: Catalog,
    ending: Ending,
    file: FileResult | None = None,
    rule: FileRule | None = None,
) -> Evidence:
    """Make one record, with a step for every finding that the check is about."""
    told = (catalog.requirement(id_) for id_ in check.requirements)
    clause = "、".join(f"{each.section} {each.title}（{each.source}）".strip() for each in told)
    recorder = Recorder(check, clause, "files")
    for found in file.findings if file is not None else ():
        if rule_of(found.code) == rule:
            recorder.begin_step()
            outcome: Outcome = "not_applicable" if found.open else "failed"
            ending_of_one = Ending(
                outcome=outcome, code=found.code, expected=found.expected or None, got=_got(found)
            )
            recorder.end_step("", f"{found.code}: {found.text()}", ending_of_one, ())
    again = None if ending.outcome == "passed" else f"tekigo data check DIR -b {check.business}"
    return recorder.finish(replace(ending, replay=again))


def _ending(rule: FileRule, file: FileResult, layout: FileLayout) -> Ending:
    """Say how a check ended: what is wrong goes before what could not be looked at, and that before what is open."""
    found = [each for each in file.findings if rule_of(each.code) == rule]
    wrong = [each for each in found if not each.open]
    if wrong:
        expected = "\n".join(dict.fromkeys(each.expected or each.remedy() for each in wrong))
        got = "\n".join(_told(each) for each in wrong)
        return Ending(outcome="failed", expected=expected, got=got)
    declared = next((each for each in file.findings if each.code == DECLARED), None)
    undecided = declared or next(iter(found), None)
    if undecided is not None:
        return Ending(outcome="not_applicable", code=undecided.code, reason=_told(undecided))
    if not could_be_judged(rule, file, layout):
        reason = message(UNREADABLE, None, file=file.file)
        return Ending(outcome="blocked", code=UNREADABLE, reason=reason)
    return PASSED


def _told(found: DataFinding) -> str:
    return f"{found.code}: {found.text()}" + (f" — {_got(found)}" if found.rows else "")


def _got(found: DataFinding) -> str:
    """Say how many rows, of how many, and what the first look like."""
    if not found.rows:
        return ""
    rows = "、".join(f"{each.row} {each.shape}".strip() for each in found.examples[:TOLD])
    count = message(
        "data.count", None, count=f"{found.count:,}", rows=f"{found.rows:,}", share=f"{found.share:.2%}"
    )
    return f"{count} {message('data.first_rows', None, rows=rows)}" if rows else count
