"""One run in which tekigo is the provider: played, judged, reported like any other."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from conformance.certification.prepare import manifest_of, new_run
from conformance.certification.reports import write_reports
from conformance.checks.consumer.judge import judge
from conformance.checks.consumer.plan import plan_consumer
from conformance.checks.consumer.provider import Provider, Setting
from conformance.checks.record import JST, Recorder
from conformance.checks.settings import Settings, shared, write_settings
from conformance.engine.evidence import EvidenceWriter
from conformance.engine.manifest import write_manifest
from conformance.engine.plan_file import plan_of, write_plan
from conformance.i18n import TekigoError
from conformance.i18n.messages import language
from conformance.report.bundle import read_all
from conformance.spec.catalog import Catalog
from conformance.spec.load import list_packages, load_error_codes, load_package
from conformance.target.credentials import Credentials, read_secret
from conformance.target.load import load_target
from conformance.target.redact import Redactor
from conformance.verdict.basis import basis_of, declarations_of
from conformance.verdict.counts import Tally
from conformance.verdict.decide import decide
from conformance.verdict.store import write_verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from conformance.checks.consumer.journal import Journal
    from conformance.spec.model import Package
    from conformance.target.model import Target
    from conformance.verdict.model import Verdict


class Stage(Struct, frozen=True):
    """A provider ready to be played against the clients of a target file. `package`: what is asked of them."""

    target: Target
    target_file: Path
    played: Package
    package: Package
    provider: Provider
    redactor: Redactor


def stage(target_file: Path, business: str, *, pause_s: float) -> Stage:
    """Make the provider of a business. `pause_s`: how long a caller waits where a situation says so.

    Raises TekigoError TKG-CON004 for a business without operations, and whatever is wrong with the target file.
    """
    target = load_target(target_file)
    played = load_package(business)
    if not played.operations:
        raise TekigoError("TKG-CON004", business=business)
    redactor = Redactor(item.romaji for item in played.items if item.check_digit == "kojinbango")
    clients = {}
    for name, role in target.roles.items():
        secret = read_secret(role.secret, name)
        redactor.add_basic(role.name, secret)
        clients[role.name] = Credentials(role.name, secret)
    provider = Provider(Setting(Catalog(played), load_error_codes(), clients, redactor, pause_s))
    return Stage(target, target_file, played, _asking(), provider, redactor)


def _asking() -> Package:
    """Find the package that says what is asked of using systems."""
    return next(each for each in map(load_package, list_packages()) if each.consumer.situations)


def report(ready: Stage, played: Sequence[Journal], out: Path) -> tuple[Path, Verdict]:
    """Judge what was played and write the run: plan, evidence, verdict and reports."""
    began = datetime.now(JST)
    package = ready.package
    planned = list(plan_consumer(package))
    plan = plan_of(each for each, _, _ in planned)
    settings = Settings(
        run=new_run(out, began),
        target_file=str(ready.target_file.resolve()),
        packages=(package.path, ready.played.path),
        today=began.date(),
        as_of=began.date(),
        seed=0,
        fuzz="off",
        lang=language(),
    )
    run_dir = out / settings.run
    bases = (basis_of(package, declarations_of(ready.target)),)
    write_settings(run_dir, shared(settings))
    write_plan(run_dir, plan)
    journals = {each.situation: each for each in played}
    catalog = Catalog(package)
    with EvidenceWriter(run_dir / "evidence.ndjson") as writer:
        for check, asked, situation in planned:
            requirement = catalog.requirement(asked.requirement)
            clause = f"{requirement.section} {requirement.title}（{requirement.source}）"
            recorder = Recorder(check, clause, "", ready.redactor.text)
            journal = journals[situation.id]
            ending = judge(asked, journal, played[0])
            recorder.end_step("", situation.title, ending, journal.exchanges())
            writer.write(recorder.finish(ending))
    tally = Tally(collected=len(planned), executed=len(planned))
    verdict = decide(bases, read_all(run_dir, []), began.date(), run=settings.run, plan=plan, tally=tally)
    write_verdict(run_dir, verdict)
    manifest = manifest_of(settings, ready.target, [package], bases, bindings={}, began=began)
    finished = datetime.now(JST).isoformat(timespec="seconds")
    write_manifest(run_dir, replace(manifest, finished=finished, counts=verdict.counts))
    write_reports(run_dir)
    return run_dir, verdict
