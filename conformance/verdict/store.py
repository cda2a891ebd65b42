"""verdict.json: written so that the same verdict is the same bytes."""

from pathlib import Path

from conformance.engine.record_file import read_record
from conformance.spec.json_file import json_text, write_whole
from conformance.verdict.model import Verdict

NAME = "verdict.json"


def encode_verdict(verdict: Verdict) -> bytes:
    """Return the bytes of verdict.json: fields in the order of the model, keys sorted, one final newline."""
    return json_text(verdict, order="deterministic")


def write_verdict(run_dir: Path, verdict: Verdict) -> Path:
    """Write verdict.json into the run's folder and return its path."""
    return write_whole(run_dir / NAME, encode_verdict(verdict))


def read_verdict(run_dir: Path) -> Verdict:
    """Read verdict.json of a run. Raises TekigoError as `read_record` does."""
    return read_record(run_dir / NAME, Verdict)
