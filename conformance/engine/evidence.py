"""Evidence: one record of one executed check, and how it is written and read as NDJSON."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec
from msgspec import Struct

from conformance.engine.record_file import refuse_other_version
from conformance.i18n import TekigoError
from conformance.target.exchange import Exchange

SCHEMA: Literal["tekigo.evidence/1"] = "tekigo.evidence/1"
SCHEMA_2: Literal["tekigo.evidence/2"] = "tekigo.evidence/2"

Outcome = Literal["passed", "failed", "blocked", "not_applicable"]
CheckKind = Literal["scenario", "item", "fuzz", "probe", "declaration", "file", "access"]
SINCE_2: frozenset[CheckKind] = frozenset({"access"})  # kinds that a reader of version 1 does not know

NOT_DONE = "TKG-RUN011"  # the code of a record that says only that time was up before the check
DAY_OVER = "TKG-RUN015"  # or that the day of the run had ended before the check
UNDONE = (NOT_DONE, DAY_OVER)

_SURROGATE = re.compile("[\ud800-\udfff]")


class StepRecord(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step of a check, with the HTTP exchanges it caused."""

    keyword: str = ""
    text: str
    outcome: Outcome
    expected: str | None = None
    got: str | None = None
    duration_ms: float = 0.0
    exchanges: tuple[Exchange, ...] = ()


class Evidence(Struct, frozen=True, kw_only=True):
    """What one check yielded.

    `not_applicable` says that a check could not be put to this target, for instance because its binding leaves the
    operation out. It keeps its requirements from being conformant, unless one of them is out of scope anyway.
    `started` is ISO 8601 with an offset; `own_ms` is the part of `duration_ms` that tekigo itself used.
    A record of a kind that came later is of version 2 (`SINCE_2`).
    """

    schema: Literal["tekigo.evidence/1", "tekigo.evidence/2"] = SCHEMA
    check: str
    kind: CheckKind
    title: str
    business: str
    requirements: tuple[str, ...]
    outcome: Outcome
    code: str | None = None
    reason: str | None = None
    expected: str | None = None
    got: str | None = None
    clause: str = ""
    started: str = ""
    duration_ms: float = 0.0
    own_ms: float = 0.0
    worker: str = ""
    steps: tuple[StepRecord, ...] = ()
    replay: str | None = None


class TornLine(Struct, frozen=True):
    """A line that is no evidence: the last one of a killed run, or a damaged file. Lines count from 1."""

    file: str
    line: int
    reason: str


class EvidenceWriter:
    """Appends evidence to one file, one line per record, visible to readers at once.

    One writer owns one file. Several processes write `worker_file(run_dir, worker)` each and the engine joins them
    with `merge_evidence`: appending to one shared file is only safe on some file systems and not on Windows.
    """

    def __init__(self, path: Path, *, fsync: bool = False) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._fsync = fsync
        self._encoder = msgspec.json.Encoder()
        self._file = path.open("ab", buffering=0)
        if self._file.tell() and _last_byte(path) != b"\n":
            self._file.write(b"\n")  # a killed run left half a line: it must not swallow the next record

    def write(self, evidence: Evidence) -> None:
        """Append one record. Raises OSError when the disk refuses it."""
        try:
            line = self._encoder.encode(evidence)
        except UnicodeEncodeError:  # half a surrogate pair from a hostile answer is no Unicode text
            line = self._encoder.encode(_replace_surrogates(msgspec.to_builtins(evidence)))
        self._write_all(line + b"\n")

    def _write_all(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[self._file.write(rest) or 0 :]
        if self._fsync:
            import os

            os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> "EvidenceWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def worker_file(run_dir: Path, worker: str) -> Path:
    """Return the evidence file of one worker process."""
    return run_dir / f"evidence.{worker}.ndjson"


def evidence_files(run_dir: Path) -> list[Path]:
    """List the evidence files of a run: the merged one, then those of workers that were not merged (killed run)."""
    merged = run_dir / "evidence.ndjson"
    return [path for path in (merged, *sorted(run_dir.glob("evidence.*.ndjson"))) if path.is_file()]


def merge_evidence(run_dir: Path) -> Path:
    """Join the files of all workers into evidence.ndjson, in the order of their names, and remove them.

    A kill at any moment neither loses nor doubles a record: the joined file gets its first name once it is whole, and
    its second when no file is left that is joined in it; the next call ends what it finds between the two.
    """
    target = run_dir / "evidence.ndjson"
    whole = run_dir / "evidence.joined"
    parts = [path for path in evidence_files(run_dir) if path != target]
    if not whole.exists():
        if not parts and target.is_file():
            return target
        unfinished = run_dir / "evidence.joining"
        with unfinished.open("wb") as out:
            for path in evidence_files(run_dir):
                with path.open("rb") as part:
                    for line in part:
                        out.write(line if line.endswith(b"\n") else line + b"\n")
        unfinished.replace(whole)
    for path in parts:
        path.unlink()
    return whole.replace(target)


class Line(NamedTuple):
    """One line of an evidence file, counted from 1: its bytes, and its record or why there is none."""

    number: int
    data: bytes
    evidence: Evidence | None
    reason: str = ""


def iter_lines(path: Path) -> Iterator[Line]:
    """Read evidence line by line, so that memory stays flat.

    Raises TekigoError TKG-VER001 when there is no such file, TKG-VER003 when a line is of another schema version.
    """
    if not path.is_file():
        raise TekigoError("TKG-VER001", path=path)
    decoder = msgspec.json.Decoder(Evidence)
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield Line(number, line, decoder.decode(line))
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                refuse_other_version(path, line, Evidence)
                yield Line(number, line, None, str(error))


def iter_evidence(path: Path, on_torn: Callable[[TornLine], None]) -> Iterator[Evidence]:
    """Read evidence record by record; what cannot be read goes to `on_torn`. Raises what `iter_lines` raises."""
    for line in iter_lines(path):
        if line.evidence is None:
            on_torn(TornLine(path.name, line.number, line.reason))
        else:
            yield line.evidence


def read_evidence(path: Path, torn: list[TornLine] | None = None) -> list[Evidence]:
    """Read all evidence of one file; lines that are no evidence are collected in `torn` and otherwise dropped.

    A dropped line never helps a system: the run lacks a record then, and the count rule makes it invalid.
    """
    return list(iter_evidence(path, (torn if torn is not None else []).append))


def recorded(run_dir: Path) -> frozenset[str]:
    """List the ids of the checks that have evidence in a run's folder already."""
    return frozenset(
        each.check for path in evidence_files(run_dir) for each in iter_evidence(path, lambda _: None)
    )


def _last_byte(path: Path) -> bytes:
    with path.open("rb") as file:
        file.seek(-1, 2)
        return file.read(1)


def _replace_surrogates(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_replace_surrogates(key): _replace_surrogates(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_replace_surrogates(each) for each in value]
    return value
