"""Makes room for a second try: what was blocked says nothing of the system and is done again when a run is resumed."""

from pathlib import Path

import msgspec
from msgspec import Struct

from conformance.engine.evidence import merge_evidence


class _Head(Struct):
    outcome: str = ""


def drop_blocked(run_dir: Path) -> int:
    """Take the records of blocked checks out of a run's evidence and return how many there were.

    Whatever else stands there stays as it is, a damaged line too: the verdict tells of it.
    """
    path = merge_evidence(run_dir)
    decoder, kept, dropped = msgspec.json.Decoder(_Head), path.with_suffix(".ndjson.tmp"), 0
    with path.open("rb") as lines, kept.open("wb") as out:
        for line in lines:
            if _blocked(decoder, line):
                dropped += 1
            else:
                out.write(line)
    kept.replace(path)
    return dropped


def _blocked(decoder: "msgspec.json.Decoder[_Head]", line: bytes) -> bool:
    try:
        return decoder.decode(line).outcome == "blocked"
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
