"""The files of one run, read back. The verdict is always decided anew, never believed."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from conformance.engine.evidence import Evidence, TornLine, evidence_files, iter_evidence
from conformance.engine.manifest import Manifest, read_manifest
from conformance.engine.plan_file import Plan, read_plan
from conformance.i18n import TekigoError
from conformance.verdict.counts import Tally
from conformance.verdict.decide import decide_again, decided_invalid
from conformance.verdict.model import Problem, Verdict
from conformance.verdict.store import read_verdict

CHANGED = ("TKG-VER027", "TKG-VER028")


class RunBundle(Struct, frozen=True, kw_only=True):
    """One run: its folder, manifest, plan and verdict. Evidence is read from the folder each time it is asked for."""

    folder: Path
    manifest: Manifest
    plan: Plan
    verdict: Verdict

    def evidence(self) -> Iterator[Evidence]:
        """Yield every readable record; what is unreadable is a problem of the verdict already."""
        return read_all(self.folder, [])

    @property
    def names(self) -> dict[str, str]:
        """Return the Japanese names of the businesses by key."""
        return {business.key: business.name for business in self.verdict.businesses}


def load_bundle(folder: Path) -> RunBundle:
    """Read a run and decide its verdict anew. Raises TekigoError TKG-VER001/002 when a file is missing or damaged."""
    if not folder.is_dir():
        raise TekigoError("TKG-VER001", path=folder)
    manifest, plan, stored = read_manifest(folder), read_plan(folder), read_verdict(folder)
    torn: list[TornLine] = []
    verdict = decide_again(stored, read_all(folder, torn), plan=plan, tally=tally_of(manifest), torn=torn)
    if not agrees(manifest, verdict):
        verdict = decided_invalid(verdict, (*verdict.problems, Problem(code="TKG-VER028")))
    return RunBundle(folder=folder, manifest=manifest, plan=plan, verdict=verdict)


def agrees(manifest: Manifest, verdict: Verdict) -> bool:
    """Tell whether the manifest speaks of the same run, date, editions and counts as the verdict."""
    editions = {business.key: business.ground.edition for business in verdict.businesses}
    return (manifest.run, manifest.as_of, manifest.counts, manifest.edition) == (
        verdict.run,
        verdict.as_of,
        verdict.counts,
        editions,
    )


def changed_since(verdict: Verdict) -> list[str]:
    """List the codes that say that a stored verdict or manifest does not follow from the evidence."""
    return [problem.code for problem in verdict.problems if problem.code in CHANGED]


def tally_of(manifest: Manifest) -> Tally:
    """Return what the engine counted."""
    return Tally(
        collected=manifest.counts.collected,
        executed=manifest.counts.executed,
        interrupted=manifest.interrupted,
    )


def read_all(folder: Path, torn: list[TornLine]) -> Iterator[Evidence]:
    """Yield the evidence of all files of a run; a run that was killed may have more than one."""
    files = evidence_files(folder)
    if not files:
        raise TekigoError("TKG-VER001", path=folder / "evidence.ndjson")
    for path in files:
        yield from iter_evidence(path, torn.append)
