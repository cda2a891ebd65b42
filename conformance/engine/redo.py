"""Makes room for a second try: what was blocked, or cannot be read, says nothing of the system and is done again."""

from pathlib import Path
from typing import NamedTuple

from conformance.engine.evidence import iter_lines, merge_evidence


class Dropped(NamedTuple):
    """How many records were taken out: of blocked checks, and such as cannot be read (cut off by a kill, damaged)."""

    blocked: int
    unreadable: int


def drop_untold(run_dir: Path) -> Dropped:
    """Take the records that tell nothing out of a run's evidence; their checks are to be done again.

    Raises TekigoError TKG-VER003 when a line is of another schema version.
    """
    path = merge_evidence(run_dir)
    kept, blocked, unreadable = path.with_suffix(".ndjson.tmp"), 0, 0
    with kept.open("wb") as out:
        for line in iter_lines(path):
            if line.evidence is None:
                unreadable += 1
            elif line.evidence.outcome == "blocked":
                blocked += 1
            else:
                out.write(line.data)
    kept.replace(path)
    return Dropped(blocked, unreadable)
