"""The same faults over real HTTP: what a check says must not depend on how the system is reached."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.certification.bundled import bundled_target
from conformance.certification.execute import execute
from conformance.certification.prepare import Choices, prepare
from conformance.certification.progress import Progress
from conformance.certification.selftest.trial import editions_of_faults, trial
from conformance.engine.evidence import merge_evidence, read_evidence
from conformance.verdict.gather import said_by

if TYPE_CHECKING:
    from collections.abc import Sequence


def differing(pairs: Sequence[tuple[str, str]], seed: int) -> list[str]:
    """Try (business, fault) pairs over HTTP as well; list those of which some check says something else there."""
    return [fault for business, fault in pairs if not _same(business, fault, seed)]


def _same(business: str, fault_id: str, seed: int) -> bool:
    edition = editions_of_faults(business)[fault_id]
    tried = trial(business, seed, edition)
    named = {business: edition} if edition else {}
    only = tried.affected(tried.faults[fault_id])
    here = {each.check: each.outcome for each in tried.bench.try_on((fault_id,), only)}
    with (
        tempfile.TemporaryDirectory(prefix="tekigo-") as folder,
        bundled_target([business], [fault_id], editions=named) as target,
        Path(folder, "log").open("w", encoding="utf-8") as log,
    ):
        words = tuple(f"{key}={each}" for key, each in named.items())
        choices = Choices(out=Path(folder), editions=words, fuzz="off", seed=seed, only=only)
        prepared = prepare(target, choices)
        execute(prepared.run_dir, Progress(total=len(prepared.plan.checks), stream=log))
        evidence = read_evidence(merge_evidence(prepared.run_dir))
        there = {each.check: said_by(each.outcome, each.code) for each in evidence}
    return here == there
