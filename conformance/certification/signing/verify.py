"""Checks a bundle as a third party does, years later: with the public key and nothing else of its maker."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import msgspec

from conformance.certification.signing import compare
from conformance.certification.signing.envelope import NAME as STATEMENT
from conformance.certification.signing.envelope import unseal
from conformance.certification.signing.findings import CHECKS, Check, Finding, State
from conformance.certification.signing.keys import key_id
from conformance.certification.signing.outcome import About, Verification
from conformance.certification.signing.statement import (
    PREDICATE_TYPE,
    STATEMENT_TYPE,
    Heading,
    Statement,
)
from conformance.certification.signing.suite import suite_of
from conformance.certification.signing.unpack import examine, unpack
from conformance.i18n import TekigoError
from conformance.report.bundle import load_bundle

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from conformance.report.bundle import RunBundle


class _Progress:
    """What was found so far, and which checks were made."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.made: set[Check] = set()

    def note(self, check: Check, findings: list[Finding]) -> None:
        self.made.add(check)
        self.findings += findings

    def states(self) -> dict[Check, State]:
        wrong = {finding.check for finding in self.findings}
        return {
            each: "wrong" if each in wrong else "right" if each in self.made else "not_done"
            for each in CHECKS
        }


def verify_bundle(path: Path, key: Ed25519PublicKey) -> Verification:
    """Check everything about a bundle that can be checked without its maker.

    A bundle that is wrong is no error: `findings` names every fault. Raises TekigoError TKG-SIG001 or 007 for a file
    that cannot be read or is no bundle at all. Nothing is written outside a temporary folder.
    """
    progress = _Progress()
    progress.note("archive", examine(path))
    bundle, statement = None, None
    with TemporaryDirectory(prefix="tekigo-verify-") as folder:
        if not progress.findings:
            digests, raw, unreadable = unpack(path, Path(folder))
            progress.note("archive", unreadable)
            if raw is None and "run.json" not in digests:
                raise TekigoError("TKG-SIG007", path=path)
            statement = _signed(raw, key, progress)
            if statement is not None:
                progress.note("files", compare.files(statement, digests, unreadable))
            bundle = _run(Path(folder), progress)
            if statement is not None and bundle is not None:
                progress.note("result", compare.result(statement, bundle))
                progress.note("configuration", compare.configuration(statement, bundle))
                progress.note("configuration", compare.bindings(Path(folder), bundle))
    return _outcome(path, key, progress, statement, bundle)


def _signed(raw: bytes | None, key: Ed25519PublicKey, progress: _Progress) -> Statement | None:
    """Check the signature and read the statement, also one whose signature is wrong: it tells what was changed."""
    if raw is None:
        progress.note("signature", [Finding(check="signature", code="TKG-SIG030", file=STATEMENT)])
        return None
    payload, findings = unseal(raw, key)
    progress.note("signature", findings)
    if payload is None:
        return None
    statement, findings = read_statement(payload)
    progress.note("statement", findings)
    return statement


def read_statement(payload: bytes) -> tuple[Statement | None, list[Finding]]:
    """Read a statement and check that it is one of the kind that tekigo makes."""
    try:
        heading = msgspec.json.decode(payload, type=Heading)
        wrong = [
            Finding(check="statement", code=code, file=STATEMENT, expected=expected, found=found)
            for code, expected, found in (
                ("TKG-SIG041", STATEMENT_TYPE, heading.type_),
                ("TKG-SIG042", PREDICATE_TYPE, heading.predicate_type),
            )
            if found != expected
        ]
        return (None, wrong) if wrong else (msgspec.json.decode(payload, type=Statement), [])
    except (ValueError, RecursionError) as error:
        return None, [Finding(check="statement", code="TKG-SIG040", file=STATEMENT, found=str(error))]


def _run(folder: Path, progress: _Progress) -> RunBundle | None:
    """Decide the verdict anew from the evidence."""
    try:
        bundle = load_bundle(folder)
        progress.note("verdict", compare.verdict(folder, bundle))
    except (TekigoError, RecursionError) as error:
        said = error.text() if isinstance(error, TekigoError) else str(error)
        said = said.replace(f"{folder}{os.sep}", "")
        progress.note("verdict", [Finding(check="verdict", code="TKG-SIG060", found=said)])
        return None
    return bundle


def _outcome(
    path: Path,
    key: Ed25519PublicKey,
    progress: _Progress,
    statement: Statement | None,
    bundle: RunBundle | None,
) -> Verification:
    return Verification(
        bundle=str(path),
        verified=not progress.findings,
        key=key_id(key),
        result=statement.predicate.result if statement is not None else "",
        checks=progress.states(),
        findings=tuple(progress.findings),
        about=_about(bundle) if bundle is not None else None,
    )


def _about(bundle: RunBundle) -> About:
    target, verdict = bundle.manifest.target, bundle.verdict
    return About(
        run=bundle.manifest.run,
        product=" ".join(part for part in (target.vendor, target.product, target.version) if part),
        as_of=verdict.as_of,
        valid=verdict.valid,
        interrupted=bundle.manifest.interrupted,
        problems=tuple(problem.code for problem in verdict.problems),
        businesses={each.key: each.word for each in verdict.businesses},
        partial=tuple(each.key for each in verdict.businesses if each.partial),
        suite=suite_of(bundle.manifest),
    )
