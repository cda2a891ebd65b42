"""Puts tekigo to one hostile target: a real server, a target file, a run from plan to reports."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

from msgspec.structs import replace

from conformance.certification.certify import certify
from conformance.certification.prepare import Prepared
from conformance.certification.reports import ALWAYS, write_reports
from conformance.checks.settings import write_settings
from conformance.engine.evidence import Evidence, read_evidence
from conformance.report.bundle import load_bundle
from conformance.report.console import summary
from conformance.verdict.model import Verdict
from tests.certification.conftest import planned
from tests.hostile.case import Hostile
from tests.hostile.trust import certificate
from tests.target.authority import CLIENT_ID, Authority
from tests.target.misbehaving import misbehaving
from tests.target_files import WITH_TOKENS

SHORT = "{connect: 0.3, read: 0.2, total: 0.3}"  # has to run out, several times
LONG = "{connect: 3, read: 4, total: 5}"  # must not, however busy the machine is
PROBE = "probe:resident_records:idosakujo"
CONTROL = "item:resident_records:tennyu:control"
FEW = (PROBE, CONTROL, "item:resident_records:tennyu:kojinbango:length:long")
CHECKS = (
    "s4_1_1_1_move_in::日本人住民の転入で入力した氏名",
    *FEW,
    "item:resident_records:tennyu:kojinbango:charset",
)


@dataclass(frozen=True)
class Trial:
    """What came of a run: the verdict, the evidence by check, the folder, and all that was said."""

    verdict: Verdict
    found: dict[str, Evidence]
    folder: Path
    said: str


@contextmanager
def staged(case: Hostile, folder: Path, tokens: Authority) -> Iterator[Path]:
    """Let a behaviour loose for the length of a block; yields the target file that leads to it."""
    tls, more = None, ""
    if case.certificate not in ("", "none"):
        tls, authority = certificate(case.certificate, folder)
        more = "" if case.certificate == "self-signed" else f"tls: {{ca: {authority}}}\n"
    with misbehaving(case.behave, tls, listens=case.listens) as server:
        url = server.url
        if case.certificate:
            scheme = "http" if case.plain_address else "https"
            url = f"{scheme}://{url.partition('://')[2]}"
        issuer = f"{tokens.url}/oauth2/token"
        base, token_url = (url, issuer) if case.at == "operations" else (tokens.url, url)
        path = folder / "target.yaml"
        text = (
            WITH_TOKENS.format(
                url=base, token_url=token_url, client_id=CLIENT_ID, timeouts=SHORT if case.waits else LONG
            )
            + more
        )
        path.write_text(text, encoding="utf-8")
        yield path


class Plans:
    """Prepares runs of the same checks against many targets; what is the same for all is worked out once."""

    def __init__(self) -> None:
        self._made: dict[tuple[str, ...], tuple[Prepared, dict[str, bytes]]] = {}

    def of(self, file: Path, checks: tuple[str, ...]) -> Prepared:
        """Prepare a run against a target in the folder of its file."""
        out = file.parent / "reports"
        if checks not in self._made:
            made = planned(file, out, *checks, seed=1)
            self._made[checks] = made, {path.name: path.read_bytes() for path in made.run_dir.iterdir()}
            return made
        made, files = self._made[checks]
        run_dir = out / made.settings.run
        run_dir.mkdir(parents=True)
        for name, data in files.items():
            (run_dir / name).write_bytes(data)
        settings = replace(made.settings, target_file=str(file.resolve()))
        write_settings(run_dir, settings)
        return replace(made, run_dir=run_dir, settings=settings)


def tried(prepared: Prepared, formats: tuple[str, ...] = ALWAYS) -> Trial:
    """Carry a prepared run out and write its reports, as `tekigo run` does once the set-up is checked.

    `formats`: which reports; a target that says nothing leaves nothing in them but words of our own.
    """
    said = io.StringIO()
    reports = patch(
        "conformance.certification.certify.write_reports", partial(write_reports, formats=formats)
    )
    with contextlib.redirect_stderr(said), reports:
        verdict = certify(prepared)
        bundle = load_bundle(prepared.run_dir)
        said.write(summary(bundle, [prepared.run_dir / "report.html"], color=False))
    found = read_evidence(prepared.run_dir / "evidence.ndjson")
    return Trial(verdict, {each.check: each for each in found}, prepared.run_dir, said.getvalue())
