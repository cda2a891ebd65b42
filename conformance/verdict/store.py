"""verdict.json: written so that the same verdict is the same bytes."""

from pathlib import Path

import msgspec

from conformance.i18n import TekigoError
from conformance.spec.json_file import json_text
from conformance.verdict.model import Verdict

NAME = "verdict.json"


def encode_verdict(verdict: Verdict) -> bytes:
    """Return the bytes of verdict.json: fields in the order of the model, keys sorted, one final newline."""
    return json_text(verdict, order="deterministic")


def write_verdict(run_dir: Path, verdict: Verdict) -> Path:
    """Write verdict.json into the run's folder and return its path."""
    path = run_dir / NAME
    path.write_bytes(encode_verdict(verdict))
    return path


def read_verdict(run_dir: Path) -> Verdict:
    """Read verdict.json of a run. Raises TekigoError TKG-VER001 (missing) or TKG-VER002 (unreadable)."""
    path = run_dir / NAME
    if not path.is_file():
        raise TekigoError("TKG-VER001", path=path)
    try:
        return msgspec.json.decode(path.read_bytes(), type=Verdict)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TekigoError("TKG-VER002", path=path, reason=error) from error
