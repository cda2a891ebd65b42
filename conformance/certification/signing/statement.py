"""The in-toto statement of a run: the digests of its files, and its result as a test-result predicate.

Field names and meanings are those of https://in-toto.io/Statement/v1 and
https://in-toto.io/attestation/test-result/v0.1. The names of tests are `run` (the run itself is valid),
`problem:<code>` (why it is not), `business:<key>` and `requirement:<business>/<id>`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conformance.engine.manifest import Manifest
    from conformance.verdict.model import Verdict

STATEMENT_TYPE = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE = "https://in-toto.io/attestation/test-result/v0.1"
TREES = ("specs", "features", "steps", "program")  # digests of folders, not of single files
METHOD = "SHA-256 over every file in the order of its path: path, NUL, SHA-256 of the contents"

Result = Literal["PASSED", "WARNED", "FAILED"]
_SIDES: dict[str, Result | None] = {
    "conformant": "PASSED",
    "attested": "WARNED",
    "in_transition": "WARNED",
    "undecidable": "WARNED",
    "unverified": "WARNED",
    "blocked": "WARNED",
    "indeterminate": "WARNED",
    "nonconformant": "FAILED",
    "out_of_scope": None,
}


class Descriptor(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A ResourceDescriptor: a name, digests by algorithm, and remarks."""

    name: str = ""
    digest: dict[str, str] = {}
    annotations: dict[str, str] = {}


class Predicate(Struct, frozen=True, kw_only=True, rename="camel"):
    """The test-result predicate: the result, what the run was made with, and which tests ended how."""

    result: Result
    configuration: tuple[Descriptor, ...]
    passed_tests: tuple[str, ...] = ()
    warned_tests: tuple[str, ...] = ()
    failed_tests: tuple[str, ...] = ()


class Statement(Struct, frozen=True, kw_only=True, rename="camel"):
    """An in-toto statement with the test-result predicate."""

    type_: str = field(default=STATEMENT_TYPE, name="_type")
    subject: tuple[Descriptor, ...]
    predicate_type: str = PREDICATE_TYPE
    predicate: Predicate


class Heading(Struct, frozen=True, kw_only=True, rename="camel"):
    """The part of any statement that says what it is."""

    type_: str = field(default="", name="_type")
    predicate_type: str = ""


def statement_of(manifest: Manifest, verdict: Verdict, digests: Mapping[str, str]) -> Statement:
    """State the result of a run; `digests` has the SHA-256 of every file in the archive, by name."""
    subject = tuple(Descriptor(name=name, digest={"sha256": digest}) for name, digest in digests.items())
    return Statement(subject=subject, predicate=predicate_of(manifest, verdict))


def predicate_of(manifest: Manifest, verdict: Verdict) -> Predicate:
    """State the result of a run: PASSED only when it is valid and every business conformant."""
    sides: dict[Result, list[str]] = {"PASSED": [], "WARNED": [], "FAILED": []}
    for name, side in _tests(verdict):
        sides[side].append(name)
    return Predicate(
        result=result_of(verdict),
        configuration=tuple(_resource(name, digest) for name, digest in sorted(manifest.digests.items())),
        passed_tests=tuple(sides["PASSED"]),
        warned_tests=tuple(sides["WARNED"]),
        failed_tests=tuple(sides["FAILED"]),
    )


def result_of(verdict: Verdict) -> Result:
    """Return the one word: FAILED when the run is invalid or a business nonconformant, WARNED when nothing failed
    but some business could not be judged, or only in part."""
    words = {each.word for each in verdict.businesses}
    if not verdict.valid or "nonconformant" in words:
        return "FAILED"
    partial = any(each.partial for each in verdict.businesses)
    return "PASSED" if words == {"conformant"} and not partial else "WARNED"


def encode_statement(statement: Statement) -> bytes:
    """Return the bytes that are signed: the same statement is always the same bytes."""
    return msgspec.json.encode(statement, order="deterministic")


def _tests(verdict: Verdict) -> Iterator[tuple[str, Result]]:
    """Name every test and its side. In an invalid run nothing has passed: what was seen to be right is a warning."""
    yield "run", "PASSED" if verdict.valid else "FAILED"
    for code in sorted({problem.code for problem in verdict.problems}):
        yield f"problem:{code}", "FAILED"
    for business in verdict.businesses:
        whole = "indeterminate" if business.partial and business.word == "conformant" else business.word
        named = [(f"business:{business.key}", str(whole))]
        named += [
            (f"requirement:{business.key}/{each.requirement.id}", str(each.word))
            for each in business.requirements
        ]
        for name, word in named:
            side = _SIDES[word]
            if side is not None:
                yield name, "WARNED" if side == "PASSED" and not verdict.valid else side


def _resource(name: str, digest: str) -> Descriptor:
    algorithm, _, value = digest.partition(":")
    method = {"method": METHOD} if name in TREES else {}
    return Descriptor(name=name, digest={algorithm: value}, annotations=method)
