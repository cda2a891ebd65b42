"""Compares what was signed with what is there: files, verdict, result, configuration."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from conformance.certification.kept_bindings import differing
from conformance.certification.signing.envelope import NAME as STATEMENT
from conformance.certification.signing.findings import WORD_DIFFERS, Finding
from conformance.certification.signing.statement import predicate_of
from conformance.report.bundle import changed_since
from conformance.verdict.store import NAME as VERDICT
from conformance.verdict.store import read_verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from conformance.certification.signing.statement import Descriptor, Statement
    from conformance.report.bundle import RunBundle
    from conformance.verdict.model import Verdict

MOST_TOLD = 20
_FIRST = 3


def files(statement: Statement, digests: Mapping[str, str], unreadable: Collection[Finding]) -> list[Finding]:
    """Compare every file with its digest: changed, missing, added, or under another name."""
    signed = {each.name: each.digest.get("sha256", "") for each in statement.subject}
    times = Counter(each.name for each in statement.subject)
    findings = [_file("TKG-SIG043", name) for name, number in times.items() if number > 1]
    findings += [
        _file("TKG-SIG050", name, digest, digests[name])
        for name, digest in signed.items()
        if name in digests and digests[name] != digest
    ]
    missing = {
        name: signed[name] for name in signed.keys() - digests.keys() - {each.file for each in unreadable}
    }
    added = {name: digests[name] for name in digests.keys() - signed.keys()}
    for name, digest in sorted(missing.items()):
        new = next((each for each, found in sorted(added.items()) if found == digest), None)
        if new is None:
            findings.append(_file("TKG-SIG051", name, digest))
        else:
            findings.append(_file("TKG-SIG053", name, name, new))
            del added[new]
    findings += [_file("TKG-SIG052", name, found=digest) for name, digest in sorted(added.items())]
    return findings


def verdict(folder: Path, bundle: RunBundle) -> list[Finding]:
    """Compare the verdict that was stored with the one that the evidence gives."""
    codes = changed_since(bundle.verdict)
    if not codes:
        return []
    findings = [Finding(check="verdict", code="TKG-SIG061", file=VERDICT, found=" ".join(codes))]
    differing = list(_differing(read_verdict(folder), bundle.verdict))
    return findings + differing[:MOST_TOLD]


def result(statement: Statement, bundle: RunBundle) -> list[Finding]:
    """Compare the signed result, and the tests behind it, with the verdict decided anew.

    Where the stored verdict is wrong already, the lists of tests differ of necessity and are not gone through.
    """
    signed, decided = statement.predicate, predicate_of(bundle.manifest, bundle.verdict)
    findings = []
    if signed.result != decided.result:
        findings.append(_result("TKG-SIG063", "result", decided.result, signed.result))
    if changed_since(bundle.verdict):
        return findings
    for name, wanted, told in (
        ("passedTests", decided.passed_tests, signed.passed_tests),
        ("warnedTests", decided.warned_tests, signed.warned_tests),
        ("failedTests", decided.failed_tests, signed.failed_tests),
    ):
        if wanted != told:
            lacking = [each for each in wanted if each not in set(told)]
            beyond = [each for each in told if each not in set(wanted)]
            findings.append(_result("TKG-SIG064", name, _some(lacking), _some(beyond)))
    return findings


def configuration(statement: Statement, bundle: RunBundle) -> list[Finding]:
    """Compare the digests of specs, features, steps and program that were signed with those in run.json."""
    wanted = _by_name(predicate_of(bundle.manifest, bundle.verdict).configuration)
    told = _by_name(statement.predicate.configuration)
    return [
        Finding(
            check="configuration",
            code="TKG-SIG065",
            file=name,
            expected=wanted.get(name, "—"),
            found=told.get(name, "—"),
        )
        for name in sorted(wanted.keys() | told.keys())
        if wanted.get(name) != told.get(name)
    ]


def bindings(folder: Path, bundle: RunBundle) -> list[Finding]:
    """Compare the bindings in the bundle with those that run.json names."""
    return [
        Finding(check="configuration", code="TKG-SIG066", file=name, expected=wanted, found=found)
        for name, wanted, found in differing(folder, bundle.manifest)
    ]


def _differing(stored: Verdict, decided: Verdict) -> Iterator[Finding]:
    """Name the requirements on which a stored verdict says something else than the evidence."""
    told = {
        (business.key, each.requirement.id): each.word
        for business in stored.businesses
        for each in business.requirements
    }
    for business in decided.businesses:
        for each in business.requirements:
            word = told.get((business.key, each.requirement.id), "—")
            if word != each.word:
                name = f"{business.key}/{each.requirement.id}"
                yield Finding(check="verdict", code=WORD_DIFFERS, file=name, expected=each.word, found=word)


def _by_name(resources: Collection[Descriptor]) -> dict[str, str]:
    return {
        each.name: " ".join(f"{algorithm}:{value}" for algorithm, value in sorted(each.digest.items()))
        for each in resources
    }


def _some(names: Collection[str]) -> str:
    """Show the first names of a list, and how many more there are."""
    first = list(names)[:_FIRST]
    more = len(names) - len(first)
    return ", ".join(first) + (f" (+{more})" if more else "") if first else "—"


def _file(code: str, name: str, expected: str = "", found: str = "") -> Finding:
    return Finding(check="files", code=code, file=name, expected=expected, found=found)


def _result(code: str, name: str, expected: str, found: str) -> Finding:
    return Finding(check="result", code=code, file=f"{STATEMENT}: {name}", expected=expected, found=found)
